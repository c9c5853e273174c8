import PortableMath

/// Whether it pays to help a colleague: what comes back against what a stronger rival costs.
///
/// The helper reckons by their own levers. A colleague who pays into no pool shares nothing with the team, and one who
/// competes for another prize is no rival.
struct HelpRule {
  /// What comes back for a unit given over a tie of strength 1, discounted ρ_r.
  private let reciprocity: Double
  /// By seat: commission that a team mate's, and the pair partner's, unit of sales brings the helper.
  private let teamShare, pairShare: Column<Double>
  /// By seat: W m(n,k)/(n−1), what a unit of effort's worth of lift for one rival takes from the own chance of a prize
  /// (science 1.4, V6).
  private let rivalCost: Column<Double>
  /// Levers by seat: the share of commission that is pooled, and the prize.
  private let pooled, prize: Column<Double>
  /// Whether all have the same levers.
  private let isUniform: Bool

  /// Scratch columns 7 to 9 hold the rule.
  init(reciprocity: Double, _ pay: PayPlan, _ common: Common, _ firm: borrowing Firm, _ week: borrowing Week) {
    self.reciprocity = reciprocity
    (teamShare, pairShare, rivalCost) = (firm.scratch[7], firm.scratch[8], firm.scratch[9])
    for group in 0..<week.levers.groups {
      let levers = week.levers.group(group), terms = PayTerms(levers, firm, pay, common), rivals = levers.contestants
      week.levers.fill(teamShare, of: group, with: terms.mateShare)
      week.levers.fill(pairShare, of: group, with: terms.pairShare)
      week.levers.fill(rivalCost, of: group, with: rivals > 1 ? terms.contest / Double(rivals - 1) : 0)
    }
    isUniform = week.levers.groups == 1
    (pooled, prize) = (week[pay.teamShare], week[pay.contest])
  }

  /// 1 where it pays, else 0. Both sides are per unit of lift, so how large the lift is does not matter.
  /// - Parameters:
  ///   - worth: what a unit of own results is worth to the helper, V_S + m.
  ///   - inTeam: whether the two are of one team.
  ///   - inPair: whether the helper is paid on the other's sales.
  func pays(_ helper: Int, helping other: Int, tie: Double, worth: Double, inTeam: Bool, inPair: Bool) -> Double {
    let shared = inTeam && (isUniform || pooled[other] > 0) ? teamShare[helper] : 0
    let cost = isUniform || prize[helper] == prize[other] ? rivalCost[helper] : 0
    return reciprocity * tie * worth + shared + (inPair ? pairShare[helper] : 0) > cost ? 1 : 0
  }
}
