/// What the tasks of a study ask Slurm for, by what a trial or two of it took.
package struct SlurmSize: Sendable, Equatable {
  /// Tasks of the array, one a shard.
  package let tasks: Int
  package let threads: Int
  /// Seconds that a shard takes about.
  package let shardSeconds: Double
  /// Limits of a shard and of the merge.
  package let limit, mergeLimit: SlurmTime
  /// Seconds before its limit at which a task is warned.
  package let warning: Int
  /// Of each job, in millions of bytes.
  package let megabytes: Int

  /// A shard's seconds where nobody has said how many there are.
  private static let wanted = 1_800.0
  /// How much slower than this machine others may be, and seconds for their start.
  private static let slower = 3.0, start = 300.0
  /// Part of a study's time that tables take at most, of what an estimate adds for them.
  private static let tables = 0.15
  /// What Slurm takes for `--signal`.
  private static let longestWarning = 65_535.0

  /// - Parameters:
  ///   - estimate: of the study on as many threads as a task has.
  ///   - tasks: nil for shards of half an hour each.
  ///   - most: how many tasks an array of this cluster has at most.
  ///   - limit: of a shard; nil for three times what it takes here, and five minutes.
  package init(_ estimate: RunEstimate, tasks: Int?, most: Int, limit: SlurmTime?) {
    self.init(
      seconds: estimate.seconds, threads: estimate.threads, trials: estimate.size.trials,
      bytes: estimate.size.memoryBytes, tasks: tasks, most: most, limit: limit)
  }

  init(seconds: Double, threads: Int, trials: Int, bytes: Int, tasks: Int?, most: Int, limit: SlurmTime?) {
    let fitting = Int((seconds / Self.wanted).rounded(.up).clamped(to: 1...1e9))
    self.tasks = tasks ?? max(1, min(fitting, most, trials))
    self.threads = threads
    shardSeconds = seconds / Double(self.tasks)
    func limited(_ seconds: Double) -> SlurmTime {
      let minutes = ((Self.slower * seconds + Self.start) / 60).rounded(.up)
      return SlurmTime(seconds: 60 * Int(minutes.clamped(to: 10...1e6)))
    }
    self.limit = limit ?? limited(shardSeconds)
    mergeLimit = limited(seconds * Double(threads) * Self.tables)
    // A task ends within two seconds and a trial; Slurm itself may be a minute late.
    let trial = seconds * Double(threads) / Double(max(1, trials))
    let warned = (10 * ((60 + Self.slower * trial) / 10).rounded(.up)).clamped(to: 60...Self.longestWarning)
    warning = min(Int(warned), self.limit.seconds / 2)
    megabytes = (bytes + bytes / 2 + 99_999_999) / 100_000_000 * 100
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
