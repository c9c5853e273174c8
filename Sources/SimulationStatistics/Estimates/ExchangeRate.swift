/// What one unit of a constrained quantity is worth in a reading: β = E Δy / E Δc, from pairs of trials at a lower and a
/// higher setting with the same random numbers.
///
/// A simulation that meets a constraint c̄ = T only nearly is brought to it by ȳ − β(c̄ − T), to first order exactly: where
/// the setting moves, y and c move along (E Δy, E Δc), and what moves so drops out. The estimate of β is a ratio of
/// means; its influence by trial j is ψⱼ = (Δyⱼ − β Δcⱼ)/mean Δc (delta method; Glynn & Heidelberger's regenerative
/// ratio estimators have the same form), so Var β̂ = Var ψ/M.
public struct ExchangeRate: Sendable, Hashable {
  /// β, in units of the reading a unit of the constrained quantity.
  public let value: Double
  /// ψ by trial; nil for trials in which the reading has no value at one of the settings.
  public let influences: [Double?]

  /// - Parameters:
  ///   - readings: Δy by trial; NaN where it has no value.
  ///   - constrained: Δc by trial.
  /// - Returns: nil for fewer than two trials with a value, and where the mean Δc is not above two standard errors: there
  ///   is then no rate.
  /// - Complexity: O(M)
  public init?(readings: [Double], constrained: [Double]) {
    let present = readings.indices.filter { !readings[$0].isNaN && !constrained[$0].isNaN }
    let count = Double(present.count)
    guard present.count > 1 else { return nil }
    var (sumReadings, sum) = (0.0, 0.0)
    for j in present {
      sumReadings += readings[j]
      sum += constrained[j]
    }
    let mean = sum / count
    var squares = 0.0
    for j in present { squares += (constrained[j] - mean) * (constrained[j] - mean) }
    let error = (squares / (count - 1) / count).squareRoot()
    guard mean > 2 * error, mean > 0 else { return nil }
    let value = sumReadings / sum
    self.value = value
    influences = readings.indices.map { j in
      readings[j].isNaN || constrained[j].isNaN ? nil : (readings[j] - value * constrained[j]) / mean
    }
  }

  /// √(Var ψ/M).
  public var standardError: Double {
    var spread = NuisanceVariance()
    for case let influence? in influences { spread.add(influence) }
    return spread.variance.squareRoot()
  }
}
