import ResultTables
import SalesForce

/// One row of `experiment.csv`: what an estimator would have found in a phase, and what was true.
struct ExperimentEntry {
  let point: Int
  let outcome: GroupMeasure
  let phase: GroupPhase
  let estimator: FieldEstimator
  /// Of the phase.
  let weeks: Int
  /// Units in the lot, and those that it fell on.
  let units, treated: RunningMean
  let truth: FieldTruth
  let tally: EstimatorTally
  /// Whether there can be an effect: not before the experiment.
  private var hasEffect: Bool { phase != .before }

  var cells: [Cell] {
    let aim = truth.aim(of: estimator)
    func pair(_ mean: RunningMean) -> [Cell] { [.optional(mean.value), .optional(mean.error)] }
    let judged: [Cell] =
      hasEffect
      ? pair(tally.found) + [.optional(tally.typeS), .optional(tally.typeM)]
      : [.missing, .missing, .missing, .missing]
    return [
      .integer(point), .text(outcome.card.name), .text(phase.name), .text(estimator.rawValue),
      .integer(weeks), .optional(units.value), .optional(treated.value), .integer(tally.estimate.count),
      .optional(tally.estimate.value), .optional(tally.estimate.deviation),
    ] + pair(aim) + pair(truth.everybody) + pair(truth.spillover) + pair(tally.bias) + pair(tally.covered) + judged
      + pair(tally.falseAlarm)
  }
}

extension StudySchemas {
  func experiment(_ experiment: FieldExperiment) -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    func pair(_ name: String, _ unit: String, _ description: String) -> [TableField] {
      [number(name, unit, description), number(name + "_mcse", unit, "its Monte Carlo standard error")]
    }
    let own = "that of the outcome"
    let estimators = FieldEstimator.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; ")
    return TableSchema(
      name: "experiment", title: "What the experiment would have found",
      description:
        "One row for each outcome, phase and estimator: \(experiment.cohort.name), weeks \(experiment.during.lowerBound) to "
        + "\(experiment.during.upperBound). Each trial is one firm that runs the experiment once; what is true is known from the "
        + "same trial without it (\(experiment.control)) and with everybody treated (\(FieldExperiment.everybody)). Tests are "
        + "two-sided at 5 %, intervals are 95 %.",
      tier: .a,
      fields: [
        Self.point,
        TableField(
          "outcome", type: .string, unit: "", description: "a measure of groups.csv",
          constraints: .init(required: true, values: experiment.outcomes.map { $0.card.name })),
        TableField(
          "phase", type: .string, unit: "", description: "weeks before the treatment, during it, or after it",
          constraints: .init(required: true, values: GroupPhase.allCases.map(\.name))),
        TableField(
          "estimator", type: .string, unit: "", description: estimators,
          constraints: .init(required: true, values: FieldEstimator.allCases.map(\.rawValue))),
        TableField("weeks", type: .integer, unit: "weeks", description: "weeks of the phase"),
        number("units", "", "teams, sellers or hires that the lot was drawn among, mean over trials"),
        number("units_treated", "", "those that it fell on"),
        TableField("n", type: .integer, unit: "", description: "trials in which the estimator gives a number"),
        number("estimate", own, "its mean over trials"),
        number("sd", own, "its standard deviation over trials"),
      ]
        + pair(
          "effect", own,
          "the true mean effect on those whom the lot fell on; for the estimator sellers, on those who took part")
        + pair("effect_of_all", own, "the true mean effect on everybody where all are treated")
        + pair("spillover", own, "the true mean effect on those whom the lot did not fall on")
        + pair("bias", own, "mean of the estimate less the trial's own effect")
        + pair("coverage", "1", "share of trials whose interval holds the effect")
        + pair("power", "1", "share of trials whose test finds an effect; empty before there is one") + [
          number("type_s", "1", "share of the effects found that have the wrong sign"),
          number("type_m", "1", "mean size of the effects found over that of the true one: exaggeration"),
        ]
        + pair("size", "1", "share of trials whose test finds an effect where the same lot falls and nobody is treated"),
      primaryKey: ["point", "outcome", "phase", "estimator"], note: lotNote)
  }
}
