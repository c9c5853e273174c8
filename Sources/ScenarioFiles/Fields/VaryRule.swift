import Experiments
import SalesForce

/// Settings that vary, by path, each with its range; or a share by which every parameter does.
struct VaryRule: Rule {
  let registry: Registry
  private static let share = NumberRule(range: 0.01...0.9)
  private static let expected =
    "ranges by path, such as {levers.experts: [1, 8], prospecting.arrival_rate: [0.3, 0.5]}, or the share of its value by "
    + "which every parameter varies, such as 0.25"

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> SensitivityDraft.Vary? {
    guard case .mapping(let all) = node.content else {
      if case .scalar(let text, false) = node.content, case .number = PlainScalar(text) {
        return Self.share.decode(node, path, &diagnosis).map { .share($0) }
      }
      diagnosis.report(node.place, path, "expected \(Self.expected)", got: node.described)
      return nil
    }
    guard !all.isEmpty else {
      diagnosis.report(node.place, path, "expected \(Self.expected)", got: "nothing")
      return nil
    }
    guard
      let pairs = node.namedPairs(path, "setting", most: SensitivityPlan.inputRange.upperBound, &diagnosis)
    else { return nil }
    var seen: Set<String> = []
    return .settings(
      pairs.compactMap { pair in
        guard let range = range(pair.key, pair.value, pair.path, &diagnosis) else { return nil }
        guard seen.insert(range.setting.path).inserted else {
          diagnosis.report(pair.key.place, pair.path, "duplicate setting", got: Problem.quote(range.setting.path))
          return nil
        }
        return range
      })
  }

  private func range(
    _ key: Node, _ value: Node, _ path: String, _ diagnosis: inout Diagnosis
  ) -> SensitivityDraft.Range? {
    guard case .scalar(let name, _) = key.content else { return nil }
    guard let (rule, number) = SettingPathRule.rule(name, key.place, path, registry, &diagnosis) else { return nil }
    guard let ends = NumbersRule(count: 2, element: number).decode(value, path, &diagnosis) else { return nil }
    guard ends[0] < ends[1] else {
      diagnosis.report(
        value.place, path, "expected [low, high] with low below high",
        got: "[\(ends.map(NumberText.shortest).joined(separator: ", "))]")
      return nil
    }
    let low = Node(content: .scalar(NumberText.shortest(ends[0]), quoted: false), place: value.place)
    guard let setting = rule.decode(low, path, &diagnosis) else { return nil }
    return SensitivityDraft.Range(setting: setting, ends: ends[0]...ends[1], isWhole: number.isWhole)
  }

  func literal(_ vary: SensitivityDraft.Vary) -> Literal {
    switch vary {
    case .share(let share): .number(share)
    case .settings(let ranges):
      .mapping(
        ranges.map {
          Literal.Entry(
            key: $0.setting.path, value: .list([.number($0.ends.lowerBound), .number($0.ends.upperBound)]), comment: "")
        })
    }
  }

  var schema: [(String, JSON)] {
    let range = JSON.members([
      ("type", .string("array")), ("items", .members([("type", .string("number"))])), ("minItems", .numeral(2)),
      ("maxItems", .numeral(2)),
    ])
    return [
      (
        "anyOf",
        .array([
          .members(Self.share.schema),
          .members([
            ("type", .string("object")), ("minProperties", .numeral(1)),
            ("maxProperties", .numeral(Double(SensitivityPlan.inputRange.upperBound))), ("additionalProperties", range),
          ]),
        ])
      )
    ]
  }
}

extension SettingRule {
  /// What a setting of one number may be; nil for others.
  var number: NumberRule? {
    func whole(_ range: ClosedRange<Int>) -> NumberRule {
      NumberRule(range: Double(range.lowerBound)...Double(range.upperBound), isWhole: true)
    }
    switch self {
    case .thread(let card): return NumberRule(range: card.range)
    case .parameter(let card):
      return card.defaults.count == 1 ? NumberRule(range: card.range, isWhole: card.isWhole) : nil
    case .mechanism: return nil
    case .sellers: return whole(Organisation.seatRange)
    case .span: return whole(Organisation.spanRange)
    case .market: return NumberRule(range: Organisation.marketRange)
    case .lever(let card, _):
      guard case .number(let range, let isWhole) = card.domain else { return nil }
      return NumberRule(range: range, isWhole: isWhole)
    }
  }
}
