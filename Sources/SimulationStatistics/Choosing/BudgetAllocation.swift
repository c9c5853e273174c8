/// How a budget of observations is best divided among alternatives, so that the best is most likely found.
///
/// *Independent* (optimal computing budget allocation, OCBA; Chen, Lin, Yücesan & Chick, Discrete Event Dyn. Syst. 10, 2000):
/// Nᵢ ∝ (σᵢ/δᵢ)² for an alternative that is δᵢ behind the best, and N_b = σ_b √Σ(Nᵢ/σᵢ)².
///
/// *Common* random numbers: an alternative and the best meet the same draws, so what counts is the variance of their
/// difference over the observations that they share (after Fu, Hu, Chen & Xiong, INFORMS J. Comput. 19, 2007). The best is
/// then observed whenever any other is, and Nᵢ ∝ S²ᵢ_b/δᵢ², N_b = max Nᵢ: the chance to take i for the best falls as
/// exp(−Nᵢδᵢ²/2S²ᵢ_b), and all of these are made alike. Variances of the alternatives themselves would say nothing:
/// what they share cancels.
public enum BudgetAllocation {
  /// Shares by the independent form; they add up to 1.
  /// - Parameters:
  ///   - means: of the alternatives, the highest the best.
  ///   - variances: of one observation of each.
  ///   - sharesDraws: whether alternatives meet common random numbers.
  /// - Throws: `StatisticsError.needsIndependence` under common random numbers, `.tooFew` for fewer than two alternatives.
  public static func independent(
    means: [Double], variances: [Double], sharesDraws: Bool
  ) throws(StatisticsError) -> [Double] {
    try refuse("OCBA in its independent form", sharesDraws)
    guard let best = means.indices.max(by: { means[$0] < means[$1] }), means.count > 1 else {
      throw .tooFew(function: "BudgetAllocation", what: "alternatives", count: means.count, needed: 2)
    }
    return shares(best, of: means.count, ratio: { variances[$0] / square(means[best] - means[$0]) }) { ratios in
      let sum = ratios.indices.reduce(0.0) {
        $1 == best || variances[$1] == 0 ? $0 : $0 + ratios[$1] * ratios[$1] / variances[$1]
      }
      return (variances[best] * sum).squareRoot()
    }
  }

  /// Shares under common random numbers; they add up to 1.
  /// - Parameters:
  ///   - best: the alternative that is ahead.
  ///   - leads: how far it is ahead of each.
  ///   - variances: of the difference of each to it in one observation.
  public static func common(best: Int, leads: [Double], variances: [Double]) -> [Double] {
    shares(best, of: leads.count, ratio: { variances[$0] / square(leads[$0]) }) { ratios in
      ratios.indices.filter { $0 != best }.map { ratios[$0] }.max() ?? 0
    }
  }

  /// - Throws: `StatisticsError.needsIndependence` where draws are shared.
  static func refuse(_ procedure: String, _ sharesDraws: Bool) throws(StatisticsError) {
    guard sharesDraws else { return }
    throw .needsIndependence(
      function: procedure,
      reason:
        "it reckons with the variance of each alternative, and under common random numbers differences vary by another")
  }

  private static func square(_ value: Double) -> Double { value * value }

  private static func shares(
    _ best: Int, of count: Int, ratio: (Int) -> Double, own: ([Double]) -> Double
  ) -> [Double] {
    var ratios = (0..<count).map { $0 == best ? 0 : ratio($0) }
    // Ties with the best take all there is, and so do not divide it otherwise than evenly.
    if ratios.contains(where: { !$0.isFinite }) { ratios = ratios.map { $0.isFinite ? 0 : 1 } }
    ratios[best] = 0
    ratios[best] = own(ratios)
    let sum = ratios.reduce(0, +)
    return sum > 0 ? ratios.map { $0 / sum } : ratios.map { _ in 1 / Double(count) }
  }
}
