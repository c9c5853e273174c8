import PortableMath

/// What is read off the firm each week.
public enum WeeklyMetric: Int, CaseIterable, Sendable {
  case revenue, profit, cost, pay, winRate, openOpportunities, exits, filled
  case effort, skill, innovation, motivation, strain, match, expertUtilisation
  case practiceLift, experimentation, bestPracticeShare, beliefBias, trust, tieStrength
  case adoption, knowledge, codeKnowledge
  case quotaPace

  /// Name, unit, meaning and the rest of the reading.
  public var card: MetricCard { Self.rows[rawValue].card }

  static let rows: [Row] = allCases.map { $0.row }
  /// How each follows from the firm, apart from the cards: those take longer to copy than most readings to compute.
  static let readings = rows.map { Reading(of: $0.value) }

  struct Reading: Sendable {
    let of: @Sendable (borrowing Firm, WeekTotals) -> Double
  }

  /// A reading: its descriptor, and how it follows from the firm at a week's end. In formulas P is the sum of `present` over seats,
  /// and N their number.
  struct Row: Sendable {
    let card: MetricCard
    let value: @Sendable (borrowing Firm, WeekTotals) -> Double

    init(_ card: MetricCard, _ value: @escaping @Sendable (borrowing Firm, WeekTotals) -> Double) {
      (self.card, self.value) = (card, value)
    }
  }

