import CAssets
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct PresetTests {
  static let names = ["blend", "distributed", "laissez-faire", "person", "pull", "push"]
  static let variants = ["pull-with-experts", "push-with-experts"]

  @Test func variantsDifferInExpertsAlone() throws {
    for name in ["pull", "push"] {
      var variant = try #require(Presets.levers[name + "-with-experts"])
      #expect(variant[.experts] == Presets.levers["person"]?[.experts])
      variant[.experts] = Presets.levers[name]?[.experts]
      #expect(variant == Presets.levers[name])
    }
  }

  @Test func presetsAreValidAndListWhatTheyMove() throws {
    #expect(Presets.names == (Self.names + Self.variants).sorted())
    #expect(Presets.problems.map(\.description) == [])
    for name in Self.names + Self.variants {
      let levers = try #require(Presets.levers[name])
      for (lever, path) in levers {
        #expect(path != WeeklyPath(lever.card.neutral), "\(name) lists \(lever), which is neutral")
      }
    }
    #expect(Presets.all.map(\.name) == Presets.names)
    for preset in Presets.all {
      #expect(preset.description.count > 40 && preset.description.hasSuffix("."), "\(preset.name)")
      #expect(preset.levers == Presets.levers[preset.name])
    }
    #expect(Presets.text("none") == nil)
  }

  @Test(arguments: names + variants)
  func whatAPresetLeavesOutIsNeutral(name: String) throws {
    let scenario = try ScenarioFile.parse(
      text: "rainmaker: 1\nregimes:\n  a: {preset: \(name)}\n", source: "s.yaml")
    let listed = try #require(Presets.levers[name])
    for lever in LeverName.allCases {
      #expect(scenario.regimes[0].levers[lever] == listed[lever] ?? WeeklyPath(lever.card.neutral), "\(lever)")
    }
  }

  /// The table of levers in the model's documentation; columns as in `names`. Levers that are not in it no preset moves.
  @Test func presetsAreTheTable() throws {
    let table: [LeverName: [Double]] = [
      .pushShare: [0.4, 0.2, 0, 0.2, 0.2, 0.75], .monitoring: [0.3, 0.2, 0, 0.2, 0.2, 0.6],
      .activityFloor: [0, 0, 0, 0, 0, 1], .closingPush: [0.5, 0.3, 0, 0.3, 0.3, 0.8],
      .commission: [0.05, 0.03, 0, 0.03, 0.1, 0.02], .accelerator: [0, 0, 0, 0, 0.05, 0],
      .bonus: [0.05, 0, 0, 0, 0.1, 0.1], .contest: [0, 0, 0, 0, 0.25, 0], .teamShare: [0.2, 0, 0, 0, 0, 0],
      .coaching: [2, 3, 0, 3, 1, 1], .experts: [5, 6, 4, 6, 4, 4], .directory: [1, 1, 0, 1, 0, 0],
      .meetings: [0.5, 1, 0, 1, 0, 0], .training: [0.5, 1, 0, 1, 0, 0.5], .visioning: [2, 2, 0, 0, 0, 1],
      .hiringTalent: [0.4, 0, 0, 0, 1, 1], .hiringOwnership: [0.3, 0.5, 0, 0.5, 0, 0],
      .hiringSupport: [0.3, 0.5, 0, 0.5, 0, 0], .safety: [0.5, 0.7, 0, 0.7, 0, 0], .mentoring: [2, 2, 0, 2, 0, 0],
      .dismissal: [0.5, 0.5, 0, 0.5, 0.5, 0.5], .tools: [1, 1, 0, 1, 0, 0], .voice: [0.5, 1, 0, 0.3, 0, 0],
      .hqWeight: [0.3, 0.1, 0, 0.4, 0.7, 1],
      .salary: [0.75, 0.85, 1, 0.85, 0.5, 0.85],
    ]
    for lever in LeverName.allCases {
      let neutral = lever.card.neutral, values = table[lever] ?? Self.names.map { _ in neutral }
      for (name, value) in zip(Self.names, values) {
        let levers = try #require(Presets.levers[name])
        #expect(levers[lever] ?? WeeklyPath(neutral) == WeeklyPath(value), "\(name) \(lever)")
      }
    }
  }

  @Test func assetsAreFoundByName() {
    var length = 99
    #expect(rm_asset("presets/none.yaml", &length) == nil)
    #expect(length == 0)
    #expect(rm_asset_name(rm_asset_count()) == nil)
    #expect(rm_asset_count() > 6 && (0..<rm_asset_count()).allSatisfy { rm_asset_name($0) != nil })
  }
}
