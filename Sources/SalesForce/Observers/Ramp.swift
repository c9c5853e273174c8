import PortableMath

/// How long it takes hires to book a month's share of their seat's quota for the first time.
///
/// It watches whoever comes after the warm-up and early enough to be watched for fifteen months, whether they stay or not: who
/// leaves before has not got there.
struct Ramp: ~Copyable {
  /// Months of watching, and the weeks that they take.
  static let months = 15, weeks = 66

  private let horizon: Horizon
  /// σ_Q in pay units.
  var salesUnit: Double
  /// Sales and goal of the month so far, σ_Q, and the month of success (0: none yet), by seat.
  private var sold, goal, reached: ColumnBuffer<Double>
  /// Persons who are watched, by seat; the first person is nobody's hire.
  private var people: ColumnBuffer<UInt32>
  private var numbers: [Double] = []

  init(_ organisation: Organisation, _ horizon: Horizon, salesUnit: Double) {
    self.horizon = horizon
    self.salesUnit = salesUnit
    sold = ColumnBuffer(count: organisation.seats, repeating: 0)
    goal = ColumnBuffer(count: organisation.seats, repeating: 0)
    reached = ColumnBuffer(count: organisation.seats, repeating: 0)
    people = ColumnBuffer(count: organisation.seats, repeating: 0)
  }

  /// Starts a trial of a regime.
  mutating func begin() {
    people.column.fill(0)
    numbers = []
  }

  /// Takes in a week at its end: `tenure` has grown, and whoever came at the end of the week has a tenure of 0.
  mutating func observe(_ firm: borrowing Firm, week: Int) {
    let tenure = firm[.tenure], filled = firm[.filled], sales = firm[.sales], quota = firm[.fullQuota]
    let person = firm.person, perWeek = 1 / firm[.periodLength], watched = people.column
    for seat in 0..<firm.seats {
      if watched[seat] != 0, watched[seat] != person[seat] || filled[seat] == 0 {
        numbers.append(reached.column[seat] == 0 ? .infinity : reached.column[seat])
        watched[seat] = 0
      }
      if filled[seat] == 1, tenure[seat] == 0, week >= horizon.warmUp, week + Self.weeks < horizon.weeks {
        watched[seat] = person[seat]
        sold.column[seat] = 0
        goal.column[seat] = 0
        reached.column[seat] = 0
      } else if watched[seat] != 0 {
        sold.column[seat] += sales[seat] / salesUnit
        goal.column[seat] += quota[seat] * perWeek
        endMonth(seat, tenure: Int(tenure[seat]))
      }
    }
  }

  private mutating func endMonth(_ seat: Int, tenure: Int) {
    // Thirteen weeks are three months: of 4, 4 and 5 weeks.
    let month = (3 * tenure + 2) / 13
    guard 13 * month / 3 == tenure, month > 0 else { return }
    if reached.column[seat] == 0, sold.column[seat] >= goal.column[seat] { reached.column[seat] = Double(month) }
    sold.column[seat] = 0
    goal.column[seat] = 0
    guard reached.column[seat] > 0 || month >= Self.months else { return }
    numbers.append(reached.column[seat] == 0 ? .infinity : reached.column[seat])
    people.column[seat] = 0
  }

  /// What has been found so far.
  var found: Months { Months(numbers: numbers.sorted()) }

  /// Months of success in ascending order, infinite where there was none.
  struct Months {
    let numbers: [Double]

    /// The lower median, so that one who never succeeded does not make it infinite before half of them have not.
    var median: Double {
      guard !numbers.isEmpty else { return .nan }
      return min(numbers[(numbers.count - 1) / 2], Double(Ramp.months + 1))
    }

    func share(where isOne: (Double) -> Bool) -> Double {
      Double(numbers.count(where: isOne)) / Double(numbers.count)
    }
  }
}
