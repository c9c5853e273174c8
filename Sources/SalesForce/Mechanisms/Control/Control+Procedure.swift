extension Control {
  static let procedure = Procedure(
    week: """
      s̄ = mean `salesRate` of filled seats; z = `salesRate`/s̄ − 1, at least −1 and at most 1, or 0 where s̄ is not positive.

      Each seat: `autonomy` = 1 − `managerControl` · (1 − ν z)(a_π · `push_share` + a_φ · `monitoring`), at least 0 and at
      most 1, where `push_share` and `monitoring` are the levers. Nothing is drawn.
      """,
    absent: """
      `autonomy` stays .775, that under the blend, whatever the levers say.
      """)
}
