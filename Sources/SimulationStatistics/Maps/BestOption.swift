import RandomStreams

/// How likely each of several options is the best one, in each cell of a map.
///
/// In a cell the true values are those of a posterior: the measured differences are normal with their errors, whose size is
/// known with some degrees of freedom only (χ² in eight equal parts), and before anything was measured the options' true
/// values lay around a common level with a standard deviation τ. All cells together tell τ², by moments: the mean square of
/// the measured differences less what their errors make. So where options differ by much more than their errors, the
/// probability is that of the measured differences alone; where a whole map shows no more than errors do, every option is as
/// likely as any other, however one of them came out (empirical Bayes; Efron & Morris, J. Am. Stat. Assoc. 68 (1973) 117).
/// Of two options it is then the t test's one-sided 1 − p; of more it is right about all of them at once.
///
/// Probabilities are shares of keyed draws, the same draws in every cell (standard error .005 at .9 of 4,096).
///
///     let best = BestOption(cells, key: StreamKey(seed: 1, trial: 0))
///     best.probabilities(0)
public struct BestOption: Sendable {
  public let cells: [CellContrasts]
  /// τ: how far true values of options lie from their common level, as a standard deviation over the map.
  public let spread: Double
  /// Standard normal, draw by draw: of what was true, and of the errors.
  private let truths, errors: [[Double]]

  /// "best"
  public static let process: UInt32 = 0x6265_7374
  public static let drawRange = 8...1_048_576
  private static let parts = 8

  /// - Parameters:
  ///   - cells: of one map.
  ///   - draws: how many, rounded down to whole eighths.
  ///   - key: equal keys give equal probabilities.
  /// - Precondition: draws are within ``drawRange``.
  /// - Complexity: O(cells · options² + draws · options)
  public init(_ cells: [CellContrasts], draws: Int = 4_096, key: StreamKey) {
    precondition(Self.drawRange.contains(draws), "BestOption: \(draws) draws")
    self.cells = cells
    spread = Self.spread(cells)
    let source = Draws(key), size = max(0, (cells.map(\.count).max() ?? 1))
    func normals(_ draw: UInt16, _ count: Int) -> [[Double]] {
      (0..<draws / Self.parts * Self.parts).map { place in
        (0..<count).map { option in
          source.normal(
            at: DrawAddress(entity: UInt32(place), week: UInt32(option), process: Self.process, draw: draw))
        }
      }
    }
    (truths, errors) = (normals(0, size), normals(1, max(0, size - 1)))
  }

  /// Method of moments; at least a thousandth of the usual error, so that what is known exactly stays known.
  private static func spread(_ cells: [CellContrasts]) -> Double {
    var squares = 0.0, noise = 0.0, freedom = 0.0
    for cell in cells {
      let own = cell.only(cell.twins.map { $0[0] })
      for i in 0..<own.count {
        for j in 0..<i {
          let difference = own.differences[i] - own.differences[j]
          squares += difference * difference / Double(own.count)
          noise += own.variance(i, j) / Double(own.count)
        }
      }
      freedom += Double(own.count - 1)
    }
    guard freedom > 0 else { return 0 }
    return (max(squares - noise, 1e-6 * noise) / freedom).squareRoot()
  }

  /// How likely each option of a cell is the best; options that are the same in every trial share evenly.
  /// - Parameters:
  ///   - cell: its place.
  ///   - departures: where worlds differ, how far each world's own differences to the first option lie from their mean: then
  ///     it is how likely an option is the best in a world taken at random. Worlds follow each other over the draws.
  /// - Complexity: O(draws · options²)
  public func probabilities(_ cell: Int, departures: [[Double]] = []) -> [Double] {
    let whole = cells[cell], groups = whole.twins, own = whole.only(groups.map { $0[0] })
    var wins = [Double](repeating: 0, count: own.count)
    let firsts = groups.map { $0[0] }
    let worlds = departures.map { world in firsts.map { world[$0] - world[0] } }
    if own.count == 1 {
      wins[0] = 1
    } else {
      for (draw, values) in draws(of: own).enumerated() {
        let world = worlds.isEmpty ? nil : worlds[draw % worlds.count]
        var best = 0, most = world?[0] ?? 0
        for option in 1..<own.count {
          let value = values[option - 1] + (world?[option] ?? 0)
          if value > most { (best, most) = (option, value) }
        }
        wins[best] += 1
      }
      let count = Double(truths.count)
      wins = wins.map { $0 / count }
    }
    var result = [Double](repeating: 0, count: whole.count)
    for (group, share) in zip(groups, wins) {
      for option in group { result[option] = share / Double(group.count) }
    }
    return result
  }

  /// Draws of the true differences to the first option, given what was measured: a world is drawn as it might have been,
  /// measured, and moved by what the measurement really was (Matheron's rule).
  private func draws(of cell: CellContrasts) -> [[Double]] {
    let size = cell.count - 1, measured = cell.covariances, part = truths.count / Self.parts
    let noise = SemidefiniteFactor(measured, size: size), square = spread * spread
    var result: [[Double]] = []
    result.reserveCapacity(truths.count)
    for place in 0..<Self.parts {
      let share = (Double(place) + 0.5) / Double(Self.parts)
      let scale = cell.degreesOfFreedom / ChiSquare.quantile(share, degreesOfFreedom: cell.degreesOfFreedom)
      var total = measured.map { $0 * scale }
      for i in 0..<size {
        for j in 0..<size { total[i * size + j] += square * (i == j ? 2 : 1) }
      }
      let gain = SemidefiniteFactor(total, size: size), root = scale.squareRoot()
      for draw in place * part..<(place + 1) * part {
        let luck = noise.times(Array(errors[draw].prefix(size)))
        var rest = [Double](repeating: 0, count: size), truth = rest
        for i in 0..<size {
          truth[i] = spread * (truths[draw][i + 1] - truths[draw][0])
          rest[i] = cell.differences[i + 1] - truth[i] - root * luck[i]
        }
        let pull = gain.solve(rest)
        var sum = 0.0
        for value in pull { sum += value }
        for i in 0..<size { truth[i] += square * (pull[i] + sum) }
        result.append(truth)
      }
    }
    return result
  }
}
