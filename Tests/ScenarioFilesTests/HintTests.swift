import Foundation
import Testing

@testable import ScenarioFiles

/// Slips that have a remedy of their own are told it.
@Suite struct HintTests {
  private func said(_ line: String) -> String {
    let text = "rainmaker: 1\n\(line)\nregimes: {a: {preset: push}}\n"
    do throws(ScenarioErrors) {
      _ = try ScenarioFile.parse(text: text, source: "s.yaml")
      return ""
    } catch { return error.description }
  }

  @Test(arguments: [
    ("trials: 0,5", "decimal comma? write 0.5"), ("trials: 1,000", "digits in groups? write 1000"),
    ("trials: 1,000,000", "digits in groups? write 1000000"), ("trials: 0,125", "decimal comma? write 0.125"),
    ("budget: {cost_per_seller: 1,6}", "decimal comma? Write 1.6"),
    ("budget: {cost_per_seller: 1,6, salary_floor: 0,2}", "decimal comma? Write 0.2"),
  ])
  func commas(line: String, hint: String) { #expect(said(line).contains(hint), "\(said(line))") }

  /// Nothing of the kind is guessed where it would be wrong.
  @Test(arguments: ["trials: a,b", "trials: 1,", "trials: ,5,", "trials: '0,5'x", "budget: {cost_per_seller: 1.6, 7}"])
  func noCommas(line: String) {
    #expect(!said(line).contains("omma?") && !said(line).contains("groups?"), "\(said(line))")
  }

  @Test(arguments: [
    "question: @home", "question: `so`", "question: %d", "question: *why", "question: !why", "question: [why] me",
    "question: {why} me", "question: \"Why\" me", "name: 2026", "name: null", "name: on", "question: a: b",
  ])
  func quotes(line: String) { #expect(said(line).contains("in quotes"), "\(said(line))") }

  @Test func pipesWhereTheyMayBe() throws {
    let pipe = FileManager.default.temporaryDirectory.appendingPathComponent("pipe-\(UUID().uuidString)").path
    try #require(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    #expect(throws: ScenarioErrors.self) { try ScenarioFile.load(path: pipe) }
    let writer = Thread {
      try? "rainmaker: 1\nregimes: {a: {preset: push}}\n".write(toFile: pipe, atomically: false, encoding: .utf8)
    }
    writer.start()
    #expect(try ScenarioFile.load(path: pipe, mayBePiped: true).regimes.count == 1)
  }
}
