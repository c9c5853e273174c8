import PortableMath
import RandomStreams

/// Adds up what a trial came to. It reads the firm after the week's last process and changes nothing.
package struct OutcomeObserver: ~Copyable {
  private static let weeksPerYear = 52

  private let organisation: Organisation
  private let horizon: Horizon
  /// Working hours of a week, by which waiting is told.
  var hoursPerWeek: Double
  /// Sums over measured weeks, by the position of `FirmColumn`.
  private var sums: [Double]
  private var people = PeopleSums()
  private var openSum = 0.0
  /// Measured weeks gone before half of the sellers used the best practice, if they ever did.
  private var weeksToBest: Int?
  /// Largest share of sellers in practices that headquarters' code rules out.
  private var mostUnsanctioned = 0.0
  private var yearSales: ColumnBuffer<Double>
  private var bestFifth = BestFifth()
  /// Sales of the weeks that the survey of managers looks at, by seat.
  private var surveySales: ColumnBuffer<Double>
  var survey: Survey?
  /// Sellers by quadrant in the last week.
  private var quadrants = QuadrantCounts()
  /// Readings by week and `WeeklyMetric`, from the scenario's first week on.
  private(set) var readings: [Double] = []

  package init(_ organisation: Organisation, _ horizon: Horizon, hoursPerWeek: Double) {
    self.init(organisation, horizon, hoursPerWeek: hoursPerWeek, survey: nil)
  }

  init(_ organisation: Organisation, _ horizon: Horizon, hoursPerWeek: Double, survey: Survey?) {
    self.hoursPerWeek = hoursPerWeek
    self.survey = survey
    surveySales = ColumnBuffer(count: organisation.seats, repeating: 0)
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
    readings = warmUp
    readings.reserveCapacity(horizon.weeks * WeeklyMetric.allCases.count)
  }

  package mutating func observe(_ firm: borrowing Firm, week: Int) {
    let present = PeopleSums(firm)
    let open = firm[.createdTotal] - firm[.closedTotal]
    read(firm, present, open: open)
    guard week >= horizon.warmUp else { return }
    for flow in FirmColumn.flows { sums[flow.rawValue] += firm[flow] }
    people.add(present)
    if week == horizon.weeks - 1 { quadrants = QuadrantCounts(firm) }
    openSum += open
    if present.sellers > 0 { mostUnsanctioned = max(mostUnsanctioned, firm[.unsanctioned] / present.sellers) }
    if weeksToBest == nil, present.sellers > 0, 2 * firm[.bestPractised] >= present.sellers {
      weeksToBest = week - horizon.warmUp
    }
    let year = (week - horizon.warmUp) / Self.weeksPerYear, seats = organisation.seats, booked = firm[.sales]
    if week >= horizon.weeks - surveyWeeks {
      for seat in 0..<seats { surveySales.column[seat] += booked[seat] }
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

  private mutating func read(_ firm: borrowing Firm, _ present: PeopleSums, open: Double) {
    let seats = Double(organisation.seats)
    let filled = seats + firm[.hiresTotal] - firm[.exitsTotal]
    let closed = firm[.won] + firm[.lost] + firm[.undecided]
    let practising = firm[.practiceLifts] > 0 ? present.sellers : .nan
    for metric in WeeklyMetric.allCases {
      let value =
        switch metric {
        case .revenue: firm[.revenue] / seats
        case .profit: firm[.profit] / seats
        case .cost: firm[.cost] / seats
        case .pay: (firm[.salaryCost] + firm[.variableCost]) / present.sellers
        case .winRate: firm[.won] / closed
        case .openOpportunities: open / seats
        case .exits: firm[.exits] / seats
        case .filled: filled / seats
        case .effort: present.effort / present.sellers
        case .skill: present.skill / present.sellers
        case .innovation: present.innovation / present.sellers
        case .motivation: present.motivation / present.sellers
        case .strain: present.strain / present.sellers
        case .match: present.match / present.sellers
        case .expertUtilisation: firm[.busyWeeks] / firm[.expertWeeks]
        case .practiceLift: firm[.practiceLifts] / practising
        case .experimentation: firm[.experiments] / practising
        case .bestPracticeShare: firm[.bestPractised] / practising
        case .tieStrength: present.tieStrength / present.sellers
        case .adoption: firm[.toolUsers] / present.sellers
        case .knowledge: firm[.codeWeeks] > 0 ? firm[.knowledges] / present.sellers : .nan
        case .codeKnowledge: firm[.codeKnowledges] / firm[.codeWeeks]
        case .trust: firm[.trusts] > 0 ? firm[.trusts] / present.sellers : .nan
        case .beliefBias: firm[.believedChances] > 0 ? firm[.beliefGaps] / present.sellers : .nan
        }
      readings.append(metric.card.rounded(value))
    }
  }

  private var surveyWeeks: Int { min(Survey.weeks, horizon.weeks - horizon.warmUp) }

  /// What the managers say at the trial's end of those who were there for the survey's whole year.
  func surveyed(_ firm: borrowing Firm, _ draws: Draws) -> Survey.Cells {
    guard let survey else { return Survey.Cells() }
    let tenure = firm[.tenure], filled = firm[.filled], ownership = firm[.ownership], support = firm[.supportSkill]
    var respondents: [Survey.Respondent] = []
    for seat in 0..<firm.seats where filled[seat] == 1 && tenure[seat] >= Double(surveyWeeks) {
      respondents.append(
        Survey.Respondent(
          person: firm.person[seat], sales: surveySales.column[seat], ownership: ownership[seat],
          support: support[seat]))
    }
    return survey.cells(of: respondents, weeks: surveyWeeks, week: horizon.weeks - 1, draws)
  }

  /// The trial's metrics by the position of ``Metric``.
  package func metrics() -> [Double] { metrics(Survey.Cells()) }

  /// The same, with what the survey of managers found.
  func metrics(_ cells: Survey.Cells) -> [Double] {
    let weeks = Double(horizon.weeks - horizon.warmUp), seats = Double(organisation.seats)
    let seatWeeks = weeks * seats, sellers = people.sellers
    func sum(_ column: FirmColumn) -> Double { sums[column.rawValue] }
    let closed = sum(.won) + sum(.lost) + sum(.undecided)
    let pay = sum(.salaryCost) + sum(.variableCost)
    let deals = sum(.revenue) - sum(.repeatRevenue) + sum(.concessions)
    // Nobody has a practice or a belief where that mechanism is knocked out.
    let practising = sum(.practiceLifts) > 0 ? sellers : .nan
    let believing = sum(.believedChances) > 0 ? sellers : .nan
    return Metric.allCases.map { metric in
      let value =
        switch metric {
        case .revenue: sum(.revenue) / seatWeeks
        case .profit: sum(.profit) / seatWeeks
        case .cost: sum(.cost) / seatWeeks
        case .welfare: (pay - sum(.effortCost) - sum(.riskPremium)) / sellers
        case .pay: pay / sellers
        case .winRate: sum(.won) / closed
        case .quotaAttainment: sum(.quotaReached) / sum(.quotaSeats)
        case .noDecisionShare: sum(.undecided) / (sum(.lost) + sum(.undecided))
        case .cycleWeeks: sum(.wonWeeks) / sum(.won)
        case .openOpportunities: openSum / seatWeeks
        case .exits: sum(.exits) / sellers * Double(Self.weeksPerYear)
        case .dismissals: sum(.dismissals) / sellers * Double(Self.weeksPerYear)
        case .salespersonExitRatio:
          sum(.salespersonExits) / sum(.salespersonWeeks) / (sum(.professionalExits) / sum(.professionalWeeks))
        case .vacancy: 1 - sellers / seatWeeks
        case .effort: people.effort / sellers
        case .skill: people.skill / sellers
        case .innovation: people.innovation / sellers
        case .leaders: quadrants.share(Quadrant.leader)
        case .professionals: quadrants.share(Quadrant.professional)
        case .technologists: quadrants.share(Quadrant.technologist)
        case .salespeople: quadrants.share(Quadrant.salesperson)
        case .roundaboutLeaders:
          sum(.roundaboutLeaders) / (sum(.roundaboutLeaders) + sum(.straightLeaders))
        case .motivation: people.motivation / sellers
        case .strain: people.strain / sellers
        case .match: people.match / sellers
        case .sellingHours: people.sellingHours / sellers
        case .issueResolution: sum(.issuesResolved) / sum(.issues)
        case .expertWait: sum(.waitWeeks) / sum(.answered) * hoursPerWeek
        case .expertUtilisation: sum(.busyWeeks) / sum(.expertWeeks)
        case .favouredWait:
          sum(.likedWaitWeeks) / sum(.likedAnswered) / (sum(.dislikedWaitWeeks) / sum(.dislikedAnswered))
        case .tieStrength: people.tieStrength / sellers
        case .help: sum(.helps) / sellers
        case .top20Share: topShare()
        case .top20Repeat: bestFifth.share
        case .top20RepeatGain: bestFifth.gainOfBoth
        case .priceLoss: sum(.discounts) / (deals + sum(.discounts))
        case .periodEndRatio: sum(.lateRevenue) / sum(.lateWeeks) / (deals / weeks)
        case .accounts: sum(.accountWeeks) / seatWeeks
        case .churnRate: sum(.churned) / sum(.accountWeeks) * Double(Self.weeksPerYear)
        case .repeatShare: sum(.repeatRevenue) / sum(.revenue)
        case .concessionShare: sum(.concessions) / sum(.repeatRevenue)
        case .pressure: people.pressure / sellers
        case .rateNeither: cells.rate(0)
        case .rateOwn: cells.rate(1)
        case .rateSupport: cells.rate(2)
        case .rateBoth: cells.rate(3)
        case .ownShare: cells.share(1)
        case .supportShare: cells.share(2)
        case .highShare: cells.highShare
        case .highDispersion: cells.dispersion(expected: survey?.topShare ?? .nan)
        case .practiceLift: sum(.practiceLifts) / practising
        case .experimentation: sum(.experiments) / practising
        case .bestPracticeShare: sum(.bestPractised) / practising
        case .unsanctionedShare: sum(.unsanctioned) / practising
        case .unsanctionedFound: practising.isNaN ? .nan : mostUnsanctioned >= 0.05 ? 1.0 : 0.0
        case .beliefBias: sum(.beliefGaps) / believing
        case .forecastRatio: sum(.believedChances) / (sum(.believedChances) - sum(.beliefGaps))
        case .trust: sum(.trusts) > 0 ? sum(.trusts) / sellers : .nan
        case .harmedShare: sum(.trusts) > 0 ? sum(.harmed) / sellers : .nan
        case .newcomerSkill: people.newcomerSkill / people.newcomers
        case .deadDeals: sum(.falseHopes) / believing
        case .adoption: sum(.toolUsers) / sellers
        case .knowledge: sum(.codeWeeks) > 0 ? sum(.knowledges) / sellers : .nan
        case .codeKnowledge: sum(.codeKnowledges) / sum(.codeWeeks)
        case .bestFound: practising.isNaN ? .nan : weeksToBest == nil ? 0.0 : 1.0
        case .weeksToBest: practising.isNaN ? .nan : weeksToBest.map { Double($0) } ?? weeks
        }
      return metric.card.rounded(value)
    }
  }

  /// Revenue share of the best fifth of seat-years; no value without a whole year or without revenue.
  private func topShare() -> Double {
    var sales = (0..<yearSales.count).map { yearSales.column[$0] }
    sales.sort(by: >)
    let best = sales.prefix((sales.count + 4) / 5).reduce(0, +)
    return best / sales.reduce(0, +)
  }
}

/// Sums over those who worked in a week: who left at its end counts, who came then does not yet.
///
/// A seat that is filled again in the very week of an exit (a vacancy of no weeks) already shows the newcomer's skill,
/// motivation and strain.
struct PeopleSums {
  var sellers = 0.0, effort = 0.0, skill = 0.0, innovation = 0.0, motivation = 0.0, strain = 0.0
  var match = 0.0, sellingHours = 0.0, tieStrength = 0.0, pressure = 0.0
  /// Sellers in their first year, and their skill.
  var newcomers = 0.0, newcomerSkill = 0.0

  init() {}

  init(_ firm: borrowing Firm) {
    let present = firm[.present], effort = firm[.effort], skill = firm[.skill], motivation = firm[.motivation]
    let innovation = firm[.innovation], strain = firm[.strain], match = firm[.match], hours = firm[.sellingHours]
    let ties = firm[.tieStrength], pressure = firm[.pressure]
    let tenure = firm[.tenure]
    for seat in 0..<firm.seats where present[seat] == 1 {
      sellers += 1
      self.effort += effort[seat]
      self.skill += skill[seat]
      self.innovation += innovation[seat]
      self.motivation += motivation[seat]
      self.strain += strain[seat]
      self.match += match[seat]
      sellingHours += hours[seat]
      tieStrength += ties[seat]
      self.pressure += pressure[seat]
      guard tenure[seat] <= 52 else { continue }
      newcomers += 1
      newcomerSkill += skill[seat]
    }
  }

  mutating func add(_ other: PeopleSums) {
    sellers += other.sellers
    effort += other.effort
    skill += other.skill
    innovation += other.innovation
    motivation += other.motivation
    strain += other.strain
    match += other.match
    sellingHours += other.sellingHours
    tieStrength += other.tieStrength
    pressure += other.pressure
    newcomers += other.newcomers
    newcomerSkill += other.newcomerSkill
  }
}
