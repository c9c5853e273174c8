import LinearAlgebra
import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Morris's trajectories and their elementary effects.
@Suite struct ElementaryEffectTests {
  private static let key = StreamKey(seed: 5, trial: 1)

  @Test func trajectoriesMoveEveryInputOnce() throws {
    let design = try MorrisDesign(inputs: 6, trajectories: 400, levels: 4, key: Self.key)
    let points = design.points()
    var counts = [Int](repeating: 0, count: 4)
    for trajectory in 0..<400 {
      var moved: [Int] = []
      for row in trajectory * 7..<trajectory * 7 + 6 {
        let own = (0..<6).filter { points[row, $0] != points[row + 1, $0] }
        #expect(own.count == 1)
        moved += own
        #expect(((points[row, own[0]] - points[row + 1, own[0]]).magnitude - design.step).magnitude < 1e-15)
      }
      #expect(moved.sorted() == Array(0..<6))
      for input in 0..<6 { counts[Int((points[trajectory * 7, input] * 3).rounded())] += 1 }
    }
    // 2,400 levels of four: χ² of three degrees, 1 in 1,000.
    let chi = counts.reduce(0.0) { $0 + (Double($1) - 600) * (Double($1) - 600) / 600 }
    #expect(chi < 16.3, "\(counts)")
    let longer = try MorrisDesign(inputs: 6, trajectories: 500, levels: 4, key: Self.key).points()
    #expect((0..<2800).allSatisfy { row in (0..<6).allSatisfy { points[row, $0] == longer[row, $0] } })
  }

  /// Of Ishigami's second input every effect has the same size, 7·(sin²π − sin²(π/3))/Δ = 7.875.
  @Test func ishigami() throws {
    let function = SensitivityFunction.ishigami
    let points = try MorrisDesign(inputs: 3, trajectories: 50, key: Self.key).points()
    let found = try ElementaryEffects(points: points, outputs: function.outputs(points))
    #expect((found.inputs[1].muStar.value - 7.875).magnitude < 1e-12)
    #expect(found.inputs[1].muStar.standardError < 1e-12)
    #expect(found.inputs[1].sigma > 7 && found.inputs[1].noise == nil)
    #expect(found.trajectories == 50 && found.trajectoriesInAll == 50)
  }

  /// A linear function: every effect is its coefficient, and its noise that of a difference over Δ.
  @Test func noiseIsNoEffect() throws {
    let points = try MorrisDesign(inputs: 3, trajectories: 400, key: Self.key).points()
    let linear = SensitivityFunction(inputs: 3, variance: 0, first: [], total: []) { 3 * $0[0] - $0[1] }
    let outputs = linear.outputs(points, replicates: 4, noise: 0.5, seedEffect: 100)
    let found = try ElementaryEffects(points: points, outputs: outputs)
    // 0.5·√2/(2/3)/√4 for a mean of four.
    for input in found.inputs { #expect((try #require(input.noise) / 0.5303 - 1).magnitude < 0.05) }
    for (input, mu) in zip(found.inputs, [3.0, -1, 0]) {
      #expect((input.mu.value - mu).magnitude < 4 * 0.5303 / 20, "\(input.mu)")
      #expect(input.sigma < 0.2 && input.sigmaInterval.low == 0, "\(input.sigma)")
    }
    #expect((found.inputs[2].muStar.value / (0.5303 * (2 / Double.pi).squareRoot()) - 1).magnitude < 0.1)
  }

  /// 1,000 repeats of 20 trajectories: coverage has a standard error of .007. The exact values are those of all 4³ starts and
  /// both directions: μ of inputs 1 and 3 is 0 by symmetry, and so are means that the test takes from a long design.
  @Test func intervalsCover() throws {
    let function = SensitivityFunction.ishigami
    let long = try MorrisDesign(inputs: 3, trajectories: 60_000, key: StreamKey(seed: 6, trial: 0)).points()
    let exact = try ElementaryEffects(points: long, outputs: function.outputs(long))
    var inside = [Int](repeating: 0, count: 5)
    for seed in 0..<UInt32(1000) {
      let points = try MorrisDesign(inputs: 3, trajectories: 20, key: StreamKey(seed: 7, trial: seed)).points()
      let found = try ElementaryEffects(points: points, outputs: function.outputs(points))
      func count(_ place: Int, _ interval: ConfidenceInterval, _ value: Double) {
        if interval.low <= value && value <= interval.high { inside[place] += 1 }
      }
      for j in 0..<3 { count(j, found.inputs[j].mu.interval, exact.inputs[j].mu.value) }
      count(3, found.inputs[0].muStar.interval, exact.inputs[0].muStar.value)
      count(4, found.inputs[2].muStar.interval, exact.inputs[2].muStar.value)
    }
    let shares = inside.map { Double($0) / 1000 }
    #expect(shares.allSatisfy { $0 >= 0.925 && $0 <= 0.975 }, "\(shares)")
  }

  /// An effect that random numbers in common change alike on all trajectories: the interval of its mean is that of replicates.
  /// 1,000 repeats: coverage has a standard error of .007.
  @Test func sharedReplicatesAreAllowedFor() throws {
    let points = try MorrisDesign(inputs: 2, trajectories: 10, key: Self.key).points()
    var inside = 0
    for seed in 0..<UInt32(1000) {
      let draws = Draws(StreamKey(seed: 13, trial: seed))
      var outputs = Matrix(rowCount: points.rowCount, columnCount: 5)
      for k in 0..<5 {
        let z = 1 + 0.5 * draws.normal(at: DrawAddress(entity: UInt32(k), week: 0, process: 1, draw: 0))
        for row in 0..<points.rowCount { outputs[row, k] = points[row, 0] + z * points[row, 1] }
      }
      let found = try ElementaryEffects(points: points, outputs: outputs, sharesReplicates: true).inputs[1].mu
      if found.interval.low <= 1, found.interval.high >= 1 { inside += 1 }
    }
    #expect(inside >= 925 && inside <= 975, "\(inside)")
  }

  @Test func badInputIsNamed() throws {
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message { _ = try MorrisDesign(inputs: 2, trajectories: 4, levels: 5, key: Self.key) }
        == "Morris trajectories: levels is 5, expected even, 2 to 1024")
    let points = try MorrisDesign(inputs: 2, trajectories: 3, key: Self.key).points()
    var outputs = Matrix(rowCount: 9, columnCount: 1, repeating: 1)
    func analyse(_ points: Matrix) -> String {
      message { _ = try ElementaryEffects(points: points, outputs: outputs) }
    }
    #expect(analyse(points) == "no error")
    var still = points
    for j in 0..<2 { still[4, j] = still[3, j] }
    #expect(
      analyse(still) == "elementary effects: points is 0 inputs moved between rows 4 and 5, expected one"
        || analyse(still).contains("inputs moved between rows"))
    outputs[0, 0] = .nan
    outputs[4, 0] = .nan
    #expect(
      analyse(points) == "elementary effects: 1 trajectories without failed points, at least 2 needed")
    #expect(analyse(Matrix(rowCount: 8, columnCount: 2)).contains("rows of points is 8, expected a multiple of 3"))
  }
}
