import Experiments
import SalesForce

/// What `optimize` looks for while its file is read.
struct OptimumDraft: Sendable {
  var levers: [OptimumPlan.Lever] = []
  var regime: String?
  var metric = "profit"
  var aim = SelectionPlan.Aim.highest.rawValue
  var runs = OptimumPlan.usualRuns
  var finalists = OptimumPlan.usualFinalists
  var confidence = Precision.usualConfidence

  init() {}

  /// The way back, for writing.
  init(_ plan: OptimumPlan) {
    (levers, regime, metric, aim) = (plan.levers, plan.regime, plan.metric, plan.aim.rawValue)
    (runs, finalists, confidence) = (plan.runs, plan.finalists, plan.confidence)
  }

  /// nil for a draft without levers, which was refused.
  var plan: OptimumPlan? {
    levers.isEmpty
      ? nil
      : OptimumPlan(
        levers: levers, regime: regime, metric: metric, aim: SelectionPlan.Aim(rawValue: aim) ?? .highest, runs: runs,
        finalists: finalists, confidence: confidence)
  }

  static func fields(_ registry: Registry) -> FieldGroup<OptimumDraft> {
    FieldGroup(fields: [
      .init(
        "levers", "levers that may move, each with its range [low, high]", LeverRangesRule(registry: registry),
        \.levers,
        isRequired: true),
      Field(
        "regime", "whose levers; unset: those of the first regime", TextRule(limit: Limits.name), hasDefault: false,
        get: { $0.regime }, set: { $0.regime = $1 }),
      .init(
        "metric", "what is to be the best, over the measured weeks and at equal cost", TextRule(limit: Limits.name),
        \.metric),
      .init(
        "aim", "whether the highest or the lowest is the best",
        ChoiceRule(names: SelectionPlan.Aim.allCases.map(\.rawValue)), \.aim),
      .init("runs", "trials in all, those that salaries and slopes take included", in: OptimumPlan.runRange, \.runs),
      .init("finalists", "settings that are compared at the end, at most", in: OptimumPlan.finalistRange, \.finalists),
      .init(
        "confidence", "with which the best of them is in the set that is found",
        NumberRule(range: Precision.confidenceRange), \.confidence),
    ])
  }
}

/// Levers of one number by name, each with its range.
struct LeverRangesRule: Rule {
  let registry: Registry
  private static let expected = "ranges by lever, such as {commission: [0, 0.1], coaching: [0, 4]}"

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [OptimumPlan.Lever]? {
    guard case .mapping(let all) = node.content, !all.isEmpty else {
      diagnosis.report(node.place, path, "expected \(Self.expected)", got: node.described)
      return nil
    }
    guard let pairs = node.namedPairs(path, "lever", most: OptimumPlan.leverRange.upperBound, &diagnosis) else {
      return nil
    }
    let before = diagnosis.count
    let levers = pairs.compactMap { pair in lever(pair.key, pair.value, pair.path, &diagnosis) }
    return diagnosis.count == before ? levers : nil
  }

  private func lever(
    _ key: Node, _ value: Node, _ path: String, _ diagnosis: inout Diagnosis
  ) -> OptimumPlan.Lever? {
    guard case .scalar(let name, _) = key.content else { return nil }
    guard let card = registry.levers.first(where: { $0.name.rawValue == name }) else {
      diagnosis.report(
        key.place, path, "unknown lever", got: Problem.quote(name),
        suggestion: Suggestion.nearest(to: name, among: registry.levers.map(\.name.rawValue)))
      return nil
    }
    guard case .number(let range, let isWhole) = card.domain else {
      diagnosis.report(key.place, path, "expected a lever of one number", got: Problem.quote(name))
      return nil
    }
    let number = NumberRule(range: range, isWhole: isWhole)
    guard let ends = NumbersRule(count: 2, element: number).decode(value, path, &diagnosis) else { return nil }
    guard ends[0] < ends[1] else {
      diagnosis.report(
        value.place, path, "expected [low, high] with low below high",
        got: "[\(ends.map(NumberText.shortest).joined(separator: ", "))]")
      return nil
    }
    return OptimumPlan.Lever(name: card.name, range: ends[0]...ends[1], isWhole: isWhole)
  }

  func literal(_ levers: [OptimumPlan.Lever]) -> Literal {
    .mapping(
      levers.map {
        Literal.Entry(
          key: $0.name.rawValue, value: .list([.number($0.range.lowerBound), .number($0.range.upperBound)]), comment: ""
        )
      })
  }

  var schema: [(String, JSON)] {
    let names = registry.levers.filter { if case .number = $0.domain { true } else { false } }.map {
      (
        $0.name.rawValue,
        JSON.members([
          ("description", .string("range [low, high] of: \($0.summary)")), ("type", .string("array")),
          ("items", .members([("type", .string("number"))])), ("minItems", .numeral(2)), ("maxItems", .numeral(2)),
        ])
      )
    }
    return [
      ("type", .string("object")), ("properties", .members(names)), ("minProperties", .numeral(1)),
      ("maxProperties", .numeral(Double(OptimumPlan.leverRange.upperBound))), ("additionalProperties", .boolean(false)),
    ]
  }
}
