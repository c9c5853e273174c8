import Experiments
import Foundation
import SalesForce
import Testing

@testable import ScenarioFiles

/// Designs that are listed, bundled, or come out of somebody's CSV file.
@Suite struct DesignFileTests {
  private static let head = "rainmaker: 1\nregimes: {push: {preset: push}, pull: {preset: pull}}\n"

  /// The scenario of a folder that holds the file, or what is wrong with it.
  private func scenario(_ csv: String, _ rest: String = "") throws -> Result<Scenario, ScenarioErrors> {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("design-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try csv.write(to: folder.appendingPathComponent("points.csv"), atomically: true, encoding: .utf8)
    let source = folder.appendingPathComponent("s.yaml").path
    return Result { () throws(ScenarioErrors) in
      try ScenarioFile.parse(text: Self.head + "design: {file: points.csv}\n" + rest, source: source)
    }
  }

  private func said(_ csv: String, _ rest: String = "") throws -> [String] {
    guard case .failure(let errors) = try scenario(csv, rest) else { return [] }
    return errors.description.split(separator: "\n").map { line in
      String(
        line[
          (line.range(of: "points.csv:") ?? line.range(of: "s.yaml:") ?? line.startIndex..<line.startIndex)
            .lowerBound...])
    }
  }

  @Test func listedAndBundled() throws {
    let text =
      Self.head + """
        design:
          factors:
            firm: {levels: {small: {organisation.sellers: 8, levers.experts: 1}, large: {organisation.sellers: 24}}}
            complexity: {path: environment.complexity, levels: [0, 0.5, 1]}
          points: [[small, 0], [large, 1], [small, 0.5]]
        """
    let scenario = try ScenarioFile.parse(text: text, source: "s.yaml")
    #expect(scenario.design.points == [[0, 0], [1, 2], [0, 1]] && scenario.points == 3)
    #expect(scenario.factors[0].levels[0].settings == [.sellers(8), .lever(.experts, regime: nil, WeeklyPath(1))])
    #expect(scenario.name(of: 1) == "firm large, complexity 1")
    for again in [ScenarioFile.resolved(scenario), ScenarioFile.effective(scenario)] {
      #expect(try ScenarioFile.parse(text: again, source: "s.yaml") == scenario)
    }
  }

  @Test func fromAFile() throws {
    let scenario = try scenario(
      "organisation.sellers,environment.complexity,regimes.push.levers.coaching,regimes.pull.levers.coaching,model.mechanisms.skill\r\n"
        + "8,0.5,0,1,on\r\n16,0.25,0,2,off\r\n8,0.25,1e-3,1,on"
    ).get()
    #expect(
      scenario.factors.map(\.name)
        == ["sellers", "complexity", "push_levers_coaching", "pull_levers_coaching", "skill"])
    #expect(scenario.design.points == [[0, 0, 0, 0, 0], [1, 1, 0, 1, 1], [0, 1, 1, 0, 0]])
    #expect(scenario.factors[2].levels.map(\.name) == ["0", "0.001"])
    #expect(scenario.factors[4].levels[1].settings == [.mechanism("skill", isOn: false)])
    // The text that results rest on needs the file no more.
    #expect(try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "elsewhere/s.yaml") == scenario)
  }

  @Test func manyPoints() throws {
    let rows = (0..<9_000).map { "\(Double($0) / 9_000),\(Double(($0 * 7) % 9_000) / 4_500)" }
    let scenario = try scenario("environment.complexity,levers.coaching\n" + rows.joined(separator: "\n")).get()
    #expect(scenario.points == 9_000 && scenario.factors[0].levels.count == 9_000)
    #expect(try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "s.yaml") == scenario)
  }

  @Test(arguments: [
    ("organisation.seller\n8\n9\n", ["points.csv:1:1: header: expected the path of"]),
    ("organisation.sellers,organisation.sellers\n8,8\n9,9\n", ["points.csv:1:2: header: duplicate column"]),
    (
      "organisation.sellers\n8\n8\n",
      ["points.csv:3:1: row: duplicate point"]
    ),
    ("organisation.sellers\n8\n", ["points.csv:2:1: row: expected two points or more"]),
    ("organisation.sellers\n", ["points.csv:1:1: row: expected a header"]),
    ("", ["points.csv:1:1: row: expected a header"]),
    (
      "organisation.sellers\n8\n9,1\n0.5\n-3\n",
      [
        "points.csv:3:1: row: expected a value for each of 1 columns",
        "points.csv:4:1: sellers: expected a whole number",
        "points.csv:5:1: sellers: expected a whole number",
      ]
    ),
    ("levers.salary\n1\n2\n", ["s.yaml:3:9: design.factors.salary.path: contradiction: the budget solves"]),
    ("organisation.sellers\n8\n\"9\n", ["s.yaml:3:16: design.file: not a CSV file: line 3"]),
    ("regimes.psh.levers.coaching\n1\n2\n", ["s.yaml:3:9: design.factors.coaching.path: expected one of the regimes"]),
  ])
  func badFiles(csv: String, expected: [String]) throws {
    let said = try said(csv)
    #expect(said.count == expected.count && zip(said, expected).allSatisfy { $0.hasPrefix($1) }, "\(said)")
  }

  @Test func claimsNameLevelsThatAreThere() throws {
    let csv = "organisation.sellers,environment.complexity\n8,0.5\n16,0.25\n8,0.25\n"
    func claim(_ at: String) -> String {
      "hypotheses: {h: {kind: contested, metric: profit, regime: push, against: pull, direction: less, \(at)}}\n"
    }
    let none = try said(csv, claim("at: {sellers: 16, complexity: 0.5}"))
    #expect(
      none.count == 1 && none[0].hasPrefix("s.yaml:4:17: hypotheses.h: the design has no point with these levels"))
    #expect(try said(csv, claim("at: {sellers: 16, complexity: 0.25}")).isEmpty)
    let step = try said(csv, claim("at: {complexity: 0.5}, change: {sellers: [8, 16]}"))
    #expect(step.count == 1 && step[0].contains("no point with these levels"))
    #expect(try said(csv, claim("at: {complexity: 0.25}, change: {sellers: [8, 16]}")).isEmpty)
  }

  @Test func noDevicesAndNothingElsewhere() throws {
    for name in ["/dev/zero", ".", "missing.csv", ""] {
      let text = Self.head + "design: {file: \"\(name)\"}\n"
      #expect(messages(text).contains { $0.hasPrefix("s.yaml:3:16: design.file: expected") }, "\(messages(text))")
    }
  }
}
