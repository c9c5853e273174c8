import SalesForce
import SimulationStatistics

/// Puts what was found into the rows of `sensitivity.csv`: the answer, then each setting, the weightiest first, then pairs.
struct SensitivityRows {
  let scenario: Scenario
  let plan: SensitivityPlan
  let subject: Hypothesis
  /// Of the sample's points: the scenario as it is, then each setting alone at both ends.
  let results: [HypothesisScore.Result]

  /// - Parameter reason: why the method found nothing.
  func entries(_ findings: SensitivityFindings, reason: String?) -> [SensitivityEntry] {
    let order = order(findings)
    var rows = [effect(.answer, nil, nil, 0, remark: reason ?? findings.remark)]
    rows += findings.rows.filter { $0.input == nil }.map { row($0, nil, findings) }
    for (place, input) in order.enumerated() {
      let rank = findings.rows.isEmpty ? nil : place + 1
      rows.append(effect(.low, input, rank, SensitivitySample.end(input, isHigh: false)))
      rows.append(effect(.high, input, rank, SensitivitySample.end(input, isHigh: true)))
      rows += findings.rows.filter { $0.input == input && $0.other == nil }.map { row($0, rank, findings) }
    }
    let pairs = findings.rows.filter { $0.other != nil }
    return rows
      + pairs.indices.sorted { (-pairs[$0].value, $0) < (-pairs[$1].value, $1) }.map { row(pairs[$0], nil, findings) }
  }

  /// Settings by the ranking measure; where there is none, by how far their ends are apart.
  private func order(_ findings: SensitivityFindings) -> [Int] {
    let ranking = SensitivityEntry.Measure.ranking(plan.method)
    var weights = plan.inputs.indices.map { input in
      let ends = [false, true].map { results[SensitivitySample.end(input, isHigh: $0)].effect ?? 0 }
      return (ends[1] - ends[0]).magnitude
    }
    for row in findings.rows where row.measure == ranking {
      if let input = row.input { weights[input] = row.value.magnitude }
    }
    return weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
  }

  private func effect(
    _ measure: SensitivityEntry.Measure, _ input: Int?, _ rank: Int?, _ point: Int, remark: String = ""
  ) -> SensitivityEntry {
    let result = results[point]
    // An effect that is the same in every trial is one all the same.
    let isThere = result.effect != nil
    let status = [isThere ? "" : result.status.rawValue, remark].filter { !$0.isEmpty }.joined(separator: "; ")
    return entry(
      measure, input, rank, n: result.n, value: result.effect, standardError: nil, low: result.low, high: result.high,
      verdict: verdict(result), remark: status)
  }

  private func row(
    _ finding: SensitivityFindings.Finding, _ rank: Int?, _ findings: SensitivityFindings
  ) -> SensitivityEntry {
    entry(
      finding.measure, finding.input, with: finding.other, rank, n: findings.n, value: finding.value,
      standardError: finding.standardError,
      low: finding.interval?.low, high: finding.interval?.high, verdict: nil, remark: finding.remark)
  }

  private func entry(
    _ measure: SensitivityEntry.Measure, _ input: Int?, with other: Int? = nil, _ rank: Int?, n: Int, value: Double?,
    standardError: Double?,
    low: Double?, high: Double?, verdict: SensitivityEntry.Verdict?, remark: String
  ) -> SensitivityEntry {
    let own = [input, other].compactMap { $0.map { plan.inputs[$0] } }
    let range = own.count == 1 ? own[0].range : nil
    func both(_ texts: [String]) -> String? { texts.isEmpty ? nil : texts.joined(separator: "_x_") }
    return SensitivityEntry(
      subject: subject.name, method: plan.method, rank: rank, input: both(own.map(\.name)), path: both(own.map(\.path)),
      low: range?.lowerBound, high: range?.upperBound, measure: measure, n: n, value: value,
      standardError: standardError, ciLow: low, ciHigh: high, verdict: verdict, remark: remark)
  }

  /// Where an interval lies: within what is claimed, outside of it, or across its edge. A metric of one regime alone claims
  /// nothing.
  private func verdict(_ result: HypothesisScore.Result) -> SensitivityEntry.Verdict? {
    let isClaim = subject.against != nil || !subject.changes.isEmpty || scenario.hypotheses.contains(subject)
    guard isClaim, let low = result.low, let high = result.high else { return nil }
    let region = subject.region
    if high <= region.low || low >= region.high { return .fails }
    return low >= region.low && high <= region.high ? .holds : .open
  }
}
