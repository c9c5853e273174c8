import Experiments
import SalesForce

/// What a file says of one lever: a value for all, or what a part of the firm or some weeks get.
struct LeverSetting: Sendable {
  /// For all, or beside a treatment for all others.
  var path: WeeklyPath?
  var treatment: Treatment?
}

/// A value or path, or a treatment `{value: 3, who: {teams: half}, weeks: [65, 78], otherwise: 1}`.
struct LeverRule: Rule {
  private let lever: LeverName
  private let plain: PathRule
  private let group: FieldGroup<TreatmentDraft>

  init(_ card: LeverCard) {
    lever = card.name
    let plain = PathRule(domain: card.domain)
    self.plain = plain
    group = FieldGroup(fields: [
      Field(
        "value", "what those get who are treated: a value, or a path [[week, value], …]", plain, isRequired: true,
        get: { $0.value }, set: { $0.value = $1 }),
      Field(
        "who", "who is treated; unset: everybody", WhoRule(lever: card.name), hasDefault: false, get: { $0.who },
        set: { $0.who = $1 }),
      Field(
        "weeks", "first and last week of the treatment; unset: all measured weeks", WeeksRule(), hasDefault: false,
        get: { $0.weeks }, set: { $0.weeks = $1 }),
      Field(
        "otherwise", "what holds outside; unset: as in the preset, or the neutral value without one", plain,
        hasDefault: false, get: { $0.otherwise }, set: { $0.otherwise = $1 }),
    ])
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> LeverSetting? {
    guard case .mapping = node.content else {
      return plain.decode(node, path, &diagnosis).map { LeverSetting(path: $0) }
    }
    var draft = TreatmentDraft()
    let before = diagnosis.count
    group.decode(node, path, &draft, &diagnosis)
    guard diagnosis.count == before, let value = draft.value else { return nil }
    // Everybody in all weeks is no treatment.
    if draft.who == nil, draft.weeks == nil { return LeverSetting(path: value) }
    return LeverSetting(
      path: draft.otherwise, treatment: Treatment(value, cohort: draft.who, weeks: draft.weeks))
  }

  func literal(_ setting: LeverSetting) -> Literal {
    guard let treatment = setting.treatment else { return plain.literal(setting.path ?? WeeklyPath(0)) }
    return .mapping(
      group.entries(
        TreatmentDraft(
          value: treatment.value, who: treatment.cohort, weeks: treatment.weeks, otherwise: setting.path)
      )
    ).withoutComments
  }

  var schema: [(String, JSON)] {
    let mapping: JSON = .members(group.schema(TreatmentDraft()))
    return [("anyOf", .array([.members(plain.schema), mapping]))]
  }
}

/// A treatment while its file is read.
private struct TreatmentDraft: Sendable {
  var value: WeeklyPath?
  var who: Cohort?
  var weeks: ClosedRange<Int>?
  var otherwise: WeeklyPath?
}