  private var row: Row {
    switch self {
    case .revenue: Row(Metric.revenue.card.weekly("`revenue`/N")) { firm, week in firm[.revenue] / week.seats }
    case .profit: Row(Metric.profit.card.weekly("`profit`/N")) { firm, week in firm[.profit] / week.seats }
    case .cost: Row(Metric.cost.card.weekly("`cost`/N")) { firm, week in firm[.cost] / week.seats }
    case .pay:
      Row(Metric.pay.card.weekly("(`salaryCost` + `variableCost`)/P")) { firm, week in
        (firm[.salaryCost] + firm[.variableCost]) / week.people.sellers
      }
    case .winRate:
      Row(Metric.winRate.card.weekly("`won`/(`won` + `lost` + `undecided`)")) { firm, week in firm[.won] / week.closed }
    case .openOpportunities:
      Row(Metric.openOpportunities.card.weekly("(`createdTotal` − `closedTotal`)/N")) { _, week in
        week.open / week.seats
      }
    case .exits:
      Row(
        MetricCard(
          "exits", "1 per seat", .amount, "sellers who left this week", formula: "`exits`/N", followsPeriods: true)
      ) { firm, week in firm[.exits] / week.seats }
    case .filled:
      Row(
        MetricCard(
          "filled", "1", .share, "share of seats with a seller at the end of the week",
          formula: "(N + `hiresTotal` − `exitsTotal`)/N")
      ) { _, week in week.filled / week.seats }
    case .effort:
      Row(Metric.effort.card.weekly(Self.mean(of: "`effort`"))) { _, week in week.people.effort / week.people.sellers
      }
    case .skill:
      Row(Metric.skill.card.weekly(Self.mean(of: "`skill`"))) { _, week in week.people.skill / week.people.sellers }
    case .innovation:
      Row(Metric.innovation.card.weekly(Self.mean(of: "`innovation`"))) { _, week in
        week.people.innovation / week.people.sellers
      }
    case .motivation:
      Row(Metric.motivation.card.weekly(Self.mean(of: "`motivation`"))) { _, week in
        week.people.motivation / week.people.sellers
      }
    case .strain:
      Row(Metric.strain.card.weekly(Self.mean(of: "`strain`"))) { _, week in week.people.strain / week.people.sellers
      }
    case .match:
      Row(Metric.match.card.weekly(Self.mean(of: "`match`"))) { _, week in week.people.match / week.people.sellers }
    case .expertUtilisation:
      Row(Metric.expertUtilisation.card.weekly("`busyWeeks`/`expertWeeks`")) { firm, week in
        firm[.busyWeeks] / firm[.expertWeeks]
      }
    case .practiceLift:
      Row(Metric.practiceLift.card.weekly(Self.practising("`practiceLifts`"))) { firm, week in
        firm[.practiceLifts] / week.practising
      }
    case .experimentation:
      Row(Metric.experimentation.card.weekly(Self.practising("`experiments`"))) { firm, week in
        firm[.experiments] / week.practising
      }
    case .bestPracticeShare:
      Row(Metric.bestPracticeShare.card.weekly(Self.practising("`bestPractised`"))) { firm, week in
        firm[.bestPractised] / week.practising
      }
    case .tieStrength:
      Row(Metric.tieStrength.card.weekly(Self.mean(of: "`tieStrength`"))) { _, week in
        week.people.tieStrength / week.people.sellers
      }
    case .beliefBias:
      Row(Metric.beliefBias.card.weekly("`beliefGaps`/P; none where `believedChances` is 0")) { firm, week in
        firm[.believedChances] > 0 ? firm[.beliefGaps] / week.people.sellers : .nan
      }
    case .trust:
      Row(Metric.trust.card.weekly("`trusts`/P; none where it is 0")) { firm, week in
        firm[.trusts] > 0 ? firm[.trusts] / week.people.sellers : .nan
      }
    case .adoption:
      Row(Metric.adoption.card.weekly("`toolUsers`/P")) { firm, week in firm[.toolUsers] / week.people.sellers }
    case .knowledge:
      Row(Metric.knowledge.card.weekly("`knowledges`/P; none where `codeWeeks` is 0")) { firm, week in
        firm[.codeWeeks] > 0 ? firm[.knowledges] / week.people.sellers : .nan
      }
    case .codeKnowledge:
      Row(Metric.codeKnowledge.card.weekly("`codeKnowledges`/`codeWeeks`")) { firm, week in
        firm[.codeKnowledges] / firm[.codeWeeks]
      }
    case .quotaPace:
      Row(
        MetricCard(
          "quota_pace", "1", .share,
          "share of sellers whose sales of the quota period are at least the elapsed part of their quota; in its last week, of "
            + "those who reach it",
          formula:
            "of `present` seats with `tenure` > 0 the share with `periodSales` ≥ `quota` − `fullQuota` · (`periodLength` − "
            + "`periodWeek`)/`periodLength`; `quotaReached`/`quotaSeats` where `periodEnded` is 1; none where `periodWeek` is 0 else",
          followsPeriods: true)
      ) { firm, _ in Self.pace(firm) }
    }
  }

  /// A newcomer's quota is what is left of the seat's, so what is still to come of the period is the same part of the seat's.
  /// Whoever came this week has not sold yet and does not count, whether or not the seat was vacant before.
  private static func pace(_ firm: borrowing Firm) -> Double {
    if firm[.periodEnded] == 1 { return firm[.quotaReached] / firm[.quotaSeats] }
    guard firm[.periodWeek] > 0 else { return .nan }
    let left = (firm[.periodLength] - firm[.periodWeek]) / firm[.periodLength]
    let present = firm[.present], tenure = firm[.tenure]
    let booked = firm[.periodSales], quota = firm[.quota], full = firm[.fullQuota]
    // Whole numbers, which add up in any order: the loop has no chain of roundings to wait for.
    var sellers = 0, ahead = 0
    for seat in 0..<firm.seats {
      let counts = present[seat] * min(tenure[seat], 1) > 0 ? 1 : 0
      let keeps = booked[seat] >= quota[seat] - left * full[seat] ? 1 : 0
      sellers += counts
      ahead += counts & keeps
    }
    return Double(ahead) / Double(sellers)
  }

  private static func mean(of column: String) -> String { "mean of \(column) over `present` seats" }
  private static func practising(_ flow: String) -> String { "\(flow)/P; none where `practiceLifts` is 0" }
}
