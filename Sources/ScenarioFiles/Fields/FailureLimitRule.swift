import Experiments

/// `10`, or a share of the trials, `0.01`.
struct FailureLimitRule: Rule {
  private static let most = Double(Scenario.trialRange.upperBound)
  private static let expectation =
    "a whole number of trials from 0 to \(Scenario.trialRange.upperBound), or a share of them above 0 and below 1"

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> FailureLimit? {
    if case .scalar(let text, false) = node.content, case .number(let value) = PlainScalar(text) {
      if value > 0, value < 1 { return .share(value) }
      if value >= 0, value <= Self.most, value == value.rounded() { return .count(Int(value)) }
    }
    diagnosis.report(
      node.place, path, "expected \(Self.expectation)",
      got: node.number.map { NumberText.shortest($0) } ?? node.described)
    return nil
  }

  func literal(_ value: FailureLimit) -> Literal {
    switch value {
    case .count(let count): .number(Double(count))
    case .share(let share): .number(share)
    }
  }

  var schema: [(String, JSON)] {
    [
      (
        "anyOf",
        .array([
          .members(NumberRule(range: 0...Self.most, isWhole: true).schema),
          .members([
            ("type", .string("number")), ("exclusiveMinimum", .numeral(0)), ("exclusiveMaximum", .numeral(1)),
          ]),
        ])
      )
    ]
  }
}
