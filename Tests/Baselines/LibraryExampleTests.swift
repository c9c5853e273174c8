import Foundation
import Rainmaker
import Testing

/// The example of the library's front page: it compiles, runs, and is the text that stands there.
@Suite struct LibraryExampleTests {
  @Test("The front page's example returns what the tables hold")
  func example() throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("library-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let profits = try meanProfits(into: directory)
    let table = try #require(try ResultsDirectory(path: directory).table("summary"))
    #expect(profits.keys.sorted() == ["blend", "push"])
    for (regime, profit) in profits { #expect(table["profit", regime, "0"]?["mean"] == profit) }
  }

  @Test("The front page shows this very function")
  func text() throws {
    let tests = URL(fileURLWithPath: #filePath)
    let page = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Rainmaker/Rainmaker.docc/Rainmaker.md")
    let shown = try #require(
      String(contentsOf: page, encoding: .utf8).components(separatedBy: "import Rainmaker\n\n").last?
        .components(separatedBy: "```").first)
    #expect(try String(contentsOf: tests, encoding: .utf8).hasSuffix(shown))
  }
}

func meanProfits(into directory: String) throws -> [String: Double] {
  let scenario = try ScenarioFile.parse(
    text: """
      rainmaker: 1
      trials: 8
      horizon: {weeks: 65, warm_up: 13}
      budget: none
      regimes:
        push: {preset: push}
        blend: {preset: blend}
      """, source: "two-regimes.yaml")
  let request = StudyRequest(
    scenario: scenario, text: { ScenarioFile.resolved($0) }, directory: directory, threads: 2)
  let outcome = try StudyRun(request, build: BuildInfo(version: "example", commit: nil)).run()
  var profits: [String: Double] = [:]
  for row in outcome.digest.summary where row.metric == "profit" { profits[row.regime] = row.mean }
  return profits
}
