import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Tables of deals come from trials that are run again, and nobody can tell.
@Suite struct DealTableTests {
  private static let logs: [OptionalTable] = [.forecast, .crm, .truth]
  private static let others = ["trials.csv", "summary.csv", "summary.json", "comparisons.csv"]

  private static func contents(_ run: Sample.Run, _ names: [String]) -> [String: Data] {
    names.reduce(into: [:]) { $0[$1] = FileManager.default.contents(atPath: run.directory + "/" + $1) }
  }

  private static func rows(_ run: Sample.Run, _ name: OptionalTable) throws -> [[String: String]] {
    let text = try String(contentsOfFile: run.directory + "/" + name.fileName, encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private static func run(_ tables: [OptionalTable], threads: Int = 2, selection: [String]? = nil) throws -> Sample.Run
  {
    try Sample.run(Sample.scenario(outputs: Outputs(Set(tables))), threads: threads, selection: selection)
  }

  @Test("The same bytes for any number of threads and each table alone, and no other table moves")
  func sameBytes() throws {
    let names = Self.logs.map(\.fileName)
    let all = try Self.run(Self.logs)
    let expected = Self.contents(all, names)
    #expect(expected.count == 3)
    for threads in [1, 7] { #expect(Self.contents(try Self.run(Self.logs, threads: threads), names) == expected) }
    for table in Self.logs {
      #expect(Self.contents(try Self.run([table]), names) == [table.fileName: expected[table.fileName]])
    }
    let without = try Self.run([])
    #expect(Self.contents(without, Self.others) == Self.contents(all, Self.others))
    let calm = try Self.run(Self.logs, selection: ["calm"])
    for name in Self.logs {
      #expect(try Self.rows(calm, name) == Self.rows(all, name).filter { $0["regime"] == "calm" })
    }
  }

  @Test("Truth stands beside the CRM row by row, and the CRM never knows more")
  func beside() throws {
    let run = try Self.run(Self.logs)
    let (crm, truth) = (try Self.rows(run, .crm), try Self.rows(run, .truth))
    #expect(crm.count == truth.count && crm.count > 1_000)
    var hidden = 0
    for (entry, fact) in zip(crm, truth) {
      for key in ["regime", "point", "trial", "opportunity"] { #expect(entry[key] == fact[key]) }
      if entry["outcome"] == "open" {
        #expect(entry["closed"] == "")
        hidden += fact["outcome"] == "open" ? 0 : 1
      } else {
        #expect(entry["outcome"] == fact["outcome"])
        #expect(try #require(Int(entry["closed"] ?? "")) >= #require(Int(fact["ended"] ?? "")))
        #expect(try #require(Int(entry["closed"] ?? "")) >= 8)
      }
    }
    #expect(hidden > 10)
    let weeks = try Self.rows(run, .forecast)
    #expect(weeks.count == 6 * 2 * 52)
    #expect(weeks.last?["status"] == "unsettled" && weeks.last?["week"] == "59")
  }

  @Test("The same customer is worth the same in either regime")
  func paired() throws {
    let crm = try Self.rows(try Self.run([.crm]), .crm)
    var amounts: [[String?]: String] = [:], pairs = 0
    for row in crm {
      let name = [row["trial"], row["opportunity"]]
      if let amount = amounts[name] {
        pairs += 1
        #expect(row["amount"] == amount)
      }
      amounts[name] = row["amount"]
    }
    #expect(pairs > 100)
  }

  @Test("A trial that comes to something else when it is watched ends the run")
  func watched() throws {
    let run = try Self.run([])
    func write(_ scenario: Scenario) throws {
      var tables = StudyTables(
        StudyData(
          scenario: scenario, study: StudyArms(scenario, [0, 1]), directory: StudyDirectory(path: run.directory),
          reader: try JournalReader(path: run.directory + "/trials.journal"), slopes: nil, threads: 2))
      _ = try tables.write(nil)
    }
    let scenario = Sample.scenario(outputs: Outputs(Set(Self.logs)))
    try write(scenario)
    let other = Scenario(
      name: scenario.name, question: "", notes: "", seed: scenario.seed + 1, trials: scenario.trials,
      plan: scenario.plan, regimes: scenario.regimes, outputs: scenario.outputs)
    #expect(throws: BrokenInvariant.self) { try write(other) }
  }
}
