import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Studies that choose: who runs in which trials, whatever the road, and what comes of it.
@Suite struct SelectionTests {
  private static let plan = SelectionPlan(indifference: 0.01, first: 10)

  /// Four ways of paying; the last two differ from the second in next to nothing.
  static func scenario(
    _ plan: SelectionPlan = SelectionTests.plan, maximum: Int = 300, budget: Budget? = nil,
    streams: Streams = .common, ensemble: ParameterEnsemble? = nil, design: StudyDesign = StudyDesign(),
    selects: Bool = true
  ) -> Scenario {
    let base = Sample.scenario()
    func regime(_ name: String, _ levers: [LeverName: Double]) -> Regime {
      Regime(name: name, preset: nil, levers: levers.mapValues { WeeklyPath($0) })
    }
    return Scenario(
      name: "choice", question: "", notes: "", seed: 9, streams: streams, trials: maximum,
      plan: ModelPlan(
        organisation: Organisation(seats: 4, span: 4), horizon: Horizon(weeks: 20, warmUp: 4),
        reference: base.regimes[0]),
      regimes: [
        base.regimes[0], regime("brisk", [.salary: 0.5, .commission: 0.1]),
        regime("brisker", [.salary: 0.5, .commission: 0.1001]), regime("dear", [.salary: 2, .commission: 0.1]),
      ], budget: budget, outputs: Outputs([]), design: design, selection: selects ? plan : nil, ensemble: ensemble)
  }

  static let names = [
    "selection.csv", "selection.json", "trials.csv", "summary.csv", "comparisons.csv", "trials.journal",
    "slopes.journal",
  ]

  private static func run(_ scenario: Scenario, threads: Int = 2) throws -> Sample.Run {
    try Sample.run(scenario, threads: threads, more: names)
  }

