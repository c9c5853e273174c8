import RandomStreams
import SalesForce
import SimulationStatistics

/// Judges estimators of a field experiment by what is true. Trials are read twice, first for the truth; memory does not grow with
/// their number.
struct ExperimentPass {
  let experiment: FieldExperiment
  let groups: GroupTrials

  /// An outcome in a phase.
  private struct Place {
    let measure: Int
    let phase: GroupPhase
    let estimators: [FieldEstimator]
  }

  /// The three regimes of a point, as places among its arms; nil where a selection left out the first or the second.
  private struct Arms {
    let control, pilot: Int
    let everybody: Int?
  }

  private var scenario: Scenario { groups.data.scenario }
  private var members: Int? { scenario.ensemble?.members.count }

  func entries() throws -> [ExperimentEntry] { try groups.data.armsByPoint.flatMap(entries) }

  private var places: [Place] {
    experiment.outcomes.indices.flatMap { measure in
      GroupPhase.allCases.filter { experiment.weeks(of: $0) != nil }.map { phase in
        let hasBefore =
          phase != .before && experiment.before != nil && experiment.cohort.unit != .hires
        return Place(
          measure: measure, phase: phase,
          estimators: FieldEstimator.allCases.filter { hasBefore || !$0.needsBefore })
      }
    }
  }

  private func arms(_ range: Range<Int>) -> Arms? {
    func place(_ name: String) -> Int? {
      range.firstIndex { groups.arms[$0].regime.name == name }.map { $0 - range.lowerBound }
    }
    guard let control = place(experiment.control), let pilot = place(FieldExperiment.pilot) else { return nil }
    return Arms(control: control, pilot: pilot, everybody: place(FieldExperiment.everybody))
  }

  private func entries(_ range: Range<Int>) throws -> [ExperimentEntry] {
    guard let arms = arms(range), let record = scenario.plan.record else { return [] }
    let organisation = scenario.plan(groups.arms[range.lowerBound].world).organisation
    let start = scenario.plan.cohorts.count * GroupLayout.values, places = places
    func reading(_ values: [Double]) -> SeatReading {
      SeatReading(record: record, organisation: organisation, values: values, start: start)
    }
    func own(_ place: Place, _ values: [[Double]]) -> FieldTruth.Own {
      FieldTruth.Own(
        place.phase, place.measure, control: reading(values[arms.control]), pilot: reading(values[arms.pilot]),
        everybody: arms.everybody.map { reading(values[$0]) })
    }
    var truths = places.map { _ in FieldTruth(members: members) }
    try groups.forEach(range) { trial, _, values in
      let member = scenario.ensemble?.member(of: trial)
      for (index, place) in places.enumerated() { truths[index].add(own(place, values), member: member) }
    }
    var units = places.map { _ in (all: RunningMean(members: members), treated: RunningMean(members: members)) }
    var tallies = places.map { $0.estimators.map { _ in EstimatorTally(members: members) } }
    var critical = CriticalValues(level: 1 - FieldExperiment.level), lots = Lots(seed: scenario.seed)
    try groups.forEach(range) { trial, _, values in
      let member = scenario.ensemble?.member(of: trial)
      for (index, place) in places.enumerated() {
        let own = own(place, values), factor = experiment.outcomes[place.measure].factor
        let treated = FieldSample(reading(values[arms.pilot]), place.phase, place.measure)
        let untreated = FieldSample(reading(values[arms.control]), place.phase, place.measure)
        let counts = treated.counts
        units[index].all.add(Double(counts.all), member: member)
        units[index].treated.add(Double(counts.treated), member: member)
        for (number, estimator) in place.estimators.enumerated() {
          func finding(_ sample: FieldSample) -> FieldSample.Finding? {
            sample.finding(estimator, factor, &critical) { units, treated throws(StatisticsError) in
              try lots.assignments(units, treated)
            }
          }
          if let found = finding(treated), let own = own.aim(of: estimator),
            let truth = truths[index].aim(of: estimator).value(of: member)
          {
            tallies[index][number].add(found, own: own, truth: truth, member: member)
          }
          if let found = finding(untreated) { tallies[index][number].addUntreated(found, member: member) }
        }
      }
    }
    return places.indices.flatMap { index in
      places[index].estimators.indices.map { number in
        ExperimentEntry(
          point: groups.arms[range.lowerBound].point, outcome: experiment.outcomes[places[index].measure],
          phase: places[index].phase, estimator: places[index].estimators[number],
          weeks: experiment.weeks(of: places[index].phase)?.count ?? 0, units: units[index].all,
          treated: units[index].treated,
          truth: truths[index],
          tally: tallies[index][number])
      }
    }
  }

  /// Ways in which a lot could have fallen, worked out once for each number of units and of treated: a sample is the same for
  /// all trials.
  private struct Lots {
    let seed: UInt32
    private var known: [[Int]: Assignments] = [:]

    init(seed: UInt32) { self.seed = seed }

    mutating func assignments(_ units: Int, _ treated: Int) throws(StatisticsError) -> Assignments {
      if let found = known[[units, treated]] { return found }
      let made = try Assignments(units: units, treated: treated, key: StreamKey(seed: seed, trial: 0))
      // Of hires every number may come up.
      if known.count >= 16 { known.removeAll() }
      known[[units, treated]] = made
      return made
    }
  }
}
