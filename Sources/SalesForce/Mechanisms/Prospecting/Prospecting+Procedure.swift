extension Prospecting {
  static let procedure = Procedure(
    week: """
      Mean of a seat: λ = `filled` · λ₀/M₀ · `potential` · `territory` · `match` · `practiceLift` · `prospectingDrag` ·
      `knowHow` · exp(ε_p ln(max(`effort`, .01 ē₀)/ē₀) + ε_h ln(max(`sellingHours`/20, .01)) + `talent`), M₀ = √(27/35), `match`
      of a reference seller, and ε_p as in shared group `common`.

      `leads` = Poisson quantile of U(seat, 0) for the mean λ, at most 4,095. `openDeals` of the seat grows by it, `created`
      and `createdTotal` by their sum.

      Opportunities are added to the pool in the order of seats, those of a seat with ordinals 0, 1, …; identity 2¹²
      seat + ordinal, week of birth this week. `unresolved` and `discount` = 0, `quality` = 1, `group` 0. With (z, z′) = (Z,
      Z′)(opportunity, 1): `value` = v̄ exp(s_v z − s_v²/2), `pace` = `doubt` = exp(−ζ_r s_v z), `ease` = exp(s_m z′ − (ζ_w +
      ζ_r) s_v z).

      They enter stage 1: `advance` = the stage's rate (shared group `stages`) · `ease`, `loss` = rate · `pace`, `undecided` =
      rate · `doubt`, `hazard` = 0, `threshold` = −ln(1 − U(opportunity, 1)) and `choice` = U′(opportunity, 1), both in the
      stream of `pipeline`, whose draw number is the stage.
      """,
    absent: """
      No opportunities, no sales: `leads` and `openDeals` stay 0.
      """)
}
