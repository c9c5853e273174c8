/// How an opportunity ended.
package enum DealOutcome: UInt8, Sendable {
  case won, lost, undecided
}

/// One opportunity of a trial, as it truly went and as the CRM has it. Weeks are those of the scenario.
package struct Deal: Sendable {
  /// Row of the seat, week of birth and number among those that the seat found in that week: who the customer is, the
  /// same in every regime.
  package let seat, born, ordinal: Int32
  /// Person on the seat who found it.
  package let hire: Int32
  /// What it is worth by the list.
  package let value: Double
  /// Chance of winning that the seller stated on finding it, and that by the true outcomes of their deals.
  package let statedChance, trueChance: Double

  /// What the seller makes of it, as a factor on the odds of their deals.
  package let impression: Double

  /// Stage reached, 1…4.
  package internal(set) var stage: UInt8 = 1
  /// Weeks in which it entered the stages after the first, −1: never.
  package internal(set) var second: Int32 = -1
  package internal(set) var third: Int32 = -1
  package internal(set) var fourth: Int32 = -1
  /// What it brought, after any discount; 0 unless it was won.
  package internal(set) var paid = 0.0
  /// Nil while it is open.
  package internal(set) var outcome: DealOutcome?
  /// Week in which it ended, −1 while it is open, and the person on the seat then.
  package internal(set) var ended: Int32 = -1
  package internal(set) var closer: Int32 = -1
  /// Whether the seller goes on chasing it after its end.
  package internal(set) var isChased = false
  /// Week in which the CRM has it closed, −1 while it is open there.
  package internal(set) var closed: Int32 = -1
  /// Week in which it is to be closed there.
  var due: Int32 = -1
  /// Issues that nobody resolved.
  package internal(set) var unresolved: Int32 = 0

  mutating func enter(_ next: UInt32, week: Int) {
    guard next > UInt32(stage) else { return }
    stage = UInt8(next)
    switch next {
    case 2: second = Int32(week)
    case 3: third = Int32(week)
    default: fourth = Int32(week)
    }
  }
}
