extension Ledger {
  static let procedure = Procedure(
    week: """
      A seat's management M, pay units: `supervision` + `ledger.push_share` · `push_share` + `ledger.monitoring` ·
      `monitoring` + `coaching_hour` · `coaching` (times `outside_coach` where `coach_source` is `out`) + `review` ·
      `reviews` + `ledger.ranking` where `ranking` is not `none`. Where a name stands twice, the one with its group in
      front is the price, the other the lever.

      A seat's programmes P: `ledger.directory` · `directory` + `training_hour` · `training` + `ledger.buyer_data` ·
      `buyer_data` + `meeting_hour` · `meetings` + `ledger.tools` · `tools` + `message` · `messages` +
      `ledger.seeding` · `seeding` + `visioning_one_way` or `visioning_two_way` where `visioning` is `one-way` or
      `two-way`.

      `managerCost` and `programmeCost` add up M and P over all seats, vacant ones included; `expertCost` = `expert` ·
      `expertWeeks`; `replacementCost` = `replacement` · `exits` + `assessment` · ϑ · `hires`, the second term only
      where `hiring_talent` + `hiring_ownership` + `hiring_support` > 0 (where seats differ in these, of their hires alone).

      `cost` = `salaryCost` + `variableCost` + `managerCost` + `expertCost` + `programmeCost` + `replacementCost`,
      added in this order; `profit` = `margin` · `revenue` − `cost`.

      Sellers' own burdens, over `present` seats, γ as in `effort`: `effortCost` = ½ c (σ_Q/13) Σ (`effort`² +
      `supportEffort`² + 2γ · `effort` · `supportEffort`); `riskPremium` = ½ r (σ_Q/13) Σ `slope`²; `strainCost` = k_s Σ `strain`.
      """,
    absent: """
      `cost`, `profit` and their parts but salaries and variable pay stay 0.
      """)
}
