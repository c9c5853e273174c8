import Experiments
import SalesForce

/// Factors by name, in the order of the file: each a path and the levels that its setting takes.
struct FactorsRule: Rule {
  let registry: Registry
  static let name = NameRule(allowsDots: false)
  static let levelName = LevelNameRule()

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [Factor]? {
    guard let pairs = node.namedPairs(path, "factor", most: Factor.countRange.upperBound, &diagnosis) else {
      return nil
    }
    return pairs.compactMap { pair -> Factor? in
      let name = Self.name.decode(pair.key, pair.path, &diagnosis)
      if name == Factor.budget {
        diagnosis.report(
          pair.key.place, pair.path, "\(Factor.budget) is what the levels of budget.cost_per_seller are called")
        return nil
      }
      return factor(name, pair.value, pair.path, &diagnosis)
    }
  }

  private func factor(_ name: String?, _ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Factor? {
    guard case .mapping(let pairs) = node.content else {
      diagnosis.report(node.place, path, "expected a mapping with keys path, levels", got: node.described)
      return nil
    }
    var parts: [String: Node] = [:]
    var seen: [String: Place] = [:]
    for pair in pairs {
      guard let key = pair.fieldKey(path, "key", &diagnosis) else { continue }
      let inner = path + "." + Problem.shorten(key)
      pair.checkDuplicate(key, inner, "key", &seen, &diagnosis)
      guard ["path", "levels"].contains(key) else {
        diagnosis.report(
          pair.key.place, inner, "unknown key", suggestion: Suggestion.nearest(to: key, among: ["path", "levels"]))
        continue
      }
      diagnosis.remember(inner, at: pair.value.place)
      parts[key] = pair.value
    }
    guard let levels = parts["levels"] else {
      diagnosis.report(node.place, path + ".levels", "missing: \(Self.levelsSummary)")
      return nil
    }
    guard let place = parts["path"] else {
      return Factor(name: name ?? "", levels: bundles(levels, path + ".levels", &diagnosis))
    }
    guard let target = TextRule(limit: 200).decode(place, path + ".path", &diagnosis),
      let rule = rule(target, place.place, path + ".path", &diagnosis)
    else { return nil }
    return Factor(name: name ?? "", levels: self.levels(levels, path + ".levels", rule, &diagnosis))
  }

  /// What a path may be set to; nil after reporting that there is no such setting.
  func rule(_ target: String, _ place: Place, _ path: String, _ diagnosis: inout Diagnosis) -> SettingRule? {
    if let rule = SettingRule(path: target, registry) { return rule }
    diagnosis.report(
      place, path,
      "expected the path of a trend, lever, parameter, mechanism or size, such as "
        + "environment.information, levers.experts or regimes.push.levers.coaching", got: Problem.quote(target),
      suggestion: Suggestion.nearest(to: target, among: SettingRule.paths(registry)))
    return nil
  }

  /// A mapping of names to values, or a list of values that name themselves.
  private func levels(
    _ node: Node, _ path: String, _ rule: SettingRule, _ diagnosis: inout Diagnosis
  ) -> [Factor.Level] {
    var named: [(name: String?, value: Node, path: String)] = []
    switch node.content {
    case .mapping:
      let most = Factor.levelRange.upperBound
      for pair in node.namedPairs(path, "level", most: most, &diagnosis) ?? [] {
        named.append((Self.levelName.decode(pair.key, pair.path, &diagnosis), pair.value, pair.path))
      }
    case .list(let nodes):
      var names: Set<String> = []
      for (index, node) in nodes.prefix(Factor.levelRange.upperBound).enumerated() {
        let inner = "\(path)[\(index)]"
        let name = Self.levelName.decode(node, inner, &diagnosis)
        if let name, !names.insert(name).inserted {
          diagnosis.report(node.place, inner, "duplicate level", got: name)
        }
        named.append((name, node, inner))
      }
      if nodes.count > Factor.levelRange.upperBound {
        diagnosis.report(
          node.place, path, "expected at most \(Factor.levelRange.upperBound) levels", got: "\(nodes.count)")
      }
    case .scalar:
      diagnosis.report(node.place, path, "expected levels: a list of values, or values by name", got: node.described)
      return []
    }
    checkCount(named.count, node, path, &diagnosis)
    return named.compactMap { name, value, path in
      rule.decode(value, path, &diagnosis).map { Factor.Level(name: name ?? "", settings: [$0]) }
    }
  }

  /// A mapping of names to settings that go together.
  private func bundles(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [Factor.Level] {
    guard case .mapping(let pairs) = node.content,
      pairs.allSatisfy({ if case .mapping = $0.value.content { true } else { false } })
    else {
      diagnosis.report(
        node.place, path,
        "expected settings by path for each level, such as {small: {organisation.sellers: 8, levers.experts: 1}}; or "
          + "give the factor a path, and each level a value", got: node.described)
      return []
    }
    let named = node.namedPairs(path, "level", most: Factor.levelRange.upperBound, &diagnosis) ?? []
    checkCount(named.count, node, path, &diagnosis)
    return named.compactMap { pair in
      let name = Self.levelName.decode(pair.key, pair.path, &diagnosis)
      let settings = pair.value.namedPairs(pair.path, "setting", most: 1_000, &diagnosis) ?? []
      return Factor.Level(
        name: name ?? "",
        settings: settings.compactMap { setting in
          guard let target = TextRule(limit: 200).decode(setting.key, setting.path, &diagnosis) else { return nil }
          return rule(target, setting.key.place, setting.path, &diagnosis)?.decode(
            setting.value, setting.path, &diagnosis)
        })
    }
  }

  private func checkCount(_ count: Int, _ node: Node, _ path: String, _ diagnosis: inout Diagnosis) {
    guard count < Factor.levelRange.lowerBound else { return }
    diagnosis.report(node.place, path, "expected at least \(Factor.levelRange.lowerBound) levels", got: "\(count)")
  }

  func literal(_ factors: [Factor]) -> Literal {
    func entry(_ key: String, _ value: Literal) -> Literal.Entry { Literal.Entry(key: key, value: value, comment: "") }
    return .mapping(
      factors.map { factor in
        let path = factor.path
        let levels = factor.levels.map { level in
          entry(
            level.name,
            path != nil
              ? SettingRule.literal(level.settings[0], registry)
              : .mapping(level.settings.map { entry($0.path, SettingRule.literal($0, registry)) }))
        }
        return entry(
          factor.name, .mapping((path.map { [entry("path", .text($0))] } ?? []) + [entry("levels", .mapping(levels))]))
      })
  }

  private static let pathSummary =
    "which setting varies: its path in this file, or levers.NAME for every regime's lever; none where levels set several"
  private static let levelsSummary =
    "a list of values, or values by name; without a path, settings by path for each name"

  var schema: [(String, JSON)] {
    let value: JSON = .members([
      ("type", .array(["number", "string", "boolean", "array", "object"].map { .string($0) }))
    ])
    let (least, most) = (Double(Factor.levelRange.lowerBound), Double(Factor.levelRange.upperBound))
    let levels: JSON = .members([
      ("description", .string(Self.levelsSummary)),
      (
        "anyOf",
        .array([
          .members([
            ("type", .string("object")), ("propertyNames", .members(Self.levelName.schema)),
            ("minProperties", .numeral(least)), ("maxProperties", .numeral(most)), ("additionalProperties", value),
          ]),
          .members([
            ("type", .string("array")), ("items", value), ("minItems", .numeral(least)), ("maxItems", .numeral(most)),
          ]),
        ])
      ),
    ])
    let factor: JSON = .members([
      ("type", .string("object")),
      (
        "properties",
        .members([
          ("path", .members([("type", .string("string")), ("description", .string(Self.pathSummary))])),
          ("levels", levels),
        ])
      ),
      ("required", .array([.string("levels")])), ("additionalProperties", .boolean(false)),
    ])
    return [
      ("type", .string("object")), ("propertyNames", .members(Self.name.schema)),
      ("maxProperties", .numeral(Double(Factor.countRange.upperBound))), ("additionalProperties", factor),
    ]
  }
}

/// The name of a factor's level: a word, or a number, a truth value or a choice that names itself.
struct LevelNameRule: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> String? {
    if case .scalar(let text, let isQuoted) = node.content {
      if !isQuoted, case .number(let value) = PlainScalar(text) { return NumberText.shortest(value) }
      if !isQuoted, case .toggle(let value) = PlainScalar(text) { return value ? "on" : "off" }
      if !text.isEmpty, text.utf8.count <= Limits.name, text.utf8.allSatisfy(Self.isFit) { return text }
    }
    diagnosis.report(
      node.place, path,
      "expected the name of a level, 1 to \(Limits.name) letters (a-z, A-Z), digits, - + _ . (give levels that are paths "
        + "a name each)", got: node.described)
    return nil
  }

  func literal(_ value: String) -> Literal { .text(value) }

  var schema: [(String, JSON)] { [("pattern", .string("^[A-Za-z0-9+_.-]{1,\(Limits.name)}$"))] }

  private static func isFit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || [43, 45, 46, 95].contains(byte)
  }
}

extension Node {
  /// The pairs of a mapping whose keys are names that the file chooses; `nil` after reporting that it is none.
  func namedPairs(
    _ path: String, _ noun: String, most: Int, _ diagnosis: inout Diagnosis
  ) -> [(key: Node, value: Node, path: String)]? {
    guard case .mapping(let pairs) = content else {
      diagnosis.report(place, path, "expected \(noun)s by name", got: described)
      return nil
    }
    if pairs.count > most {
      diagnosis.report(place, path, "expected at most \(most) \(noun)s", got: "\(pairs.count)")
    }
    var seen: [String: Place] = [:]
    return pairs.prefix(most).compactMap { pair in
      guard let key = pair.fieldKey(path, noun, &diagnosis) else { return nil }
      let inner = path + "." + Problem.shorten(key)
      pair.checkDuplicate(key, inner, noun, &seen, &diagnosis)
      diagnosis.remember(inner, at: pair.value.place)
      return (pair.key, pair.value, inner)
    }
  }
}
