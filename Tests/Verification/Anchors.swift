import Foundation
import Testing
import Verification

/// Mean and standard error of independent values, for every file of these tests.
typealias Sample = Verification.Sample

/// A known answer.
func known(_ law: String, _ name: String) -> Double { KnownAnswers.value(law, name) }

/// The set of verification figures goes to standard output where this variable is set.
private let printsFigures = ProcessInfo.processInfo.environment["VERIFICATION_FIGURES"] != nil

private func show(_ law: String, _ what: String, _ expected: Double, _ got: Double, _ standardError: Double?) {
  guard printsFigures else { return }
  let tail =
    standardError.map { String(format: "se %.2e  z %+.2f", $0, (got - expected) / $0) }
    ?? String(format: "difference %.1e", got - expected)
  print("figure  \(law)  \(what)  expected \(expected)  got \(got)  \(tail)")
}

/// The mean of a run lies within four standard errors of the known answer.
/// - Parameter sharp: largest admissible four standard errors: a run too small to prove the law fails as well.
func expect(
  _ law: String, _ what: String, _ sample: Sample, _ expected: Double, sharp: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = sample.standardError
  show(law, what, expected, sample.mean, error)
  #expect(
    error.isFinite && 4 * error <= sharp, "\(law) \(what): 4 standard errors are \(4 * error)",
    sourceLocation: sourceLocation)
  #expect(
    (sample.mean - expected).magnitude <= 4 * error,
    "\(law) \(what): expected \(expected), got \(sample.mean), standard error \(error)", sourceLocation: sourceLocation)
}

/// Shows a measured figure that no law fixes.
func report(_ law: String, _ what: String, _ sample: Sample) {
  guard printsFigures else { return }
  print("figure  \(law)  \(what)  measured \(sample.mean)  " + String(format: "se %.2e", sample.standardError))
}

/// A deterministic figure equals the known answer, by default to nine digits.
func expectExact(
  _ law: String, _ what: String, _ got: Double, _ expected: Double, to tolerance: Double = 1e-9,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  show(law, what, expected, got, nil)
  #expect(
    (got - expected).magnitude <= tolerance * max(1, expected.magnitude),
    "\(law) \(what): expected \(expected), got \(got)", sourceLocation: sourceLocation)
}
