import ResultTables
import SalesForce
import SimulationStatistics

/// What each mechanism adds to the regimes' differences: the difference as it is, less the difference in firms without
/// the mechanism, on the same trials, in one pass over the journal.
///
/// Mechanisms are left out one at a time. Where they work through each other what they add does not sum up to the
/// difference: two that can stand in for each other add little each, and two that need each other both add all of it.
struct DecompositionPass {
  let scenario: Scenario
  let trials: StudyTrials
  /// All arms of the journal's records, knock-out runs included, in their order.
  let arms: [Arm]

  /// One contribution, on its way through the trials: places of four arms in a record.
  private struct Part {
    let regime, against, regimeWithout, againstWithout: Int
    let mechanism: String
  }

  func entries() throws -> [DecompositionEntry] {
    let parts = parts, metrics = Metric.allCases.count
    var sums = Metric.allCases.flatMap { metric in
      parts.map { _ in Contribution(Resolution(fractionBits: metric.card.fractionBits)) }
    }
    try trials.forEach { values in
      for metric in 0..<metrics {
        func value(_ arm: Int) -> Double { values.corrected[arm * metrics + metric] }
        for (place, part) in parts.enumerated() {
          try sums[metric * parts.count + place].add(
            value(part.regime) - value(part.against), without: value(part.regimeWithout) - value(part.againstWithout))
        }
      }
    }
    var critical = trials.critical
    return Metric.allCases.indices.flatMap { metric in
      parts.enumerated().map { place, part in
        entry(part, metric, sums[metric * parts.count + place], &critical)
      }.adjusted()
    }
  }

  /// Every regime against the first, at every point, without each mechanism.
  private var parts: [Part] {
    let ordinary = arms.indices.filter { arms[$0].world.without.isEmpty && arms[$0].mix == nil }
    func twin(_ place: Int, _ mechanism: String) -> Int? {
      arms.firstIndex {
        $0.place == arms[place].place && $0.point == arms[place].point && $0.world.without == [mechanism]
      }
    }
    return ordinary.flatMap { place -> [Part] in
      guard let first = ordinary.first(where: { arms[$0].point == arms[place].point }), first != place else {
        return []
      }
      return scenario.decomposed.compactMap { mechanism in
        guard let own = twin(place, mechanism), let other = twin(first, mechanism) else { return nil }
        return Part(
          regime: place, against: first, regimeWithout: own, againstWithout: other, mechanism: mechanism)
      }
    }
  }

  private func entry(
    _ part: Part, _ metric: Int, _ sum: Contribution, _ critical: inout CriticalValues
  ) -> DecompositionEntry {
    let terms = [(part.regime, 1.0), (part.against, -1.0), (part.regimeWithout, -1.0), (part.againstWithout, 1.0)]
      .map { (arm: $0.0, sign: $0.1) }
    let result = sum.paired.result(
      &critical, nuisance: trials.nuisance(terms, metric), parting: trials.parting(terms, metric))
    var found: PairedComparison.Difference?
    let n: Int
    let status: String
    switch result {
    case .different(let difference): (found, n, status) = (difference, difference.n, "ok")
    case .identical(let count): (n, status) = (count, "identical")
    case .undefined(let count): (n, status) = (count, "undefined")
    }
    return DecompositionEntry(
      metric: Metric.allCases[metric].card.name, regime: arms[part.regime].regime.name,
      against: arms[part.against].regime.name, point: arms[part.regime].point, mechanism: part.mechanism, n: n,
      difference: sum.difference.mean, without: sum.without.mean, contribution: found?.mean, ciLow: found?.low,
      ciHigh: found?.high, pValue: found?.pValue, correction: found == nil ? nil : trials.correction(terms, metric),
      status: status)
  }
}

/// Exact sums behind one contribution.
private struct Contribution {
  var paired: PairedComparison
  var difference, without: FixedPointSum

  init(_ resolution: Resolution) {
    paired = PairedComparison(resolution)
    difference = FixedPointSum(resolution)
    without = FixedPointSum(resolution)
  }

  /// Takes a trial; one in which either has no value is left out.
  mutating func add(_ whole: Double, without part: Double) throws(FixedPointError) {
    guard !whole.isNaN, !part.isNaN else { return }
    try paired.add(whole, part)
    try difference.add(whole)
    try without.add(part)
  }
}

extension StudySchemas {
  func decomposition() -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    let unit = "that of the metric"
    return TableSchema(
      name: "decomposition", title: "What mechanisms add",
      description: "Every regime against the first, with each mechanism and without it, on the same trials. Mechanisms "
        + "are left out one at a time, so what they add need not sum to the difference.",
      tier: .a,
      fields: [
        Self.metric(Metric.allCases.map(\.card.name)), regime(), regime("against"), Self.point,
        TableField(
          "mechanism", type: .string, unit: "", description: "the mechanism that is left out",
          constraints: .init(required: true)),
        TableField("n", type: .integer, unit: "", description: "trials in which all four arms have a value"),
        number("difference", unit, "mean of regime less against in the whole model"),
        number("difference_without", unit, "the same without the mechanism, the budget solved again"),
        number("contribution", unit, "mean of the first less the second: what the mechanism adds"),
        number("ci_low", unit, "lower end of its \(level) t interval"),
        number("ci_high", unit, "upper end of its \(level) t interval"),
        number("p_value", "1", "two-sided p of the paired t test of no contribution"),
        number("p_adjusted", "1", "the same, adjusted by Holm within metric and point"),
        Self.correction,
        TableField(
          "status", type: .string, unit: "",
          description: "ok; identical where the mechanism changes the difference in no trial; undefined where too few "
            + "trials have a value", constraints: .init(required: true, values: ["ok", "identical", "undefined"])),
      ], primaryKey: ["metric", "regime", "against", "point", "mechanism"], note: estimateNote)
  }

  static func cells(_ entry: DecompositionEntry) -> [Cell] {
    [
      .text(entry.metric), .text(entry.regime), .text(entry.against), .integer(entry.point), .text(entry.mechanism),
      .integer(entry.n),
    ]
      + [
        entry.difference, entry.without, entry.contribution, entry.ciLow, entry.ciHigh, entry.pValue, entry.pAdjusted,
        entry.correction,
      ].map(Cell.optional) + [.text(entry.status)]
  }
}
