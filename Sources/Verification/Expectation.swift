/// What theory says of one figure.
public struct Expectation: Sendable {
  /// How close a figure must come.
  public enum Rule: Sendable, Equatable {
    /// Deterministic: relative error at most (absolute below 1).
    case exact(Double)
    /// An estimate: within four standard errors. At the default point four of them may not exceed `sharp` either, so
    /// that a run too small to prove the law fails as well.
    case sampled(sharp: Double)
    /// At least so many digits agree: the log relative error.
    case digits(Double)
    /// Within a distance, for published figures that are themselves rounded or simulated.
    case near(Double)
  }

  public let what: String
  /// What the system that is simulated has, however finite.
  public let value: Double
  public let rule: Rule
  /// The published value of the default point, and to how many parts the formula must give it.
  let known: Known?
  /// What the published law gives: the value, unless the law is one of endless systems and the value that of a finite
  /// one.
  let law: Double

  init(_ what: String, _ value: Double, _ rule: Rule, known: Known? = nil, law: Double? = nil) {
    self.what = what
    self.value = value
    self.rule = rule
    self.known = known
    self.law = law ?? value
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
