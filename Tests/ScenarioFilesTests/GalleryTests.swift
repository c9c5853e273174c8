import Experiments
import Foundation
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct GalleryTests {
  static let folder = packageFolder.appendingPathComponent("Scenarios")
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  @Test(arguments: names) func everyScenarioIsValidAndListed(name: String) throws {
    _ = try ScenarioFile.load(path: Self.folder.appendingPathComponent(name).path)
    let list = try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(list.contains("`Scripts/run Scenarios/\(name)`"))
  }

  @Test func waningPushPull() throws {
    let scenario = try ScenarioFile.load(path: Self.folder.appendingPathComponent("waning-push-pull.yaml").path)
    #expect(scenario.regimes.map(\.name) == ["push", "pull", "person", "distributed", "laissez-faire"])
    #expect(scenario.regimes.map(\.preset) == scenario.regimes.map(\.name))
    #expect(scenario.plan.threads[.information] == WeeklyPath([.init(week: 0, value: 0), .init(week: 208, value: 2)]))
    #expect(scenario.plan.organisation == Organisation(seats: 64, span: 8))
    #expect(scenario.plan.horizon.weeks == 208 && scenario.trials == 200)
  }
}
