import SimulationStatistics

/// A study's trials as its estimates take them.
struct StudyTrials {
  let reader: JournalReader
  /// nil where no budget equalises costs: then all that follows is the trials as they are.
  let equalCost: EqualCost?

  /// The metrics of a trial, arm by arm.
  struct Values {
    /// As simulated.
    let lived: [Double]
    /// At equal cost, trial by trial: what means and their errors are made of.
    let corrected: [Double]
    /// At equal cost, all trials moved alike: what spread, quantiles and ranks are made of.
    let moved: [Double]
  }

  /// Visits the good trials in order, each with its metrics.
  func forEach(_ body: (_ values: Values) throws -> Void) throws {
    try reader.forEachTrial { _, lived in
      try body(
        Values(
          lived: lived, corrected: equalCost?.corrected(lived) ?? lived, moved: equalCost?.moved(lived) ?? lived))
    }
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
