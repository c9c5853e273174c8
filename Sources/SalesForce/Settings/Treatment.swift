/// A part of the firm, chosen by lot: who gets what a regime does not give to everybody.
///
/// The lot is keyed by the trial and by identities, so that the same teams, sellers and hires stand in it in every regime:
/// what they would have done without the treatment can be looked up.
public struct Cohort: Sendable, Hashable {
  /// What the lot is drawn among.
  public enum Unit: String, Sendable, CaseIterable {
    case teams, sellers, hires
  }

  public let unit: Unit
  /// Share of the teams or seats; for hires the chance of each.
  public let share: Double
  /// Lots of different numbers are independent of each other.
  public let lottery: Int
  /// Chance that an ordinary seller takes part if asked; nil where nobody is asked.
  public let optIn: Double?

  public static let lotteryRange = 1...9
  /// Most cohorts of a scenario.
  public static let most = 3

  public init(_ unit: Unit, share: Double, lottery: Int = 1, optIn: Double? = nil) {
    (self.unit, self.share, self.lottery, self.optIn) = (unit, share, lottery, optIn)
  }

  /// The name in tables: `teams 0.5`, `sellers 0.3 opt-in 0.6 lottery 2`.
  public var name: String {
    func short(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
    return "\(unit.rawValue) \(short(share))" + (optIn.map { " opt-in \(short($0))" } ?? "")
      + (lottery == 1 ? "" : " lottery \(lottery)")
  }

  /// How many of a number of teams or seats stand in it.
  public func places(of number: Int) -> Int { Int((share * Double(number)).rounded()) }
}

/// A value of a lever for a part of the firm, for some weeks, or both.
public struct Treatment: Sendable, Equatable {
  public let value: WeeklyPath
  /// Nil for everybody.
  public let cohort: Cohort?
  /// Weeks from the scenario's start, both included; nil for all that are measured.
  public let weeks: ClosedRange<Int>?

  public init(_ value: WeeklyPath, cohort: Cohort? = nil, weeks: ClosedRange<Int>? = nil) {
    (self.value, self.cohort, self.weeks) = (value, cohort, weeks)
  }
}

extension LeverName {
  /// Why the lever is the whole firm's, for those that cannot differ between sellers.
  public var whyUndivided: String? {
    switch self {
    case .quotaPeriod: "all sellers have the same quota periods"
    case .experts: "all sellers share the same experts"
    case .seeding: "it says how pilot users are chosen among all sellers"
    case .hqWeight, .loyalty: "there is one organisational code"
    default: nil
    }
  }

  /// Weeks between reading the lever and the week for which it is read: quotas are set at the end of the period before.
  var foresight: Int {
    switch self {
    case .quotaLevel, .quotaRatchet, .quotaPeriod: 1
    default: 0
    }
  }
}
