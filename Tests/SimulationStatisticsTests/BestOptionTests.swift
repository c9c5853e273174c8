import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Which option is the best of a cell, and how likely: against closed forms, and right as often as it says.
@Suite struct BestOptionTests {
  private static let key = StreamKey(seed: 1, trial: 0)

  /// Options with independent errors of one variance each.
  private static func cell(_ values: [Double], error: Double = 1, freedom: Double = 1e6) -> CellContrasts {
    CellContrasts(
      differences: values.map { $0 - values[0] },
      variances: values.indices.flatMap { i in values.indices.map { i == $0 ? 0 : 2 * error * error } },
      degreesOfFreedom: freedom)
  }

  /// The t distribution is made of eight sizes of the error and 4,096 draws: .02 is three standard errors and a rest.
  @Test("Of two options on a map with large differences it is the one-sided t test's", arguments: [4.0, 19, 400])
  func twoOptions(freedom: Double) {
    let wide = [-80.0, -50, -20, 20, 50, 80].map { Self.cell([0, $0], freedom: freedom) }
    for t in [-2.5, -1, 0, 0.5, 1.3, 2] {
      let best = BestOption(
        wide + [Self.cell([0, t * 2.0.squareRoot()], freedom: freedom)], draws: 16_384, key: Self.key)
      let found = best.probabilities(6)
      #expect((found[1] - StudentT.cdf(t, degreesOfFreedom: freedom)).magnitude < 0.02, "\(t): \(found)")
      #expect((found[0] + found[1] - 1).magnitude < 1e-12)
    }
  }

