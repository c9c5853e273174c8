import LinearAlgebra
import RandomStreams
import Testing

@testable import SimulationStatistics

/// What is identified, ridges, and the choice of members.
@Suite struct IdentificationTests {
  let box: ParameterBox
  init() throws {
    box = try ParameterBox(["a", "b", "c"].map { try FreeParameter(name: $0, range: 0.5...2.5) })
  }

  /// Members with a quality, of Sobol' points.
  private func members(_ fits: ([Double]) -> Bool) throws -> Matrix {
    let all = try box.points(
      unit: try SobolPoints(dimension: 3, key: StreamKey(seed: 2, trial: 0)).points(0..<32_768))
    return try Matrix(
      rows: (0..<all.rowCount).map { i in (0..<3).map { all[i, $0] } }.filter(fits))
  }

  @Test func hyperbolaIsARidge() throws {
    let found = try Identification(members: try members { ($0[0] * $0[1] - 1.3).magnitude < 0.05 }, box: box)
    #expect(found.ridges.count == 1)
    let ridge = try #require(found.ridges.first)
    #expect(ridge.combination == .product && ridge.deviationRatio < 0.05)
    #expect("\(ridge)".hasPrefix("not identified: a, b; their product a·b is, to "), "\(ridge)")
    #expect(found.parameters.allSatisfy { $0.kept >= 0.8 && !$0.isIdentified })
    #expect(found.tradeOffs == [TradeOff(first: "a", second: "b", rankCorrelation: found.tradeOffs[0].rankCorrelation)])
    #expect(found.tradeOffs[0].rankCorrelation < -0.98)
  }

  @Test func otherCombinations() throws {
    let ratio = try Identification(members: try members { ($0[2] / $0[0] - 1).magnitude < 0.05 }, box: box)
    #expect(ratio.ridges.map(\.combination) == [.ratio])
    let sum = try Identification(members: try members { ($0[1] + $0[2] - 3).magnitude < 0.05 }, box: box)
    #expect(sum.ridges.map(\.combination) == [.sum])
    let nothing = try Identification(members: try members { _ in true }, box: box)
    #expect(nothing.ridges.isEmpty && nothing.tradeOffs.isEmpty)
    for own in nothing.parameters {
      #expect((own.deviationRatio - 1).magnitude < 0.01 && (own.low - 0.6).magnitude < 0.01)
      #expect((own.high - 2.4).magnitude < 0.01)
    }
    let point = try Identification(members: try members { ($0[1] - 1).magnitude < 0.1 }, box: box)
    #expect(point.parameters.map(\.isIdentified) == [false, true, false])
    #expect(throws: StatisticsError.self) {
      try Identification(members: Matrix(rowCount: 4, columnCount: 3, repeating: 1), box: box)
    }
  }

  /// Two hundred members of a thin slab, among them many copies: end to end in the open directions, and all apart.
  @Test func thinningSpreads() throws {
    let slab = try members { ($0[0] - 1).magnitude < 0.02 }
    let rows = (0..<slab.rowCount).map { i in (0..<3).map { slab[i, $0] } }
    let copied = try Matrix(rows: rows + rows.map { [$0[0], $0[1] + 1e-9, $0[2]] })
    let choice = try EnsembleThinning.choose(200, of: copied, in: box)
    #expect(choice.indices.count == 200 && Set(choice.indices).count == 200)
    let chosen = copied.transposed.selecting(columns: choice.indices).transposed
    let found = try Identification(members: chosen, box: box)
    #expect(found.parameters[1].kept > 0.95 && found.parameters[2].kept > 0.95)
    // A square lattice of 200 would stand .071 apart.
    #expect(choice.smallestDistance > 0.045, "\(choice.smallestDistance)")
    let few = try EnsembleThinning.choose(
      5, of: try Matrix(rows: [[1, 1, 1], [1, 1, 1], [2, 2, 2], [2, 2, 2.000001]]), in: box)
    #expect(few.indices == [0, 2] || few.indices == [2, 0] || few.indices == [0, 3], "\(few)")
    #expect(MaximinSelection.choose(3, from: Matrix(rowCount: 0, columnCount: 2)).indices.isEmpty)
  }
}
