/// What theory says of one figure.
public struct Expectation: Sendable {
  /// How close a figure must come.
  public enum Rule: Sendable, Equatable {
    /// No luck in it: relative error at most (absolute below 1).
    case exact(Double)
    /// A mean: within four standard errors. At the default point four of them may not exceed `sharp` either, so that a
    /// run too small to prove the law fails as well.
    case sampled(sharp: Double)
    /// At least so many digits agree: the log relative error.
    case digits(Double)
    /// Within a distance, for published figures that are themselves rounded or simulated.
    case near(Double)
  }

  public let what: String
  public let value: Double
  public let rule: Rule
  /// The published value of the default point, and to how many parts the formula must give it.
  let known: Known?

  init(_ what: String, _ value: Double, _ rule: Rule, known: Known? = nil) {
    self.what = what
    self.value = value
    self.rule = rule
    self.known = known
  }
}

/// An entry of the table of known answers.
struct Known: Sendable {
  let law, name: String
  let tolerance: Double

  init(_ law: String, _ name: String, to tolerance: Double = 1e-9) {
    self.law = law
    self.name = name
    self.tolerance = tolerance
  }
}

/// What the program gave.
public enum Measurement: Sendable {
  case exact(Double)
  case mean(Sample)
  /// An estimate with a standard error from elsewhere, and its degrees of freedom.
  case estimate(Double, standardError: Double, degrees: Double)
}
