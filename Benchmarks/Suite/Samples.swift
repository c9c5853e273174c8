import Foundation
import Rainmaker

/// Scenarios and folders to measure on.
enum Samples {
  static let regimes = "rainmaker: 1\nregimes:\n  push: {preset: push}\n"

  static func scenario(_ settings: String = "") -> Scenario {
    try! ScenarioFile.parse(text: regimes + settings, source: "sample.yaml")
  }

  static func model(seats: Int, weeks: Int = 208) -> Model {
    let scenario = scenario(
      "horizon: {weeks: \(weeks), warm_up: 13}\norganisation: {sellers: \(seats), span: 8}\n")
    return try! Model(plan: scenario.plan, regimes: scenario.regimes)
  }

  static func withFolder(_ body: (String) -> Void) {
    let folder = NSTemporaryDirectory() + "rainmaker-bench-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    body(folder)
    try? FileManager.default.removeItem(atPath: folder)
  }
}
