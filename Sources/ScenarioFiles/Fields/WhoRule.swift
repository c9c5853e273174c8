import Experiments
import SalesForce

/// Who is treated: `{teams: half}`, `{sellers: 0.3, opt_in: 0.6}`, `{hires: half, lottery: 2}`.
struct WhoRule: Rule {
  /// Nil where that is said elsewhere.
  let lever: LeverName?
  private static let units = Cohort.Unit.allCases.map(\.rawValue)

  private let group: FieldGroup<WhoDraft> = {
    func share(_ unit: Cohort.Unit, _ summary: String) -> Field<WhoDraft> {
      Field(
        unit.rawValue, summary, ShareRule(), hasDefault: false, get: { $0.shares[unit] }, set: { $0.shares[unit] = $1 })
    }
    return FieldGroup(fields: [
      share(.teams, "share of the teams, drawn by lot: half, or a number"),
      share(.sellers, "share of the seats, drawn by lot, newcomers on them included"),
      share(.hires, "share of those who are hired in the measured weeks, drawn when they come"),
      Field(
        "opt_in", "chance that an ordinary one of them takes part, the driven and able more often; unset: all do",
        NumberRule(range: 0...1), hasDefault: false, get: { $0.optIn }, set: { $0.optIn = $1 }),
      Field(
        "lottery", "number of the lot: different ones are independent",
        NumberRule(
          range: Double(Cohort.lotteryRange.lowerBound)...Double(Cohort.lotteryRange.upperBound), isWhole: true),
        get: { Double($0.lottery) }, set: { $0.lottery = Int($1) }),
    ])
  }()

  init(lever: LeverName? = nil) { self.lever = lever }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Cohort? {
    if let lever, let reason = lever.whyUndivided {
      diagnosis.report(
        node.place, path, "\(lever.rawValue) is the whole firm's: \(reason); weeks alone can be given",
        got: node.described)
      return nil
    }
    if case .scalar = node.content {
      diagnosis.report(
        node.place, path, "expected a mapping such as {teams: half}, {sellers: 0.3} or {hires: half}",
        got: node.described)
      return nil
    }
    var draft = WhoDraft()
    let before = diagnosis.count
    group.decode(node, path, &draft, &diagnosis)
    guard diagnosis.count == before else { return nil }
    let given = Cohort.Unit.allCases.filter { draft.shares[$0] != nil }
    guard given.count == 1, let unit = given.first, let share = draft.shares[unit] else {
      diagnosis.report(
        node.place, path, "expected exactly one of \(Self.units.joined(separator: ", "))",
        got: given.isEmpty ? "none" : given.map(\.rawValue).joined(separator: " and "))
      return nil
    }
    return Cohort(unit, share: share, lottery: draft.lottery, optIn: draft.optIn)
  }

  func literal(_ cohort: Cohort) -> Literal {
    var draft = WhoDraft()
    draft.shares[cohort.unit] = cohort.share
    (draft.optIn, draft.lottery) = (cohort.optIn, cohort.lottery)
    return .mapping(group.entries(draft))
  }

  var schema: [(String, JSON)] {
    group.schema(WhoDraft()) + [
      (
        "oneOf",
        .array(Self.units.map { .members([("required", .array([.string($0)]))]) })
      )
    ]
  }
}

/// Who is treated, while its file is read.
private struct WhoDraft: Sendable {
  var shares: [Cohort.Unit: Double] = [:]
  var optIn: Double?
  var lottery = 1
}

/// `half`, or a number above 0 and up to 1.
struct ShareRule: Rule {
  /// Two sellers of the largest firm: the smallest share with a meaning.
  private static let number = NumberRule(range: 0.0001...1)

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Double? {
    if case .scalar("half", _) = node.content { return 0.5 }
    if case .scalar(let text, false) = node.content, case .number = PlainScalar(text) {
      return Self.number.decode(node, path, &diagnosis)
    }
    diagnosis.report(
      node.place, path, "expected half, or \(Self.number.expectation)", got: node.described,
      suggestion: {
        if case .scalar(let text, _) = node.content { Suggestion.nearest(to: text, among: ["half"]) } else { nil }
      }())
    return nil
  }

  func literal(_ share: Double) -> Literal { .number(share) }

  var schema: [(String, JSON)] {
    [("anyOf", .array([.members([("const", .string("half"))]), .members(Self.number.schema)]))]
  }
}
