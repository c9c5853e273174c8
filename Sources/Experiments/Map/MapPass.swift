import RandomStreams
import SalesForce
import SimulationStatistics

/// Reads a map from its journal: in each cell how likely each regime is the best, from paired differences at equal cost.
///
/// Errors are those of the comparisons, so what the salaries were missed by is in them.
struct MapPass {
  let scenario: Scenario
  let plan: MapPlan
  let trials: StudyTrials
  /// Those of the ordinary tables.
  let arms: [Arm]

  private struct Cell {
    let column, row, point: Int
    /// Places of its arms.
    let arms: [Int]
    var levels: [FixedPointSum]
    /// Of each arm with each before it.
    var pairs: [FixedPointSum]

    static func pair(_ i: Int, _ j: Int) -> Int { i * (i - 1) / 2 + j }
  }

  private var metric: Int { Metric.allCases.firstIndex { $0.card.name == plan.metric } ?? Metric.profit.rawValue }
  private var sign: Double { plan.best == .most ? 1 : -1 }

  func entries() throws -> [MapEntry] {
    guard let (x, y) = scenario.axes(plan) else { return [] }
    var cells = cells(x, y)
    let metric = metric, metrics = Metric.allCases.count
    try trials.forEach { values in
      for index in cells.indices {
        for (i, arm) in cells[index].arms.enumerated() {
          let value = values.corrected[arm * metrics + metric]
          guard !value.isNaN else { continue }
          try cells[index].levels[i].add(value)
          for j in 0..<i {
            let other = values.corrected[cells[index].arms[j] * metrics + metric]
            if !other.isNaN { try cells[index].pairs[Cell.pair(i, j)].add(value - other) }
          }
        }
      }
    }
    let found = cells.map(contrasts)
    let known = found.indices.filter { found[$0] != nil }
    let best = BestOption(
      known.compactMap { found[$0]?.contrasts }, key: StreamKey(seed: scenario.seed, trial: 0))
    let worlds = try departures(cells, found)
    var entries: [MapEntry] = []
    for (index, cell) in cells.enumerated() {
      guard let own = found[index], let place = known.firstIndex(of: index) else {
        entries += rows(cell, x, y, options: [], [], nil)
        continue
      }
      let firms = worlds[index].map { best.probabilities(place, departures: $0) }
      entries += rows(cell, x, y, options: own.options, best.probabilities(place), firms)
    }
    return entries
  }

  private func cells(_ x: MapAxis, _ y: MapAxis) -> [Cell] {
    let resolution = Resolution(fractionBits: Metric.allCases[metric].card.fractionBits)
    let places = Dictionary(grouping: arms.indices) { arms[$0].point }
    return y.stops.indices.flatMap { row in
      x.stops.indices.compactMap { column -> Cell? in
        guard let point = scenario.point(x, column, y, row), let own = places[point] else { return nil }
        let sum = FixedPointSum(resolution)
        return Cell(
          column: column, row: row, point: point, arms: own, levels: own.map { _ in sum },
          pairs: Array(repeating: sum, count: own.count * (own.count - 1) / 2))
      }
    }
  }

  /// What the regimes of a cell differ by, where two or more have a value; options are their places in the cell.
  private func contrasts(_ cell: Cell) -> (options: [Int], contrasts: CellContrasts)? {
    func estimate(_ i: Int, _ j: Int) -> MeanEstimate? {
      let terms = [(arm: cell.arms[i], sign: 1.0), (arm: cell.arms[j], sign: -1.0)]
      return MeanEstimate(
        cell.pairs[Cell.pair(i, j)], trials.nuisance(terms, metric), parting: trials.parting(terms, metric))
    }
    var options: [Int] = [], found: [Int: MeanEstimate] = [:]
    for i in cell.arms.indices {
      let own = options.map { ($0, estimate(i, $0)) }
      guard cell.levels[i].count > 1, own.allSatisfy({ $0.1 != nil }) else { continue }
      for (j, estimate) in own { found[Cell.pair(i, j)] = estimate }
      options.append(i)
    }
    guard options.count > 1 else { return nil }
    let k = options.count
    var variances = [Double](repeating: 0, count: k * k), differences = [Double](repeating: 0, count: k)
    var total = 0.0, weighted = 0.0
    for i in 1..<k {
      for j in 0..<i {
        guard let pair = found[Cell.pair(options[i], options[j])] else { continue }
        let square = pair.standardError * pair.standardError
        (variances[i * k + j], variances[j * k + i]) = (square, square)
        total += square
        weighted += square / pair.degreesOfFreedom
        if j == 0 { differences[i] = sign * pair.mean }
      }
    }
    let freedom = weighted > 0 ? total / weighted : Double(cell.levels[0].count - 1)
    return (
      options, CellContrasts(differences: differences, variances: variances, degreesOfFreedom: freedom)
    )
  }

