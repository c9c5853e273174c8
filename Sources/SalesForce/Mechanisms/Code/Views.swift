import PortableMath
import RandomStreams

/// Where views on the code's questions come from when nobody has learned anything yet.
struct Views: Sendable {
  /// Bits of the questions.
  let all: UInt32

  /// Views on a share of the questions, each right by chance.
  /// - Parameters:
  ///   - luck: uses sixteen draws from its first on.
  func drawn(
    share: ChanceDigits, accuracy: ChanceDigits, reality: UInt32, _ luck: (_ offset: UInt16) -> RandomMasks
  ) -> BeliefMasks {
    let held = luck(0).bernoulli(share, wanted: all)
    let right = luck(8).bernoulli(accuracy, wanted: held)
    let positive = held & ((right & reality) | (~right & ~reality))
    return BeliefMasks(positive: positive, negative: held & ~positive)
  }
}

extension Firm {
  /// What a seller holds. Masks of 32 bits are exact in a column of doubles.
  @inline(__always)
  func views(_ seat: Int) -> BeliefMasks {
    BeliefMasks(
      positive: UInt32(truncatingIfNeeded: self[.viewsFor][seat].whole),
      negative: UInt32(truncatingIfNeeded: self[.viewsAgainst][seat].whole))
  }

  @inline(__always)
  func setViews(_ seat: Int, _ views: BeliefMasks) {
    self[.viewsFor][seat] = Double(views.positive)
    self[.viewsAgainst][seat] = Double(views.negative)
  }

  /// What the organisation's code holds.
  var code: BeliefMasks {
    get { BeliefMasks(positive: UInt32(self[.codeFor]), negative: UInt32(self[.codeAgainst])) }
    set {
      self[.codeFor] = Double(newValue.positive)
      self[.codeAgainst] = Double(newValue.negative)
    }
  }
}
