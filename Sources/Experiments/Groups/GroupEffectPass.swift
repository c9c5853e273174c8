import SalesForce
import SimulationStatistics

/// Compares groups within regimes and between them; memory is that of one point's sums, whatever the number of trials.
struct GroupEffectPass {
  let groups: GroupTrials

  /// A group of an arm, as one side of a comparison.
  private struct Term {
    let arm: Int
    let side: GroupSide
  }

  private struct Comparison {
    let contrast: GroupEffectEntry.Contrast
    let cohort: Int
    let a, b: Term
  }

  /// What is added up of one measure in one phase.
  private struct Sums {
    var difference, base: FixedPointSum

    init(_ measure: GroupMeasure) {
      let resolution = Resolution(fractionBits: measure.card.fractionBits)
      (difference, base) = (FixedPointSum(resolution), FixedPointSum(resolution))
    }

    mutating func add(_ a: Double, _ b: Double) throws {
      guard !a.isNaN, !b.isNaN else { return }
      try difference.add(a - b)
      try base.add(b)
    }
  }

  private static let cells = GroupPhase.allCases.flatMap { phase in GroupMeasure.allCases.map { (phase, $0) } }

  func entries() throws -> [GroupEffectEntry] { try groups.data.armsByPoint.flatMap(entries) }

  private func entries(_ arms: Range<Int>) throws -> [GroupEffectEntry] {
    let comparisons = comparisons(arms)
    var sums = comparisons.map { _ in Self.cells.map { Sums($0.1) } }
    try groups.forEachObservation(arms) { values in
      for (place, one) in comparisons.enumerated() {
        for (cell, (phase, measure)) in Self.cells.enumerated() {
          try sums[place][cell].add(
            values[one.a.arm - arms.lowerBound][GroupLayout.place(one.cohort, one.a.side, phase, measure)],
            values[one.b.arm - arms.lowerBound][GroupLayout.place(one.cohort, one.b.side, phase, measure)])
        }
      }
    }
    var critical = CriticalValues()
    return zip(comparisons, sums).flatMap { one, own in
      zip(Self.cells, own).compactMap { cell, sum in entry(one, cell.0, cell.1, sum, &critical) }
    }
  }

  /// Regime by regime: what is seen in it, then what is true beside each regime that leaves the part of the firm alone.
  private func comparisons(_ arms: Range<Int>) -> [Comparison] {
    arms.flatMap { arm in
      groups.cohorts.enumerated().flatMap { number, cohort -> [Comparison] in
        let seen = Comparison(
          contrast: .seen, cohort: number, a: Term(arm: arm, side: .treated), b: Term(arm: arm, side: .untreated))
        guard groups.isTreated(arm, cohort) else { return [seen] }
        return [seen]
          + arms.filter { !groups.isTreated($0, cohort) }.flatMap { other in
            [(GroupEffectEntry.Contrast.effect, GroupSide.treated), (.spillover, .untreated)].map { contrast, side in
              Comparison(
                contrast: contrast, cohort: number, a: Term(arm: arm, side: side), b: Term(arm: other, side: side))
            }
          }
      }
    }
  }

  /// Nothing for a phase that the study does not have.
  private func entry(
    _ one: Comparison, _ phase: GroupPhase, _ measure: GroupMeasure, _ sums: Sums, _ critical: inout CriticalValues
  ) -> GroupEffectEntry? {
    guard let mean = sums.difference.mean, let base = sums.base.mean else { return nil }
    let interval = MeanEstimate(sums.difference)?.interval(&critical)
    return GroupEffectEntry(
      regime: groups.arms[one.a.arm].regime.name,
      against: groups.arms[one.b.arm].regime.name, point: groups.arms[one.a.arm].point,
      cohort: groups.cohorts[one.cohort].name, phase: phase.name, measure: measure.card.name, contrast: one.contrast,
      n: sums.difference.count, difference: mean, relative: base == 0 ? nil : mean / base,
      sd: sums.difference.standardDeviation, ciLow: interval?.low, ciHigh: interval?.high)
  }
}
