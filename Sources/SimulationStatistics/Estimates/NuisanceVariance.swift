/// What the variance of a mean owes to something that was estimated on a sample of its own.
///
/// Let the estimate be x̄ − g·β̂ with β̂ from M further trials, and uⱼ = g·ψⱼ the pull of trial j on g·β̂ (its influence:
/// Σψ = 0, Var β̂ = Var ψ/M). The two samples share no draw, so their variances add up, s²/n + Var u/M. Where several
/// estimates meet in a difference, pulls are added up trial by trial before they are squared: the M trials are common.
public struct NuisanceVariance: Sendable, Hashable {
  private var count = 0
  private var squares = 0.0

  public init() {}

  /// Takes the pull of one of the further trials, in the unit of the estimate.
  public mutating func add(_ pull: Double) {
    count += 1
    squares += pull * pull
  }

  /// Σu²/(M(M − 1)): pulls have mean 0. 0 without any; infinite where one trial is all there is.
  public var variance: Double {
    if squares == 0 { return 0 }
    return count > 1 ? squares / Double(count - 1) / Double(count) : .infinity
  }

  /// M − 1.
  public var degreesOfFreedom: Double { Double(max(1, count - 1)) }
}
