import LinearAlgebra
import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// An output known in closed form, with an emulator's variance as wanted.
private struct Formula: Emulator {
  var variance = 0.0
  let output: @Sendable ([Double]) -> Double
  func predict(_ points: Matrix) throws(StatisticsError) -> EmulatorPredictions {
    let means = (0..<points.rowCount).map { i in output((0..<points.columnCount).map { points[i, $0] }) }
    return EmulatorPredictions(
      means: means, variances: Array(repeating: variance, count: means.count), nugget: 0)
  }
}

@Suite struct HistoryMatchingTests {
  let blas: BLAS
  let box: ParameterBox
  init() throws {
    blas = try BLAS.open()
    box = try ParameterBox(["a", "b", "c"].map { try FreeParameter(name: $0, range: 0.5...2.5) })
  }

  private func key(_ seed: UInt32) -> StreamKey { StreamKey(seed: seed, trial: 0) }

  private func formula(
    _ value: Double, sd: Double, name: String = "y", variance: Double = 0,
    _ output: @escaping @Sendable ([Double]) -> Double
  ) throws -> TargetEmulator {
    TargetEmulator(
      target: try CalibrationTarget(name: name, value: value, sd: sd),
      emulator: Formula(variance: variance, output: output))
  }

  private static func first(_ x: [Double]) -> Double { x[0] + x[1] * x[1] / 4 }
  private static func second(_ x: [Double]) -> Double { x[1] * x[2] }

  /// Two outputs of three parameters, emulated from 60 noisy points, the truth drawn anew each time: it stays with
  /// probability .95 or more (exact binomial test at 1 %: 182 of 200), and 5 % of the space at most.
  @Test func keepsTheTruth() throws {
    let (repeats, n, noise) = (200, 60, 0.02)
    var kept = 0, shares: [Double] = []
    let outputs = [Self.first, Self.second]
    for seed in 0..<UInt32(repeats) {
      let draws = Draws(key(seed))
      func z(_ entity: Int, _ draw: UInt16) -> Double {
        draws.normal(at: DrawAddress(entity: UInt32(entity), week: 0, process: 1, draw: draw))
      }
      let truth = (0..<3).map { 0.6 + 1.8 * Portable.normalCDF(z(0, UInt16($0))) }
      let points = try box.points(unit: try SobolPoints(dimension: 3, key: key(seed)).points(0..<UInt32(n)))
      let emulators = try outputs.enumerated().map { k, output in
        let means = (0..<n).map { i in
          output((0..<3).map { points[i, $0] }) + noise * z(i + 1, UInt16(k))
        }
        let data = try EmulatorData(
          points: points, means: means, noise: Array(repeating: noise * noise, count: n))
        let observed = output(truth) + 0.03 * z(0, UInt16(k + 4))
        return TargetEmulator(
          target: try CalibrationTarget(name: "output \(k)", value: observed, sd: 0.03),
          emulator: try GaussianProcess(data, settings: EmulatorSettings(trend: .linear), using: blas))
      }
      let matching = HistoryMatching(box: box, waves: [try MatchingWave(emulators)])
      if try matching.isNotYetImplausible(try Matrix(rows: [truth]))[0] { kept += 1 }
      shares.append(try matching.share(points: 2048, key: key(seed)).share)
    }
    #expect(kept >= 182, "\(kept) of \(repeats)")
    let mean = shares.reduce(0, +) / Double(repeats)
    #expect(mean <= 0.05, "share kept \(mean), \(shares.max() ?? 0) at most")
  }

  @Test func denominatorHasFourParts() throws {
    let target = try CalibrationTarget(name: "ramp", value: 10, sd: 2, discrepancy: 1)
    let wave = try MatchingWave([
      TargetEmulator(target: target, emulator: Formula(variance: 3) { $0[0] }, monteCarlo: 0.5),
      try formula(0, sd: 1) { $0[0] },
    ])
    let matching = HistoryMatching(box: box, waves: [wave])
    let got = try matching.implausibilities(try Matrix(rows: [[2, 1, 1]]))[0]
    #expect((got[0].target, got[0].monteCarlo, got[0].emulator, got[0].discrepancy) == (4, 0.5, 3, 1))
    #expect(got[0].gap == -8 && got[0].value == 8 / 8.5.squareRoot() && got[1].value == 2)
    #expect(try matching.emulatorShare(try Matrix(rows: [[2, 1, 1]])) == 3 / 8.5)
    #expect(try matching.excess(try Matrix(rows: [[2, 1, 1]])) == [8 / 8.5.squareRoot() / 3])
    let second = HistoryMatching(box: box, waves: [try MatchingWave(wave.emulators, rank: 2)])
    #expect(try second.excess(try Matrix(rows: [[2, 1, 1]])) == [2.0 / 3])
    #expect(throws: StatisticsError.self) { try MatchingWave(wave.emulators, rank: 3) }
    #expect(throws: StatisticsError.self) { try CalibrationTarget(name: "x", value: 1, sd: 1, discrepancy: 1.5) }
  }

