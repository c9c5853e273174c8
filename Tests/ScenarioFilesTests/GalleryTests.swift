import Experiments
import Foundation
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct GalleryTests {
  static let folder = packageFolder.appendingPathComponent("Scenarios")
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") && $0 != "claims.yaml" }.sorted()
  }()

  @Test func galleryIsThere() { #expect(Self.names.count >= 10) }

  static func scenario(_ name: String) throws -> Scenario {
    try ScenarioFile.load(path: folder.appendingPathComponent(name).path)
  }

  @Test(arguments: names) func everyScenarioIsValidAndListed(name: String) throws {
    let scenario = try Self.scenario(name)
    #expect(scenario.name + ".yaml" == name)
    let list = try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(list.contains("`Scripts/run Scenarios/\(name)`"))
  }

  /// The header says what is asked and what it costs; the hypotheses stand in the file.
  @Test(arguments: names) func everyScenarioAsksAndClaims(name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    #expect(text.hasPrefix("# Question: "))
    #expect(text.contains("\n# Cost: "))
    let scenario = try Self.scenario(name)
    // A study that chooses has its question and no claims.
    #expect(!scenario.hypotheses.isEmpty || scenario.selection != nil)
    for hypothesis in scenario.hypotheses {
      #expect(!hypothesis.statement.isEmpty, "\(hypothesis.name) is a sentence")
      #expect(hypothesis.statement.hasSuffix("."), "\(hypothesis.name) is a sentence")
    }
  }

  @Test func waningPushPull() throws {
    let scenario = try Self.scenario("waning-push-pull.yaml")
    #expect(scenario.regimes.map(\.name) == ["push", "pull", "person", "distributed", "laissez-faire"])
    #expect(scenario.regimes.map(\.preset) == scenario.regimes.map(\.name))
    #expect(scenario.plan.threads[.information] == WeeklyPath([.init(week: 0, value: 0), .init(week: 208, value: 2)]))
    #expect(scenario.plan.organisation == Organisation(seats: 64, span: 8))
    #expect(scenario.plan.horizon.weeks == 208 && scenario.trials == 200)
  }
}
