import Experiments
import SalesForce

/// A field experiment while its file is read.
struct ExperimentDraft: Sendable {
  var regime: String?
  /// Of those who are treated.
  var treatment = RegimeDraft()
  var who: Cohort?
  var weeks: ClosedRange<Int>?
  var before, after: ClosedRange<Int>?
  var outcomes = [GroupMeasure.revenue.card.name]

  init() {}

  /// The way back, for writing.
  init(_ experiment: FieldExperiment) {
    regime = experiment.control
    treatment.levers = experiment.levers
    (who, weeks) = (experiment.cohort, experiment.during)
    (before, after) = (experiment.before, experiment.after)
    outcomes = experiment.outcomes.map { $0.card.name }
  }
}

extension Draft {
  /// The experiment with everything filled in; nil without one, and where something needed is missing or wrong.
  var fieldExperiment: FieldExperiment? {
    guard let experiment, let cohort = experiment.who, let during = experiment.weeks,
      let control = experiment.regime ?? givenRegimes.first?.name
    else { return nil }
    func weeks(_ first: Int, _ last: Int) -> ClosedRange<Int>? { first <= last ? first...last : nil }
    return FieldExperiment(
      control: control, levers: experiment.treatment.levers, cohort: cohort, during: during,
      before: experiment.before ?? weeks(warmUp, during.lowerBound - 1),
      after: experiment.after ?? weeks(during.upperBound + 1, self.weeks - 1),
      outcomes: experiment.outcomes.compactMap { name in GroupMeasure.allCases.first { $0.card.name == name } })
  }

  /// The regimes that the experiment adds: one in which the lot decides, and one in which all are treated.
  var experimentRegimes: [RegimeDraft] {
    guard let experiment = fieldExperiment,
      let control = givenRegimes.first(where: { $0.name == experiment.control })
    else { return [] }
    return [
      (FieldExperiment.pilot, experiment.treatments), (FieldExperiment.everybody, experiment.treatmentsOfAll),
    ].map { name, treatments in
      var made = control
      made.name = name
      made.treatments.merge(treatments) { $1 }
      return made
    }
  }

  /// Whether the experiment adds a regime of that name.
  func isMade(_ name: String) -> Bool { experimentRegimes.contains { $0.name == name } }

  /// Regimes to be checked one by one, and where they stand in the file; what the experiment adds, once.
  var checkedRegimes: [(regime: RegimeDraft, path: String)] {
    givenRegimes.map { ($0, "regimes.\($0.name)") } + experimentRegimes.prefix(1).map { ($0, "experiment") }
  }
}
