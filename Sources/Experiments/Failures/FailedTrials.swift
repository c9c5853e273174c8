import SalesForce

/// The trials of a study in which a law of the model was broken, as far as the journal tells: parts of them none of whose arms
/// has a value, though some were to run.
struct FailedTrials: Sendable {
  struct Part: Sendable {
    let trial: Int
    /// Places in the records of its arms that were to run.
    let arms: [Int]
  }

  /// In the order of trials, and of parts within them.
  private(set) var parts: [Part] = []
  private var places: [Int: Set<Int>] = [:]

  /// - Parameter rounds: what says which arms were to run where a study chooses; nil where all do.
  /// - Throws: errors of the journal.
  /// - Complexity: O(trials) time, O(failed trials) memory.
  init(_ trials: JournalReader, _ rounds: SelectionRounds?) throws {
    let metrics = trials.header.metrics, members = trials.header.parts
    try trials.forEachTrial { trial, values in
      for arms in members {
        guard arms.allSatisfy({ values[$0 * metrics..<($0 + 1) * metrics].allSatisfy(\.isNaN) }) else { continue }
        let own = arms.filter { rounds?.runs(trial, $0) ?? true }
        guard !own.isEmpty else { continue }
        parts.append(Part(trial: trial, arms: own))
        places[trial, default: []].formUnion(own)
      }
    }
  }

  /// How many trials have failed, in whole or in part.
  var count: Int { places.count }

  /// Whether a trial has failed, in whole or in part.
  func holds(_ trial: Int) -> Bool { places[trial] != nil }

  func holds(_ trial: Int, arm: Int) -> Bool { places[trial]?.contains(arm) ?? false }
}
