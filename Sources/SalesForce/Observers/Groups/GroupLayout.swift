/// Who is compared: those whom the lot fell on (and who take part, where they may choose), and the others that it was drawn
/// among.
public enum GroupSide: Int, CaseIterable, Sendable {
  case treated, untreated

  public var name: String { self == .treated ? "treated" : "untreated" }
}

/// When: before the first week in which any regime treats the part of the firm, up to the last such week, and after it.
public enum GroupPhase: Int, CaseIterable, Sendable {
  case before, during, after

  public var name: String {
    switch self {
    case .before: "before"
    case .during: "during"
    case .after: "after"
    }
  }
}

/// What is read of a group's sellers over a phase.
public enum GroupMeasure: Int, CaseIterable, Sendable {
  case revenue, dealsWon, leads, pay, effort, skill, craft, motivation, strain, sellingHours, autonomy, exits,
    attainment, atQuota

  public var card: MetricCard {
    func week(_ name: String, _ unit: String, _ summary: String, _ range: MetricCard.Range = .amount) -> MetricCard {
      MetricCard(name, unit, range, summary + ", mean over seller-weeks", formula: "")
    }
    return switch self {
    case .revenue: week("revenue", "pay units per week", "value of deals won and of repeat orders", .free)
    case .dealsWon: week("deals_won", "1 per week", "deals won")
    case .leads: week("leads", "1 per week", "opportunities found")
    case .pay: week("pay", "pay units per week", "salary and variable pay", .free)
    case .effort: week("effort", "1", "selling effort e₁")
    case .skill: week("skill", "1", "value skill v", .share)
    case .craft: week("craft", "1", "value skill and training together", .share)
    case .motivation: week("motivation", "σ_Q", "intrinsic motivation m")
    case .strain: week("strain", "1", "strain s")
    case .sellingHours: week("selling_hours", "hours", "time left for selling")
    case .autonomy: week("autonomy", "1", "share of the work that the seller decides A", .share)
    case .exits: MetricCard("exits", "1 per seller-year", .amount, "sellers who left, in 52 seller-weeks", formula: "")
    case .attainment:
      MetricCard(
        "attainment", "1", .amount, "sales over quotas of the quota periods that ended, all added up", formula: "")
    case .atQuota:
      MetricCard(
        "at_quota", "1", .share, "share of sellers at or above quota when a quota period ended", formula: "")
    }
  }
}

/// Where a trial keeps what it saw of groups: for each part of the firm in turn, first by side and phase the seller-weeks and
/// the measures, then by side and month of tenure seller-weeks, revenue and exits.
public enum GroupLayout {
  /// Months of tenure told apart, of 52/12 weeks.
  public static let months = 36
  public static let weeksPerMonth = 52.0 / 12
  static let phaseValues = 1 + GroupMeasure.allCases.count
  static let monthValues = 3

  private static let phases = GroupSide.allCases.count * GroupPhase.allCases.count * phaseValues
  /// Values of one part of the firm.
  public static let values = phases + GroupSide.allCases.count * months * monthValues

  /// Seller-weeks; the measures stand behind them, by their raw values.
  public static func place(_ cohort: Int, _ side: GroupSide, _ phase: GroupPhase) -> Int {
    cohort * values + (side.rawValue * GroupPhase.allCases.count + phase.rawValue) * phaseValues
  }

  public static func place(_ cohort: Int, _ side: GroupSide, _ phase: GroupPhase, _ measure: GroupMeasure) -> Int {
    place(cohort, side, phase) + 1 + measure.rawValue
  }

  /// Seller-weeks; revenue and exits stand behind them, both added up.
  /// - Parameters:
  ///   - cohort: from 0.
  ///   - side: treated, or untreated.
  ///   - month: of tenure, from 0.
  public static func place(_ cohort: Int, _ side: GroupSide, month: Int) -> Int {
    cohort * values + phases + (side.rawValue * months + month) * monthValues
  }
}
