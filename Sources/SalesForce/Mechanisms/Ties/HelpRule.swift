/// Whether it pays to help a colleague: what comes back against what a stronger rival costs.
struct HelpRule {
  /// What comes back for a unit given over a tie of strength 1, discounted ρ_r.
  let reciprocity: Double
  /// Commission that a team mate's, and the pair partner's, unit of sales brings the helper.
  let teamShare, pairShare: Double
  /// W m(n,k)/(n−1): what a unit of effort's worth of lift for one rival takes from the own chance of a prize
  /// (science 1.4, V6).
  let rivalCost: Double

  init(reciprocity: Double, _ terms: PayTerms, seats: Int) {
    self.reciprocity = reciprocity
    teamShare = terms.mateShare
    pairShare = terms.pairShare
    rivalCost = seats > 1 ? terms.contest / Double(seats - 1) : 0
  }

  /// 1 where it pays, else 0. Both sides are per unit of lift, so how large the lift is does not matter.
  /// - Parameters:
  ///   - worth: what a unit of own results is worth to the helper, V_S + m.
  ///   - inTeam: whether the two share a team's pool.
  ///   - inPair: whether the helper is paid on the other's sales.
  func pays(tie: Double, worth: Double, inTeam: Bool, inPair: Bool) -> Double {
    reciprocity * tie * worth + (inTeam ? teamShare : 0) + (inPair ? pairShare : 0) > rivalCost ? 1 : 0
  }
}
