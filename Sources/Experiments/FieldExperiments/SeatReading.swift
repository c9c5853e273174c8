import SalesForce

/// A field experiment's outcomes in one trial of one regime, as its seats were written down.
struct SeatReading {
  let record: SeatRecord
  let organisation: Organisation
  /// Values of groups of an arm in a trial, and where those of seats begin.
  let values: [Double]
  let start: Int

  /// A sum and what it is divided by.
  struct Quotient {
    var above = 0.0, below = 0.0
    /// nil where nobody was there.
    var value: Double? { below > 0 ? above / below : nil }

    mutating func add(_ other: Quotient) {
      above += other.above
      below += other.below
    }
  }

  func quotient(_ seat: Int, _ standing: Standing, _ phase: GroupPhase, _ measure: Int) -> Quotient {
    let place = start + record.place(seat, standing, phase, measure)
    return Quotient(above: values[place], below: values[place + 1])
  }

  /// Of everybody of some standings together.
  func mean(_ standings: [Standing], _ phase: GroupPhase, _ measure: Int) -> Double? {
    var sum = Quotient()
    for seat in 0..<organisation.seats {
      for standing in standings { sum.add(quotient(seat, standing, phase, measure)) }
    }
    return sum.value.map { $0 * record.measures[measure].factor }
  }

  func team(of seat: Int) -> Int { seat / organisation.span }

  /// Whether the lot fell on whoever stands there so.
  static func isOffered(_ standing: Standing) -> Bool { standing != .left }
}
