import Experiments
import SalesForce

/// Hypotheses by name, in the order of the file.
struct HypothesesRule: Rule {
  static let name = NameRule(allowsDots: true)
  private static let number = NumberRule(range: -1e12...1e12)

  private let group = FieldGroup<HypothesisDraft>(fields: [
    Field(
      "claims", "numbers of the claims that it tests, a text or a list of texts", TextsRule(), hasDefault: false,
      get: { $0.claims.isEmpty ? nil : $0.claims }, set: { $0.claims = $1 }),
    Field(
      "statement", "the claim as a sentence", TextRule(limit: Limits.question), hasDefault: false,
      get: { $0.statement.isEmpty ? nil : $0.statement }, set: { $0.statement = $1 }),
    Field(
      "kind", "implied: restates an equation, so that it verifies but does not support; emergent; contested",
      ChoiceRule(names: Hypothesis.Kind.allCases.map(\.rawValue)), isRequired: true, get: { $0.kind.rawValue },
      set: { $0.kind = Hypothesis.Kind(rawValue: $1) ?? .emergent }),
    Field(
      "metric", "the metric compared; a weekly reading where weeks are given", TextRule(limit: Limits.name),
      isRequired: true, get: { $0.metric }, set: { $0.metric = $1 }),
    Field(
      "weeks", "first and last week of the scenario to compare, instead of all measured weeks", WeeksRule(),
      hasDefault: false, get: { $0.weeks }, set: { $0.weeks = $1 }),
    Field(
      "regime", "the regime that it is about", RegimesRule.name, isRequired: true, get: { $0.regime },
      set: { $0.regime = $1 }),
    Field(
      "against", "the regime that it is compared with", RegimesRule.name, hasDefault: false, get: { $0.against },
      set: { $0.against = $1 }),
    Field(
      "change", "steps of factors, each [from, to]; one with against, or two, make a difference in differences",
      ChangesRule(), hasDefault: false, get: { $0.changes.isEmpty ? nil : $0.changes }, set: { $0.changes = $1 }),
    Field(
      "at", "levels of factors that do not change (budget: a cost per seller); unset: the first of each",
      LevelsByFactor(),
      hasDefault: false, get: { $0.at.isEmpty ? nil : $0.at }, set: { $0.at = $1 }),
    Field(
      "direction", "more: the effect is above value + size; less: below value − size; about: closer to value than size",
      ChoiceRule(names: Hypothesis.Direction.allCases.map(\.rawValue)), isRequired: true,
      get: { $0.direction.rawValue }, set: { $0.direction = Hypothesis.Direction(rawValue: $1) ?? .more }),
    Field(
      "size", "smallest effect that counts, or how close is close enough, in the unit of the scale",
      NumberRule(range: 0...1e12), get: { $0.size }, set: { $0.size = $1 }),
    Field(
      "value",
      "what the effect is compared with, in the unit of the scale; needed to compare one regime with a number",
      Self.number, hasDefault: false, get: { $0.value }, set: { $0.value = $1 }),
    Field(
      "scale",
      "raw: the metric's unit; ratio: share of the baseline; sd: standard deviations of the baseline over trials",
      ChoiceRule(names: Hypothesis.Scale.allCases.map(\.rawValue)), get: { $0.scale.rawValue },
      set: { $0.scale = Hypothesis.Scale(rawValue: $1) ?? .raw }),
    Field(
      "knock_out", "mechanisms whose absence should remove the effect: it is scored without them as well",
      TextsRule(), hasDefault: false, get: { $0.knockOut.isEmpty ? nil : $0.knockOut }, set: { $0.knockOut = $1 }),
  ])

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [HypothesisDraft]? {
    let most = Hypothesis.countRange.upperBound
    return node.namedPairs(path, "hypothesis", most: most, &diagnosis)?.map { pair in
      var draft = HypothesisDraft(name: Self.name.decode(pair.key, pair.path, &diagnosis) ?? "")
      draft.path = pair.path
      group.decode(pair.value, pair.path, &draft, &diagnosis)
      return draft
    }
  }

  func literal(_ drafts: [HypothesisDraft]) -> Literal {
    .mapping(
      drafts.map {
        Literal.Entry(key: $0.name, value: Literal.mapping(group.entries($0)).withoutComments, comment: "")
      })
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("propertyNames", .members(Self.name.schema)),
      ("maxProperties", .numeral(Double(Hypothesis.countRange.upperBound))),
      ("additionalProperties", .members(group.schema(HypothesisDraft(name: "")))),
    ]
  }
}
