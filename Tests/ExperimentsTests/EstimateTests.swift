import Foundation
import ResultTables
import SalesForce
import Testing

@testable import Experiments

/// What is said of a run before it begins, against what it then takes.
@Suite struct EstimateTests {
  private static func scenario(_ trials: Int, budget: Budget?, outputs: Outputs) -> Scenario {
    let plain = Sample.scenario(trials: trials, outputs: outputs)
    return Scenario(
      name: plain.name, question: "", notes: "", seed: plain.seed, trials: trials, plan: plain.plan,
      regimes: plain.regimes, budget: budget, outputs: outputs)
  }

  @Test(
    "Journals are known to the byte, tables to a third",
    arguments: [nil, Budget(target: .costPerSeller([1.9, 2.2]))],
    [Outputs([]), Outputs([.timeseries, .weekly, .sellers]), Outputs([.timeseries], metrics: ["profit"])])
  func bytes(_ budget: Budget?, _ outputs: Outputs) throws {
    let scenario = Self.scenario(40, budget: budget, outputs: outputs)
    let run = try Sample.run(scenario, threads: 2)
    let size = StudySize(Sample.request(scenario, run.directory))
    #expect(size.arms == 2 * scenario.points && size.trials == 40 && !size.isAtMost)
    func bytes(_ ending: (String) -> Bool) throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: run.directory).filter(ending).reduce(0) {
        $0 + ((try FileManager.default.attributesOfItem(atPath: run.directory + "/" + $1)[.size] as? Int) ?? 0)
      }
    }
    // Their descriptors hold the build's name, which is not asked for: a few bytes.
    let journals = try bytes { $0.hasSuffix(".journal") }, tables = try bytes { !$0.hasSuffix(".journal") }
    #expect(abs(size.journalBytes - journals) < 200, "\(size.journalBytes) \(journals)")
    #expect(
      Double(size.tableBytes) > 0.66 * Double(tables) && Double(size.tableBytes) < 1.5 * Double(tables) + 250_000,
      "\(size.tableBytes) \(tables)")
  }

  @Test("A sample says about how long a run takes, on one thread")
  func seconds() throws {
    let scenario = Self.scenario(60, budget: nil, outputs: Outputs([]))
    let estimate = try RunEstimate(Sample.request(scenario, Sample.directory(), threads: 1))
    #expect(estimate.sampled.arms == 2 && (1...2).contains(estimate.sampled.trials) && estimate.threads == 1)
    #expect(estimate.seconds > 0 && estimate.size.armTrials == 120)
    let twice = Self.scenario(120, budget: nil, outputs: Outputs([]))
    #expect(StudySize(Sample.request(twice, "")).armTrials == 240)
  }

  @Test("What does not fit is named, and what there is already is not counted again")
  func room() {
    let size = StudySize(Sample.request(Self.scenario(1_000, budget: nil, outputs: Outputs()), ""))
    #expect(Room(disk: nil, memory: nil).lack(for: size) == nil)
    #expect(Room(disk: size.diskBytes, memory: size.memoryBytes).lack(for: size) == nil)
    #expect(Room(disk: size.diskBytes - 1, memory: nil).lack(for: size)?.description.contains("on disk") == true)
    #expect(Room(disk: size.diskBytes - 1, memory: nil).lack(for: size, there: 1) == nil)
    #expect(Room(disk: 0, memory: nil).lack(for: size, there: .max) == nil)
    #expect(Room(disk: nil, memory: size.memoryBytes - 1).lack(for: size)?.description.contains("--threads") == true)
    let room = Room(at: Sample.directory() + "/below/that")
    #expect(room.disk ?? 1 > 0 && room.memory ?? 1 > 0)
  }

  @Test("More threads take more memory; trials take none beyond what is held to find quantiles")
  func memory() {
    func size(_ trials: Int, _ threads: Int) -> Int {
      StudySize(Sample.request(Self.scenario(trials, budget: nil, outputs: Outputs([])), "", threads: threads))
        .memoryBytes
    }
    #expect(size(100, 4) > size(100, 1) && size(10_000_000, 1) == size(1_000_000, 1))
  }

  @Test(
    "Bytes in words",
    arguments: [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (6_640_000, "6.6 MB"), (12_300_000_000, "12 GB")])
  func words(_ count: Int, _ text: String) { #expect(Bytes.text(count) == text) }

  @Test("Fewer metrics: what is kept has the bytes that it has without")
  func kept() throws {
    let budget = Budget(target: .costPerSeller([1.9]))
    let tables: Set<OptionalTable> = [.timeseries, .weekly, .bootstrap, .correlations]
    let all = try Sample.run(Self.scenario(8, budget: budget, outputs: Outputs(tables)), threads: 2)
    let few = try Sample.run(
      Self.scenario(8, budget: budget, outputs: Outputs(tables, metrics: ["win_rate", "skill"])), threads: 2)
    let kept = Set(Outputs.always + ["win_rate", "skill"])
    let known = Set(Metric.allCases.map(\.card.name) + WeeklyMetric.allCases.map(\.card.name))
    for name in [
      "summary", "comparisons", "slopes", "timeseries", "trials", "weekly", "slope_trials", "bootstrap", "correlations",
    ] {
      let whole = all.text(name + ".csv").split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let head = try #require(whole.first).map(String.init)
      let columns = head.indices.filter { !known.contains(head[$0]) || kept.contains(head[$0]) }
      let keys = head.indices.filter { head[$0].hasPrefix("metric") }
      let rows = whole.enumerated().filter { place, row in
        place == 0 || keys.allSatisfy { kept.contains(String(row[$0])) }
      }.map { _, row in columns.map { row[$0] }.joined(separator: ",") }
      #expect(few.text(name + ".csv") == rows.joined(separator: "\n") + "\n", "\(name)")
      #expect(rows.count < whole.count || columns.count < head.count, "\(name)")
    }
    #expect(few.text("summary.json").contains("win_rate") && !few.text("summary.json").contains("welfare"))
    #expect(
      FileManager.default.contents(atPath: few.directory + "/trials.journal")?.count
        == FileManager.default.contents(atPath: all.directory + "/trials.journal")?.count)
  }
}
