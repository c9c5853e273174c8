import Experiments

/// A text, or a list of texts.
struct TextsRule: Rule {
  private let element = TextRule(limit: Limits.name)
  private let most = 16

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [String]? {
    guard case .list(let nodes) = node.content else { return element.decode(node, path, &diagnosis).map { [$0] } }
    guard nodes.count <= most else {
      diagnosis.report(node.place, path, "expected at most \(most) texts", got: "\(nodes.count)")
      return nil
    }
    let texts = nodes.enumerated().compactMap { element.decode($1, "\(path)[\($0)]", &diagnosis) }
    for (index, text) in texts.enumerated() where texts.firstIndex(of: text) != index && texts.count == nodes.count {
      diagnosis.report(nodes[index].place, "\(path)[\(index)]", "given twice", got: Problem.quote(text))
    }
    return texts.count == nodes.count ? texts : nil
  }

  func literal(_ value: [String]) -> Literal { .list(value.map { .text($0) }) }

  var schema: [(String, JSON)] {
    let list: JSON = .members([
      ("type", .string("array")), ("items", .members(element.schema)), ("maxItems", .numeral(Double(most))),
    ])
    return [("anyOf", .array([.members(element.schema), list]))]
  }
}

/// `[first, last]`, weeks of the scenario.
struct WeeksRule: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> ClosedRange<Int>? {
    guard case .list(let nodes) = node.content, nodes.count == 2 else {
      diagnosis.report(node.place, path, "expected [first week, last week]", got: node.described)
      return nil
    }
    let weeks = nodes.enumerated().compactMap {
      PathRule.weeks.decode($1, "\(path)[\($0)]", &diagnosis).map { Int($0) }
    }
    guard weeks.count == 2 else { return nil }
    guard weeks[0] <= weeks[1] else {
      diagnosis.report(
        nodes[1].place, path, "expected a last week not before \(weeks[0]), the first", got: "\(weeks[1])")
      return nil
    }
    return weeks[0]...weeks[1]
  }

  func literal(_ weeks: ClosedRange<Int>) -> Literal {
    .list([.number(Double(weeks.lowerBound)), .number(Double(weeks.upperBound))])
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("array")), ("items", .members(PathRule.weeks.schema)), ("minItems", .numeral(2)),
      ("maxItems", .numeral(2)),
    ]
  }
}

/// Steps of factors: `{information: [none, full]}`.
struct ChangesRule: Rule {
  static let most = 2

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [Hypothesis.Change]? {
    node.namedPairs(path, "factor", most: Self.most, &diagnosis)?.compactMap { pair in
      guard let factor = FactorsRule.name.decode(pair.key, pair.path, &diagnosis) else { return nil }
      guard case .list(let nodes) = pair.value.content, nodes.count == 2 else {
        diagnosis.report(pair.value.place, pair.path, "expected [level from, level to]", got: pair.value.described)
        return nil
      }
      let levels = nodes.enumerated().compactMap {
        FactorsRule.levelName.decode($1, "\(pair.path)[\($0)]", &diagnosis)
      }
      return levels.count == 2 ? Hypothesis.Change(factor: factor, from: levels[0], to: levels[1]) : nil
    }
  }

  func literal(_ changes: [Hypothesis.Change]) -> Literal {
    .mapping(
      changes.map {
        Literal.Entry(key: $0.factor, value: .list([.text($0.from), .text($0.to)]), comment: "")
      })
  }

  var schema: [(String, JSON)] {
    let level: JSON = .members([("type", .array(["number", "string", "boolean"].map { .string($0) }))])
    let step: JSON = .members([
      ("type", .string("array")), ("items", level), ("minItems", .numeral(2)), ("maxItems", .numeral(2)),
    ])
    return [
      ("type", .string("object")), ("propertyNames", .members(FactorsRule.name.schema)),
      ("maxProperties", .numeral(Double(Self.most))), ("additionalProperties", step),
    ]
  }
}

/// Levels by factor: `{information: full, budget: 1.6}`.
struct LevelsByFactor: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [String: String]? {
    guard let pairs = node.namedPairs(path, "factor", most: Factor.countRange.upperBound + 1, &diagnosis) else {
      return nil
    }
    var levels: [String: String] = [:]
    for pair in pairs {
      guard let factor = FactorsRule.name.decode(pair.key, pair.path, &diagnosis),
        let level = FactorsRule.levelName.decode(pair.value, pair.path, &diagnosis)
      else { continue }
      levels[factor] = level
    }
    return levels
  }

  func literal(_ levels: [String: String]) -> Literal {
    .mapping(
      levels.sorted { $0.key < $1.key }.map { Literal.Entry(key: $0.key, value: .text($0.value), comment: "") })
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("propertyNames", .members(FactorsRule.name.schema)),
      (
        "additionalProperties",
        .members([("type", .array(["number", "string", "boolean"].map { .string($0) }))])
      ),
    ]
  }
}
