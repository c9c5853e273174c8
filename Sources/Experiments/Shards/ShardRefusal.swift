/// Why a shard cannot run, or shards cannot be merged.
public struct ShardRefusal: Error, Sendable, Equatable {
  public let reason: String
  /// After sysexits: 64 for what was asked for, 65 for contents that cannot be, 66 where nothing is, 69 where the
  /// scheduler does not do it, 73 where something is in the way, 75 where something is due still.
  public let code: Int32

  package init(_ reason: String, code: Int32) { (self.reason, self.code) = (reason, code) }

  static func usage(_ reason: String) -> ShardRefusal { ShardRefusal(reason, code: 64) }
}

extension Scenario {
  /// Why the trials of this study cannot be divided beforehand; nil where they can.
  var shardRefusal: ShardRefusal? {
    if precision != nil {
      return ShardRefusal(
        "trials.precision: how many trials such a study has shows only as it goes on, round by round, so they cannot be "
          + "divided among shards: give a number of trials (--trials N), or run it on one machine",
        code: 65)
    }
    if selection != nil {
      return ShardRefusal(
        "select: which regimes run in a trial hangs on all trials before it, so they cannot be divided among shards: run it "
          + "on one machine, or all regimes in all trials without the block select",
        code: 65)
    }
    return nil
  }
}
