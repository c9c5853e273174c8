import Foundation
import LinearAlgebra
import RandomStreams
import SalesForce
import SimulationStatistics
import Testing

@testable import Experiments

/// Calibrations of a small firm: the truth is kept, directions that nothing identifies stay open, and it ends with a reason.
@Suite struct CalibrationTests {
  private static let free: [(path: String, range: ClosedRange<Double>)] = [
    ("prospecting.arrival_rate", 1.2...3), ("turnover.base_hazard", 0.001...0.006),
    ("common.effort_elasticity", 0.2...1.4),
  ]
  private static let metrics: [Metric] = [.revenue, .exits, .winRate]

  private static func box() throws -> ParameterBox {
    try ParameterBox(free.map { try FreeParameter(name: $0.path, range: $0.range) })
  }

  private static func target(_ metric: Metric, _ value: Double, sd: Double) throws -> StudyTarget {
    StudyTarget(
      name: metric.card.name, .value(try CalibrationTarget(name: metric.card.name, value: value, sd: sd)),
      comparison: Hypothesis(
        name: metric.card.name, kind: .emergent, metric: metric.card.name, regime: "blend", direction: .about, size: 1),
      scale: .raw)
  }

  private static func scenario(trials: Int, seed: UInt32) -> Scenario {
    Scenario(
      name: "small", question: "", notes: "", seed: seed, trials: trials,
      plan: ModelPlan(
        organisation: Organisation(seats: 8, span: 8), horizon: Horizon(weeks: 78, warmUp: 26),
        reference: Regime(name: "reference", preset: nil, levers: [:])),
      regimes: [Regime(name: "blend", preset: nil, levers: [.coaching: WeeklyPath(0.5)])], outputs: Outputs())
  }

  private static func search(
    _ scenario: Scenario, _ plan: CalibrationPlan, _ body: (CalibrationAnswer, [CalibrationPoint]) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("calibration-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let calibration = Calibration(
      scenario, plan, directory: folder.path, threads: 2, stop: StopSignal(), progress: { _ in })
    let answer = try calibration.run()
    try body(answer, try calibration.work.files.points.read())
  }

  /// Firms whose parameters are drawn within their ranges, targets from 400 trials of each. After 90 sets of 20 trials no
  /// emulator calls the truth implausible: as at three standard deviations 5 % may at most be lost, more than 3 of 8 lost
  /// have a chance of .0004.
  @Test("The truth is kept", .enabled(if: (try? BLAS.open()) != nil))
  func truth() throws {
    let box = try Self.box(), draws = Draws(StreamKey(seed: 3, trial: 0)), blas = try BLAS.open()
    var lost = 0
    for firm in 0..<8 {
      let truth = box.parameters.enumerated().map { column, parameter in
        parameter.range.lowerBound + (parameter.range.upperBound - parameter.range.lowerBound)
          * draws.uniform(at: DrawAddress(entity: UInt32(firm), week: 0, process: 901, draw: UInt16(column)))
      }
      let unknown = try Self.metrics.map { try Self.target($0, 0, sd: 1) }
      let own = try #require(
        try PointSimulation(
          Self.scenario(trials: 400, seed: 100 + UInt32(firm)), paths: box.parameters.map(\.name), targets: unknown,
          from: 0, trials: 400
        ).estimates(at: truth) { true })
      let targets = try zip(Self.metrics, own).map { metric, estimate in
        let estimate = try #require(estimate)
        return try Self.target(metric, estimate.value, sd: estimate.variance.squareRoot())
      }
      let plan = CalibrationPlan(box: box, targets: targets, points: 30, waves: 3, members: 10_000)
      try Self.search(Self.scenario(trials: 20, seed: 5), plan) { _, points in
        let emulators = try WaveEmulators(points, targets, threads: 2, blas: blas)
        let kept = try emulators.plausible(box).isNotYetImplausible(Matrix(rows: [truth]))
        lost += kept[0] ? 0 : 1
      }
    }
    #expect(lost <= 3)
  }

  @Test("Members fit on draws that the search did not see, and spread along what nothing identifies")
  func members() throws {
    guard (try? BLAS.open()) != nil else { return }
    let box = try Self.box()
    // Revenue alone says nothing of who leaves.
    let plan = CalibrationPlan(
      box: box, targets: [try Self.target(.winRate, 0.2, sd: 0.02)], points: 30, waves: 4, members: 40)
    try Self.search(Self.scenario(trials: 20, seed: 5), plan) { answer, _ in
      #expect(answer.status == .complete && answer.members.count == 40)
      #expect(answer.members.allSatisfy { $0.misfit(plan.targets) <= 3 })
      let hazards = try #require(
        answer.identification?.parameters.first { $0.parameter.name == "turnover.base_hazard" })
      #expect(hazards.kept > 0.8 && !hazards.isIdentified)
    }
  }

  @Test("Nothing fits is an answer, with the nearest miss")
  func nothing() throws {
    guard (try? BLAS.open()) != nil else { return }
    let plan = CalibrationPlan(
      box: try Self.box(), targets: [try Self.target(.winRate, 0.99, sd: 0.001)], points: 12, waves: 3, members: 5)
    try Self.search(Self.scenario(trials: 4, seed: 5), plan) { answer, points in
      #expect(answer.status == .nothingFits && answer.members.isEmpty)
      #expect(answer.misses.first?.name == "win_rate" && (answer.misses.first?.distance ?? 0) < -100)
      #expect(points.allSatisfy { $0.status == .simulated })
    }
  }

  @Test("A sign is met where nearly all members show it, a range where the mean lies in it")
  func findings() throws {
    func fit(_ finding: StudyTarget.Finding, _ values: [Double]) throws -> TargetFit {
      let target = StudyTarget(
        name: "x", finding, comparison: try Self.target(.winRate, 0, sd: 1).comparison, scale: .raw, use: .check)
      let members = values.map { value in
        var point = CalibrationPoint(wave: 0, parameters: [], targets: 1)
        (point.values, point.variances) = ([value], [0])
        return point
      }
      return try #require(TargetFit.all([target], members: members, search: []).first)
    }
    let twenty = [Double](repeating: 1, count: 19) + [-1]
    #expect(try fit(.sign(.positive), twenty).isMet && fit(.sign(.positive), twenty).share == 0.95)
    #expect(try !fit(.sign(.positive), twenty + [-1]).isMet && !fit(.sign(.negative), twenty).isMet)
    #expect(try fit(.range(0...2), [-5, 6]).isMet && !fit(.range(0...2), [-5, 4]).isMet)
    let value = StudyTarget.Finding.value(try CalibrationTarget(name: "x", value: 1, sd: 0.3, discrepancy: 0.4 * 0.3))
    #expect(try fit(value, [1.7, 1.8]).isMet && !fit(value, [1.85, 1.85]).isMet)
    #expect(try fit(value, [.nan, 1]).mean == nil)
  }
}
