import Experiments
import SalesForce

extension RegimeDraft {
  /// Every lever of a regime, also those that it leaves at their neutral value and its preset does not.
  init(_ regime: Regime) {
    let neutral = LeverName.allCases.map { ($0, WeeklyPath($0.card.neutral)) }
    self.init(
      name: regime.name, preset: regime.preset,
      levers: regime.levers.merging(neutral) { given, _ in given }, treatments: regime.treatments)
  }

  /// The preset's levers with the regime's own above them, and the neutral value of all others.
  func regime(named name: String, _ registry: Registry) -> Regime {
    var all = preset.flatMap { Presets.levers[$0] } ?? [:]
    all.merge(levers) { $1 }
    return Regime(
      name: name, preset: preset,
      levers: Dictionary(
        uniqueKeysWithValues: registry.levers.map { ($0.name, all[$0.name] ?? WeeklyPath($0.neutral)) }),
      treatments: treatments)
  }
}
