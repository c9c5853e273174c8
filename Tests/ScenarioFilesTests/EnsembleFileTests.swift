import Experiments
import Foundation
import Testing

@testable import ScenarioFiles

/// Ensembles out of files, and calibrations: read, written back, and refused with their place.
@Suite struct EnsembleFileTests {
  private static let head = "rainmaker: 1\ntrials: 12\nregimes: {push: {preset: push}, pull: {preset: pull}}\n"

  private func scenario(_ csv: String, _ rest: String) throws -> Result<Scenario, ScenarioErrors> {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ensemble-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try csv.write(to: folder.appendingPathComponent("firms.csv"), atomically: true, encoding: .utf8)
    let source = folder.appendingPathComponent("s.yaml").path
    return Result { () throws(ScenarioErrors) in try ScenarioFile.parse(text: Self.head + rest, source: source) }
  }

  private func said(_ csv: String, _ rest: String = "parameters: {ensemble: firms.csv}") throws -> String {
    guard case .failure(let errors) = try scenario(csv, rest) else { return "" }
    return errors.description
  }

  private static let firms = "member,prospecting.arrival_rate,hours.base\n0,1.9,15\n1,2.1,14\n2,2,16\n3,1.8,13\n"

  @Test("A file's members in order, three of twelve trials; written out and read again the same")
  func read() throws {
    let scenario = try scenario(Self.firms, "parameters: {ensemble: firms.csv}").get()
    #expect(
      scenario.ensemble
        == ParameterEnsemble(
          name: "firms.csv", paths: ["prospecting.arrival_rate", "hours.base"],
          members: [[1.9, 15], [2.1, 14], [2, 16]]))
    for again in [ScenarioFile.resolved(scenario), ScenarioFile.effective(scenario)] {
      #expect(try ScenarioFile.parse(text: again, source: "s.yaml") == scenario)
    }
    #expect(
      try self.scenario(Self.firms, "parameters: {ensemble: firms.csv, members: 4}").get().ensemble?.members.count == 4)
  }

  @Test("What the scenario sets itself stays as it is")
  func given() throws {
    let given = "parameters: {ensemble: firms.csv}\nmodel: {parameters: {hours: {base: 12}}}\n"
    #expect(try scenario(Self.firms, given).get().ensemble?.paths == ["prospecting.arrival_rate"])
  }

  @Test("The shipped ensemble has members of the model's parameters")
  func shipped() throws {
    let scenario = try ScenarioFile.parse(
      text: Self.head + "parameters: {ensemble: evidence, members: 10000}", source: "s.yaml")
    #expect((scenario.ensemble?.members.count ?? 0) >= 2)
    #expect(try scenario.tryBudget(threads: 2))
  }

  @Test func refusals() throws {
    #expect(try said("prospecting.arival_rate\n1\n2\n").contains("firms.csv:1:1"))
    #expect(try said("prospecting.arival_rate\n1\n2\n").contains("did you mean \"prospecting.arrival_rate\"?"))
    #expect(try said("prospecting.arrival_rate\n1\nmany\n").contains("firms.csv:3:1"))
    #expect(try said("prospecting.arrival_rate\n1\n").contains("two or more members"))
    #expect(try said("prospecting.arrival_rate,prospecting.arrival_rate\n1,1\n").contains("duplicate column"))
    #expect(try said("prospecting.arrival_rate\n1,2\n3\n").contains("expected a value for each of 1 columns"))
    #expect(try said("member\n1\n2\n").contains("no parameter"))
    #expect(try said(Self.firms, "parameters: {ensemble: evidenc}").contains("did you mean \"evidence\"?"))
    #expect(try said("\"", "parameters: {ensemble: firms.csv}").contains("not a CSV file"))
  }

  private static func calibration(_ target: String, free: String = "prospecting.arrival_rate: [1, 2]") -> String {
    "budget: none\ncalibration: {free: {\(free)}, targets: {wins: {metric: win_rate, regime: push, \(target)}}}\n"
  }

  @Test("A calibration is read and written back")
  func calibration() throws {
    for target in [
      "value: 0.2, sd: 0.05, discrepancy: 0.02, source: here, trials: 40", "use: check, sign: positive, against: pull",
      "use: check, range: [0.1, 0.3]",
      "value: 1, sd: 1, scale: log, against: pull, over: {metric: revenue, regime: push}",
    ] {
      let scenario = try scenario("", Self.calibration(target)).get()
      #expect(scenario.calibration?.targets.count == 1)
      #expect(try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "s.yaml") == scenario)
    }
  }

  @Test func badCalibrations() throws {
    for (target, words) in [
      ("value: 0.2", "expected sd beside value"), ("sd: 0.2", "expected what was found"),
      ("value: 1, sd: 0.1, sign: positive", "2 of them"), ("sign: positive", "cannot be fitted"),
      ("use: check, range: [2, 1]", "low below high"), ("value: 1, sd: 0.1, discrepancy: 0.2", "at most sd"),
      ("value: 1, sd: 0.1, against: pul", "pul"),
    ] {
      #expect(try said("", Self.calibration(target)).contains(words), "\(target)")
    }
    let range = try said("", Self.calibration("value: 1, sd: 1", free: "prospecting.arrival_rate: [2, 1]"))
    #expect(range.contains("low below high"))
    let name = try said("", Self.calibration("value: 1, sd: 1", free: "prospecting.arrival: [1, 2]"))
    #expect(name.contains("did you mean"))
  }
}
