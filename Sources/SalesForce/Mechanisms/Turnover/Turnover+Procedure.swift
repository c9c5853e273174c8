extension Turnover {
  static let procedure = Procedure(
    start: """
      Every seat: `tenure` = 1 + ⌊−`first_tenure` · ln(1 − U(person°, 7))⌋, in the stream of `hiring`.
      """,
    week: """
      Chance of leaving this week, each seat: 1 − exp(−h₀ exp(θ₂ · `strain` − θ₁ (`salesRate` − mean `salesRate` of
      filled seats) − θ₃ (`motivation`/m̄ − 1) − θ₄ (ln max(`payRate`/p₀, .01) − `talent`) + θ₅ exp(−`tenure`/τ))), with
      `tenure` as the pass found it, here and in the next step.

      Dismissal, in a week in which `periodEnded` is 1 and T = `dismissal` · (1 − `safety`/2) > 0: sellers with
      `tenure` ≥ `probation` whose attainment `recordSales`/`recordQuota` (1 where the latter is 0) is below T.

      Filled seats: `tenure` grows by 1. A seller who is dismissed, or has U(person, 0) below the chance, leaves:
      `filled` ← 0, `vacancy` ← `turnover.vacancy`; `ease` and `advance` of the seat's open opportunities are multiplied by κ_h; `exits` and `exitsTotal` grow by 1, `dismissals` too for those
      dismissed. Seats that were vacant: `vacancy` falls by 1.

      Of the sellers who were there, `recentWeeks` counts those with `tenure`, grown, up to 104 and `settledWeeks` those above
      260; `recentExits` and `settledExits` count those of them who left. Of the sellers who were there with `tenure`, grown, above `probation`, `salespersonWeeks` counts those with `skill` and
      `innovation` below ½, `professionalWeeks` those with `skill` ≥ ½ and `innovation` < ½; `salespersonExits` and
      `professionalExits` count those of them who left.
      """,
    absent: """
      Nobody leaves or is sent away, and `tenure` stays 104.
      """)
}
