/// What is recorded of a seller over a year of work on a seat.
public enum SellerField: Int, CaseIterable, Sendable {
  case hire, weeks
  case revenue, attainment
  case talent, ownership, supportSkill, achievement, sociability, horizontality, territory
  case effort, supportEffort, sellingHours
  case leads, requests, answers

  public var card: MetricCard {
    func week(_ name: String, _ unit: String, _ summary: String) -> MetricCard {
      field(name, unit, summary + ", mean of the weeks worked")
    }
    // Records have no formula in the protocol's notation.
    func field(_ name: String, _ unit: String, _ summary: String) -> MetricCard {
      MetricCard(name, unit, .free, summary, formula: "")
    }
    return switch self {
    case .hire: field("hire", "", "number of the person on the seat; 0 was there when the scenario began")
    case .weeks: field("weeks", "weeks", "weeks of the year that the person worked on the seat")
    case .revenue: week("revenue", "pay units per week", "value of deals won")
    case .attainment:
      field("attainment", "1", "sales over quota, each quota spread evenly over the weeks of its period")
    case .talent: field("talent", "log", "log talent a")
    case .ownership: field("ownership", "1", "chance of owning an issue o")
    case .supportSkill: field("support_skill", "1", "chance of asking an expert u")
    case .achievement: field("achievement", "sd", "need for achievement")
    case .sociability: field("sociability", "sd", "sociability")
    case .horizontality: field("horizontality", "sd", "preference for sideways over top-down relations")
    case .territory: field("territory", "1", "potential of the seat's territory T")
    case .effort: week("effort", "1", "selling effort e₁")
    case .supportEffort: week("support_effort", "1", "effort on unmeasured tasks e₂")
    case .sellingHours: week("selling_hours", "hours", "time left for selling")
    case .leads: week("leads", "1 per week", "opportunities found")
    case .requests:
      field(
        "requests", "1 an opportunity", "requests made to experts for each opportunity found, 0 where none was")
    case .answers:
      field("answers", "1 an opportunity", "answered requests for each opportunity found, 0 where none was")
    }
  }
}

/// Whose years are recorded: those of a firm's first seats in its last measured years, in the study's first trials.
///
/// The numbers bound what a study keeps: about 20,000 rows a regime from as many trials as that takes (fewer trials than
/// 50 only where rows would pass 100,000), and less than 9 MB a trial. A year is 52 weeks from the first measured one;
/// a study of fewer measured weeks has one short year.
public struct SellerSample: Sendable, Equatable {
  /// Seats recorded; numbering is arbitrary, so the first ones are a sample of all.
  public let seats: Int
  /// Years recorded, and how many there were before them.
  public let years: Int
  public let skippedYears: Int
  /// Weeks of a year.
  public let length: Int
  /// Trials below this number are recorded.
  public let trials: Int
  /// First recorded week.
  let start: Int

  private static let weeksPerYear = 52

  /// - Parameters:
  ///   - organisation: the firm.
  ///   - horizon: its weeks.
  ///   - paths: how many regimes, each design point counted, a trial has.
  public init(_ organisation: Organisation, _ horizon: Horizon, paths: Int) {
    let measured = horizon.weeks - horizon.warmUp, whole = measured / Self.weeksPerYear
    length = whole > 0 ? Self.weeksPerYear : measured
    years = min(max(whole, 1), 4)
    skippedYears = max(whole, 1) - years
    start = horizon.warmUp + skippedYears * length
    seats = min(organisation.seats, 1_000, max(8, 60_000 / (max(paths, 1) * years)))
    let rows = seats * years
    trials = min(1_000, max(20_000 / rows, min(50, 100_000 / rows), 2))
  }

  /// Values of one regime of a trial: years × seats × fields.
  public var values: Int { years * seats * SellerField.allCases.count }

  /// Whether somebody who worked so long has a record of the year.
  func isLongEnough(_ weeks: Double) -> Bool { weeks > 0 && 2 * weeks >= Double(length) }
}
