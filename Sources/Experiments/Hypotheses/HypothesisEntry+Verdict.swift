import SimulationStatistics

extension HypothesisEntry {
  /// Verdicts of a family, by Holm's adjustment over every hypothesis of the file. One without a test counts as p = 1, so
  /// that a verdict cannot become bolder because another hypothesis had nothing to say.
  ///
  /// An effect surely outside the claimed region is surely too small; that it is on the other side of the value as well is
  /// a second statement with a family of its own. Both p are two-sided, and either statement can be wrong on one side only:
  /// each family errs with at most half the level, and both together with the level.
  /// - Parameter level: chance of a wrong verdict anywhere in the family, at most.
  static func judged(_ results: [HypothesisScore.Result], level: Double) -> [Score] {
    let adjusted = Holm.adjust(results.map { $0.test?.p ?? 1 })
    let reversed = Holm.adjust(
      results.map { result in
        guard let side = result.sideTest else { return result.test?.p ?? 1 }
        return side.side == .outside ? side.p : 1
      })
    return results.indices.map { index in
      var score = Score(results[index])
      guard let test = results[index].test, let p = adjusted[index] else { return score }
      score.pAdjusted = p
      guard p < level else { return score }
      score.verdict =
        test.side == .inside ? .supported : (reversed[index] ?? 1) < level ? .contradicted : .smaller
      return score
    }
  }

  /// What the mechanisms in question add to the effect: that of the arms as they are less that of their knock-out runs, on the same
  /// trials, in the unit of the scale (a ratio of ratios less one on the scale of ratios).
  public struct Contribution: Sendable, Equatable {
    public let effect, low, high: Double
    public let pValue: Double?
    /// Holm's adjustment over all hypotheses that name a mechanism.
    public var pAdjusted: Double?

    init(effect: Double, low: Double, high: Double, pValue: Double?, pAdjusted: Double? = nil) {
      (self.effect, self.low, self.high, self.pValue, self.pAdjusted) = (effect, low, high, pValue, pAdjusted)
    }

    static func adjusted(_ parts: [Contribution?]) -> [Contribution?] {
      zip(parts, Holm.adjust(parts.map { $0?.pValue })).map { part, p in
        var part = part
        part?.pAdjusted = p
        return part
      }
    }
  }

  /// Whether a supported claim stands without the mechanisms that it names.
  public enum Survival: String, Sendable, CaseIterable {
    /// Supported without them, and the effect is not tellably weaker.
    case yes
    /// Supported without them, though the effect is surely weaker.
    case weaker
    /// Not supported without them, and the effect is surely weaker.
    case no
    /// Not supported without them, though the two effects do not differ significantly.
    case open
  }

  /// Decided by the test of the paired difference: two verdicts may differ where the effects hardly do.
  func survival(_ level: Double) -> Survival? {
    guard score.verdict == .supported, let without else { return nil }
    let isWeaker = weakens && (contribution?.pAdjusted ?? 1) < level
    return without.verdict == .supported ? (isWeaker ? .weaker : .yes) : (isWeaker ? .no : .open)
  }

  /// Whether what the mechanisms add points where the claim does; for a claim of nearness any difference does.
  private var weakens: Bool {
    guard let contribution else { return false }
    switch direction {
    case Hypothesis.Direction.more.rawValue: return contribution.effect > 0
    case Hypothesis.Direction.less.rawValue: return contribution.effect < 0
    default: return true
    }
  }
}
