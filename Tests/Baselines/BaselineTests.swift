import Experiments
import Foundation
import ScenarioFiles
import Testing

/// Pinned results of a small study of the shipped model and presets.
///
/// A difference here is a change of results: mark it in CHANGELOG.md, then write the new ones with
/// `RAINMAKER_RECORD=1 swift test --filter Baselines`.
@Suite struct BaselineTests {
  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  @Test("The small study's tables are the pinned ones, to the byte")
  func smallStudy() throws {
    let scenario = try ScenarioFile.load(path: Self.golden.appendingPathComponent("small.yaml").path)
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("baseline-\(UUID().uuidString)")
    let request = StudyRequest(
      scenario: scenario, text: { ScenarioFile.resolved($0) }, directory: directory.path, threads: 2, check: true)
    _ = try StudyRun(request, build: BuildInfo(version: "test", commit: nil)).run()
    for name in ["trials.csv", "summary.csv", "comparisons.csv", "timeseries.csv", "scenario.resolved.yaml"] {
      let got = try Data(contentsOf: directory.appendingPathComponent(name))
      let pinned = Self.golden.appendingPathComponent(name)
      if ProcessInfo.processInfo.environment["RAINMAKER_RECORD"] == "1" { try got.write(to: pinned) }
      #expect(try got == Data(contentsOf: pinned), "\(name) differs")
    }
    try FileManager.default.removeItem(at: directory)
  }
}
