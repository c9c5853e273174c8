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

  @Test func presetsAreValidAndComplete() {
    #expect(Presets.names == (Self.names + Self.variants).sorted())
    #expect(Presets.problems.map(\.description) == [])
    for name in Self.names + Self.variants {
      // A lever left out would silently be neutral.
      #expect(Set(Presets.levers[name]?.keys.map { $0 } ?? []) == Set(Registry.standard.levers.map(\.name)), "\(name)")
    }
    #expect(Presets.all.map(\.name) == Presets.names)
    for preset in Presets.all {
      #expect(preset.description.count > 40 && preset.description.hasSuffix("."), "\(preset.name)")
      #expect(preset.levers == Presets.levers[preset.name])
    }
    #expect(Presets.text("none") == nil)
  }

  /// The table of levers in the model's documentation; columns as in `names`.
  @Test func presetsAreTheTable() throws {
    let table: [(LeverName, [Double])] = [
      (.pushShare, [0.4, 0.2, 0, 0.2, 0.2, 0.8]), (.monitoring, [0.3, 0.2, 0, 0.2, 0.2, 0.8]),
      (.activityFloor, [0, 0, 0, 0, 0, 1.2]), (.commission, [0.05, 0.03, 0, 0.03, 0.1, 0.02]),
      (.accelerator, [0, 0, 0, 0, 0.05, 0]), (.bonus, [0.05, 0, 0, 0, 0.1, 0]), (.contest, [0, 0, 0, 0, 0.25, 0]),
      (.pairPay, [0, 0, 0, 0, 0, 0]), (.meetings, [0.5, 1, 0, 1, 0, 0]),
      (.teamShare, [0.2, 0, 0, 0, 0, 0]), (.quotaLevel, [1, 1, 1, 1, 1, 1]),
      (.quotaRatchet, [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]), (.quotaPeriod, [13, 13, 13, 13, 13, 13]),
      (.coaching, [2, 3, 0, 3, 1, 1]), (.experts, [5, 6, 4, 6, 4, 4]), (.directory, [1, 1, 0, 1, 0, 0]),
      (.training, [0.5, 1, 0, 1, 0, 0]), (.visioning, [2, 2, 0, 0, 0, 1]), (.hiringTalent, [0.4, 0, 0, 0, 1, 1]),
      (.hiringOwnership, [0.3, 0.5, 0, 0.5, 0, 0]), (.hiringSupport, [0.3, 0.5, 0, 0.5, 0, 0]),
      (.dismissal, [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]), (.adaptivity, [0, 0, 0, 0, 0, 0]),
      (.lateWindow, [0, 0, 0, 0, 0, 0]), (.safety, [0.5, 0.7, 0, 0.7, 0, 0]), (.buyerData, [0, 0, 0, 0, 0, 0]),
      (.coachSource, [0, 0, 0, 0, 0, 0]), (.mentoring, [2, 2, 0, 2, 0, 0]), (.reviews, [0, 0, 0, 0, 0, 0]),
      (.ranking, [0, 0, 0, 0, 0, 0]), (.agenda, [0, 0, 0, 0, 0, 0]),
      (.tools, [1, 1, 0, 1, 0, 0]), (.voice, [0.5, 1, 0, 0.3, 0, 0]),
      (.messages, [0, 0, 0, 0, 0, 0]), (.seeding, [0, 0, 0, 0, 0, 0]),
      (.hqWeight, [0.3, 0.1, 0, 0.4, 0.7, 1]), (.loyalty, [0, 0, 0, 0, 0, 0]),
      (.salary, [0.75, 0.85, 1, 0.85, 0.5, 0.9]),
    ]
    #expect(table.count == LeverName.allCases.count)
    for (lever, values) in table {
      for (name, value) in zip(Self.names, values) {
        #expect(Presets.levers[name]?[lever] == WeeklyPath(value), "\(name) \(lever)")
      }
    }
  }

  @Test func assetsAreFoundByName() {
    var length = 99
    #expect(rm_asset("presets/none.yaml", &length) == nil)
    #expect(length == 0)
    #expect(rm_asset_name(rm_asset_count()) == nil)
    #expect((0..<rm_asset_count()).allSatisfy { rm_asset_name($0) != nil })
  }
}
