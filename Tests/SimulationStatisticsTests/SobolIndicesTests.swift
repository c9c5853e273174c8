import LinearAlgebra
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Sobol' indices: known answers, coverage, noise.
@Suite struct SobolIndicesTests {
  private static let key = StreamKey(seed: 20_261, trial: 0)

  /// The functions' exact indices, within about four standard errors of the points' own.
  @Test(arguments: [SensitivityFunction.ishigami, .g]) func knownAnswers(of function: SensitivityFunction) throws {
    let design = try SaltelliDesign(inputs: function.inputs, blocks: 8192, hasSecondOrder: true, key: Self.key)
    let found = try SobolIndices(of: design, outputs: function.outputs(try design.points()))
    #expect((found.explainedVariance / function.variance - 1).magnitude < 0.01)
    #expect(found.noise == nil && found.noiseVariance == 0 && found.blocks == 8192)
    for (j, input) in found.inputs.enumerated() {
      #expect((input.first.value - function.first[j]).magnitude < 0.015, "S\(j + 1): \(input.first)")
      #expect((input.total.value - function.total[j]).magnitude < 0.015, "T\(j + 1): \(input.total)")
      #expect(input.first.value == input.firstOfAll.value)
    }
  }

  @Test func secondOrderOfIshigami() throws {
    let function = SensitivityFunction.ishigami
    let design = try SaltelliDesign(inputs: 3, blocks: 8192, hasSecondOrder: true, key: Self.key)
    let found = try SobolIndices(of: design, outputs: function.outputs(try design.points()))
    #expect(found.pairs.map(\.inputs) == [[0, 1], [0, 2], [1, 2]])
    for (pair, expected) in zip(found.pairs, [0, 0.243683664062148, 0]) {
      #expect((pair.index.value - expected).magnitude < 0.02, "\(pair)")
      #expect(pair.index.standardError < 0.01, "\(pair)")
    }
  }

  /// Independent noise of V/3, two replicates. From 1,024 base points SALib books the noise on every input, .671, .559 and
  /// .454. Four standard errors: each of ten fails once in 10,000 keys.
  @Test(arguments: [0, 5.0]) func noiseHasItsOwnShare(seedEffect: Double) throws {
    let function = SensitivityFunction.ishigami
    let design = try SaltelliDesign(inputs: 3, blocks: 4096, key: Self.key)
    let outputs = function.outputs(
      try design.points(), replicates: 2, noise: (function.variance / 3).squareRoot(), seedEffect: seedEffect)
    let found = try SobolIndices(of: design, outputs: outputs)
    func check(_ index: SensitivityIndex, _ expected: Double) {
      #expect((index.value - expected).magnitude < 4 * index.standardError, "\(index), not \(expected)")
      #expect(index.standardError < 0.04)
    }
    // What a replicate adds to all points alike is none of the inputs'.
    for (j, input) in found.inputs.enumerated() { check(input.total, [0.5576, 0.4424, 0.2437][j]) }
    guard seedEffect == 0 else { return }
    let noise = try #require(found.noise)
    #expect((noise.value - 0.25).magnitude < 0.02, "\(noise)")
    for (j, input) in found.inputs.enumerated() { check(input.firstOfAll, [0.2354, 0.3318, 0][j]) }
  }

  /// 2,000 repeats at 256 base points: the share of intervals that hold the exact index, with a standard error of .005.
  /// Where an index covers 95 %, its test fails once in 20,000 seeds.
  @Test(arguments: [SensitivityFunction.ishigami, .g]) func intervalsCover(function: SensitivityFunction) throws {
    let d = function.inputs, repeats = 2000
    var inside = [Int](repeating: 0, count: 2 * d)
    for seed in 0..<UInt32(repeats) {
      let design = try SaltelliDesign(inputs: d, blocks: 256, key: StreamKey(seed: 99, trial: 1000 * seed))
      let found = try SobolIndices(of: design, outputs: function.outputs(try design.points()))
      for (j, input) in found.inputs.enumerated() {
        for (place, (index, exact)) in [(input.first, function.first[j]), (input.total, function.total[j])].enumerated()
        where index.interval.low <= exact && exact <= index.interval.high {
          inside[2 * j + place] += 1
        }
      }
    }
    let shares = inside.map { Double($0) / Double(repeats) }
    for (place, share) in shares.enumerated() {
      #expect(share >= 0.93 && share <= 0.97, "input \(place / 2 + 1), \(place % 2 == 0 ? "first" : "total"): \(share)")
    }
  }

