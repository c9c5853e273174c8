import SalesForce
import SimulationStatistics

/// A study's trials as its estimates take them.
struct StudyTrials {
  let reader: JournalReader
  /// nil where no budget equalises costs: then all that follows is the trials as they are.
  let equalCost: EqualCost?
  /// Trials that make up an observation each (``Scenario/observations(_:)``).
  let observations: [[Int]]
  let confidence: Confidence

  /// The metrics of an observation, arm by arm.
  struct Values {
    /// As simulated.
    let lived: [Double]
    /// At equal cost, one by one: what means and their errors are made of.
    let corrected: [Double]
    /// At equal cost, all moved alike: what spread, quantiles and ranks are made of.
    let moved: [Double]
  }

  init(_ scenario: Scenario, reader: JournalReader, equalCost: EqualCost?) {
    (self.reader, self.equalCost, confidence) = (reader, equalCost, scenario.outputs.confidence)
    observations = scenario.observations(reader.trials)
  }

  /// Critical values of Student's t at the level of the study's intervals.
  var critical: CriticalValues { CriticalValues(level: confidence.level) }

  /// Visits the observations in order, each with its metrics: those of a trial, or the means of a plausible firm's trials.
  func forEach(_ body: (_ values: Values) throws -> Void) throws {
    try forEachObservation { try body(values($0.map(\.values))) }
  }

  /// The metrics of the observation that some trials make up.
  func values(of trials: [Int]) throws -> Values { values(try trials.map { try reader.values(of: $0) }) }

  private func values(_ trials: [[Double]]) -> Values {
    var lived = meanRow(trials)
    if trials.count > 1 {
      // What is added up is kept to the metrics' resolution.
      for index in lived.indices { lived[index] = MetricCard.rounded(lived[index]) }
    }
    return Values(
      lived: lived, corrected: equalCost?.corrected(lived) ?? lived, moved: equalCost?.moved(lived) ?? lived)
  }

  /// Visits the observations in order, each with its trials' metrics as they were simulated.
  /// - Parameter others: trials that make up an observation, instead of the study's own.
  func forEachObservation(
    _ others: [[Int]]? = nil, _ body: (_ trials: [(trial: Int, values: [Double])]) throws -> Void
  ) throws {
    let observations = others ?? observations
    guard others != nil || observations.contains(where: { $0.count > 1 }) else {
      return try reader.forEachTrial { try body([($0, $1)]) }
    }
    for trials in observations { try body(try trials.map { ($0, try reader.values(of: $0)) }) }
  }

  /// What was estimated beside the signed sum of some arms' means of a metric.
  func nuisance(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> NuisanceVariance {
    equalCost?.nuisance(arms, metric) ?? NuisanceVariance()
  }

  /// What the correction to equal cost adds to the variances of these arms, where several are compared.
  func parting(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> Double { equalCost?.parting(arms, metric) ?? 0 }

  /// What the correction to equal cost adds to that sum; nil where nothing is corrected.
  func correction(_ arms: [(arm: Int, sign: Double)], _ metric: Int) -> Double? {
    equalCost.map { $0.correction(arms, metric) }.flatMap { $0.isNaN ? nil : $0 }
  }
}
