import Experiments

/// Targets of a calibration by name, in the order of the file.
struct TargetsRule: Rule {
  private static let name = NameRule(allowsDots: true)
  private static let number = NumberRule(range: -1e12...1e12)
  private static let count = NumberRule(
    range: Double(StudyTarget.trialRange.lowerBound)...Double(StudyTarget.trialRange.upperBound), isWhole: true)
  private static let scales = ChoiceRule(names: StudyTarget.Scale.allCases.map(\.rawValue))
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
    var scale = StudyTarget.Scale.raw
  }

  private let divisor = FieldGroup<Divisor>(
    fields: comparison(get: { $0.comparison }, set: { $0.comparison = $1 }) + [
      Field(
        "scale", scaleText, scales, get: { $0.scale.rawValue },
        set: { $0.scale = StudyTarget.Scale(rawValue: $1) ?? .raw })
    ])

  private var group: FieldGroup<TargetDraft> {
    FieldGroup<TargetDraft>(
      fields: Self.comparison(get: { $0.comparison }, set: { $0.comparison = $1 }) + scale + Self.finding + Self.use)
  }

  private var scale: [Field<TargetDraft>] {
    [
      Field(
        "scale", Self.scaleText, Self.scales, get: { $0.scale.rawValue },
        set: { $0.scale = StudyTarget.Scale(rawValue: $1) ?? .raw }),
      Field(
        "over", "a comparison by which it is divided: an elasticity is one logarithm over another",
        GroupRule(group: divisor, fresh: Divisor()), hasDefault: false,
        get: { draft in draft.over.map { Divisor(comparison: $0, scale: draft.overScale) } },
        set: { ($0.over, $0.overScale) = ($1.comparison, $1.scale) }),
    ]
  }

  /// What was found: a value, or a sign or a range for a check.
  private static var finding: [Field<TargetDraft>] {
    [
      Field(
        "value", "what was found, in the unit of the scale", Self.number, hasDefault: false, get: { $0.value },
        set: { $0.value = $1 }),
      Field(
        "sd", "standard deviation of what is known of it, its transfer to this firm included",
        NumberRule(range: 1e-12...1e12), hasDefault: false, get: { $0.sd }, set: { $0.sd = $1 }),
      Field(
        "sign", "of a check, instead of a value: met where 95 % of members show it",
        ChoiceRule(names: StudyTarget.Sign.allCases.map(\.rawValue)), hasDefault: false, get: { $0.sign?.rawValue },
        set: { $0.sign = StudyTarget.Sign(rawValue: $1) }),
      Field(
        "range", "of a check, instead of a value: [low, high], met where the ensemble's mean lies in it",
        NumbersRule(count: 2, element: Self.number), hasDefault: false, get: { $0.range }, set: { $0.range = $1 }),
    ]
  }

  private static var use: [Field<TargetDraft>] {
    [
      Field(
        "trials", "trials of its arms, where the scenario's are too few", Self.count, hasDefault: false,
        get: { $0.trials.map(Double.init) }, set: { $0.trials = Int($1) }),
      Field(
        "discrepancy", "standard deviation of what the model cannot be expected to meet; at most sd",
        NumberRule(range: 0...1e12), get: { $0.discrepancy }, set: { $0.discrepancy = $1 }),
      Field(
        "source", "who found it, and on what", TextRule(limit: Limits.question), get: { $0.source },
        set: { $0.source = $1 }),
      Field(
        "use", "fit: takes part in the search; check: only looked at afterwards",
        ChoiceRule(names: StudyTarget.Use.allCases.map(\.rawValue)), get: { $0.use.rawValue },
        set: { $0.use = StudyTarget.Use(rawValue: $1) ?? .fit }),
    ]
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [TargetDraft]? {
    let most = StudyTarget.countRange.upperBound
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
      drafts.map { Literal.Entry(key: $0.name, value: Literal.mapping(group.entries($0)).withoutComments, comment: "") }
    )
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("propertyNames", .members(Self.name.schema)),
      ("maxProperties", .numeral(Double(StudyTarget.countRange.upperBound))),
      ("additionalProperties", .members(group.schema(TargetDraft(name: "")))),
    ]
  }
}
