import Experiments
import SalesForce

/// A precision that names what is not there.
extension Draft {
  func checkPrecision(_ diagnosis: inout Diagnosis) {
    guard let precision = trials.precision else { return }
    let path = "trials.precision", names = Metric.allCases.map(\.card.name), regimes = regimes.map(\.name)
    if !names.contains(precision.metric) {
      diagnosis.report(
        diagnosis.place(of: path + ".metric"), path + ".metric", "unknown metric", got: Problem.quote(precision.metric),
        suggestion: Suggestion.nearest(to: precision.metric, among: names)
          ?? Suggestion.only(holding: precision.metric, among: names))
    }
    for name in precision.between ?? [] where !regimes.contains(name) {
      diagnosis.report(
        diagnosis.place(of: path + ".between"), path + ".between",
        "expected two of the regimes \(regimes.joined(separator: ", "))", got: name,
        suggestion: Suggestion.nearest(to: name, among: regimes))
    }
    if trials.count < 2 {
      diagnosis.report(
        diagnosis.place(of: "trials.maximum"), "trials.maximum", "expected 2 or more: one trial gives no interval",
        got: "\(trials.count)")
    }
  }
}
