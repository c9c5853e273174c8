import Experiments
import SalesForce

/// `none`, or a mapping that says what a seat-week may cost.
struct BudgetRule: Rule {
  /// The budget, or none.
  typealias Value = Budget?

  private let group = FieldGroup<BudgetDraft>(fields: [
    Field(
      "cost_per_seller", "pay units per seat-week that each regime may cost; a list makes each level a design point",
      LevelsRule(), hasDefault: false, get: { $0.levels }, set: { $0.levels = $1 }),
    Field(
      "as", "regime whose cost the others are to match, instead of a number", RegimesRule.name, hasDefault: false,
      get: { $0.regime }, set: { $0.regime = $1 }),
    Field(
      "salary_floor", "lowest base salary that the solver may choose", NumberRule(range: 0...5),
      get: { $0.floor }, set: { $0.floor = $1 }),
    Field(
      "salaries",
      "solved base salaries by regime or knock-out run, a number, a list by design point or a mapping of points: written by the "
        + "laboratory, not by people",
      SalariesRule(), hasDefault: false, get: { $0.salaries.isEmpty ? nil : $0.salaries },
      set: { $0.salaries = $1 }),
  ])

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Value? {
    if case .scalar(let text, _) = node.content {
      if text == "none" { return .some(nil) }
      diagnosis.report(
        node.place, path, "expected none, or a mapping such as {cost_per_seller: 1.6}", got: node.described)
      return nil
    }
    var draft = BudgetDraft()
    let before = diagnosis.count
    group.decode(node, path, &draft, &diagnosis)
    if draft.levels != nil && draft.regime != nil {
      diagnosis.report(node.place, path, "contradiction: cost_per_seller and as both set what a seat-week may cost")
    }
    guard diagnosis.count == before else { return nil }
    return .some(draft.budget)
  }

  func literal(_ value: Value) -> Literal {
    guard let value else { return .word("none") }
    return Literal.mapping(group.entries(BudgetDraft(value)))
  }

  var schema: [(String, JSON)] {
    let mapping: JSON = .members(group.schema(BudgetDraft()))
    return [("anyOf", .array([.members([("const", .string("none"))]), mapping]))]
  }
}

/// A budget while its file is read.
struct BudgetDraft: Sendable {
  var levels: [Double]?
  var regime: String?
  var floor = Budget.standard.salaryFloor
  var salaries: Budget.Salaries = [:]

  init() {}

  init(_ budget: Budget) {
    switch budget.target {
    case .costPerSeller(let levels): self.levels = levels
    case .sameAs(let name): regime = name
    }
    floor = budget.salaryFloor
    salaries = budget.salaries ?? [:]
  }

  var budget: Budget {
    let target: Budget.Target =
      regime.map { .sameAs($0) } ?? levels.map { .costPerSeller($0) } ?? Budget.standard.target
    return Budget(target: target, salaryFloor: floor, salaries: salaries.isEmpty ? nil : salaries)
  }
}

/// A number, or a list of several.
struct LevelsRule: Rule {
  private let element = NumberRule(range: Budget.costRange)

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [Double]? {
    guard case .list(let nodes) = node.content else { return element.decode(node, path, &diagnosis).map { [$0] } }
    guard Budget.levelRange.contains(nodes.count) else {
      diagnosis.report(
        node.place, path,
        "expected a number, or a list of \(Budget.levelRange.lowerBound) to "
          + "\(Budget.levelRange.upperBound)", got: "a list of \(nodes.count)")
      return nil
    }
    let values = nodes.enumerated().compactMap { element.decode($1, "\(path)[\($0)]", &diagnosis) }
    guard values.count == nodes.count else { return nil }
    for (place, value) in values.enumerated() where values[..<place].contains(value) {
      diagnosis.report(
        nodes[place].place, "\(path)[\(place)]", "duplicate level; expected levels that differ",
        got: NumberText.shortest(value))
    }
    return values
  }

  func literal(_ values: [Double]) -> Literal {
    values.count == 1 ? .number(values[0]) : .list(values.map { .number($0) })
  }

  var schema: [(String, JSON)] {
    let list: JSON = .members([
      ("type", .string("array")), ("items", .members(element.schema)),
      ("minItems", .numeral(Double(Budget.levelRange.lowerBound))),
      ("maxItems", .numeral(Double(Budget.levelRange.upperBound))),
    ])
    return [("anyOf", .array([.members(element.schema), list]))]
  }
}

/// Salaries by regime and by knock-out run, then by design point: a number is that of point 0, a list of the points from 0 on.
struct SalariesRule: Rule {
  private let element = NumberRule(range: 0...5)

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Budget.Salaries? {
    guard case .mapping(let pairs) = node.content else {
      diagnosis.report(node.place, path, "expected salaries by regime", got: node.described)
      return nil
    }
    var seen: [String: Place] = [:]
    var salaries: Budget.Salaries = [:]
    for pair in pairs {
      guard let key = pair.fieldKey(path, "regime", &diagnosis) else { continue }
      let inner = path + "." + Problem.shorten(key)
      pair.checkDuplicate(key, inner, "regime", &seen, &diagnosis)
      var points: [Int: Double] = [:]
      switch pair.value.content {
      case .scalar: points[0] = element.decode(pair.value, inner, &diagnosis)
      case .list(let nodes):
        for (index, node) in nodes.enumerated() {
          points[index] = element.decode(node, "\(inner)[\(index)]", &diagnosis)
        }
      case .mapping(let pairs):
        for pair in pairs {
          guard let text = pair.fieldKey(inner, "design point", &diagnosis) else { continue }
          guard let point = Int(text), point >= 0 else {
            diagnosis.report(pair.key.place, inner, "expected the number of a design point", got: pair.key.described)
            continue
          }
          points[point] = element.decode(pair.value, "\(inner).\(point)", &diagnosis)
        }
      }
      salaries[key] = points
    }
    return salaries
  }

  func literal(_ salaries: Budget.Salaries) -> Literal {
    .mapping(
      salaries.sorted { $0.key < $1.key }.map { Literal.Entry(key: $0.key, value: Self.literal($0.value), comment: "") }
    )
  }

  private static func literal(_ values: [Int: Double]) -> Literal {
    let points = values.sorted { $0.key < $1.key }
    guard points.map(\.key) == Array(points.indices) else {
      return .mapping(points.map { Literal.Entry(key: "\($0.key)", value: .number($0.value), comment: "") })
    }
    return points.count == 1 ? .number(points[0].value) : .list(points.map { .number($0.value) })
  }

  var schema: [(String, JSON)] {
    let list: JSON = .members([("type", .string("array")), ("items", .members(element.schema))])
    let points: JSON = .members([
      ("type", .string("object")), ("additionalProperties", .members(element.schema)),
    ])
    return [
      ("type", .string("object")),
      ("additionalProperties", .members([("anyOf", .array([.members(element.schema), list, points]))])),
    ]
  }
}
