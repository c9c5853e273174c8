/// What a shard's file holds: the journal of its trials and, where a budget is solved, that of its pairs behind it. Both are
/// journals as a run writes them, but for the number that they begin with.
struct ShardPart {
  /// A journal of some trials of the study.
  struct Section {
    let header: JournalHeader
    let trials: Range<Int>

    init(_ header: JournalHeader, _ trials: Range<Int>) {
      (self.header, self.trials) = (header.beginning(at: trials.lowerBound), trials)
    }

    /// Bytes of it, complete.
    var bytes: Int { header.offset(of: trials.upperBound) }

    /// How many trials are complete in so many bytes, if these are what they should be.
    func trials(in bytes: Int) -> Int {
      var (low, high) = (0, trials.count)
      while low < high {
        let middle = (low + high + 1) / 2
        if header.offset(of: trials.lowerBound + middle) <= bytes { low = middle } else { high = middle - 1 }
      }
      return low
    }
  }

  let shard: Int
  /// Without the ending.
  let name: String
  let trials: Section
  let pairs: Section?

  /// Each section with where it begins.
  var sections: [(section: Section, origin: Int)] { [(trials, 0)] + (pairs.map { [($0, trials.bytes)] } ?? []) }
  var bytes: Int { trials.bytes + (pairs?.bytes ?? 0) }
}
