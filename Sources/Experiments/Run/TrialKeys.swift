import RandomStreams

/// Keys of the trials' draws.
package struct TrialKeys: Sendable {
  let seed: UInt32
  /// Whether every regime has draws of its own.
  let isByRegime: Bool

  package init(seed: UInt32, isByRegime: Bool = false) {
    self.seed = seed
    self.isByRegime = isByRegime
  }

  /// Independent streams take the regime's place into the upper bits of the trial: trials stay below 2²⁴, regimes below
  /// 2⁶, and pilot trials have the highest bit, so no two keys meet.
  /// - Parameter place: position of the regime in the scenario's list.
  package func key(trial: Int, place: Int) -> StreamKey {
    StreamKey(seed: seed, trial: UInt32(trial) | (isByRegime ? UInt32(place + 1) << 24 : 0))
  }
}
