import LinearAlgebra
import SimulationStatistics

/// What a method finds, in rows.
struct SensitivityFindings {
  struct Finding {
    let measure: SensitivityEntry.Measure
    /// Of the plan; nil for what is no setting's.
    let input: Int?
    /// Of the other of two settings.
    var other: Int?
    let value: Double
    var standardError: Double?
    var interval: ConfidenceInterval?
    var remark = ""
  }

  var rows: [Finding] = []
  /// Blocks, trajectories or points that count.
  var n = 0
  /// Says so where some failed.
  var remark = ""

  init() {}

  init(
    _ plan: SensitivityPlan, _ sample: SensitivitySample, _ outputs: Matrix, _ confidence: Confidence
  ) throws(StatisticsError) {
    switch plan.method {
    case .sobol:
      guard let design = sample.design else { return }
      let found = try SobolIndices(
        of: design, outputs: outputs, sharesReplicates: true, level: confidence.level)
      count(found.blocks, of: found.blocksInAll, "blocks")
      for (place, input) in found.inputs.enumerated() {
        add(.total, place, input.total)
        add(.first, place, input.first)
        add(.totalOfAll, place, input.totalOfAll)
        add(.firstOfAll, place, input.firstOfAll)
      }
      for pair in found.pairs { add(.second, pair.inputs[0], pair.index, with: pair.inputs[1]) }
      if let noise = found.noise { add(.noise, nil, noise) }
    case .morris:
      let found = try ElementaryEffects(
        points: sample.shares, outputs: outputs, sharesReplicates: true, level: confidence.level)
      count(found.trajectories, of: found.trajectoriesInAll, "trajectories")
      for (place, input) in found.inputs.enumerated() {
        add(.muStar, place, input.muStar)
        add(.mu, place, input.mu, isShare: false)
        rows.append(
          Finding(measure: .sigma, input: place, value: input.sigma, interval: input.sigmaInterval))
        if let noise = input.noise { rows.append(Finding(measure: .noiseOfEffect, input: place, value: noise)) }
      }
    }
  }

  private mutating func add(
    _ measure: SensitivityEntry.Measure, _ input: Int?, _ index: SensitivityIndex, with other: Int? = nil,
    isShare: Bool = true
  ) {
    rows.append(
      Finding(
        measure: measure, input: input, other: other, value: index.value, standardError: index.standardError,
        interval: index.interval, remark: isShare ? index.remark ?? "" : ""))
  }

  private mutating func count(_ kept: Int, of all: Int, _ noun: String) {
    n = kept
    if kept < all { remark = "\(kept) of \(all) \(noun): in the others a point has a trial without a value" }
  }
}
