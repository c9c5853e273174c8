/// Which trials of a study each of its shards runs.
///
/// Shards are contiguous: the first ones together are a prefix of the study, of which tables can be made before the others
/// are there, and a shard is a journal like any other. Trials of a study take about the same time, so a strided division
/// would not be more even. Pairs behind slopes are divided in the same way, rounded up so that the first shards have as
/// many as a study of their trials alone needs, but for the fewest that any study has.
public struct ShardPlan: Sendable, Equatable {
  /// Into how many shards, 1 to ``most`` and at most the trials.
  public let shards: Int
  public let trials: Int
  /// Pairs of trials at two salaries; 0 where nothing is solved for.
  let pairs: Int

  public static let most = 100_000

  /// - Precondition: 1 ≤ shards ≤ trials, shards ≤ ``most``.
  init(shards: Int, trials: Int, pairs: Int) {
    precondition(shards >= 1 && shards <= trials && shards <= Self.most && pairs >= 0, "ShardPlan: impossible")
    (self.shards, self.trials, self.pairs) = (shards, trials, pairs)
  }

  /// - Parameter shard: from 1 on.
  public func trials(of shard: Int) -> Range<Int> {
    trials * (shard - 1) / shards..<trials * shard / shards
  }

  /// Pairs of a shard, from 0 on; none where there are fewer pairs than shards.
  func pairs(of shard: Int) -> Range<Int> {
    func up(_ shard: Int) -> Int { (pairs * shard + shards - 1) / shards }
    return up(shard - 1)..<up(shard)
  }

  /// The shard whose first trial this is.
  func shard(beginningAt trial: Int) -> Int? {
    guard (0..<trials).contains(trial) else { return nil }
    // Both divisions round down, each by less than one shard.
    let near = trial * shards / trials
    return (near + 1...near + 2).first { $0 <= shards && trials(of: $0).lowerBound == trial }
  }

  /// `003-of-120`: as wide as the last, so that names sort by number.
  func name(of shard: Int) -> String {
    let number = String(shard), width = String(shards).count
    return String(repeating: "0", count: width - number.count) + "\(number)-of-\(shards)"
  }
}
