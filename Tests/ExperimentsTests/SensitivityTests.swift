import SalesForce
import Testing

@testable import Experiments

/// Sensitivity studies: which points are simulated, where hypotheses stand, and what is read from them.
@Suite struct SensitivityTests {
  private static let inputs = [
    SensitivityPlan.Input(
      name: "information", setting: .thread(.information, WeeklyPath(0)), range: 0...2, isWhole: false),
    SensitivityPlan.Input(name: "size", setting: .sellers(4), range: 4...7, isWhole: true),
  ]

  private static func plan(
    _ method: SensitivityPlan.Method, _ size: Int, inputs: [SensitivityPlan.Input] = inputs, subject: String? = nil
  ) -> SensitivityPlan {
    SensitivityPlan(inputs: inputs, method: method, size: size, subject: subject)
  }

  private static func scenario(
    _ plan: SensitivityPlan, design: StudyDesign = StudyDesign(), hypotheses: [Hypothesis] = [], trials: Int = 6
  ) -> Scenario {
    let base = Sample.scenario()
    return Scenario(
      name: "sample", question: "", notes: "", seed: 9, trials: trials, plan: base.plan, regimes: base.regimes,
      outputs: Outputs([]), design: design, sensitivity: plan, hypotheses: hypotheses)
  }

  @Test("The scenario, each setting at its ends, then every point of the method once")
  func points() throws {
    let plan = Self.plan(.sobol, 64), sample = try SensitivitySample(plan, seed: 9)
    #expect(sample.points[0] == [nil, nil])
    #expect(sample.points[1...4] == [[0, nil], [2, nil], [nil, 4], [nil, 7]])
    #expect(Set(sample.points.map { $0.map { $0 ?? -1 } }).count == sample.points.count)
    #expect(sample.rows.count == 64 * 4)
    var counts = [Double: Int]()
    for (row, point) in sample.rows.enumerated() {
      let values = sample.points[point]
      #expect(values[0] == 2 * sample.shares[row, 0])
      counts[try #require(values[1]), default: 0] += 1
    }
    // A quarter of the points each, as even as Sobol' points are.
    #expect(counts.keys.sorted() == [4, 5, 6, 7] && counts.values.allSatisfy { $0 == 64 })
  }

  @Test("A design of its own is simulated at every point of the sample, and keeps its numbers at the first")
  func crossing() throws {
    let own = StudyDesign([
      Factor(
        name: "span", levels: [.init(name: "3", settings: [.span(3)]), .init(name: "5", settings: [.span(5)])])
    ])
    let step = Hypothesis(
      name: "step", kind: .emergent, metric: "profit", regime: "calm", against: "brisk",
      changes: [.init(factor: "span", from: "3", to: "5")], direction: .more)
    let scenario = Self.scenario(Self.plan(.morris, 3), design: own, hypotheses: [step])
    #expect(scenario.points == 2 * (try SensitivitySample(Self.plan(.morris, 3), seed: 9)).points.count)
    #expect(scenario.name(of: 1) == "span 5" && scenario.name(of: 4) == "span 3, information 2")
    for sample in 0..<scenario.points / 2 {
      let terms = try #require(scenario.terms(of: step, sample: sample))
      #expect(Set(terms.map(\.point)) == [2 * sample, 2 * sample + 1])
    }
  }

  @Test("Verdicts at the ends: within what is claimed, outside, across its edge")
  func verdicts() throws {
    let claim = Hypothesis(
      name: "claim", kind: .emergent, metric: "profit", regime: "calm", against: "brisk", direction: .more, size: 0.1)
    let plan = Self.plan(.morris, 2)
    func result(_ low: Double, _ high: Double) -> HypothesisScore.Result {
      var result = HypothesisScore.Result(n: 9, status: .ok)
      (result.effect, result.low, result.high) = ((low + high) / 2, low, high)
      return result
    }
    let rows = SensitivityRows(
      scenario: Self.scenario(plan, hypotheses: [claim]), plan: plan, subject: claim,
      results: [result(0.1, 0.3), result(-0.2, 0.1), result(0.05, 0.2), result(0.2, 0.9), result(0.2, 0.3)]
    ).entries(SensitivityFindings(), reason: "no reason")
    // Without a ranking the ends that are farther apart come first.
    #expect(rows.map(\.input) == [nil, "size", "size", "information", "information"])
    #expect(rows.map(\.verdict) == [.holds, .holds, .holds, .fails, .open])
    #expect(rows[0].remark == "no reason" && rows.allSatisfy { $0.rank == nil })
  }

  @Test("Same bytes for any number of threads, and more trials leave the first alone")
  func sameBytes() throws {
    let plan = Self.plan(.sobol, 8)
    let one = try Sample.run(Self.scenario(plan), threads: 1)
    #expect(try Sample.run(Self.scenario(plan), threads: 3).tables == one.tables)
    let rows = one.text("sensitivity.csv").split(separator: "\n")
    #expect(rows.count == 1 + 1 + 1 + 2 * 6)
    let more = try Sample.run(Self.scenario(plan, trials: 8), threads: 2)
    let trials = try #require(one.lines["trials.csv"])
    let found = Set(try #require(more.lines["trials.csv"]))
    let lost = trials.filter { !found.contains($0) }
    #expect(lost.isEmpty)
  }

  @Test("Another answer moves no trial")
  func subject() throws {
    let profit = try Sample.run(Self.scenario(Self.plan(.morris, 2)), threads: 2)
    let revenue = try Sample.run(Self.scenario(Self.plan(.morris, 2, subject: "revenue")), threads: 2)
    #expect(profit.lines["trials.csv"] == revenue.lines["trials.csv"])
    #expect(profit.text("sensitivity.csv") != revenue.text("sensitivity.csv"))
    #expect(revenue.text("sensitivity.csv").contains("\nrevenue,morris,"))
  }

  @Test("A setting that does nothing has no share, and one that is all has all")
  func planted() throws {
    // Four sellers or seven: cost of selling a seat-week hangs on nothing else here.
    let inputs = [
      Self.inputs[1],
      SensitivityPlan.Input(
        name: "spread", setting: .parameter("practices.stake", [0]), range: 0...0.001, isWhole: false),
    ]
    let scenario = Self.scenario(Self.plan(.morris, 6, inputs: inputs, subject: "revenue"))
    let text = try Sample.run(scenario, threads: 2).text("sensitivity.csv")
    let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let stars = rows.filter { $0[7] == "mu_star" }
    #expect(stars.map { String($0[3]) } == ["size", "spread"])
    let sizes = stars.compactMap { Double($0[9]) }
    #expect(sizes.count == 2 && sizes[0] > 10 * sizes[1], "\(sizes)")
  }
}
