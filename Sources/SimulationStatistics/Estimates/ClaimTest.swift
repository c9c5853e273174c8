/// Whether a mean lies in a claimed region, as far as paired trials can show: inside, outside, or open.
///
/// The region is an open interval; either end may be infinite, so that "more than s" is (s, ∞). The two-sided interval
/// of the mean at level 1 − α lies wholly inside the region exactly when 2·max of the two one-sided p-values of Student's
/// t is below α, and wholly outside exactly when 2·min of the opposite ones is: the smaller of the two is the p-value,
/// and the side it belongs to is the verdict once p, adjusted for the family, is below α. For a region with one finite
/// end p is the two-sided p of the t test at that end; for a bounded one, support is Schuirmann's two one-sided tests
/// (J. Pharmacokinet. Biopharm. 15, 1987), each at α/2.
///
/// A mean of values that are all equal has no t test. There the sign test speaks: if half of all trials or more were on
/// the other side, n in a row on this side would have a chance of 2⁻ⁿ, so p = 2¹⁻ⁿ. A value on an end lies outside: a
/// claim of more is not met by equal.
public struct ClaimTest: Sendable, Hashable {
  public enum Side: Sendable, Hashable { case inside, outside }

  /// The side that the mean is on, as far as the test points anywhere.
  public let side: Side
  /// In 0…1.
  public let p: Double

  /// - Parameters:
  ///   - estimate: the mean of one number a trial, with its error.
  ///   - low: lower end of the region.
  ///   - high: upper end of the region, above the lower.
  public init(_ estimate: MeanEstimate, low: Double, high: Double) {
    let (mean, error) = (estimate.mean, estimate.standardError)
    guard error > 0 else {
      side = mean > low && mean < high ? .inside : .outside
      p = Double(sign: .plus, exponent: max(1 - estimate.count, -1_074), significand: 1)
      return
    }
    func below(_ t: Double) -> Double { StudentT.cdf(t, degreesOfFreedom: estimate.degreesOfFreedom) }
    // P(T < t) at the upper end and P(T > t) at the lower one speak against lying inside.
    let overLow = (mean - low) / error, underHigh = (high - mean) / error
    let inside = 2 * max(below(-overLow), below(-underHigh)), outside = 2 * min(below(overLow), below(underHigh))
    side = inside <= outside ? .inside : .outside
    p = min(1, inside, outside)
  }
}
