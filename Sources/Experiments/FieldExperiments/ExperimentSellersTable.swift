import ResultTables
import SalesForce

/// `experiment_sellers.csv`: every seller of a field experiment, with it and without it.
struct ExperimentSellersTable: StudyTable {
  let experiment: FieldExperiment
  let groups: GroupTrials

  var schema: TableSchema {
    func integer(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: "", description: description)
    }
    func text(_ name: String, _ description: String, _ values: [String]) -> TableField {
      TableField(
        name, type: .string, unit: "", description: description, constraints: .init(required: true, values: values))
    }
    return TableSchema(
      name: "experiment_sellers", title: "Sellers of the experiment",
      description: "One row for each point, trial, outcome, phase and seat on which somebody worked, in the regimes "
        + "\(experiment.control) and \(FieldExperiment.pilot); two or three where people of different standing sat there.",
      tier: .a,
      fields: [
        groups.data.schemas.regime(), StudySchemas.point, integer("trial", "number of the trial, from 0"),
        text("outcome", "a measure of groups.csv", experiment.outcomes.map { $0.card.name }),
        text("phase", "weeks before the treatment, during it, or after it", GroupPhase.allCases.map(\.name)),
        integer("team", "the team, from 0"), integer("seat", "the seat, from 0"),
        text(
          "standing", "treated; declined: the lot fell on them and they do not take part; left: it did not",
          Standing.allCases.map { "\($0)" }),
        TableField("value", type: .number, unit: "that of the outcome", description: "the outcome over the phase"),
        TableField(
          "weight", type: .number, unit: "",
          description:
            "what values of several are averaged by: weeks worked, or for attainment quotas, for at_quota periods"),
      ], primaryKey: ["regime", "point", "trial", "outcome", "phase", "seat", "standing"],
      note: groups.data.schemas.lotNote)
  }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    guard let record = groups.data.scenario.plan.record else { return }
    let start = groups.data.scenario.plan.cohorts.count * GroupLayout.values
    let names = [experiment.control, FieldExperiment.pilot]
    for range in groups.data.armsByPoint {
      let arms = range.filter { names.contains(groups.arms[$0].regime.name) }
      let organisation = groups.data.scenario.plan(groups.arms[range.lowerBound].world).organisation
      try groups.forEach(range) { trial, _, values in
        for arm in arms {
          let reading = SeatReading(
            record: record, organisation: organisation, values: values[arm - range.lowerBound], start: start)
          let head: [Cell] = [
            .text(groups.arms[arm].regime.name), .integer(groups.arms[arm].point), .integer(trial),
          ]
          try rows(reading) { try write(head + $0) }
        }
      }
    }
  }

  private func rows(_ reading: SeatReading, _ write: ([Cell]) throws -> Void) throws {
    for (measure, outcome) in experiment.outcomes.enumerated() {
      for phase in GroupPhase.allCases {
        for seat in 0..<reading.organisation.seats {
          for standing in reading.record.standings {
            let quotient = reading.quotient(seat, standing, phase, measure)
            guard let value = quotient.value else { continue }
            try write([
              .text(outcome.card.name), .text(phase.name), .integer(reading.team(of: seat)), .integer(seat),
              .text("\(standing)"), .number(outcome.factor * value), .number(quotient.below),
            ])
          }
        }
      }
    }
  }
}
