/// Commission that favours the second half of the quota period: ℓ of it is taken from the first half's sales and put on
/// the second half's, so that even sales earn the same.
struct LateWindow {
  private let early, length, elapsed, share: Double

  init(_ levers: GroupLevers, _ firm: borrowing Firm, _ plan: PayPlan) {
    length = firm[.periodLength]
    elapsed = firm[.periodWeek]
    early = (length / 2).rounded(.down)
    share = levers[plan.lateWindow]
  }

  private var earlyFactor: Double { 1 - share }
  private var lateFactor: Double { 1 + share * early / (length - early) }

  /// Factor on commission in a period's first week.
  var opening: Double { early > 0 ? earlyFactor : lateFactor }

  /// Factor on this week's commission.
  var now: Double { elapsed < early ? earlyFactor : lateFactor }

  /// What sales from some weeks on are still worth in this period, relative to a whole period's.
  func remaining(after weeks: Double) -> Double {
    let start = elapsed + weeks
    return (max(0, early - start) * earlyFactor + max(0, length - max(early, start)) * lateFactor) / length
  }
}
