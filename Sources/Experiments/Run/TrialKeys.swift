import RandomStreams

/// Keys of the trials' draws.
struct TrialKeys: Sendable {
  let seed: UInt32
  /// Place of each arm's regime in the scenario where streams are independent; nil where they are common.
  var places: [Int]?

  /// Independent streams take the regime's place into the upper bits of the trial: trials stay below 2²⁴, regimes below
  /// 2⁶, and pilot trials have the highest bit, so no two keys meet.
  func key(trial: Int, place: Int?) -> StreamKey {
    StreamKey(seed: seed, trial: UInt32(trial) | (place.map { UInt32($0 + 1) << 24 } ?? 0))
  }
}
