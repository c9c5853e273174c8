import PortableMath

/// One line of the report: expected, got, and whether that will do.
public struct Finding: Sendable {
  public let check: String
  public let what: String
  public let expected: Double
  public let got: Double
  /// Nil for deterministic figures.
  public let standardError: Double?
  /// The normal score of the distance, by the distribution that the figure has: Student's, binomial, Poisson. Nil where
  /// chance cannot be judged.
  public let z: Double?
  /// Log relative error, −log₁₀ of the relative error: digits that agree, at most 15. Nil where there is a z.
  public let lre: Double?
  public let rule: Expectation.Rule
  public let passes: Bool
  /// Why it fails, where that is not plain from the numbers.
  public let note: String?

  /// - Parameter sharpness: factor on the admissible error of a default-sized run; nil where any size will do.
  init(check: String, _ expectation: Expectation, _ measurement: Measurement, sharpness: Double?) {
    self.check = check
    what = expectation.what
    expected = expectation.value
    rule = expectation.rule
    let judged = measurement.judged(against: expectation.value)
    let value = judged.got, error = judged.standardError
    got = value
    standardError = error
    let z = judged.z
    self.z = z
    lre = error == nil ? Self.logRelativeError(value, expectation.value) : nil
    var note: String?
    switch expectation.rule {
    case .exact(let tolerance):
      passes = (value - expectation.value).magnitude <= tolerance * max(1, expectation.value.magnitude)
    case .digits(let digits):
      passes = Self.logRelativeError(value, expectation.value) >= digits
    case .near(let distance):
      // A simulated mean is that much blunter where fewer runs were made.
      passes = (value - expectation.value).magnitude <= distance * (error == nil ? 1 : sharpness ?? 1)
    case .sampled(let sharp):
      let isSharp = sharpness.map { 4 * (error ?? .infinity) <= sharp * $0 } ?? true
      if !isSharp { note = "four standard errors exceed \(sharp)" }
      if z == nil, value.isFinite { note = "no spread to judge the distance by" }
      passes = isSharp && (z?.magnitude ?? .infinity) <= 4
    }
    self.note = value.isFinite ? note : "no value"
  }

  /// The formulas of a check against the table of known answers, as one line: that of the worst agreement.
  static func published(check: String, _ expectations: [Expectation]) -> Finding? {
    let known = expectations.compactMap { expectation in expectation.known.map { ($0, expectation.law) } }
    let what = known.count == 1 ? "formula against the known answer" : "formulas against \(known.count) known answers"
    let all = known.map { known, value in
      Finding(
        check: check, Expectation(what, KnownAnswers.value(known.law, known.name), .exact(known.tolerance)),
        .exact(value), sharpness: nil)
    }
    return all.min { ($0.passes ? 1 : 0, $0.lre ?? 0) < ($1.passes ? 1 : 0, $1.lre ?? 0) }
  }

  /// Relative, or absolute for an expected 0.
  static func logRelativeError(_ got: Double, _ expected: Double) -> Double {
    if got == expected { return 15 }
    let error = ((got - expected) / (expected == 0 ? 1 : expected)).magnitude
    guard error.isFinite else { return 0 }
    return min(15, max(0, -Portable.log(error) / 2.302585092994046))
  }
}
