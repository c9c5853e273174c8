import Experiments
import SalesForce
import SimulationStatistics

/// Parameters that may move, by path, each with its range.
struct FreeRule: Rule {
  let registry: Registry

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [FreeParameter]? {
    let most = CalibrationPlan.freeRange.upperBound
    guard let pairs = node.namedPairs(path, "parameter", most: most, &diagnosis) else { return nil }
    let cards = registry.parameters.filter { $0.defaults.count == 1 && !$0.isWhole }
    return pairs.compactMap { pair in
      guard case .scalar(let name, _) = pair.key.content else { return nil }
      guard let card = cards.first(where: { $0.path == name }) else {
        diagnosis.report(
          pair.key.place, pair.path, "expected a parameter of one number, such as prospecting.hours_elasticity",
          got: Problem.quote(name), suggestion: Suggestion.nearest(to: name, among: cards.map(\.path)))
        return nil
      }
      let rule = NumbersRule(count: 2, element: NumberRule(range: card.range))
      guard let ends = rule.decode(pair.value, pair.path, &diagnosis) else { return nil }
      guard ends[0] < ends[1] else {
        diagnosis.report(pair.value.place, pair.path, "expected [low, high] with low below high", got: "\(ends)")
        return nil
      }
      return try? FreeParameter(name: name, range: ends[0]...ends[1])
    }
  }

  func literal(_ free: [FreeParameter]) -> Literal {
    .mapping(
      free.map {
        Literal.Entry(
          key: $0.name, value: .list([.number($0.range.lowerBound), .number($0.range.upperBound)]), comment: "")
      })
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("maxProperties", .numeral(Double(CalibrationPlan.freeRange.upperBound))),
      (
        "additionalProperties",
        .members([
          ("type", .string("array")), ("items", .members([("type", .string("number"))])), ("minItems", .numeral(2)),
          ("maxItems", .numeral(2)),
        ])
      ),
    ]
  }
}
