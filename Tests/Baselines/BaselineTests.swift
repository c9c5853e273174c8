import Experiments
import Reports
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

  @Test(
    "Documentation/ODD.md is what the model declares: refresh it with RAINMAKER_RECORD=1 swift test --filter Baselines")
  func protocolIsCurrent() throws {
    let page = Self.golden.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Documentation/ODD.md")
    let text = ODD(presets: Presets.levers).markdown
    if ProcessInfo.processInfo.environment["RAINMAKER_RECORD"] == "1" {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    let isCurrent = try text == String(contentsOf: page, encoding: .utf8)
    #expect(isCurrent, "Documentation/ODD.md: RAINMAKER_RECORD=1 swift test --filter Baselines writes it anew")
    // Nothing that the model declares is missing from it.
    for declaration in Catalogue().declarations {
      let name =
        declaration.kind == .parameter ? String(declaration.name.drop { $0 != "." }.dropFirst()) : declaration.name
      #expect(text.contains("`\(name)`"), "\(declaration.kind.rawValue) \(declaration.name)")
    }
  }

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
