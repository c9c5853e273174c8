import PortableMath
import SimulationStatistics

/// What the program gave.
public enum Measurement: Sendable {
  case exact(Double)
  /// The mean of independent values, their spread unknown.
  case mean(Sample)
  /// A monotone function of such a mean, and the function that leads back.
  case function(Sample, of: @Sendable (Double) -> Double, back: @Sendable (Double) -> Double)
  /// An estimate with a standard error from elsewhere, and its degrees of freedom.
  case estimate(Double, standardError: Double, degrees: Double)
  /// Successes among trials of the expected chance, counted in multiples of `unit`. `effect` is the variance of the
  /// number of successes over that of independent trials, where theory says that they are not independent.
  case share(Double, of: Double, unit: Double = 1, effect: Double = 1)
  /// Events of a Poisson process, and the time or the places that they had.
  case events(Double, per: Double)

  /// A figure as it stands against its expectation.
  struct Judged {
    let got: Double
    /// Nil for deterministic figures.
    var standardError: Double?
    /// Nil without luck, and where luck cannot be judged: without values, or without spread.
    var z: Double?
  }

  func judged(against expected: Double) -> Judged {
    switch self {
    case .exact(let value): return Judged(got: value)
    case .function(let sample, let value, let back):
      var judged = Measurement.mean(sample).judged(against: back(expected))
      let half = (judged.standardError ?? .nan) / 2, slope = value(sample.mean + half) - value(sample.mean - half)
      if slope < 0 { judged.z = judged.z.map { -$0 } }
      return Judged(got: value(sample.mean), standardError: slope.magnitude, z: judged.z)
    case .mean(let sample):
      let error = sample.standardError
      // Values that differ from theory by their rounding alone have no spread that means anything.
      let rounding = 1e-12 * max(1, expected.magnitude)
      if sample.count > 1, (sample.mean - expected).magnitude <= rounding {
        return Judged(got: sample.mean, standardError: error, z: 0)
      }
      return Judged(
        got: sample.count > 0 ? sample.mean : .nan, standardError: error,
        z: Score.studentized(sample.ratio(against: expected), degrees: Double(sample.count - 1)))
    case .estimate(let value, let error, let degrees):
      let ratio = value == expected ? 0 : (value - expected) / error
      return Judged(got: value, standardError: error, z: Score.studentized(ratio, degrees: degrees))
    case .share(let count, let trials, let unit, let effect):
      let chance = min(max(expected / unit, 0), 1), error = (chance * (1 - chance) * effect / trials).squareRoot()
      return Judged(
        got: unit * count / trials, standardError: unit * error,
        z: Score.binomial(count / effect, of: trials / effect, chance))
    case .events(let count, let exposure):
      let mean = expected * exposure
      return Judged(
        got: count / exposure, standardError: mean.squareRoot() / exposure, z: Score.poisson(count, mean))
    }
  }
}

/// Normal scores: how many standard errors of a normal estimate are as unlikely as what was found.
///
/// |z| > 4 has the chance 6.3e-5 at most, half of it on each side, whatever the distribution.
enum Score {
  /// Of an estimate over its standard error. Nil for what is no number.
  static func studentized(_ t: Double, degrees: Double) -> Double? {
    guard t.isFinite, degrees >= 1 else { return nil }
    guard degrees < 1_000 else { return t }
    return signed(tail: StudentT.cdf(-t.magnitude, degreesOfFreedom: degrees), by: t)
  }

  /// Of a number of successes among independent trials, by the exact binomial test. With parts of counts (a number
  /// over its design effect) the incomplete beta function goes on between the whole ones.
  static func binomial(_ count: Double, of trials: Double, _ chance: Double) -> Double? {
    guard trials > 0, count >= 0, count <= trials, !chance.isNaN else { return nil }
    let distance = count - trials * chance
    if chance == 0 || chance == 1 { return distance == 0 ? 0 : nil }
    let tail =
      distance < 0
      ? Portable.incompleteBeta(trials - count, count + 1, 1 - chance)
      : count == 0 ? 1 : Portable.incompleteBeta(count, trials - count + 1, chance)
    return signed(tail: tail, by: distance / (trials * chance * (1 - chance)).squareRoot())
  }

  /// Of a number of events, by the exact Poisson test.
  static func poisson(_ count: Double, _ mean: Double) -> Double? {
    guard mean >= 0, count >= 0 else { return nil }
    let distance = count - mean
    if mean == 0 { return count == 0 ? 0 : nil }
    let tail =
      distance < 0
      ? 1 - Portable.incompleteGamma(count + 1, mean) : count == 0 ? 1 : Portable.incompleteGamma(count, mean)
    return signed(tail: tail, by: distance / mean.squareRoot())
  }

  /// - Parameters:
  ///   - tail: chance of what was found or anything further on its side.
  ///   - distance: how far it lies from theory, in standard errors.
  private static func signed(tail: Double, by distance: Double) -> Double {
    // Discrete figures in the middle, of which neither side is unlikely.
    if tail >= 0.5 { return 0 }
    // Beyond 8 standard errors the digits mean nothing.
    let score = tail < 1e-15 ? max(distance.magnitude, 8) : -Portable.normalQuantile(tail)
    return distance < 0 ? -score : score
  }
}