  private static func rows(_ run: Sample.Run, _ name: String) -> [[String: String]] {
    let lines = run.text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test(
    "Same bytes on any threads; what has fallen behind runs no more, and every trial that ran is that of a plain study")
  func same() throws {
    let one = try Self.run(Self.scenario(), threads: 1)
    for threads in [2, 5] { #expect(try Self.run(Self.scenario(), threads: threads).tables == one.tables) }
    #expect(!one.outcome.isInterrupted && one.outcome.trials < 300 && one.outcome.trials % 10 == 0)
    let rows = Self.rows(one, "selection.csv"), trials = Self.rows(one, "trials.csv")
    #expect(rows.map { $0["rank"] } == ["1", "2", "3", "4"] && rows[0]["status"] == "leader")
    let dear = try #require(rows.first { $0["regime"] == "dear" })
    #expect(dear["status"] == "worse" && Double(dear["worse_by"] ?? "") ?? 0 > 0)
    for row in rows {
      let own = trials.filter { $0["regime"] == row["regime"] }
      #expect(row["n"] == "\(own.count)" && own.count >= 10)
      if let after = row["dropped_after"], !after.isEmpty { #expect(after == "\(own.count)") }
    }
    #expect(trials.count < 4 * one.outcome.trials)
    let plain = try Self.run(Self.scenario(maximum: one.outcome.trials, selects: false))
    let all = Set(try #require(plain.lines["trials.csv"]))
    #expect(try #require(one.lines["trials.csv"]).allSatisfy(all.contains))
  }

  @Test(
    "Stopped anywhere and gone on with on other threads: the same bytes, salaries and slopes included",
    arguments: [1, 9, 10, 11, 15])
  func resumed(_ moment: Int) throws {
    let scenario = Self.scenario(budget: Budget(target: .costPerSeller([2]))), whole = try Self.run(scenario)
    #expect(whole.outcome.trials > moment)
    let directory = Sample.directory(), stop = StopSignal()
    let cut = try StudyRun(Sample.request(scenario, directory, threads: 1), build: Sample.build)
      .run(stop: stop, progress: { done, _ in if done >= moment { stop.raise() } })
    #expect(cut.isInterrupted && cut.trials == moment)
    let early = try #require(FileManager.default.contents(atPath: directory + "/selection.csv"))
    #expect(String(decoding: early, as: UTF8.self).contains(moment < 10 ? "unseen" : "leader"))
    let rest = try StudyRun(
      Sample.request(scenario, directory, threads: 3, mode: .resume), build: Sample.build
    ).run()
    #expect(rest.trials == whole.outcome.trials && !rest.isInterrupted)
    for (name, table) in whole.tables {
      #expect(FileManager.default.contents(atPath: directory + "/" + name) == table, "\(name)")
    }
    let again = try StudyRun(Sample.request(scenario, directory), build: Sample.build).run()
    #expect(again.wasComplete)
  }

  @Test(
    "More trials may be run later: a choice that the maximum cut short goes on as if it had been larger from the start")
  func growth() throws {
    let plan = SelectionPlan(indifference: 0.002, first: 10)
    let few = try Self.run(Self.scenario(plan, maximum: 34)), many = try Self.run(Self.scenario(plan, maximum: 75))
    #expect(few.outcome.trials == 34 && Self.rows(few, "selection.csv")[0]["ending"] == "maximum")
    let grown = try StudyRun(
      Sample.request(Self.scenario(plan, maximum: 75), few.directory, mode: .resume), build: Sample.build
    ).run()
    #expect(grown.trials == 75)
    for (name, table) in many.tables {
      #expect(FileManager.default.contents(atPath: few.directory + "/" + name) == table, "\(name)")
    }
    let other = SelectionPlan(indifference: 0.1, first: 10)
    #expect(throws: StudyFailure.self) {
      try StudyRun(
        Sample.request(Self.scenario(other, maximum: 75), few.directory, mode: .resume), build: Sample.build
      ).run()
    }
  }

  @Test("A budget of runs is spent and not exceeded; the leader has run whenever another has")
  func allocation() throws {
    let plan = SelectionPlan(method: .ocba, first: 10, runs: 150)
    let one = try Self.run(Self.scenario(plan), threads: 1), trials = Self.rows(one, "trials.csv")
    #expect(try Self.run(Self.scenario(plan), threads: 4).tables == one.tables)
    #expect((148...150).contains(trials.count))
    let rows = Self.rows(one, "selection.csv")
    #expect(rows.allSatisfy { $0["ending"] == "spent" && Int($0["n"] ?? "") ?? 0 >= 10 })
    let dear = try #require(rows.first { $0["regime"] == "dear" })
    #expect(Int(dear["n"] ?? "") ?? 99 < 20, "clearly worse, so it gets no more")
  }

  @Test("A regime that the budget follows runs in every trial; plausible firms and points of a design are chosen among")
  func companions() throws {
    let followed = try Self.run(Self.scenario(budget: Budget(target: .sameAs("dear"))))
    let trials = Self.rows(followed, "trials.csv").filter { $0["regime"] == "dear" }
    #expect(trials.count == followed.outcome.trials)
    let firms = ParameterEnsemble(
      name: "two", paths: ["prospecting.arrival_rate"], members: [[1.6], [2.4]])
    let design = StudyDesign([
      Factor(
        name: "span", levels: [.init(name: "2", settings: [.span(2)]), .init(name: "4", settings: [.span(4)])])
    ])
    let scenario = Self.scenario(ensemble: firms, design: design), one = try Self.run(scenario, threads: 1)
    #expect(try Self.run(scenario, threads: 3).tables == one.tables)
    let rows = Self.rows(one, "selection.csv")
    #expect(rows.count == 8 && Set(rows.map { $0["place"] }) == ["span 2", "span 4"])
  }

  @Test("Draws of their own: two stages")
  func independent() throws {
    let plan = SelectionPlan(method: .rinott, indifference: 0.2, first: 10)
    let run = try Self.run(Self.scenario(plan, maximum: 2_000, streams: .independent))
    #expect(Self.rows(run, "selection.csv").allSatisfy { $0["ending"] == "chosen" })
  }

  @Test("One regime alone leaves no choice, which is said before anything is written")
  func alone() throws {
    let directory = Sample.directory()
    let failure = #expect(throws: StudyFailure.self) {
      try StudyRun(
        Sample.request(Self.scenario(), directory, selection: ["brisk"]), build: Sample.build
      ).run()
    }
    guard case .choice = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: directory))
  }
}
