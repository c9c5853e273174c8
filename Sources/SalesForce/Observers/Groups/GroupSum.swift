import PortableMath

/// What is added up over a group's seller-weeks; measures are quotients of two of these.
enum GroupSum: Int, CaseIterable {
  case weeks, revenue, wins, leads, pay, effort, skill, craft, motivation, strain, hours, autonomy
  case exits, periodSales, quotas, periods, reached
}

extension GroupMeasure {
  /// The sums that the measure is a quotient of. Exits are those of 52 weeks.
  var sums: (above: GroupSum, below: GroupSum) {
    switch self {
    case .revenue: (.revenue, .weeks)
    case .dealsWon: (.wins, .weeks)
    case .leads: (.leads, .weeks)
    case .pay: (.pay, .weeks)
    case .effort: (.effort, .weeks)
    case .skill: (.skill, .weeks)
    case .craft: (.craft, .weeks)
    case .motivation: (.motivation, .weeks)
    case .strain: (.strain, .weeks)
    case .sellingHours: (.hours, .weeks)
    case .autonomy: (.autonomy, .weeks)
    case .exits: (.exits, .weeks)
    case .attainment: (.periodSales, .quotas)
    case .atQuota: (.reached, .periods)
    }
  }

  /// What the quotient is multiplied by.
  package var factor: Double { self == .exits ? 52 : 1 }
}

/// One seller's week, for the sums of the groups that they are in.
struct SellerWeek {
  let seat: Int
  let hasLeft: Bool
  /// Of the quota period, as the week before left it: sales so far, and quota.
  let booked, quota: Double
  /// σ_Q in pay units.
  let salesUnit: Double

  /// What the week adds to a sum; a quota period counts in the week in which it ends.
  func amount(_ sum: GroupSum, _ firm: borrowing Firm) -> Double {
    switch sum {
    case .weeks: 1
    case .revenue: firm[.sales][seat]
    case .wins: firm[.wins][seat]
    case .leads: firm[.leads][seat]
    case .pay: firm[.pay][seat]
    case .effort: firm[.effort][seat]
    case .skill: firm[.skill][seat]
    case .craft: firm[.craft][seat]
    case .motivation: firm[.motivation][seat]
    case .strain: firm[.strain][seat]
    case .hours: firm[.sellingHours][seat]
    case .autonomy: firm[.autonomy][seat]
    case .exits: hasLeft ? 1 : 0
    case .periodSales: firm[.periodEnded] == 1 ? booked + firm[.sales][seat] / salesUnit : 0
    case .quotas: firm[.periodEnded] == 1 ? quota : 0
    case .periods: firm[.periodEnded] == 1 ? 1 : 0
    case .reached: firm[.periodEnded] == 1 && booked + firm[.sales][seat] / salesUnit >= quota ? 1 : 0
    }
  }
}
