import PortableMath

/// Intervals for a mean that hold at all sample sizes together, so that one may stop whenever one likes.
///
/// A t interval holds at a size that was fixed beforehand; whoever looks at every size and stops at the best finds a difference
/// where there is none. These hold with a probability of 1 − α over all sizes at once, for normal observations of unknown
/// variance: against a mean of μ the likelihood of a standardised effect drawn from N(0, g), scale integrated out, is a
/// martingale (Lai, Ann. Stat. 4, 1976), (1 + ng)^(−½) ((1 + t²/ν)/(1 + t²/(ν(1 + ng))))^(n/2) with ν = n − 1 (the Bayes factor
/// of Gönen, Johnson, Lu & Westfall, Am. Stat. 59, 2005), and by Ville's inequality it exceeds 1/α with a probability of α at
/// most. Solved for t this has a closed form.
public enum TimeUniformInterval {
  /// g: effects of about half a standard deviation. Between 20 and 1,000 observations the half-width is within a tenth of
  /// what any other g would give.
  static let effects = 0.3

  /// Half-width of the interval around the mean; infinite where so few observations say nothing.
  /// - Parameters:
  ///   - count: n.
  ///   - variance: s², of one observation.
  ///   - error: α, in 0…1.
  /// - Complexity: O(1)
  public static func halfWidth(count: Int, variance: Double, error: Double) -> Double {
    guard count > 1 else { return .infinity }
    if variance == 0 { return 0 }
    let n = Double(count), spread = 1 + n * effects
    let ratio = Portable.exp((Portable.log(spread) - 2 * Portable.log(error)) / n)
    guard ratio < spread else { return .infinity }
    let square = (ratio - 1) / (1 - ratio / spread)
    return (variance * square * (n - 1) / n).squareRoot()
  }
}
