/// A precision that no number of trials can be run for.
public enum PrecisionFailure: Error, Sendable, CustomStringConvertible {
  /// A regime that it is about is not among those selected.
  case notRun(regime: String)
  /// A share of something that may be 0: what it is, what it was found to be after some trials, and the half-width that the
  /// maximum of trials would give.
  case nearZero(
    metric: String, what: String, share: Double, mean: Double, halfWidth: Double, trials: Int, maximum: Int,
    instead: Double)

  public var description: String {
    switch self {
    case .notRun(let regime):
      "trials.precision.between: \(regime) does not run; expected regimes that do: select it too, or give a number of trials"
    case .nearZero(let metric, let what, let share, let mean, let halfWidth, let trials, let maximum, let instead):
      "trials.precision.relative_half_width: \(share) of \(metric) of \(what) cannot be had: it is "
        + "\(Self.rounded(mean)) ± \(Self.rounded(halfWidth)) after \(trials) trials, too near 0 for a share of it; "
        + "half_width: \(Self.roundedUp(instead)) instead would do with \(maximum) trials"
    }
  }

  private static func rounded(_ value: Double) -> String { text(value) { $0.rounded() } }

  /// What is offered has to be in reach.
  private static func roundedUp(_ value: Double) -> String { text(value) { $0.rounded(.up) } }

  /// Two significant digits.
  private static func text(_ value: Double, _ round: (Double) -> Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scale = 1.0
    while value.magnitude * scale < 10 { scale *= 10 }
    while value.magnitude * scale >= 100 { scale /= 10 }
    let whole = round(value * scale)
    return (scale >= 1 ? whole / scale : (whole * (1 / scale)).rounded()).description
  }
}
