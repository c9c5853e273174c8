import Foundation
import Testing

@testable import SalesForce

/// The table of known answers, by law and name.
private let knownAnswers: [String: Double] = {
  guard let url = Bundle.module.url(forResource: "known-answers", withExtension: "tsv"),
    let text = try? String(contentsOf: url, encoding: .utf8)
  else { preconditionFailure("known-answers.tsv is missing") }
  var table: [String: Double] = [:]
  for line in text.split(separator: "\n") where !line.hasPrefix("#") {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard cells.count == 4, let value = Double(cells[2]), !cells[3].isEmpty else {
      preconditionFailure("known-answers.tsv: \(line)")
    }
    let old = table.updateValue(value, forKey: "\(cells[0]) \(cells[1])")
    precondition(old == nil, "known-answers.tsv has two of \(cells[0]) \(cells[1])")
  }
  return table
}()

/// A known answer.
func known(_ law: String, _ name: String) -> Double {
  guard let value = knownAnswers["\(law) \(name)"] else { preconditionFailure("no known answer \(law) \(name)") }
  return value
}

/// Mean and standard error of independent values.
struct Sample {
  private(set) var count = 0
  private(set) var mean = 0.0
  private var squares = 0.0

  init(_ values: [Double] = []) { for value in values { add(value) } }

  mutating func add(_ value: Double) {
    count += 1
    let step = value - mean
    mean += step / Double(count)
    squares += step * (value - mean)
  }

  var variance: Double { squares / Double(count - 1) }
  var standardError: Double { (variance / Double(count)).squareRoot() }
}

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

/// A figure without luck in it equals the known answer, by default to nine digits.
func expectExact(
  _ law: String, _ what: String, _ got: Double, _ expected: Double, to tolerance: Double = 1e-9,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  show(law, what, expected, got, nil)
  #expect(
    (got - expected).magnitude <= tolerance * max(1, expected.magnitude),
    "\(law) \(what): expected \(expected), got \(got)", sourceLocation: sourceLocation)
}
