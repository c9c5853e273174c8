import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Maps: which points are simulated, and what is read from them.
@Suite struct MapTests {
  private static let x = MapPlan.Range(
    name: "information", setting: .thread(.information, WeeklyPath(0)), ends: 0...2, cells: 3)
  private static let y = MapPlan.Range(name: "sellers", setting: .sellers(0), ends: 4...7, cells: 2, isWhole: true)
  private static let plan = MapPlan(x: .range(x), y: .range(y))

  private static func scenario(
    _ plan: MapPlan = plan, regimes: [Regime]? = nil, design: StudyDesign = StudyDesign(), trials: Int = 6,
    ensemble: ParameterEnsemble? = nil, parameters: [String: [Double]] = [:]
  ) -> Scenario {
    let base = Sample.scenario()
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: trials,
      plan: ModelPlan(
        organisation: base.plan.organisation, horizon: base.plan.horizon, parameters: parameters,
        reference: base.plan.reference), regimes: regimes ?? base.regimes, outputs: Outputs([]),
      design: design, map: plan, ensemble: ensemble)
  }

  private struct Line {
    let cells: [String]
    init(_ text: Substring) {
      cells = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var x: String { cells[2] }
    var y: String { cells[4] }
    var point: Int { Int(cells[5]) ?? -1 }
    var regime: String { cells[6] }
    var best: Double { Double(cells[10]) ?? .nan }
    var firm: Double? { Double(cells[11]) }
    var rank: Int { Int(cells[12]) ?? 0 }
    var standing: String { cells[13].trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  private static func lines(_ run: Sample.Run) -> [Line] {
    run.text("map.csv").split(whereSeparator: \.isNewline).dropFirst().map(Line.init)
  }

  @Test("Values by equal steps and by equal ratios, whole ones rounded, both ends among them")
  func values() {
    #expect(Self.x.values == [0, 1, 2] && Self.y.values == [4, 7])
    func range(_ ends: ClosedRange<Double>, _ cells: Int, _ scale: MapPlan.Scale, isWhole: Bool = false) -> [Double] {
      MapPlan.Range(name: "a", setting: .market(0), ends: ends, cells: cells, scale: scale, isWhole: isWhole).values
    }
    #expect(range(0.125...2, 5, .log) == [0.125, 0.25, 0.5, 1, 2])
    #expect(range(0...1, 7, .linear)[1...2] == [0.166667, 0.333333])
    #expect(range(2...8, 5, .linear, isWhole: true) == [2, 4, 5, 7, 8])
    #expect(range(-3e-7...1e6, 3, .linear)[1] == 500_000)
  }

  @Test("The scenario itself, then the grid, rows slower than columns")
  func points() {
    let scenario = Self.scenario()
    #expect(scenario.points == 1 + 3 * 2)
    #expect(scenario.name(of: 0) == "" && scenario.name(of: 1) == "information 0, sellers 4")
    #expect(scenario.name(of: 2) == "information 1, sellers 4" && scenario.name(of: 4) == "information 0, sellers 7")
    #expect(scenario.baseDesign.points == [[]])
  }

  @Test("A side may be a factor of the design, in ascending order whatever the file's is")
  func factors() throws {
    func level(_ value: Double) -> Factor.Level {
      .init(name: shortest(value), settings: [.thread(.information, WeeklyPath(value))])
    }
    let design = StudyDesign([Factor(name: "gap", levels: [level(2), level(0), level(0.5)])])
    let scenario = Self.scenario(MapPlan(x: .factor("gap"), y: .range(Self.y)), design: design)
    #expect(scenario.points == 3 + 3 * 2 && scenario.name(of: 0) == "gap 2")
    let plan = try #require(scenario.map), axes = try #require(scenario.axes(plan))
    #expect(axes.x.stops.map(\.name) == ["0", "0.5", "2"] && axes.y.stops.map(\.name) == ["4", "7"])
    let point = try #require(scenario.point(axes.x, 0, axes.y, 1))
    #expect(scenario.name(of: point) == "gap 0, sellers 7")
  }

  @Test("Same bytes for any number of threads; another metric moves no trial; every cell's probabilities add to 1")
  func sameBytes() throws {
    let one = try Sample.run(Self.scenario(), threads: 1, more: ["map.csv", "map.json"])
    #expect(try Sample.run(Self.scenario(), threads: 3, more: ["map.csv", "map.json"]).tables == one.tables)
    let lines = Self.lines(one)
    #expect(lines.count == 3 * 2 * 2)
    for (point, cell) in Dictionary(grouping: lines, by: \.point) {
      #expect((cell.map(\.best).reduce(0, +) - 1).magnitude < 1e-12, "\(point)")
      let first = try #require(cell.first { $0.rank == 1 }), top = cell.map(\.best).max() ?? 0
      #expect(first.best == top && (first.standing == "best") == (top >= 0.9))
      #expect(cell.filter { $0.standing == "tied" }.count != 1)
    }
    let other = try Sample.run(
      Self.scenario(MapPlan(metric: "cost", best: .least, x: .range(Self.x), y: .range(Self.y))), threads: 2)
    #expect(other.lines["trials.csv"] == one.lines["trials.csv"])
    #expect(other.text("map.csv") != one.text("map.csv"))
  }

  @Test("Regimes that are the same are a tie in every cell, with half each")
  func twins() throws {
    let calm = Sample.scenario().regimes[0]
    let twin = Regime(name: "twin", preset: nil, levers: calm.levers)
    let lines = Self.lines(try Sample.run(Self.scenario(regimes: [calm, twin]), threads: 2))
    #expect(lines.count == 12)
    #expect(lines.allSatisfy { $0.best == 0.5 && $0.standing == "tied" })
  }

  /// The library's own test has the 21 × 21 cells of the closed form (BestOptionTests); here the simulator makes the match.
  @Test("Push against local direction: the simulator's frontier lies within a cell of v_H = v_L")
  func frontier() throws {
    func parameter(_ name: String) -> MapPlan.Axis {
      .range(
        MapPlan.Range(
          name: name, setting: .parameter("direction.\(name)", [0]), ends: 0.125...2, cells: 5, scale: .log))
    }
    let reference = Sample.scenario().plan.reference
    func regime(_ name: String, _ share: Double) -> Regime {
      Regime(name: name, preset: nil, levers: reference.levers.merging([.pushShare: WeeklyPath(share)]) { $1 })
    }
    let scenario = Self.scenario(
      MapPlan(metric: "match", x: parameter("own_variance"), y: parameter("headquarters_variance")),
      regimes: [regime("push", 1), regime("local", 0)], trials: 12,
      parameters: ["direction.newcomer_factor": [1], "direction.goal_spread": [0]])
    let lines = Self.lines(try Sample.run(scenario, threads: 2)).filter { $0.regime == "push" }
    #expect(lines.count == 25)
    for line in lines {
      let own = try #require(Double(line.x)), head = try #require(Double(line.y))
      // A cell is a factor of two.
      if own > 3 * head { #expect(line.best > 0.9, "\(line.cells)") }
      if head > 3 * own { #expect(line.best < 0.1, "\(line.cells)") }
    }
  }

  @Test("Over plausible firms a cell says in how many of them a regime is the best")
  func firms() throws {
    let ensemble = ParameterEnsemble(
      name: "two", paths: ["prospecting.arrival_rate"], members: [[0.2], [0.6]])
    let plan = MapPlan(x: .range(Self.x), y: .range(Self.y))
    let lines = Self.lines(try Sample.run(Self.scenario(plan, trials: 8, ensemble: ensemble), threads: 2))
    for cell in Dictionary(grouping: lines, by: \.point).values {
      let shares = try cell.map { try #require($0.firm) }
      #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
      #expect(try #require(cell.first { $0.rank == 1 }).firm == shares.max())
    }
  }
}
