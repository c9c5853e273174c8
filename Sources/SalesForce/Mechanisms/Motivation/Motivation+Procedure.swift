extension Motivation {
  static let procedure = Procedure(
    week: """
      Filled seats: aim = max(0, m̄ + m̄ δ_A (`autonomy` − ½) max(0, 1 + χ_A · `horizontality`) + m̄ δ_p · `purpose` + m̄ · `feedbackDrive`); `motivation` ← `motivation` + (1 − exp(−η_m))(aim
      − `motivation`).

      Filled seats: `strain` ← `strain` + (1 − exp(−δ_s))(`monitoring` + max(0, `effort`/ē₀ − 1) − `strain`).

      Nothing is drawn. A vacant seat keeps its values.
      """,
    absent: """
      `motivation` stays m̄'s default, .197, and `strain` 0.
      """)
}
