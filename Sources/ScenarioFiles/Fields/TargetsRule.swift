import Experiments

/// Targets of a calibration by name, in the order of the file.
struct TargetsRule: Rule {
  private static let name = NameRule(allowsDots: true)
  private static let number = NumberRule(range: -1e12...1e12)
  private static let scales = ChoiceRule(names: CalibrationTarget.Scale.allCases.map(\.rawValue))
  private static let scaleText =
    "raw: the metric's unit; ratio: share of the baseline; log: logarithm of the ratio to the baseline"

  /// What is compared, as in a hypothesis.
  private static func comparison<Root>(
    get: @escaping @Sendable (Root) -> HypothesisDraft?, set: @escaping @Sendable (inout Root, HypothesisDraft) -> Void
  ) -> [Field<Root>] {
    let change: @Sendable (inout Root, (inout HypothesisDraft) -> Void) -> Void = { root, body in
      var draft = get(root) ?? HypothesisDraft(name: "")
      body(&draft)
      set(&root, draft)
    }
    return [
      Field(
        "metric", "the metric compared; a weekly reading where weeks are given", TextRule(limit: Limits.name),
        isRequired: true, get: { get($0)?.metric }, set: { root, value in change(&root) { $0.metric = value } }),
      Field(
        "weeks", "first and last week of the scenario to compare, instead of all measured weeks", WeeksRule(),
        hasDefault: false, get: { get($0)?.weeks }, set: { root, value in change(&root) { $0.weeks = value } }),
      Field(
        "regime", "the regime that it is about", RegimesRule.name, isRequired: true, get: { get($0)?.regime },
        set: { root, value in change(&root) { $0.regime = value } }),
      Field(
        "against", "the regime that it is compared with", RegimesRule.name, hasDefault: false,
        get: { get($0)?.against }, set: { root, value in change(&root) { $0.against = value } }),
      Field(
        "change", "steps of factors, each [from, to]", ChangesRule(), hasDefault: false,
        get: { get($0).flatMap { $0.changes.isEmpty ? nil : $0.changes } },
        set: { root, value in change(&root) { $0.changes = value } }),
      Field(
        "at", "levels of factors that do not change; unset: the first of each", LevelsByFactor(), hasDefault: false,
        get: { get($0).flatMap { $0.at.isEmpty ? nil : $0.at } },
        set: { root, value in change(&root) { $0.at = value } }),
    ]
  }

  /// The second comparison, with a scale of its own.
  private struct Divisor: Sendable {
    var comparison = HypothesisDraft(name: "")
    var scale = CalibrationTarget.Scale.raw
  }

  private let divisor = FieldGroup<Divisor>(
    fields: comparison(get: { $0.comparison }, set: { $0.comparison = $1 }) + [
      Field(
        "scale", scaleText, scales, get: { $0.scale.rawValue },
        set: { $0.scale = CalibrationTarget.Scale(rawValue: $1) ?? .raw })
    ])

  private var group: FieldGroup<TargetDraft> {
    FieldGroup<TargetDraft>(
      fields: Self.comparison(get: { $0.comparison }, set: { $0.comparison = $1 }) + [
        Field(
          "scale", Self.scaleText, Self.scales, get: { $0.scale.rawValue },
          set: { $0.scale = CalibrationTarget.Scale(rawValue: $1) ?? .raw }),
        Field(
          "over", "a comparison by which it is divided: an elasticity is one logarithm over another",
          GroupRule(group: divisor, fresh: Divisor()), hasDefault: false,
          get: { draft in draft.over.map { Divisor(comparison: $0, scale: draft.overScale) } },
          set: { ($0.over, $0.overScale) = ($1.comparison, $1.scale) }),
        Field(
          "value", "what was found, in the unit of the scale", Self.number, isRequired: true, get: { $0.value },
          set: { $0.value = $1 }),
        Field(
          "sd", "standard deviation of what is known of it, its transfer to this firm included",
          NumberRule(range: 1e-12...1e12), isRequired: true, get: { $0.sd }, set: { $0.sd = $1 }),
        Field(
          "discrepancy", "standard deviation of what the model cannot be expected to meet; at most sd",
          NumberRule(range: 0...1e12), get: { $0.discrepancy }, set: { $0.discrepancy = $1 }),
        Field(
          "source", "who found it, and on what", TextRule(limit: Limits.question), get: { $0.source },
          set: { $0.source = $1 }),
        Field(
          "use", "fit: takes part in the search; check: only looked at afterwards",
          ChoiceRule(names: CalibrationTarget.Use.allCases.map(\.rawValue)), get: { $0.use.rawValue },
          set: { $0.use = CalibrationTarget.Use(rawValue: $1) ?? .fit }),
      ])
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [TargetDraft]? {
    let most = CalibrationTarget.countRange.upperBound
    return node.namedPairs(path, "target", most: most, &diagnosis)?.map { pair in
      var draft = TargetDraft(name: Self.name.decode(pair.key, pair.path, &diagnosis) ?? "")
      draft.path = pair.path
      group.decode(pair.value, pair.path, &draft, &diagnosis)
      draft.comparison.path = pair.path
      draft.over?.path = pair.path + ".over"
      return draft
    }
  }

  func literal(_ drafts: [TargetDraft]) -> Literal {
    .mapping(
      drafts.map { Literal.Entry(key: $0.name, value: Literal.mapping(group.entries($0)).withoutComments, comment: "") })
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("propertyNames", .members(Self.name.schema)),
      ("maxProperties", .numeral(Double(CalibrationTarget.countRange.upperBound))),
      ("additionalProperties", .members(group.schema(TargetDraft(name: "")))),
    ]
  }
}

/// A mapping with a group's keys, as a value.
struct GroupRule<Root: Sendable>: Rule {
  let group: FieldGroup<Root>
  let fresh: Root

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Root? {
    var root = fresh
    group.decode(node, path, &root, &diagnosis)
    return root
  }

  func literal(_ value: Root) -> Literal { Literal.mapping(group.entries(value)).withoutComments }

  var schema: [(String, JSON)] { group.schema(fresh) }
}

/// Parameters that may move, by path, each with its range.
struct FreeRule: Rule {
  let registry: Registry

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [FreeParameter]? {
    let most = FreeParameter.countRange.upperBound
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
      return FreeParameter(path: name, range: ends[0]...ends[1])
    }
  }

  func literal(_ free: [FreeParameter]) -> Literal {
    .mapping(
      free.map {
        Literal.Entry(
          key: $0.path, value: .list([.number($0.range.lowerBound), .number($0.range.upperBound)]), comment: "")
      })
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("maxProperties", .numeral(Double(FreeParameter.countRange.upperBound))),
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
