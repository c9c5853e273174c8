import PortableMath
import RandomStreams

/// Adds up what a trial came to. It reads the firm after the week's last process and changes nothing.
package struct OutcomeObserver: ~Copyable {
  private static let weeksPerYear = 52

  private let organisation: Organisation
  private let horizon: Horizon
  /// Working hours of a week, in which waiting is counted.
  var hoursPerWeek: Double
  /// σ_Q in pay units.
  var salesUnit: Double {
    get { ramp.salesUnit }
    set { ramp.salesUnit = newValue }
  }
  /// Sums over measured weeks, by the position of `FirmColumn`.
  private var sums: [Double]
  private var people = PeopleSums()
  private var openSum = 0.0
  /// Measured weeks gone before half of the sellers used the best practice, if they ever did.
  private var weeksToBest: Int?
  /// Largest share of sellers in practices that headquarters rules out.
  private var mostUnsanctioned = 0.0
  private var yearSales: ColumnBuffer<Double>
  private var bestFifth = BestFifth()
  /// Sales of the weeks that the survey of managers looks at, by seat.
  private var surveySales: ColumnBuffer<Double>
  /// Autonomy in the same weeks.
  private var surveyAutonomy: ColumnBuffer<Double>
  private var ramp: Ramp
  var survey: Survey?
  /// Sellers by quadrant in the last week.
  private var quadrants = QuadrantCounts()
  /// Readings by week and `WeeklyMetric`, from the scenario's first week on.
  private(set) var readings: [Double] = []
  /// Whether anybody wants them.
  var keepsReadings = true

  package init(_ organisation: Organisation, _ horizon: Horizon, hoursPerWeek: Double) {
    self.init(organisation, horizon, hoursPerWeek: hoursPerWeek, salesUnit: 1, survey: nil)
  }

  init(_ organisation: Organisation, _ horizon: Horizon, hoursPerWeek: Double, salesUnit: Double, survey: Survey?) {
    self.hoursPerWeek = hoursPerWeek
    self.survey = survey
    surveySales = ColumnBuffer(count: organisation.seats, repeating: 0)
    surveyAutonomy = ColumnBuffer(count: organisation.seats, repeating: 0)
    ramp = Ramp(organisation, horizon, salesUnit: salesUnit)
    self.organisation = organisation
    self.horizon = horizon
    sums = Array(repeating: 0, count: FirmColumn.allCases.count)
    let years = (horizon.weeks - horizon.warmUp) / Self.weeksPerYear
    yearSales = ColumnBuffer(count: years * organisation.seats, repeating: 0)
  }

  /// Starts a trial of a regime.
  /// - Parameter warmUp: readings of the weeks that it shares with the others.
  package mutating func begin(after warmUp: [Double] = []) {
    for place in sums.indices { sums[place] = 0 }
    people = PeopleSums()
    openSum = 0
    weeksToBest = nil
    mostUnsanctioned = 0
    yearSales.column.fill(0)
    bestFifth = BestFifth()
    surveySales.column.fill(0)
    surveyAutonomy.column.fill(0)
    ramp.begin()
    readings = warmUp
    if keepsReadings { readings.reserveCapacity(horizon.weeks * WeeklyMetric.allCases.count) }
  }

  package mutating func observe(_ firm: borrowing Firm, week: Int) {
    let present = PeopleSums(firm)
    let open = firm[.createdTotal] - firm[.closedTotal]
    if keepsReadings { read(firm, present, open: open) }
    guard week >= horizon.warmUp else { return }
    for flow in FirmColumn.flows { sums[flow.rawValue] += firm[flow] }
    ramp.observe(firm, week: week)
    people.add(present)
    if week == horizon.weeks - 1 { quadrants = QuadrantCounts(firm) }
    openSum += open
    if present.sellers > 0 { mostUnsanctioned = max(mostUnsanctioned, firm[.unsanctioned] / present.sellers) }
    if weeksToBest == nil, present.sellers > 0, 2 * firm[.bestPractised] >= present.sellers {
      weeksToBest = week - horizon.warmUp
    }
    let year = (week - horizon.warmUp) / Self.weeksPerYear, seats = organisation.seats, booked = firm[.sales]
    if week >= horizon.weeks - surveyWeeks {
      let autonomy = firm[.autonomy]
      for seat in 0..<seats {
        surveySales.column[seat] += booked[seat]
        surveyAutonomy.column[seat] += autonomy[seat]
      }
    }
    guard (year + 1) * seats <= yearSales.count else { return }
    let sales = yearSales.column.slice(from: year * seats, count: seats)
    for seat in 0..<seats { sales[seat] += booked[seat] }
    let isYearsEnd = (week - horizon.warmUp) % Self.weeksPerYear == Self.weeksPerYear - 1
    if isYearsEnd, year > 0 {
      let before = yearSales.column.slice(from: (year - 1) * seats, count: seats)
      bestFifth.add(before, sales, weeks: 2 * Double(Self.weeksPerYear), firm)
    }
  }

  private mutating func read(_ firm: borrowing Firm, _ people: PeopleSums, open: Double) {
    let totals = WeekTotals(firm, people, open: open)
    for reading in WeeklyMetric.readings { readings.append(MetricCard.rounded(reading.of(firm, totals))) }
  }

  private var surveyWeeks: Int { min(Survey.weeks, horizon.weeks - horizon.warmUp) }

  /// Seats of sellers who were there for the survey's whole year.
  private func respondents(_ firm: borrowing Firm) -> [Int] {
    let tenure = firm[.tenure], filled = firm[.filled]
    return (0..<firm.seats).filter { filled[$0] == 1 && tenure[$0] >= Double(surveyWeeks) }
  }

  /// What the managers say at the trial's end of those who were there for the survey's whole year, and how their sales go with
  /// what they were free to decide.
  func surveyed(_ firm: borrowing Firm, _ draws: Draws) -> (cells: Survey.Cells, autonomy: Double) {
    let seats = respondents(firm)
    let together = Correlation.of(seats.map { surveyAutonomy.column[$0] }, seats.map { surveySales.column[$0] })
    return (cells(seats, firm, draws), together)
  }

  private func cells(_ seats: [Int], _ firm: borrowing Firm, _ draws: Draws) -> Survey.Cells {
    guard let survey else { return Survey.Cells() }
    let ownership = firm[.ownership], support = firm[.supportSkill]
    var respondents: [Survey.Respondent] = []
    for seat in seats {
      respondents.append(
        Survey.Respondent(
          person: firm.person[seat], sales: surveySales.column[seat], ownership: ownership[seat],
          support: support[seat]))
    }
    return survey.cells(of: respondents, weeks: surveyWeeks, week: horizon.weeks - 1, draws)
  }

  /// The trial's metrics by the position of ``Metric``.
  package func metrics() -> [Double] { metrics((Survey.Cells(), .nan)) }

  /// The same, with what the survey of managers found.
  func metrics(_ surveyed: (cells: Survey.Cells, autonomy: Double)) -> [Double] {
    let weeks = Double(horizon.weeks - horizon.warmUp)
    let totals = TrialTotals(
      sums: sums, people: people, openSum: openSum, weeks: weeks, seatWeeks: weeks * Double(organisation.seats),
      weeksToBest: weeksToBest.map { Double($0) }, mostUnsanctioned: mostUnsanctioned, topShare: topShare(),
      bestFifth: bestFifth, ramp: ramp.found, autonomyCorrelation: surveyed.autonomy, quadrants: quadrants,
      cells: surveyed.cells, expectedHighShare: survey?.topShare ?? .nan,
      hoursPerWeek: hoursPerWeek)
    return Metric.rows.map { MetricCard.rounded($0.value(totals)) }
  }

  /// Revenue share of the best fifth of seat-years; no value without a whole year or without revenue.
  private func topShare() -> Double {
    var sales = (0..<yearSales.count).map { yearSales.column[$0] }
    sales.sort(by: >)
    let best = sales.prefix((sales.count + 4) / 5).reduce(0, +)
    return best / sales.reduce(0, +)
  }
}