  /// A slab .3 of the box wide: its share is counted right, and new points fill it.
  @Test func nextPointsFillTheRegion() throws {
    let matching = HistoryMatching(box: box, waves: [try MatchingWave([try formula(1.5, sd: 0.1) { $0[0] }])])
    let share = try matching.share(key: key(3))
    #expect((share.share - 0.3).magnitude < 0.005)
    let next = try matching.nextPoints(60, key: key(4))
    #expect(next.method == .rejection && next.points.rowCount == 60 && next.nearest.isEmpty)
    #expect(try matching.isNotYetImplausible(next.points).allSatisfy { $0 })
    let found = try Identification(members: next.points, box: box)
    #expect(found.parameters.map(\.isIdentified) == [true, false, false])
    #expect(found.parameters.allSatisfy { $0.kept > 0.25 } && found.parameters[1].kept > 0.9)
    #expect(found.tradeOffs.isEmpty && found.ridges.isEmpty)
    #expect(try matching.nextPoints(60, key: key(4)) == next)
    #expect(try matching.nextPoints(60, key: key(5)) != next)
    // Points that are there already are not simulated again.
    let more = try matching.nextPoints(20, key: key(4), taken: next.points)
    let rows = Set((0..<60).map { i in (0..<3).map { next.points[i, $0] } })
    #expect((0..<20).allSatisfy { i in !rows.contains((0..<3).map { more.points[i, $0] }) })
  }

  /// Less than 1 in 10⁴ of the box, along a curve: found without a point to start from, and filled from end to end.
  @Test func tinyRegionsAreFound() throws {
    let matching = HistoryMatching(
      box: box,
      waves: [
        try MatchingWave([
          try formula(2.5, sd: 0.002, name: "product") { $0[0] * $0[1] },
          try formula(1.5, sd: 0.003, name: "third") { $0[2] },
        ])
      ])
    let next = try matching.nextPoints(80, key: key(6), candidates: 4096)
    #expect(next.method == .resampling && next.points.rowCount == 80)
    #expect(next.share.share < 0.001 && next.share.interval.high > 0)
    #expect(try matching.isNotYetImplausible(next.points).allSatisfy { $0 })
    // a·b = 2.5 within .5…2.5: each from 1 to 2.5.
    let found = try Identification(members: next.points, box: box)
    let range = found.parameters[0].range
    #expect(range.lowerBound < 1.05 && range.upperBound > 2.45, "\(range)")
    #expect(found.tradeOffs.count == 1 && found.tradeOffs[0].rankCorrelation < -0.99)
    let known = try matching.nextPoints(40, key: key(7), known: next.points, candidates: 1024)
    #expect(known.points.rowCount == 40)
    let again = try matching.nextPoints(80, key: key(6), candidates: 4096)
    #expect(again == next)
  }

  @Test func nothingFits() throws {
    let matching = HistoryMatching(
      box: box,
      waves: [
        try MatchingWave([
          try formula(2, sd: 0.1, name: "early") { $0[0] }, try formula(2.92, sd: 0.1, name: "ramp") { $0[0] },
        ])
      ])
    let next = try matching.nextPoints(20, key: key(8), candidates: 8192)
    #expect(next.method == .nothing && next.points.rowCount == 0 && next.nearest.count == 3)
    // Between 2 and 2.92 both are missed by 4.6 sd.
    #expect(next.nearest.allSatisfy { ($0.deviations - 4.6).magnitude < 0.02 }, "\(next.nearest)")
    let status = MatchingRule(budget: 600, wave: 60).status(
      after: WaveSummary(
        simulated: 60, before: RegionShare(kept: 8192, points: 8192), after: next.share, emulatorShare: 0.5,
        nearest: [next.nearest[0]]))
    #expect("\(status)".hasPrefix("nothing fits; nearest misses ") && "\(status)".hasSuffix(" by 4.6 sd"), "\(status)")
  }

  @Test func statusSaysWhy() {
    let rule = MatchingRule(budget: 200, wave: 60, shrinkage: 0.9, emulatorShare: 0.1)
    func status(_ simulated: Int, _ before: Int, _ after: Int, _ emulator: Double) -> MatchingStatus {
      rule.status(
        after: WaveSummary(
          simulated: simulated, before: RegionShare(kept: before, points: 1000),
          after: RegionShare(kept: after, points: 1000), emulatorShare: emulator))
    }
    #expect(status(60, 1000, 300, 0.5) == .continues)
    #expect(status(120, 300, 290, 0.5).word == "volume_no_longer_shrinks")
    #expect(status(120, 300, 100, 0.05) == .emulatorVarianceNoLongerDominates(share: 0.05))
    #expect(status(180, 300, 100, 0.5) == .budgetUsed(simulated: 180))
    #expect("\(status(180, 300, 290, 0.5))".contains("the last wave left 96.7 %"))
  }
}
