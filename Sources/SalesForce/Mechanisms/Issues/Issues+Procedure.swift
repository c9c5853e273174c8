extension Issues {
  static let procedure = Procedure(
    week: """
      `issueHours` and `requests` ← 0.

      Opportunities that entered stage 3 last week meet their issues now, in the order of birth: their number is the
      Poisson quantile of U(opportunity, 0) for the mean ν(1 + ν_c · `complexity`), at most 200. Issue j = 0, 1, … has
      the blocks 1 + 3j, 2 + 3j and 3 + 3j of the opportunity: (own, ask), (solution, clock) and (span, order) = (U,
      U′).

      know = 1 − exp(−max(0, k₀ + k_d · `directory` + k_t (1 − exp(−`tenure`/52)) + k_w (`tieStrength` − .45))
      exp(`reach_sociability` · `sociability`)).

      Who takes it: the seat of the deal. But where x_a > 0, with (u, u′) = (U, U′)(opportunity, 700 + j), an issue
      with u < x_a is handed over: the seats of the deal's team in ascending order of identity stand for stretches w₁,
      w₂, … of a line, w = `filled` · (`ownership` · exp(−`talent`))^θ_c, and it goes to the one in whose stretch u′ Σ
      w lies; where Σ w = 0 it stays. If that is another seat than the deal's, solution ← solution/(1 − ℓ). Everything
      below applies to the taker, who is then the seller.

      The seller owns the issue if own < `filled` · `supportDrive` · `ownership` · (½ + ½ `autonomy`), and asks an expert if ask < `filled` · `supportDrive` · `supportSkill` · know, provided that there
      are experts (in week 0 there are none yet).

      Asked: `requests` and the opportunity's `unresolved` grow by 1, and a request joins `expertQueue`: time = week +
      clock, work = −ln(1 − span)/μ weeks, `goodwill` of the seller as it is now, solution, order, and whether the
      seller owns it. `asked` and `askedTotal` grow by 1.

      Not asked: it is resolved if solution < ρ_d where the seller owns it, ρ0 where not (shared group
      `issue_outcomes`); `issueHours` grows by τ_d where the seller owns it; `unresolved` by 1 if it is not resolved.

      Each of these opportunities: `advance` = rate of stage 3 · `ease` · κ_issue^`unresolved` (from 200 on as for
      200). `issues` and `issuesResolved` count issues and those resolved at once.
      """,
    absent: """
      No issues: `unresolved`, `issueHours` and `requests` stay 0, nobody asks.
      """)
}