  /// With noise and two replicates, sharing their random numbers or not.
  @Test(arguments: [0, 3.0]) func intervalsCoverWithNoise(seedEffect: Double) throws {
    let function = SensitivityFunction.ishigami, repeats = 1000
    var inside = [Int](repeating: 0, count: 7)
    for seed in 0..<UInt32(repeats) {
      let design = try SaltelliDesign(inputs: 3, blocks: 256, key: StreamKey(seed: 98, trial: 1000 * seed))
      let outputs = function.outputs(
        try design.points(), replicates: 2, noise: (function.variance / 3).squareRoot(), seedEffect: seedEffect,
        seed: seed)
      let found = try SobolIndices(of: design, outputs: outputs)
      var exact = Array(zip(found.inputs.map(\.first), function.first))
      exact += zip(found.inputs.map(\.total), function.total)
      if seedEffect == 0 { exact.append((try #require(found.noise), 0.25)) }
      for (place, (index, value)) in exact.enumerated()
      where index.interval.low <= value && value <= index.interval.high {
        inside[place] += 1
      }
    }
    let shares = inside.prefix(seedEffect == 0 ? 7 : 6).map { Double($0) / Double(repeats) }
    #expect(shares.allSatisfy { $0 >= 0.925 && $0 <= 0.975 }, "\(shares)")
  }

  /// Random numbers that all points share and that change what an input does: y = x₁ + z·x₂, z of mean 1 and deviation .5, the
  /// same at every point of a replicate. 500 repeats of six replicates: coverage has a standard error of .010; allowing for
  /// shared numbers may make intervals too wide, never too narrow.
  @Test func sharedReplicatesAreAllowedFor() throws {
    var inside = [Int](repeating: 0, count: 6), without = 0
    for seed in 0..<UInt32(500) {
      let design = try SaltelliDesign(inputs: 2, blocks: 64, key: StreamKey(seed: 97, trial: 1000 * seed))
      let points = try design.points(), draws = Draws(StreamKey(seed: 12, trial: seed))
      var outputs = Matrix(rowCount: points.rowCount, columnCount: 6)
      for k in 0..<6 {
        let z = 1 + 0.5 * draws.normal(at: DrawAddress(entity: UInt32(k), week: 0, process: 1, draw: 0))
        for row in 0..<points.rowCount { outputs[row, k] = points[row, 0] + z * points[row, 1] }
      }
      func holds(_ index: SensitivityIndex, _ value: Double) -> Bool {
        index.interval.low <= value && value <= index.interval.high
      }
      let found = try SobolIndices(of: design, outputs: outputs, sharesReplicates: true)
      for (place, index) in found.inputs.flatMap({ [$0.first, $0.total] }).enumerated() where holds(index, 0.5) {
        inside[place] += 1
      }
      // V(E[y|x]) = 1/6 and E[V(y|x)] = .25/3.
      if let noise = found.noise, holds(noise, 1.0 / 3) { inside[4] += 1 }
      if holds(found.inputs[0].firstOfAll, 1.0 / 3) { inside[5] += 1 }
      if holds(try SobolIndices(of: design, outputs: outputs).inputs[1].total, 0.5) { without += 1 }
    }
    let shares = inside.map { Double($0) / 500 }
    #expect(shares.prefix(4).allSatisfy { $0 >= 0.92 }, "\(shares)")
    // A variance over six replicates has five degrees of freedom: its interval is no normal one.
    #expect(shares.suffix(2).allSatisfy { $0 >= 0.85 }, "\(shares)")
    #expect(Double(without) / 500 < 0.8, "\(without)")
  }

  @Test func failedPointsDropTheirBlock() throws {
    let function = SensitivityFunction.ishigami
    let design = try SaltelliDesign(inputs: 3, blocks: 64, key: Self.key), points = try design.points()
    var outputs = function.outputs(points, replicates: 2, noise: 1)
    outputs[7, 1] = .nan
    outputs[9, 0] = .infinity
    outputs[5 * 40, 0] = .nan
    let found = try SobolIndices(of: design, outputs: outputs)
    #expect(found.blocks == 62 && found.blocksInAll == 64)
    // Estimates are those of the other blocks alone; intervals are not, since groups are.
    let rows = (0..<320).filter { ![1, 40].contains($0 / 5) }.map { [outputs[$0, 0], outputs[$0, 1]] }
    let without = try SobolIndices(inputs: 3, hasSecondOrder: false, outputs: Matrix(rows: rows))
    for (a, b) in zip(found.inputs, without.inputs) {
      #expect((a.total.value - b.total.value).magnitude < 1e-12 && (a.first.value - b.first.value).magnitude < 1e-12)
    }
  }

  @Test func negativeSharesHaveWords() throws {
    let function = SensitivityFunction.g
    let design = try SaltelliDesign(inputs: 8, blocks: 64, key: StreamKey(seed: 3, trial: 0))
    let found = try SobolIndices(of: design, outputs: function.outputs(try design.points()))
    let negative = found.inputs.map(\.first).filter { $0.value < 0 }
    #expect(!negative.isEmpty)
    for index in negative {
      #expect(index.remark?.hasPrefix("negative b") == true && index.interval.low < index.value)
    }
    #expect(found.inputs[0].first.remark == nil)
  }

  @Test func blocksAreSaltellis() throws {
    let design = try SaltelliDesign(inputs: 2, blocks: 16, hasSecondOrder: true, scramblings: 2, key: Self.key)
    let points = try design.points(), rows = design.pointsPerBlock
    #expect(rows == 6 && points.rowCount == 96)
    for block in 0..<16 {
      func row(_ place: Int) -> [Double] { [points[block * rows + place, 0], points[block * rows + place, 1]] }
      let (a, b) = (row(0), row(5))
      #expect(row(1) == [b[0], a[1]] && row(2) == [a[0], b[1]] && row(3) == [a[0], b[1]] && row(4) == [b[0], a[1]])
      #expect(a[0] != b[0] && a[1] != b[1])
    }
    // Each scrambling's eight A hold one point in every eighth of each input's range.
    for scrambling in 0..<2 {
      for input in 0..<2 {
        let eighths = (0..<8).map { Int(points[(scrambling * 8 + $0) * rows, input] * 8) }
        #expect(eighths.sorted() == Array(0..<8))
      }
    }
    let shorter = try SaltelliDesign(inputs: 2, blocks: 16, scramblings: 2, key: Self.key).points()
    #expect((0..<2).allSatisfy { shorter[4, $0] == points[6, $0] })
  }

  @Test func argumentsAreChecked() throws {
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message { _ = try SaltelliDesign(inputs: 33, blocks: 64, key: Self.key) }
        == "Saltelli blocks: inputs is 33, expected 1 to 32")
    #expect(
      message { _ = try SaltelliDesign(inputs: 3, blocks: 100, key: Self.key) }
        == "Saltelli blocks: blocks is 100, expected 8, the scramblings, times a power of two")
    #expect(
      message { _ = try SaltelliDesign(inputs: 3, blocks: 8, scramblings: 0, key: Self.key) }.contains("scramblings"))
    let design = try SaltelliDesign(inputs: 3, blocks: 8, key: Self.key)
    func outputs(_ value: Double, rows: Int = 40, columns: Int = 1) -> Matrix {
      Matrix(rowCount: rows, columnCount: columns, repeating: value)
    }
    func analyse(_ outputs: Matrix, level: Double = 0.95) -> String {
      message { _ = try SobolIndices(of: design, outputs: outputs, level: level) }
    }
    #expect(analyse(outputs(1)) == "Sobol' indices: the output does not vary")
    #expect(analyse(outputs(1, rows: 41)) == "Sobol' indices: rows of outputs is 41, expected 40, as points")
    #expect(analyse(outputs(1, columns: 0)) == "Sobol' indices: 0 replicates, at least 1 needed")
    #expect(analyse(outputs(.nan)).contains("0 blocks without failed points, at least 2 needed"))
    #expect(analyse(outputs(1), level: 1) == "Sobol' indices: level is 1.0, expected between 0 and 1")
  }

  @Test func isAPureFunction() throws {
    let function = SensitivityFunction.g
    let design = try SaltelliDesign(inputs: 8, blocks: 64, hasSecondOrder: true, key: Self.key)
    let outputs = function.outputs(try design.points(), replicates: 3, noise: 0.1)
    #expect(try SobolIndices(of: design, outputs: outputs) == SobolIndices(of: design, outputs: outputs))
  }
}
