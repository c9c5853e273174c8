import SalesForce

/// Where two journals of the same study say different things of the same trial.
struct JournalDifference: Equatable {
  let trial: Int
  /// Place of the arm in the records.
  let arm: Int
  /// The metric, or what else.
  let what: String
  let values: [Double]

  /// The first of some trials that both have.
  /// - Complexity: O(values), a few system calls for every arm of a trial.
  static func first(
    _ one: JournalReader, _ other: JournalReader, in trials: Range<Int>
  ) throws(JournalError) -> JournalDifference? {
    let header = one.header
    func differing(_ a: [Double], _ b: [Double]) -> Int? {
      zip(a, b).enumerated().first { JournalRecord.image($1.0) != JournalRecord.image($1.1) }?.offset
    }
    for trial in trials {
      for arm in 0..<header.arms {
        var kinds = [(try one.values(of: trial, arm: arm), try other.values(of: trial, arm: arm), "")]
        if header.groupValues > 0 {
          kinds.append((try one.groups(of: trial, arm: arm), try other.groups(of: trial, arm: arm), "a group's value"))
        }
        if header.carriesWeekly(trial) {
          kinds.append((try one.weekly(of: trial, arm: arm), try other.weekly(of: trial, arm: arm), "a weekly reading"))
        }
        if header.carriesSellers(trial) {
          kinds.append(
            (try one.sellers(of: trial, arm: arm), try other.sellers(of: trial, arm: arm), "a seller's value"))
        }
        for (a, b, what) in kinds {
          guard let place = differing(a, b) else { continue }
          return JournalDifference(
            trial: trial, arm: arm, what: what.isEmpty ? Metric.allCases[place].card.name : what,
            values: [a[place], b[place]])
        }
      }
    }
    return nil
  }

  /// `trial 17, regime pull: profit is 1.5 in 'a' and 2.5 in 'b'`
  /// - Parameters:
  ///   - arms: those of the records.
  ///   - first: number of the first trial, of pairs behind slopes.
  func told(_ arms: [Arm], _ one: String, _ other: String, pairsFrom first: Int? = nil) -> String {
    let place = arms[arm]
    return "\(first.map { "pair \(trial - $0)" } ?? "trial \(trial)"), regime \(place.label)"
      + (arms.contains { $0.point != place.point } ? ", point \(place.point)" : "")
      + ": \(what) is \(values[0]) in '\(one.printable)' and \(values[1]) in '\(other.printable)'"
  }
}
