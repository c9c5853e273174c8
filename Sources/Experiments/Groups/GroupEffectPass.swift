import SalesForce
import SimulationStatistics

/// Compares groups within regimes and between them; memory is that of one point's sums and pairs, whatever the number of
/// trials.
struct GroupEffectPass {
  let groups: GroupTrials
  let trials: StudyTrials

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

  private static let cells = GroupPhase.allCases.flatMap { phase in GroupMeasure.allCases.map { (phase, $0) } }

  func entries() throws -> [GroupEffectEntry] { try groups.data.armsByPoint.flatMap(entries) }

  private func entries(_ arms: Range<Int>) throws -> [GroupEffectEntry] {
    let comparisons = comparisons(arms), equalCost = trials.equalCost
    let places = groups.cohorts.indices.flatMap { cohort in
      GroupSide.allCases.flatMap { side in Self.cells.map { GroupLayout.place(cohort, side, $0.0, $0.1) } }
    }
    let rates = try GroupRates(arms, places, trials, groups.data.slopes)
    func side(_ term: Term, _ place: Int) -> GroupDifference.Side {
      GroupDifference.Side(
        arm: term.arm, isCorrected: equalCost?.isCorrected(term.arm) ?? false, rate: rates.rate(term.arm, place),
        targetVariance: equalCost?.targetVariance(term.arm) ?? 0)
    }
    var sums = comparisons.map { one in
      Self.cells.map { phase, measure in
        GroupDifference(
          side(one.a, GroupLayout.place(one.cohort, one.a.side, phase, measure)),
          side(one.b, GroupLayout.place(one.cohort, one.b.side, phase, measure)),
          Resolution(fractionBits: measure.card.fractionBits))
      }
    }
    try groups.forEachObservation(arms, trials) { metrics, values in
      func cost(_ term: Term) -> Double { EqualCost.cost(term.arm, metrics) }
      func deviation(_ term: Term) -> Double { equalCost?.deviation(term.arm, metrics) ?? 0 }
      for (place, one) in comparisons.enumerated() {
        let costs = (cost(one.a), cost(one.b)), deviations = (deviation(one.a), deviation(one.b))
        for (cell, (phase, measure)) in Self.cells.enumerated() {
          try sums[place][cell].add(
            (
              values[one.a.arm - arms.lowerBound][GroupLayout.place(one.cohort, one.a.side, phase, measure)],
              values[one.b.arm - arms.lowerBound][GroupLayout.place(one.cohort, one.b.side, phase, measure)]
            ), costs: costs, deviations: deviations)
        }
      }
    }
    var critical = trials.critical
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
    _ one: Comparison, _ phase: GroupPhase, _ measure: GroupMeasure, _ sums: GroupDifference,
    _ critical: inout CriticalValues
  ) -> GroupEffectEntry? {
    guard sums.present > 0 else { return nil }
    let mean = sums.difference.mean, base = sums.base.mean, interval = sums.estimate?.interval(&critical)
    return GroupEffectEntry(
      regime: groups.arms[one.a.arm].regime.name,
      against: groups.arms[one.b.arm].regime.name, point: groups.arms[one.a.arm].point,
      cohort: groups.cohorts[one.cohort].name, phase: phase.name, measure: measure.card.name, contrast: one.contrast,
      n: sums.difference.count, difference: mean,
      relative: mean.flatMap { mean in base.flatMap { $0 == 0 ? nil : mean / $0 } },
      sd: sums.difference.standardDeviation, ciLow: interval?.low, ciHigh: interval?.high, correction: sums.correction)
  }
}
