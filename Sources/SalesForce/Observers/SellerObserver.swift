import PortableMath

/// Records sellers' years: who worked on a seat for at least half of it, what for a person, how, and with what success.
///
/// It reads the firm after the week's last process and changes nothing. Of two people with half a year each on a seat
/// the first has the record.
struct SellerObserver: ~Copyable {
  private enum Sum: Int, CaseIterable {
    case weeks, revenue, quota, effort, supportEffort, sellingHours, leads, requests, answers
  }

  let sample: SellerSample
  /// σ_Q in pay units.
  var salesUnit: Double
  /// Years, then seats, then fields; NaN where nobody has the record.
  private(set) var records: [Double] = []
  private var sums: ColumnBuffer<Double>
  private var traits: ColumnBuffer<Double>
  private var people: ColumnBuffer<UInt32>
  /// Quota of a week, σ_Q, as it was in force when the week began.
  private var quotas: ColumnBuffer<Double>

  private static let traitColumns: [SellerColumn] = [
    .talent, .ownership, .supportSkill, .achievement, .sociability, .horizontality, .territory,
  ]

  init(_ sample: SellerSample, salesUnit: Double) {
    self.sample = sample
    self.salesUnit = salesUnit
    sums = ColumnBuffer(count: sample.seats * Sum.allCases.count, repeating: 0)
    traits = ColumnBuffer(count: sample.seats * Self.traitColumns.count, repeating: 0)
    people = ColumnBuffer(count: sample.seats, repeating: 0)
    quotas = ColumnBuffer(count: sample.seats, repeating: 0)
  }

  /// Starts a trial of a regime, before its first measured week.
  mutating func begin(_ firm: borrowing Firm) {
    records = Array(repeating: .nan, count: sample.values)
    for seat in 0..<sample.seats { meet(seat, firm) }
    readQuotas(firm)
  }

  mutating func observe(_ firm: borrowing Firm, week: Int) {
    let since = week - sample.start
    if since >= 0, since < sample.years * sample.length { add(firm) }
    let year = since / sample.length
    let endsYear = since >= 0 && (since + 1) % sample.length == 0
    for seat in 0..<sample.seats where endsYear || firm.person[seat] != people.column[seat] {
      if since >= 0, year < sample.years { keep(seat, year: year) }
      meet(seat, firm)
    }
    readQuotas(firm)
  }

  private func column(_ sum: Sum) -> Column<Double> {
    sums.column.slice(from: sum.rawValue * sample.seats, count: sample.seats)
  }

  /// Adds the week of those who worked in it.
  private func add(_ firm: borrowing Firm) {
    let present = firm[.present], effort = firm[.effort], support = firm[.supportEffort], hours = firm[.sellingHours]
    let sales = firm[.sales], leads = firm[.leads], requests = firm[.requests], answers = firm[.answers]
    let (weeks, revenue, quota) = (column(.weeks), column(.revenue), column(.quota))
    let (efforts, supports, allHours) = (column(.effort), column(.supportEffort), column(.sellingHours))
    let (found, asked, answered) = (column(.leads), column(.requests), column(.answers))
    for seat in 0..<sample.seats where present[seat] == 1 {
      weeks[seat] += 1
      revenue[seat] += sales[seat]
      quota[seat] += quotas.column[seat]
      efforts[seat] += effort[seat]
      supports[seat] += support[seat]
      allHours[seat] += hours[seat]
      found[seat] += leads[seat]
      asked[seat] += requests[seat]
      answered[seat] += answers[seat]
    }
  }

  /// Begins the record of whoever sits there.
  private func meet(_ seat: Int, _ firm: borrowing Firm) {
    people.column[seat] = firm.person[seat]
    for sum in Sum.allCases { column(sum)[seat] = 0 }
    for (place, trait) in Self.traitColumns.enumerated() {
      traits.column[place * sample.seats + seat] = firm[trait][seat]
    }
  }

  private func readQuotas(_ firm: borrowing Firm) {
    let full = firm[.fullQuota], period = firm[.periodLength]
    for seat in 0..<sample.seats { quotas.column[seat] = full[seat] / period }
  }

  /// Keeps the record of the person that was there, if it is long enough and the longest of the year.
  private mutating func keep(_ seat: Int, year: Int) {
    let fields = SellerField.allCases
    let first = (year * sample.seats + seat) * fields.count
    let weeks = column(.weeks)[seat], before = records[first + SellerField.weeks.rawValue]
    guard sample.isLongEnough(weeks), before.isNaN || weeks > before else { return }
    let found = column(.leads)[seat]
    func mean(_ sum: Sum) -> Double { column(sum)[seat] / weeks }
    func share(_ sum: Sum) -> Double { found > 0 ? column(sum)[seat] / found : 0 }
    func trait(_ place: Int) -> Double { traits.column[place * sample.seats + seat] }
    for field in fields {
      records[first + field.rawValue] =
        switch field {
        case .hire: Double(people.column[seat] & Identity.maximumOrdinal)
        case .weeks: weeks
        case .revenue: mean(.revenue)
        case .attainment: column(.revenue)[seat] / salesUnit / column(.quota)[seat]
        case .talent: trait(0)
        case .ownership: trait(1)
        case .supportSkill: trait(2)
        case .achievement: trait(3)
        case .sociability: trait(4)
        case .horizontality: trait(5)
        case .territory: trait(6)
        case .effort: mean(.effort)
        case .supportEffort: mean(.supportEffort)
        case .sellingHours: mean(.sellingHours)
        case .leads: mean(.leads)
        case .requests: share(.requests)
        case .answers: share(.answers)
        }
    }
  }
}
