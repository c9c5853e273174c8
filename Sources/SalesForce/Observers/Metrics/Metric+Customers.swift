/// What customers meet with, and whether they stay.
extension Metric.Row {
  static var pressure: Self {
    Self(
      "pressure", "reference effort", .free, "pressure on customers to decide now, mean of seller-weeks",
      formula: Self.mean(of: "`pressure`")
    ) {
      $0.people.pressure / $0.sellers
    }
  }

  static var accounts: Self {
    Self("accounts", "1 per seat", .amount, "customers won who are still customers", formula: "Σ `accountWeeks`/(N n)")
    {
      $0.sum(.accountWeeks) / $0.seatWeeks
    }
  }

  static var churnRate: Self {
    Self(
      "churn_rate", "1 per account-year", .amount, "customers who left with their goodwill used up",
      formula: "52 Σ `churned`/Σ `accountWeeks`"
    ) {
      $0.sum(.churned) / $0.sum(.accountWeeks) * TrialTotals.weeksPerYear
    }
  }

  static var repeatShare: Self {
    Self(
      "repeat_share", "1", .dearShare, "what customers ordered again as a share of revenue",
      formula: "Σ `repeatRevenue`/Σ `revenue`"
    ) {
      $0.sum(.repeatRevenue) / $0.sum(.revenue)
    }
  }

  static var concessionShare: Self {
    Self(
      "concession_share", "1", .dearShare, "concessions to customers as a share of what they ordered again",
      formula: "Σ `concessions`/Σ `repeatRevenue`"
    ) {
      $0.sum(.concessions) / $0.sum(.repeatRevenue)
    }
  }
}
