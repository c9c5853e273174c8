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
  var writesSellers = false

  init() {}

  /// The way back, for writing.
  init(_ experiment: FieldExperiment) {
    regime = experiment.control
    treatment.levers = experiment.levers
    (who, weeks) = (experiment.cohort, experiment.during)
    (before, after) = (experiment.before, experiment.after)
    outcomes = experiment.outcomes.map { $0.card.name }
    writesSellers = experiment.writesSellers
  }
}

extension ExperimentDraft {
  /// The experiment with everything filled in; nil where something needed is missing or wrong.
  /// - Parameters:
  ///   - regimes: of the file.
  ///   - measured: weeks that count.
  func experiment(_ regimes: [RegimeDraft], measured: Range<Int>) -> FieldExperiment? {
    guard let cohort = who, let during = weeks, let control = regime ?? regimes.first?.name else { return nil }
    func span(_ first: Int, _ end: Int) -> ClosedRange<Int>? { first < end ? first...(end - 1) : nil }
    return FieldExperiment(
      control: control, levers: treatment.levers, cohort: cohort, during: during,
      before: before ?? span(measured.lowerBound, during.lowerBound),
      after: after ?? span(during.upperBound + 1, measured.upperBound),
      outcomes: outcomes.compactMap { name in GroupMeasure.allCases.first { $0.card.name == name } },
      writesSellers: writesSellers)
  }

  /// The regimes that an experiment adds to those of the file: one in which the lot decides, and one in which all are treated.
  static func regimes(_ experiment: FieldExperiment, beside given: [RegimeDraft]) -> [RegimeDraft] {
    guard let control = given.first(where: { $0.name == experiment.control }) else { return [] }
    return [
      (FieldExperiment.pilot, experiment.treatments), (FieldExperiment.everybody, experiment.treatmentsOfAll),
    ].map { name, treatments in
      var made = control
      made.name = name
      made.treatments.merge(treatments) { $1 }
      return made
    }
  }
}