  /// How far the firms of an ensemble lie from their mean in each cell, random draws taken out; nil without one, and where
  /// no firm has two trials.
  private func departures(
    _ cells: [Cell], _ found: [(options: [Int], contrasts: CellContrasts)?]
  ) throws -> [[[Double]]?] {
    guard let ensemble = scenario.ensemble else { return cells.map { _ in nil } }
    let metrics = Metric.allCases.count, each = trials.reader.trials.count * (cells.first?.arms.count ?? 1)
    let together = max(1, Self.capacity / max(1, each))
    var result: [[[Double]]?] = []
    for first in stride(from: 0, to: cells.count, by: together) {
      let some = first..<min(first + together, cells.count)
      var values = some.map { cell in
        (found[cell]?.options ?? []).map { _ in [[Double]](repeating: [], count: ensemble.members.count) }
      }
      try trials.reader.forEachTrial { trial, lived in
        let corrected = trials.equalCost?.corrected(lived) ?? lived, member = ensemble.member(of: trial)
        for (place, cell) in some.enumerated() {
          let own = (found[cell]?.options ?? []).map { corrected[cells[cell].arms[$0] * metrics + metric] }
          guard !own.contains(where: \.isNaN) else { continue }
          // From the regimes' mean, so that none of them is the measure of the others.
          let centre = own.reduce(0, +) / Double(max(1, own.count))
          for (option, value) in own.enumerated() { values[place][option][member].append(sign * (value - centre)) }
        }
      }
      result += values.map(Self.departures)
    }
    return result
  }

  /// - Parameter values: option by option the trials of each firm.
  private static func departures(_ values: [[[Double]]]) -> [[Double]]? {
    guard let first = values.first else { return nil }
    let present = first.indices.filter { !first[$0].isEmpty }
    let effects = values.compactMap { option in try? MemberEffects(present.map { option[$0] }) }
    guard effects.count == values.count else { return nil }
    return present.indices.map { firm in effects.map { $0.values[firm] - $0.mean } }
  }

  /// Values that may be held at a time.
  private static let capacity = 4_000_000

  private func rows(
    _ cell: Cell, _ x: MapAxis, _ y: MapAxis, options: [Int], _ means: [Double], _ firms: [Double]?
  ) -> [MapEntry] {
    let shares = firms ?? means
    let order = shares.indices.sorted { (-shares[$0], $0) < (-shares[$1], $1) }
    var standings = [MapEntry.Standing](repeating: .behind, count: shares.count), sum = 0.0
    for place in order where sum < MapPlan.sure {
      sum += shares[place]
      standings[place] = shares[place] >= MapPlan.sure ? .best : .tied
    }
    let top = cell.levels.compactMap { $0.mean.map { sign * $0 } }.max()
    return cell.arms.indices.map { place in
      let option = options.firstIndex(of: place), mean = cell.levels[place].mean
      return MapEntry(
        metric: Metric.allCases[metric].card.name, xName: x.name, x: x.stops[cell.column].name, yName: y.name,
        y: y.stops[cell.row].name, point: cell.point, regime: arms[cell.arms[place]].regime.name,
        n: cell.levels[place].count, mean: mean,
        behind: mean.flatMap { mean in top.map { max(0, $0 - sign * mean) } },
        probability: option.map { means[$0] }, firmProbability: option.flatMap { firms?[$0] },
        standing: option.map { standings[$0] },
        rank: option.flatMap { order.firstIndex(of: $0) }.map { $0 + 1 })
    }
  }
}
