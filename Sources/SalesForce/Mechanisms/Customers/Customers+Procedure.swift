extension Customers {
  static let procedure = Procedure(
    start: """
      `rivalQuality` = q̄.
      """,
    week: """
      `savedHours` = τ_p · `agenda` · `leads`, for next week's time budget.

      Rivals, where ι_R > 0 and there is a seller: `rivalQuality` ← `rivalQuality` + (1 − exp(−ι_R))(x − `rivalQuality`),
      x = 1/√(1 + h²(1 − (1 − a) v)²), v being the mean `craft` of filled seats and a the
      mean `agenda` of all.

      Each opportunity found this week: (u, u′) = (U, U′)(opportunity, 0). Need z = Φ⁻¹(max(u, 2⁻⁶⁰)). Progress P: the
      quantile number k = ⌊64 u′⌋ of the 64 of shared group `buyers`. Goodwill to the incumbent: g = (64 u′ − k) 2²⁰,
      G = ⌊g⌋/2²⁰. Patience: x = 4 (g − ⌊g⌋), and ⌊x⌋ is the `group` of the customer, 0 to 3. The need is new if x −
      ⌊x⌋ < s_new.

      Offer, with s the present seller's `innovation` where the need is new and `craft` where not: `quality` = exp(−½
      h² (z (1 − (1 − a) s))²), a being `agenda`.

      `ease` and `advance` are multiplied by exp((1 − P) λ_q exp(−ι_B · `information`)(`quality` − y)), y = q̄ where the need
      is new and `rivalQuality` where not; `doubt` and `undecided` by exp(−λ_G (`quality` − 2 Ū G − κ_pain)). The offer
      stands, whoever takes over the seat.
      """,
    absent: """
      `ease` and `doubt` stay as the deal was found, `quality` 1, `group` and `savedHours` 0.
      """)
}
