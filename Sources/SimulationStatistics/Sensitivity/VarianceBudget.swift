import LinearAlgebra

/// Where an output's variance comes from: the regime, the parameters, who the sellers are, and chance; the shares add to 1.
///
///     let budget = try VarianceBudget(outputs: outputs, parameterSets: 40, rosters: 10, seeds: 2)
///     budget.parameters.value
///
/// The law of total variance, one source after the other: Var(E[Y|regime]), then what parameters add within regimes, rosters
/// of sellers within these, and seeds within rosters, each with its interactions with those before. Products of two outputs
/// whose places differ wherever their numbers must be independent give every part without bias, whether rosters and
/// seeds are the same under all parameters or not.
public struct VarianceBudget: Sendable, Hashable {
  public let regime: SensitivityIndex
  public let parameters: SensitivityIndex
  public let sellers: SensitivityIndex
  public let seed: SensitivityIndex
  /// The variance that is divided.
  public let variance: Double

  /// - Parameters:
  ///   - outputs: a column a regime; a row a combination of parameter set, roster and seed, the seed moving fastest and the
  ///     set slowest; all finite.
  ///   - parameterSets: independent draws of the parameters, 3 or more.
  ///   - rosters: of sellers, 3 or more; those of the same number may be the same under all parameters.
  ///   - seeds: for each roster, 2 or more.
  ///   - level: of the intervals, in 0…1. Their variance is that of leaving out a set, plus that of leaving out a roster.
  /// - Throws: ``StatisticsError``: sizes that do not fit, an output that is not finite or does not vary.
  /// - Complexity: O((sets + rosters) · rows · regimes²)
  public init(
    outputs: Matrix, parameterSets: Int, rosters: Int, seeds: Int, level: Double = 0.95
  ) throws(StatisticsError) {
    let function = "variance budget"
    try SensitivityCheck.level(level, for: function)
    for (what, count, needed) in [("parameter sets", parameterSets, 3), ("rosters", rosters, 3), ("seeds", seeds, 2)]
    where count < needed {
      throw .tooFew(function: function, what: what, count: count, needed: needed)
    }
    try SensitivityCheck.outputs(outputs, rows: parameterSets * rosters * seeds, for: function)
    if let (row, column) = outputs.firstNotFinite {
      throw .linearAlgebra(.notFinite(function: function, argument: "outputs", row: row, column: column))
    }
    let centre = outputs.elements.reduce(0) { $0 + $1 / Double(outputs.elements.count) }
    let table = BudgetTable(
      regimes: (0..<outputs.columnCount).map { outputs.column($0).map { $0 - centre } }, sets: Array(0..<parameterSets),
      rosters: Array(0..<rosters), rostersInAll: rosters, seeds: seeds)
    let parts = table.parts, total = parts.reduce(0, +)
    guard total > 0 else { throw .constant(function: function, what: "the output") }
    func shares(_ parts: [Double]) -> [Double] {
      let total = parts.reduce(0, +)
      return parts.map { $0 / total }
    }
    let bySet = GroupJackknife(
      shares(parts), sizes: Array(repeating: 1, count: parameterSets), level: level
    ) { shares(table.without(set: $0).parts) }
    let byRoster = GroupJackknife(shares(parts), sizes: Array(repeating: 1, count: rosters), level: level) {
      shares(table.without(roster: $0).parts)
    }
    let both = bySet.crossed(with: byRoster)
    func index(_ place: Int) -> SensitivityIndex { both.index(place, parts[place] / total) }
    (regime, parameters, sellers, seed) = (index(0), index(1), index(2), index(3))
    variance = total
  }
}

/// Outputs by regime, parameter set, roster and seed, some sets or rosters left out.
private struct BudgetTable {
  /// For each regime all outputs, the seed moving fastest.
  let regimes: [[Double]]
  var sets: [Int]
  var rosters: [Int]
  let rostersInAll: Int
  let seeds: Int

  func without(set: Int) -> Self {
    var copy = self
    copy.sets.removeAll { $0 == set }
    return copy
  }

  func without(roster: Int) -> Self {
    var copy = self
    copy.rosters.removeAll { $0 == roster }
    return copy
  }

  /// Sums of one regime over the places of all sources, by those that are left.
  private struct Sums {
    var all = 0.0
    var set, roster, seed, setRoster, setSeed, rosterSeed, each: [Double]
  }

  private func sums(_ y: [Double]) -> Sums {
    let (m, s, e) = (sets.count, rosters.count, seeds)
    func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
    var sums = Sums(
      set: zeros(m), roster: zeros(s), seed: zeros(e), setRoster: zeros(m * s), setSeed: zeros(m * e),
      rosterSeed: zeros(s * e), each: zeros(m * s * e))
    for (i, set) in sets.enumerated() {
      for (k, roster) in rosters.enumerated() {
        for seed in 0..<e {
          let value = y[(set * rostersInAll + roster) * e + seed]
          sums.all += value
          sums.set[i] += value
          sums.roster[k] += value
          sums.seed[seed] += value
          sums.setRoster[i * s + k] += value
          sums.setSeed[i * e + seed] += value
          sums.rosterSeed[k * e + seed] += value
          sums.each[(i * s + k) * e + seed] = value
        }
      }
    }
    return sums
  }

  /// Parts of the variance: regime, parameters, sellers, seed.
  var parts: [Double] {
    let sums = regimes.map(self.sums), count = Double(sums.count)
    let (m, s, e) = (Double(sets.count), Double(rosters.count), Double(seeds))
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    /// The mean product of two regimes' outputs, whose sets, rosters and seeds all differ.
    func apart(_ a: Sums, _ b: Sums) -> Double {
      let one = dot(a.set, b.set) + dot(a.roster, b.roster) + dot(a.seed, b.seed)
      let two = dot(a.setRoster, b.setRoster) + dot(a.setSeed, b.setSeed) + dot(a.rosterSeed, b.rosterSeed)
      return (a.all * b.all - one + two - dot(a.each, b.each)) / (m * (m - 1) * s * (s - 1) * e * (e - 1))
    }
    // Means over regimes of E[Y²], and of products that share set and roster, the set alone, and nothing.
    var (same, roster, set, nothing) = (0.0, 0.0, 0.0, 0.0)
    for a in sums {
      let each = dot(a.each, a.each), both = dot(a.setRoster, a.setRoster)
      same += each / (m * s * e) / count
      roster += (both - each) / (m * s * e * (e - 1)) / count
      set += (dot(a.set, a.set) - both - dot(a.setSeed, a.setSeed) + each) / (m * s * (s - 1) * e * (e - 1)) / count
      nothing += apart(a, a) / count
    }
    var mean = 0.0
    for a in sums { for b in sums { mean += apart(a, b) / (count * count) } }
    return [nothing - mean, set - nothing, roster - set, same - roster]
  }
}
