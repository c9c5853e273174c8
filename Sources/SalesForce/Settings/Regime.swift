/// A way of managing: a path for each lever that it sets. Levers left out keep their neutral value.
public struct Regime: Sendable, Equatable {
  /// The name in the scenario file and in every table.
  public let name: String
  /// The preset that it starts from, if any: kept for the record, its levers are already in ``levers``.
  public let preset: String?
  /// Weeks are those of the scenario; what a path says about the warm-up is not used, the reference regime rules then.
  public let levers: [LeverName: WeeklyPath]
  /// What a part of the firm, or some weeks, get instead; outside, ``levers`` hold.
  public let treatments: [LeverName: Treatment]

  public init(
    name: String, preset: String?, levers: [LeverName: WeeklyPath], treatments: [LeverName: Treatment] = [:]
  ) {
    self.name = name
    self.preset = preset
    self.levers = levers
    self.treatments = treatments
  }

  /// The parts of the firm that it treats, in the order of the levers.
  public var cohorts: [Cohort] {
    LeverName.allCases.compactMap { treatments[$0]?.cohort }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The same without its treatments.
  var withoutTreatments: Regime { Regime(name: name, preset: preset, levers: levers) }
}
