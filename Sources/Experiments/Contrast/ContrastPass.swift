import SalesForce
import SimulationStatistics

/// Reads from the journal which lever makes how much of the difference of two regimes, at equal cost, trial by trial.
///
/// A part is a weighted sum of the arms' values in a trial, so that pairing is in it; where orders are drawn, their spread is
/// in its interval too.
struct ContrastPass {
  let scenario: Scenario
  let trials: StudyTrials
  /// All arms of the journal's records, in their order.
  let arms: [Arm]

  private typealias Weights = [(arm: Int, sign: Double)]

  /// A row on its way through the trials.
  private struct Line {
    let lever: LeverName?
    let share: Weights
    var first: Weights = [], last: Weights = []
    /// The share in each pair of orders.
    var pairs: [Weights] = []
  }

  private struct Sums {
    var share, first, last: FixedPointSum
  }

  func entries() throws -> [ContrastEntry] {
    try (0..<scenario.points).flatMap { try entries($0) }
  }

  private func entries(_ point: Int) throws -> [ContrastEntry] {
    guard let contrast = scenario.contrast(point) else { return [] }
    let places = scenario.mixes(contrast).map { wanted in
      arms.firstIndex { $0.point == point && $0.label == wanted.label }
    }
    let found = places.compactMap { $0 }
    guard found.count == places.count else { return [] }
    func weights(_ terms: [ShapleyDesign.Term]) -> Weights { terms.map { (found[$0.coalition], $0.weight) } }
    let design = contrast.design
    let lines =
      [Line(lever: nil, share: [(found[1], 1), (found[0], -1)])]
      + contrast.levers.enumerated().map { player, lever in
        Line(
          lever: lever, share: weights(design.part(of: player)), first: weights(design.alone(player)),
          last: weights(design.last(player)), pairs: design.parts(of: player).map(weights))
      }
    let metrics = Metric.allCases.count
    var sums = Metric.allCases.flatMap { metric in
      let sum = FixedPointSum(Resolution(fractionBits: metric.card.fractionBits))
      return lines.map { _ in Sums(share: sum, first: sum, last: sum) }
    }
    var means = Metric.allCases.flatMap { metric in
      arms.map { _ in FixedPointSum(Resolution(fractionBits: metric.card.fractionBits)) }
    }
    try trials.forEach { values in
      for metric in 0..<metrics {
        func value(_ arm: Int) -> Double { values.corrected[arm * metrics + metric] }
        // A trial counts for all levers or for none, so that parts add up.
        if found.contains(where: { value($0).isNaN }) { continue }
        if !design.isExact { for arm in found { try means[metric * arms.count + arm].add(value(arm)) } }
        for (place, line) in lines.enumerated() {
          let index = metric * lines.count + place
          try sums[index].share.add(sum(line.share, value))
          if line.lever == nil { continue }
          try sums[index].first.add(sum(line.first, value))
          try sums[index].last.add(sum(line.last, value))
        }
      }
    }
    var critical = trials.critical
    return Metric.allCases.indices.flatMap { metric -> [ContrastEntry] in
      let all = lines.enumerated().map { place, line in
        let spread = spread(line) { means[metric * arms.count + $0].mean ?? .nan }
        return entry(contrast, line, metric, sums[metric * lines.count + place], spread, &critical)
      }
      return Array(all.prefix(1)) + Array(all.dropFirst()).adjusted()
    }
  }

  private func sum(_ weights: Weights, _ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for weight in weights { sum += weight.sign * value(weight.arm) }
    return sum
  }

  /// What drawing orders adds to the variance of a share.
  private func spread(_ line: Line, _ mean: (Int) -> Double) -> NuisanceVariance {
    let parts = line.pairs.map { sum($0, mean) }
    let centre = parts.reduce(0, +) / Double(max(1, parts.count))
    var spread = NuisanceVariance()
    for part in parts where !part.isNaN { spread.add(part - centre) }
    return spread
  }

  private func entry(
    _ contrast: PointContrast, _ line: Line, _ metric: Int, _ sums: Sums, _ spread: NuisanceVariance,
    _ critical: inout CriticalValues
  ) -> ContrastEntry {
    func estimate(_ sum: FixedPointSum, _ weights: Weights, _ spread: NuisanceVariance) -> MeanEstimate? {
      MeanEstimate(sum, trials.nuisance(weights, metric), parting: trials.parting(weights, metric))?.adding(spread)
    }
    func part(_ estimate: MeanEstimate?) -> ContrastEntry.Part? {
      estimate.map {
        let interval = $0.interval(&critical)
        return ContrastEntry.Part(value: $0.mean, low: interval.low, high: interval.high)
      }
    }
    let share = estimate(sums.share, line.share, spread), none = NuisanceVariance()
    let world = World(combination: scenario.point(contrast.point).combination)
    func text(_ place: Int) -> String {
      line.lever.map { LeverText.value($0, scenario.regime(place, world)) } ?? ""
    }
    let isMoving = share.map { $0.standardError > 0 || $0.mean != 0 } ?? false
    return ContrastEntry(
      metric: Metric.allCases[metric].card.name, from: scenario.regimes[contrast.from].name,
      to: scenario.regimes[contrast.to].name, point: contrast.point,
      lever: line.lever?.rawValue ?? ContrastEntry.all, fromValue: text(contrast.from), toValue: text(contrast.to),
      n: sums.share.count, share: part(share), pValue: share?.pValue,
      pAdjusted: line.lever == nil ? share?.pValue : nil,
      first: line.lever == nil ? nil : part(estimate(sums.first, line.first, none)),
      last: line.lever == nil ? nil : part(estimate(sums.last, line.last, none)),
      mixes: contrast.design.coalitions.count - 2,
      orders: contrast.design.isExact ? nil : contrast.design.orders.count,
      correction: share == nil ? nil : trials.correction(line.share, metric),
      status: share == nil ? "undefined" : isMoving ? "ok" : "identical")
  }
}

/// A lever's value in words.
enum LeverText {
  static func value(_ lever: LeverName, _ regime: Regime) -> String {
    let path = regime.levers[lever] ?? WeeklyPath(lever.card.neutral)
    func one(_ value: Double) -> String {
      guard case .choice(let names) = lever.card.domain, names.indices.contains(Int(value)) else {
        return shortest(value)
      }
      return names[Int(value)]
    }
    let text =
      path.isConstant
      ? one(path.points[0].value)
      : "\(one(path.points[0].value)) to \(one(path.points[path.points.count - 1].value)) over time"
    return regime.treatments[lever] == nil ? text : text + ", and a treatment"
  }
}
