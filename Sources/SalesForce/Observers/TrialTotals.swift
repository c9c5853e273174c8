/// What the measured weeks of a trial leave, from which ``Metric`` follows.
struct TrialTotals {
  static let weeksPerYear = 52.0

  /// Sums over measured weeks, by the position of `FirmColumn`.
  let sums: [Double]
  let people: PeopleSums
  /// Sum of open opportunities over ends of weeks.
  let openSum: Double
  let weeks, seatWeeks: Double
  /// Measured weeks gone before half of the sellers used the best practice; nil where they never did.
  let weeksToBest: Double?
  /// Largest share of sellers in practices that headquarters rules out.
  let mostUnsanctioned: Double
  /// Revenue share of the best fifth of seat-years.
  let topShare: Double
  let bestFifth: BestFifth
  let ramp: Ramp.Months
  /// Correlation of autonomy and sales over sellers.
  let autonomyCorrelation: Double
  /// Sellers by quadrant in the last week.
  let quadrants: QuadrantCounts
  /// What the survey of managers found.
  let cells: Survey.Cells
  /// The share of high performers that it expects.
  let expectedHighShare: Double
  /// Working hours of a week, in which waiting is counted.
  let hoursPerWeek: Double

  func sum(_ column: FirmColumn) -> Double { sums[column.rawValue] }

  /// Seller-weeks.
  var sellers: Double { people.sellers }
  var closed: Double { sum(.won) + sum(.lost) + sum(.undecided) }
  var pay: Double { sum(.salaryCost) + sum(.variableCost) }
  var deals: Double { sum(.revenue) - sum(.repeatRevenue) + sum(.concessions) }
  /// Seller-weeks, where anybody has a practice: nobody has where that mechanism is knocked out.
  var practising: Double { sum(.practiceLifts) > 0 ? sellers : .nan }
  /// The same of beliefs.
  var believing: Double { sum(.believedChances) > 0 ? sellers : .nan }
}

/// What a week leaves besides the firm itself, from which ``WeeklyMetric`` follows.
struct WeekTotals {
  let people: PeopleSums
  let seats, open, filled, closed: Double
  /// Sellers, where anybody has a practice.
  let practising: Double

  /// - Parameter open: open opportunities.
  init(_ firm: borrowing Firm, _ people: PeopleSums, open: Double) {
    (self.people, self.open) = (people, open)
    seats = Double(firm.seats)
    filled = seats + firm[.hiresTotal] - firm[.exitsTotal]
    closed = firm[.won] + firm[.lost] + firm[.undecided]
    practising = firm[.practiceLifts] > 0 ? people.sellers : .nan
  }
}
