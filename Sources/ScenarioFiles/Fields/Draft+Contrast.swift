import Experiments
import SalesForce
import SimulationStatistics

/// A contrast that does not fit the scenario.
extension Draft {
  /// Which regimes to go between; nil where the file does not ask.
  var contrast: ContrastPlan? {
    between.count == 2
      ? ContrastPlan(from: between[0], to: between[1], orders: orders ?? ContrastPlan.usualOrders) : nil
  }

  func checkContrast(_ diagnosis: inout Diagnosis) {
    let path = "design.between"
    guard contrast != nil else {
      if orders != nil {
        diagnosis.report(
          diagnosis.place(of: "design.orders"), "design.orders",
          "expected design.between beside it: there are no levers to put in order")
      }
      return
    }
    let names = regimes.map(\.name)
    for name in between where !names.contains(name) {
      diagnosis.report(
        diagnosis.place(of: path), path, "expected two of the regimes \(names.joined(separator: ", "))",
        got: Problem.quote(name), suggestion: Suggestion.nearest(to: name, among: names))
    }
    if sensitivity != nil || map != nil {
      diagnosis.report(
        diagnosis.place(of: path), path,
        "contradiction: a contrast at each of the many points of \(map == nil ? "sensitivity" : "map"); drop one of them"
      )
    }
  }

  /// Said once everything else is fine: which levers differ is seen in the study.
  func checkLevers(of study: Scenario, _ diagnosis: inout Diagnosis) {
    guard let contrast else { return }
    let path = "design.between"
    for point in 0..<study.points where study.contrastLevers(point).isEmpty {
      let place = study.name(of: point)
      diagnosis.report(
        diagnosis.place(of: path), path,
        "expected regimes that differ in a lever besides the salary that the budget solves for; \(contrast.from) and "
          + "\(contrast.to) do not" + (place.isEmpty ? "" : " at \(place)"))
      return
    }
  }
}
