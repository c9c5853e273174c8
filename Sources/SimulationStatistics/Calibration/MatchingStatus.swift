/// What a wave did.
public struct WaveSummary: Sendable, Hashable {
  /// Points simulated so far, all waves.
  public let simulated: Int
  /// The share of the box that was not yet implausible before the wave, and after it.
  public let before: RegionShare
  public let after: RegionShare
  /// See ``HistoryMatching/emulatorShare(_:)``; at points that are left.
  public let emulatorShare: Double
  /// Where nothing is left, the points that come nearest.
  public let nearest: [NearMiss]

  public init(
    simulated: Int, before: RegionShare, after: RegionShare, emulatorShare: Double, nearest: [NearMiss] = []
  ) {
    (self.simulated, self.before, self.after) = (simulated, before, after)
    (self.emulatorShare, self.nearest) = (emulatorShare, nearest)
  }
}

/// Where a calibration stands after a wave, and why it ends.
public enum MatchingStatus: Sendable, Hashable, CustomStringConvertible {
  /// Another wave would help.
  case continues
  /// The last wave left more than the rule's share of what there was before it.
  case volumeNoLongerShrinks(left: Double)
  /// Of what is uncertain about the outputs, emulators are a small part: more points would rule out no more.
  case emulatorVarianceNoLongerDominates(share: Double)
  /// No point is left; those that come nearest.
  case nothingFits(nearest: [NearMiss])
  /// Another wave would go over the budget.
  case budgetUsed(simulated: Int)

  /// A word for tables.
  public var word: String {
    switch self {
    case .continues: "continues"
    case .volumeNoLongerShrinks: "volume_no_longer_shrinks"
    case .emulatorVarianceNoLongerDominates: "emulator_variance_no_longer_dominates"
    case .nothingFits: "nothing_fits"
    case .budgetUsed: "budget_used"
    }
  }

  /// A sentence.
  public var description: String {
    switch self {
    case .continues: "another wave would rule out more"
    case .volumeNoLongerShrinks(let left):
      "the space no longer shrinks: the last wave left \(Self.percent(left)) % of what there was"
    case .emulatorVarianceNoLongerDominates(let share):
      "the emulators are sure enough: \(Self.percent(share)) % of the variance that points are judged by is theirs"
    case .nothingFits(let nearest):
      nearest.isEmpty
        ? "nothing fits"
        : "nothing fits; nearest misses "
          + nearest.map { "\($0.target) by \(Self.tenths($0.deviations)) sd" }.joined(separator: ", ")
    case .budgetUsed(let simulated): "the budget is used: \(simulated) points were simulated"
    }
  }

  private static func percent(_ share: Double) -> String { tenths(share * 100) }
  private static func tenths(_ x: Double) -> String {
    let all = Int((min(x, 1e12) * 10).rounded())
    return "\(all / 10).\(all % 10)"
  }
}

/// When a calibration ends.
public struct MatchingRule: Sendable, Hashable {
  /// Points simulated at most.
  public var budget: Int
  /// Points of another wave.
  public var wave: Int
  /// A wave that leaves more than this share of the space before it was the last.
  public var shrinkage: Double
  /// Emulators whose share of the variance is below this are sure enough.
  public var emulatorShare: Double

  public init(budget: Int, wave: Int, shrinkage: Double = 0.9, emulatorShare: Double = 0.1) {
    (self.budget, self.wave) = (budget, wave)
    (self.shrinkage, self.emulatorShare) = (shrinkage, emulatorShare)
  }

  /// The first reason that holds, in the order: nothing fits, emulators sure enough, no shrinkage, budget.
  public func status(after summary: WaveSummary) -> MatchingStatus {
    if summary.after.kept == 0, !summary.nearest.isEmpty { return .nothingFits(nearest: summary.nearest) }
    if summary.emulatorShare < emulatorShare {
      return .emulatorVarianceNoLongerDominates(share: summary.emulatorShare)
    }
    // Shares that are too small to be counted say nothing about shrinkage.
    if summary.before.kept > 0, summary.after.kept > 0 {
      let left = summary.after.share / summary.before.share
      if left > shrinkage { return .volumeNoLongerShrinks(left: left) }
    }
    return summary.simulated + wave > budget ? .budgetUsed(simulated: summary.simulated) : .continues
  }
}
