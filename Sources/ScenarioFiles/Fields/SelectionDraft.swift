import Experiments
import SalesForce

/// A study that chooses while its file is read.
struct SelectionDraft: Sendable {
  var metric = "profit"
  var aim = SelectionPlan.Aim.highest.rawValue
  var method = SelectionPlan.Method.kn.rawValue
  var indifference: Double?
  var first = SelectionPlan.usualFirst
  var confidence = Precision.usualConfidence
  var runs: Int?

  init() {}

  /// The way back, for writing.
  init(_ plan: SelectionPlan) {
    (metric, aim, method) = (plan.metric, plan.aim.rawValue, plan.method.rawValue)
    (indifference, first, confidence, runs) = (plan.indifference, plan.first, plan.confidence, plan.runs)
  }

  var plan: SelectionPlan {
    SelectionPlan(
      metric: metric, aim: SelectionPlan.Aim(rawValue: aim) ?? .highest,
      method: SelectionPlan.Method(rawValue: method) ?? .kn, indifference: indifference, first: first,
      confidence: confidence, runs: runs)
  }

  static let fields = FieldGroup<SelectionDraft>(fields: [
    .init(
      "metric", "what is chosen by, over the measured weeks and at equal cost", TextRule(limit: Limits.name), \.metric),
    .init(
      "aim", "whether the highest or the lowest is the best",
      ChoiceRule(names: SelectionPlan.Aim.allCases.map(\.rawValue)), \.aim),
    .init(
      "method",
      "how trials are distributed: kn (Kim & Nelson: what has fallen behind is simulated no more), ocba (a budget of runs goes"
        + " where it is hard to tell) or rinott (two stages; for independent streams)",
      ChoiceRule(names: SelectionPlan.Method.allCases.map(\.rawValue)), \.method),
    Field(
      "indifference", "a difference that does not matter, in the metric's unit; kn and rinott need it",
      NumberRule(range: SelectionPlan.indifferenceRange), hasDefault: false, get: { $0.indifference },
      set: { $0.indifference = $1 }),
    .init(
      "first", "trials of every regime at every point before anything is decided", in: SelectionPlan.firstRange, \.first
    ),
    .init(
      "confidence", "with which the best is in the set that is found", NumberRule(range: Precision.confidenceRange),
      \.confidence),
    Field(
      "runs", "runs of all of them together, for ocba; unset: three times the first",
      NumberRule(
        range: Double(SelectionPlan.runRange.lowerBound)...Double(SelectionPlan.runRange.upperBound), isWhole: true),
      hasDefault: false, get: { $0.runs.map(Double.init) }, set: { $0.runs = Int($1) }),
  ])
}
