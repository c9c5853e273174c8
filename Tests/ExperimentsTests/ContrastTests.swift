import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Contrasts: which mixes of two regimes run, and that shares add up to their difference at equal cost.
@Suite struct ContrastTests {
  private static func scenario(
    budget: Budget? = nil, orders: Int = 2,
    levers: [LeverName: Double] = [.salary: 0.5, .commission: 0.1, .bonus: 0.1],
    trials: Int = 8, confidence: Confidence = .usual
  ) -> Scenario {
    let base = Sample.scenario()
    let other = Regime(name: "brisk", preset: nil, levers: levers.mapValues { WeeklyPath($0) })
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: trials, plan: base.plan,
      regimes: [base.regimes[0], other], budget: budget,
      outputs: Outputs([], confidence: confidence),
      contrast: ContrastPlan(from: "calm", to: "brisk", orders: orders))
  }

  private struct Line {
    let cells: [String]
    init(_ text: Substring) {
      cells = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var metric: String { cells[0] }
    var lever: String { cells[4] }
    func number(_ place: Int) -> Double { Double(cells[place]) ?? .nan }
    var share: Double { number(8) }
    var low: Double { number(9) }
    var high: Double { number(10) }
  }

  private static func lines(_ run: Sample.Run) -> [Line] {
    run.text("contrast.csv").split(whereSeparator: \.isNewline).dropFirst().map(Line.init)
  }

  @Test("Every combination of few levers is an arm; both ends are the regimes themselves")
  func mixes() throws {
    let scenario = Self.scenario(), contrast = try #require(scenario.contrast(0))
    #expect(Set(contrast.levers) == [.commission, .bonus, .salary])
    let arms = scenario.mixes(contrast)
    #expect(arms.count == 8 && arms[0].regime.name == "calm" && arms[1].regime.name == "brisk")
    #expect(Set(arms.map(\.label)).count == 8 && scenario.twins([0, 1]).count == 6)
    #expect(arms.contains { $0.label == "calm with commission+bonus of brisk" })
    #expect(scenario.twins([0]).isEmpty)
    // Salaries that are solved for are no lever.
    let equal = Self.scenario(budget: .standard)
    #expect(try #require(equal.contrast(0)).levers.count == 2)
    // A mix is never the regime whose cost the budget follows.
    let following = Self.scenario(budget: Budget(target: .sameAs("calm")))
    let turned = try #require(following.contrast(0))
    #expect(following.mixes(turned).filter { $0.mix != nil }.allSatisfy { $0.place == 1 })
    #expect(following.mixes(turned).contains { $0.label == "brisk with bonus of calm" })
  }

  @Test(
    "Shares add up to the difference that the comparisons have, with and without equal cost, at any level",
    arguments: [(false, 0.95), (true, 0.95), (true, 0.8)])
  func adding(isEqual: Bool, level: Double) throws {
    let run = try Sample.run(
      Self.scenario(budget: isEqual ? .standard : nil, confidence: Confidence(level)), threads: 2)
    let lines = Self.lines(run)
    #expect(lines.count == Metric.allCases.count * (isEqual ? 3 : 4))
    for (metric, rows) in Dictionary(grouping: lines, by: \.metric) {
      let whole = try #require(rows.first { $0.lever == "(all)" })
      guard !whole.share.isNaN else { continue }
      let sum = rows.filter { $0.lever != "(all)" }.reduce(0) { $0 + $1.share }
      #expect((sum - whole.share).magnitude <= 1e-6 * max(1, whole.share.magnitude), "\(metric): \(sum) \(whole.share)")
      #expect(rows.allSatisfy { $0.low <= $0.share && $0.share <= $0.high })
    }
    let profit = try #require(lines.first { $0.metric == "profit" && $0.lever == "(all)" })
    let pair = try #require(
      run.text("comparisons.csv").split(separator: "\n").first { $0.hasPrefix("profit,calm,brisk,0,") }
    ).split(separator: ",").map(String.init)
    #expect((profit.share + (Double(pair[5]) ?? .nan)).magnitude < 1e-8)
    #expect((profit.low + (Double(pair[7]) ?? .nan)).magnitude < 1e-8)
  }

  @Test("Same bytes for any number of threads; the regimes' own trials do not change")
  func sameBytes() throws {
    let more = ["contrast.csv", "contrast.json", "mixes.csv"]
    let one = try Sample.run(Self.scenario(), threads: 1, more: more)
    #expect(try Sample.run(Self.scenario(), threads: 3, more: more).tables == one.tables)
    #expect(one.text("mixes.csv").split(separator: "\n").count == 1 + 6 * 8)
    let base = Self.scenario()
    let plain = Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: 8, plan: base.plan, regimes: base.regimes,
      outputs: Outputs([]))
    #expect(try Sample.run(plain, threads: 2).lines["trials.csv"] == one.lines["trials.csv"])
  }

  @Test("A lever that does nothing has no share")
  func idle() throws {
    // Nobody keeps an organisational code to be loyal to.
    let levers: [LeverName: Double] = [.salary: 0.9, .commission: 0.02, .bonus: 0.2, .loyalty: 0.5]
    let lines = Self.lines(try Sample.run(Self.scenario(levers: levers), threads: 2)).filter { $0.metric == "pay" }
    let loyalty = try #require(lines.first { $0.lever == "loyalty" })
    #expect(loyalty.share == 0 && loyalty.cells.last?.hasPrefix("identical") == true)
    #expect(try #require(lines.first { $0.lever == "bonus" }).share != 0)
  }

  @Test("Of many levers orders are drawn, and their spread is in the intervals")
  func drawn() throws {
    let levers: [LeverName: Double] = [
      .salary: 0.5, .commission: 0.1, .bonus: 0.1, .coaching: 2, .training: 1, .monitoring: 0.5, .pushShare: 0.5,
      .closingPush: 0.5,
    ]
    let scenario = Self.scenario(orders: 3, levers: levers, trials: 4), contrast = try #require(scenario.contrast(0))
    #expect(contrast.levers.count == 8 && !contrast.design.isExact && contrast.design.orders.count == 6)
    let lines = Self.lines(try Sample.run(scenario, threads: 2)).filter { $0.metric == "revenue" }
    let whole = try #require(lines.first { $0.lever == "(all)" })
    #expect((lines.dropFirst().reduce(0) { $0 + $1.share } - whole.share).magnitude < 1e-6)
    #expect(lines.dropFirst().allSatisfy { $0.high > $0.low })
  }
}
