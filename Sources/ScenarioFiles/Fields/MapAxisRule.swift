import Experiments
import SalesForce

/// A side of a map: the name of a factor of the design, or a setting's path with the values that it goes through.
struct MapAxisRule: Rule {
  let registry: Registry

  private static let expected =
    "a setting with its values, such as {path: environment.information, from: 0, to: 2, cells: 7}, or the name of a factor"
    + " of the design"

  private var group: FieldGroup<MapRange> {
    let path = SettingPathRule(registry: registry)
    let number = NumberRule(range: -1e12...1e12)
    return FieldGroup(fields: [
      Field(
        "path", "which setting varies: its path in this file, or levers.NAME for every regime's lever", path,
        isRequired: true, get: { $0.setting }, set: { ($0.setting, $0.isWhole) = ($1, path.isWhole($1)) }),
      Field("from", "its value in the first cell", number, isRequired: true, get: { $0.from }, set: { $0.from = $1 }),
      Field("to", "its value in the last cell", number, isRequired: true, get: { $0.to }, set: { $0.to = $1 }),
      .init("cells", "how many values, both ends included", in: MapPlan.cellRange, \.cells),
      .init(
        "scale", "linear: by equal steps; log: by equal ratios",
        ChoiceRule(names: MapPlan.Scale.allCases.map(\.rawValue)), \.scale),
    ])
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> MapDraft.Axis? {
    if case .scalar = node.content {
      guard !node.isNull else {
        diagnosis.report(node.place, path, "expected \(Self.expected)", got: "nothing")
        return nil
      }
      return FactorsRule.name.decode(node, path, &diagnosis).map { .factor($0) }
    }
    guard case .mapping = node.content else {
      diagnosis.report(node.place, path, "expected \(Self.expected)", got: node.described)
      return nil
    }
    let before = diagnosis.count
    var range = MapRange()
    group.decode(node, path, &range, &diagnosis)
    guard diagnosis.count == before, let setting = range.setting, let from = range.from, let to = range.to,
      let rule = SettingRule(path: setting.path, registry), let number = rule.number
    else { return nil }
    for (key, value) in [("from", from), ("to", to)] {
      let inner = path + "." + key
      let scalar = Node(
        content: .scalar(NumberText.shortest(value), quoted: false), place: diagnosis.place(of: inner))
      if number.decode(scalar, inner, &diagnosis) == nil { return nil }
    }
    guard from < to else {
      diagnosis.report(
        diagnosis.place(of: path + ".to"), path + ".to", "expected a number above from, \(NumberText.shortest(from))",
        got: NumberText.shortest(to))
      return nil
    }
    if range.scale == MapPlan.Scale.log.rawValue, from <= 0 {
      diagnosis.report(
        diagnosis.place(of: path + ".from"), path + ".from", "expected a number above 0 where the scale is log",
        got: NumberText.shortest(from))
      return nil
    }
    if range.isWhole, to - from + 1 < Double(range.cells) {
      diagnosis.report(
        diagnosis.given([path + ".cells"]).map(diagnosis.place) ?? node.place, path + ".cells",
        "expected at most \(Int(to - from) + 1), as there are whole numbers from \(NumberText.shortest(from)) to "
          + NumberText.shortest(to), got: "\(range.cells)")
      return nil
    }
    return .range(range)
  }

  func literal(_ axis: MapDraft.Axis) -> Literal {
    switch axis {
    case .factor(let name): .text(name)
    case .range(let range): Literal.mapping(group.entries(range)).withoutComments
    }
  }

  var schema: [(String, JSON)] {
    [
      (
        "anyOf",
        .array([
          .members(FactorsRule.name.schema + [("description", .string("a factor of the design"))]),
          .members(group.schema(MapRange())),
        ])
      )
    ]
  }
}

/// The path of a setting of one number; the setting stands at 0.
struct SettingPathRule: Rule {
  let registry: Registry

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Setting? {
    guard let name = TextRule(limit: 200).decode(node, path, &diagnosis) else { return nil }
    return Self.rule(name, node.place, path, registry, &diagnosis)?.rule.setting
  }

  func isWhole(_ setting: Setting) -> Bool {
    SettingRule(path: setting.path, registry)?.number?.isWhole ?? false
  }

  /// Parameters may go by their own path, as where they are calibrated.
  static func rule(
    _ name: String, _ place: Place, _ path: String, _ registry: Registry, _ diagnosis: inout Diagnosis
  ) -> (rule: SettingRule, number: NumberRule)? {
    guard let rule = SettingRule(path: name, registry) ?? SettingRule(path: "model.parameters." + name, registry) else {
      diagnosis.report(
        place, path,
        "expected the path of a setting that is a number, such as levers.experts or prospecting.arrival_rate",
        got: Problem.quote(name),
        suggestion: Suggestion.nearest(
          to: name, among: SettingRule.paths(registry) + registry.parameters.map(\.path)))
      return nil
    }
    guard let number = rule.number else {
      diagnosis.report(place, path, "expected a setting of one number", got: Problem.quote(name))
      return nil
    }
    return (rule, number)
  }

  func literal(_ setting: Setting) -> Literal { .text(setting.path) }

  var schema: [(String, JSON)] { TextRule(limit: 200).schema }
}

extension SettingRule {
  /// The setting itself, of one number, at 0.
  fileprivate var setting: Setting? {
    switch self {
    case .thread(let card): .thread(card.name, WeeklyPath(0))
    case .parameter(let card): .parameter(card.path, [0])
    case .mechanism: nil
    case .sellers: .sellers(0)
    case .span: .span(0)
    case .market: .market(0)
    case .lever(let card, let regime): .lever(card.name, regime: regime, WeeklyPath(0))
    }
  }
}
