import Experiments
import SalesForce

/// `none`, or a mapping that says what a seat-week may cost.
struct BudgetRule: Rule {
  /// The budget, or none.
  typealias Value = Budget?

  private let group = FieldGroup<BudgetDraft>(fields: [
    Field(
      "cost_per_seller", "pay units a seat-week that each regime may cost; a list makes a design point of each level",
      LevelsRule(), hasDefault: false, get: { $0.levels }, set: { $0.levels = $1 }),
    Field(
      "as", "regime whose cost the others are brought to, instead of a number", RegimesRule.name, hasDefault: false,
      get: { $0.regime }, set: { $0.regime = $1 }),
    Field(
      "salary_floor", "lowest base salary that may be solved for", NumberRule(range: 0...5),
      get: { $0.floor }, set: { $0.floor = $1 }),
    Field(
      "salaries", "solved base salaries by regime, one a level: written by the laboratory, not by people",
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
    let before = diagnosis.problems.count + diagnosis.omitted
    group.decode(node, path, &draft, &diagnosis)
    if draft.levels != nil && draft.regime != nil {
      diagnosis.report(node.place, path, "contradiction: cost_per_seller and as both set what a seat-week may cost")
    }
    guard diagnosis.problems.count + diagnosis.omitted == before else { return nil }
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
  var salaries: [String: [Double]] = [:]

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
    return values.count == nodes.count ? values : nil
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

/// Salaries by regime, one a level.
struct SalariesRule: Rule {
  private let element = NumberRule(range: 0...5)

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [String: [Double]]? {
    guard case .mapping(let pairs) = node.content else {
      diagnosis.report(node.place, path, "expected salaries by regime", got: node.described)
      return nil
    }
    var seen: [String: Place] = [:]
    var salaries: [String: [Double]] = [:]
    for pair in pairs {
      guard let key = pair.fieldKey(path, "regime", &diagnosis) else { continue }
      let inner = path + "." + Problem.shorten(key)
      pair.checkDuplicate(key, inner, "regime", &seen, &diagnosis)
      guard case .list(let nodes) = pair.value.content else {
        salaries[key] = element.decode(pair.value, inner, &diagnosis).map { [$0] }
        continue
      }
      salaries[key] = nodes.enumerated().compactMap { element.decode($1, "\(inner)[\($0)]", &diagnosis) }
    }
    return salaries
  }

  func literal(_ salaries: [String: [Double]]) -> Literal {
    .mapping(
      salaries.sorted { $0.key < $1.key }.map { name, values in
        Literal.Entry(
          key: name, value: values.count == 1 ? .number(values[0]) : .list(values.map { .number($0) }), comment: "")
      })
  }

  var schema: [(String, JSON)] {
    let list: JSON = .members([("type", .string("array")), ("items", .members(element.schema))])
    return [
      ("type", .string("object")),
      ("additionalProperties", .members([("anyOf", .array([.members(element.schema), list]))])),
    ]
  }
}
