import RandomStreams

/// Keys of the trials' draws.
package struct TrialKeys: Sendable {
  let seed: UInt32
  /// Place of each arm's regime in the scenario where streams are independent; nil where they are common.
  var places: [Int]?

  package init(seed: UInt32, places: [Int]? = nil) {
    self.seed = seed
    self.places = places
  }

  /// Independent streams take the regime's place into the upper bits of the trial: trials stay below 2²⁴, regimes below
  /// 2⁶, and pilot trials have the highest bit, so no two keys meet.
  package func key(trial: Int, place: Int?) -> StreamKey {
    StreamKey(seed: seed, trial: UInt32(trial) | (place.map { UInt32($0 + 1) << 24 } ?? 0))
  }
}
