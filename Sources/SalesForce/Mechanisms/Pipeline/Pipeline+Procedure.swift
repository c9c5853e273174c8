extension Pipeline {
  static let procedure = Procedure(
    week: """
      `sales`, `wins` and `failures` ← 0.

      Factors on the rates of a seat's opportunities: up A = `filled` · `attention` · exp(ε_c ln(max(`effort`, .01 ē₀)/ē₀)),
      ε_c as in shared group `common`, lost f,
      undecided N f, with N = exp(−λ_G · `pain`) and, for a customer of `group` k, f = exp(η_P max(0, `pressure` − θ_k
      exp(−ι_B · `information`))), θ_k the k-th value of `tolerance`, from 0 (shared group `buyers`). Deals of a
      vacant seat do not advance.

      Every open opportunity, also one found this week: `hazard` ← `hazard` + (`advance` · A + `loss` · f +
      `undecided` · N f). It leaves its stage if `hazard` ≥ `threshold`: with a constant sum R, chance 1 − exp(−R) a
      week.

      Where to, with x = `choice` · R, R being this week's sum: up if x < `advance` · A, lost if x < `advance` · A +
      `loss` · f, else undecided. Up from stage 4 it is won.

      Won: `sales` of the seat grows by `value` · (1 − `discount`), the firm's `discounts` by `value` · `discount`,
      `wins` by 1, `wonWeeks` by week − week of birth + 1. Otherwise closed: `failures` grows by 1. Either way `openDeals`
      falls by 1. The firm's `won`, `lost`, `undecided` and `closedTotal` count; so do `smallWon`, `smallClosed` and
      `smallWonWeeks` (as `wonWeeks`) among deals with `value` < v̄ exp(−s_v x − s_v²/2), x = Φ⁻¹(.8), and `largeWon`,
      `largeClosed` and `largeWonWeeks` among those with `value` > v̄ exp(s_v x − s_v²/2); `revenue` is the sum of `sales` over seats. Where `periodLength` −
      `periodWeek` ≤ 2, `lateWeeks` = 1 and `lateRevenue` = `revenue`.

      Up to stage k = 2, 3, 4: `hazard` ← 0, `threshold` ← −ln(1 − U(opportunity, k)), `choice` ← U′(opportunity, k),
      `advance` ← rate of stage k · `ease` · κ_issue^`unresolved`, `loss` ← rate · `pace`, `undecided` ← rate · `doubt`. Its
      hazard begins next week. An opportunity that enters stage 3 meets its issues in next week's `issues`.
      `unresolved`, `ease`, `doubt`, `pace`, `quality`, `value` and `discount` stay as they are.
      """,
    absent: """
      Nothing closes: no sales, and the pool of opportunities grows.
      """)
}