  @Test("Of three equal options with equal errors each has a third, whatever the map's differences are")
  func threeEqual() {
    let best = BestOption([Self.cell([0, 0, 0]), Self.cell([-90, 0, 40])], key: Self.key)
    for share in best.probabilities(0) { #expect((share - 1.0 / 3).magnitude < 0.025, "\(share)") }
    #expect(best.probabilities(1) == [0, 0, 1])
  }

  /// A shrinkage of ½: the truth of a difference d with error √2 is normal around d/2 with standard deviation 1.
  @Test("With as much spread as error, half of what was measured is believed")
  func shrinkage() {
    // Squares of the measured differences are 4 on average: two of errors and two of truth.
    let cells = [2.0, -2, 2, -2].map { Self.cell([0, $0]) }
    let best = BestOption(cells, draws: 16_384, key: Self.key)
    #expect((best.spread - 1).magnitude < 1e-12)
    #expect((best.probabilities(0)[1] - Portable.normalCDF(1)).magnitude < 0.015)
  }

  @Test("Options that are the same in every trial share evenly; nothing but them is a tie")
  func twins() {
    let variances: [Double] = [0, 0, 2, 0, 0, 2, 2, 2, 0]
    let twins = CellContrasts(differences: [0, 0, -90], variances: variances, degreesOfFreedom: 9)
    let best = BestOption([twins], key: Self.key)
    #expect(best.probabilities(0) == [0.5, 0.5, 0])
    let all = CellContrasts(differences: [0, 0], variances: [0, 0, 0, 0], degreesOfFreedom: 9)
    #expect(BestOption([all], key: Self.key).probabilities(0) == [0.5, 0.5])
    // A difference that is the same in every trial is no tie.
    let sure = CellContrasts(differences: [0, -0.1], variances: [0, 0, 0, 0], degreesOfFreedom: 9)
    #expect(BestOption([sure], key: Self.key).probabilities(0) == [1, 0])
  }

  @Test("Where worlds differ, it is the share of worlds")
  func worlds() {
    let cells = [Self.cell([0, 1], error: 1e-6), Self.cell([0, -40], error: 1e-6)]
    let best = BestOption(cells, key: Self.key)
    #expect(best.probabilities(0) == [0, 1])
    // In one world of four the second lies so far behind its mean that the first is better.
    let firms: [[Double]] = [[0, 0.5], [0, 0.5], [0, 0.5], [0, -1.5]]
    #expect(best.probabilities(0, departures: firms) == [0.25, 0.75])
  }

  @Test("A covariance and its solution, singular too")
  func factor() {
    let a: [Double] = [4, 2, 2, 2, 5, 1, 2, 1, 3]
    let factor = SemidefiniteFactor(a, size: 3)
    let x = factor.solve([2, 7, 0.5])
    for row in 0..<3 {
      var sum = 0.0
      for column in 0..<3 { sum += a[row * 3 + column] * x[column] }
      #expect((sum - [2, 7, 0.5][row]).magnitude < 1e-12)
    }
    let flat = SemidefiniteFactor([1, 1, 1, 1], size: 2)
    #expect(flat.lower == [1, 0, 1, 0] && flat.times([2, 9]) == [2, 2] && flat.solve([3, 3]) == [3, 0])
  }

  // MARK: As often right as it says

  /// A map whose regimes' means are planes over its two settings, measured in some trials whose luck cells share in part.
  private static func map(_ number: Int, options: Int, side: Int, trials: Int, slope: Double)
    -> (truth: [[Double]], cells: [CellContrasts])
  {
    let draws = Draws(StreamKey(seed: 77, trial: UInt32(number)))
    func normal(_ entity: Int, _ week: Int, _ draw: UInt16) -> Double {
      draws.normal(at: DrawAddress(entity: UInt32(entity), week: UInt32(week), process: 1, draw: draw))
    }
    let error = 1 / Double(trials).squareRoot()
    let truth = (0..<side * side).map { cell in
      let x = 2 * Double(cell % side) / Double(side - 1) - 1, y = 2 * Double(cell / side) / Double(side - 1) - 1
      return (0..<options).map { slope * error * (normal($0, 0, 2) + x * normal($0, 1, 2) + y * normal($0, 2, 2)) }
    }
    let cells = truth.indices.map { cell -> CellContrasts in
      let values = (0..<trials).map { trial in
        (0..<options).map { option in
          truth[cell][option] + 3 * normal(trial, 1_000, 3) + 0.7 * normal(trial, option, 4)
            + 0.51.squareRoot() * normal(trial, option * 1_000 + cell, 5)
        }
      }
      var variances = [Double](repeating: 0, count: options * options), means = [Double](repeating: 0, count: options)
      for i in 0..<options {
        for j in 0..<options {
          let all = values.map { $0[i] - $0[j] }, mean = all.reduce(0, +) / Double(trials)
          if j == 0 { means[i] = mean }
          if i != j {
            variances[i * options + j] =
              all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(trials * (trials - 1))
          }
        }
      }
      return CellContrasts(differences: means, variances: variances, degreesOfFreedom: Double(trials - 1))
    }
    return (truth, cells)
  }

  /// How often the likeliest option is the best, of cells that give it a probability of .85 to .95.
  private static func right(_ maps: Int, options: Int, slope: Double, side: Int = 5) -> (share: Double, cells: Int) {
    var right = 0, all = 0
    for number in 0..<maps {
      let (truth, cells) = map(number, options: options, side: side, trials: 20, slope: slope)
      let best = BestOption(cells, draws: 1_024, key: key)
      for cell in cells.indices {
        let shares = best.probabilities(cell), leader = shares.indices.max { shares[$0] < shares[$1] } ?? 0
        guard (0.85...0.95).contains(shares[leader]) else { continue }
        all += 1
        if truth[cell].allSatisfy({ $0 <= truth[cell][leader] }) { right += 1 }
      }
    }
    return (Double(right) / Double(all), all)
  }

  /// 200 maps with some 400 such cells: their share has a standard error near .02, cells of a map being alike, so a true
  /// share of .9 lies outside .85 to .95 for one seed in eighty.
  @Test("Cells that say .9 are right in .85 to .95", arguments: [2, 3, 5])
  func calibrated(options: Int) {
    let (share, cells) = Self.right(200, options: options, slope: 4)
    #expect(cells > 250 && share > 0.85 && share < 0.95, "\(options) options: \(share) of \(cells)")
  }

  /// Of 40 maps without any difference, 1,000 cells; the t test alone would call a fifth of them.
  @Test("A map without differences is a map of ties")
  func null() {
    var sure = 0
    for number in 0..<40 {
      let cells = Self.map(1_000 + number, options: 2, side: 5, trials: 20, slope: 0).cells
      let best = BestOption(cells, draws: 1_024, key: Self.key)
      sure += cells.indices.filter { (best.probabilities($0).max() ?? 0) >= 0.9 }.count
    }
    #expect(sure < 100, "\(sure) of 1000")
  }

  /// Match at error variance v is 1/√(1 + v) (science 1.4): push, with v_H, against local direction, with v_L, in 50 trials
  /// whose differences have a standard error a third of what a step across the frontier is worth.
  @Test("The frontier of push against local direction lies within a cell of v_H = v_L, on 21 × 21")
  func frontier() {
    let side = 21
    func value(_ place: Int) -> Double { 0.1 + 0.1 * Double(place) }
    func match(_ v: Double) -> Double { 1 / (1 + v).squareRoot() }
    let cells = (0..<side * side).map { cell -> CellContrasts in
      let own = match(value(cell % side)), head = match(value(cell / side))
      let differences = (0..<50).map { trial in
        let luck = Draws(StreamKey(seed: 3, trial: UInt32(trial))).normal(
          at: DrawAddress(entity: UInt32(cell), week: 0, process: 1, draw: 0))
        return head - own + 0.02 * luck
      }
      let mean = differences.reduce(0, +) / 50
      let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (49 * 50)
      return CellContrasts(
        differences: [0, mean], variances: [0, variance, variance, 0], degreesOfFreedom: 49)
    }
    let best = BestOption(cells, key: Self.key)
    for row in 0..<side {
      for column in 0..<side where (row - column).magnitude > 1 {
        // Headquarters know better where their variance, the row's, is the smaller.
        let push = best.probabilities(row * side + column)[1]
        #expect(row < column ? push > 0.5 : push < 0.5, "v_L \(value(column)), v_H \(value(row)): \(push)")
      }
    }
  }
}
