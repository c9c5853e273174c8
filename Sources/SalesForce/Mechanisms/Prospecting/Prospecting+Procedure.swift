extension Prospecting {
  static let procedure = Procedure(
    week: """
      Mean of a seat: λ = `filled` · λ₀/(20 M₀) · `territory` · `sellingHours` · `match` · `practiceLift` ·
      `prospectingDrag` · `knowHow` · exp(ε_p ln(max(`effort`, .01 ē₀)/ē₀) + `talent`), M₀ = √(3/5), `match` of a
      reference seller.

      `leads` = Poisson quantile of U(seat, 0) for the mean λ, at most 4,095. `created` and `createdTotal` grow by
      their sum.

      Opportunities are added to the pool in the order of seats, those of a seat with ordinals 0, 1, …; identity 2¹²
      seat + ordinal, week of birth this week. `value` = v̄ exp(s_v z − s_v²/2), z = Z(opportunity, 1). `unresolved`
      and `discount` = 0, `ease` = `doubt` = `quality` = 1, `group` 0.

      They enter stage 1: `advance`, `loss` and `undecided` are the stage's rates (shared group `stages`), `hazard` =
      0, `threshold` = −ln(1 − U(opportunity, 1)) and `choice` = U′(opportunity, 1), both in the stream of `pipeline`,
      whose draw number is the stage.
      """,
    absent: """
      No opportunities, no sales: `leads` stays 0.
      """)
}
