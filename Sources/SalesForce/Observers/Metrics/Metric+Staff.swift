/// Who leaves and who comes, and how fast they get going.
extension Metric.Row {
  static var exits: Self {
    Self(
      "exits", "1 per seller-year", .amount, "sellers who left, dismissals included", formula: "52 Σ `exits`/P",
      followsPeriods: true
    ) {
      $0.sum(.exits) / $0.sellers * TrialTotals.weeksPerYear
    }
  }

  static var dismissals: Self {
    Self("dismissals", "1 per seller-year", .amount, "sellers dismissed", formula: "52 Σ `dismissals`/P") {
      $0.sum(.dismissals) / $0.sellers * TrialTotals.weeksPerYear
    }
  }

  static var earlyExitRatio: Self {
    Self(
      "early_exit_ratio", "1", .amount,
      "how often sellers in their first two years leave, over how often those past their fifth do",
      formula: "(Σ `recentExits`/Σ `recentWeeks`)/(Σ `settledExits`/Σ `settledWeeks`)"
    ) {
      $0.sum(.recentExits) / $0.sum(.recentWeeks) / ($0.sum(.settledExits) / $0.sum(.settledWeeks))
    }
  }

  static var salespersonExitRatio: Self {
    Self(
      "salesperson_exit_ratio", "1", .amount,
      "how often sellers past probation with both skills below one half leave, over how often those with value skill do",
      formula: "(Σ `salespersonExits`/Σ `salespersonWeeks`)/(Σ `professionalExits`/Σ `professionalWeeks`)"
    ) {
      $0.sum(.salespersonExits) / $0.sum(.salespersonWeeks)
        / ($0.sum(.professionalExits) / $0.sum(.professionalWeeks))
    }
  }

  static var vacancy: Self {
    Self("vacancy", "1", .share, "share of seat-weeks without a seller", formula: "1 − P/(N n)") {
      1 - $0.sellers / $0.seatWeeks
    }
  }

  static var rampMonths: Self {
    Self(
      "ramp_months", "months", .amount,
      "months until a hire first books a month's share of the quota, median of those who came in time to be watched for 15",
      formula: Self.ramp("the median (the lower of the two in the middle)")
    ) {
      $0.ramp.median
    }
  }

  static var rampFast: Self {
    Self(
      "ramp_fast", "1", .share, "share of these hires who do so within three months",
      formula: Self.ramp("the share of those with a number of at most 3")
    ) {
      $0.ramp.share(where: { $0 <= 3 })
    }
  }

  static var rampSlow: Self {
    Self(
      "ramp_slow", "1", .share, "share of these hires who do not do so within twelve months",
      formula: Self.ramp("the share of those with a number above 12")
    ) {
      $0.ramp.share(where: { $0 > 12 })
    }
  }

  private static func ramp(_ what: String) -> String {
    "\(what) of hires' numbers: m of the first month, of 15, at whose end the hire is still there and its Σ `sales`/σ_Q is at least "
      + "Σ `fullQuota`/`periodLength`, all as weeks leave them; 16 without such a month; month m has the weeks at whose end `tenure` "
      + "is from ⌊13 (m−1)/3⌋ + 1 to ⌊13 m/3⌋; hires of measured weeks that at least 66 more weeks follow"
  }
}
