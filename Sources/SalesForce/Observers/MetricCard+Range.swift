extension MetricCard {
  /// Whether people read it in per cent: a share of something, from 0 to 1.
  public var isShare: Bool { Self.shares.contains(name) }

  /// What the metric can be at all; nil where it has no bound.
  public var bounds: (low: Double, high: Double)? {
    if Self.open.contains(name) { return (0, .infinity) }
    if isShare || Self.signs.contains(name) { return (0, 1) }
    if Self.balances.contains(name) { return (-1, 1) }
    return Self.amounts.contains(name) ? (0, .infinity) : nil
  }

  /// Whether single weeks of it say when a quota period ends: what is paid, judged or pressed for there.
  public var followsPeriods: Bool { ["revenue", "profit", "cost", "pay", "exits"].contains(name) }

  private static let shares: Set<String> = [
    "win_rate", "quota_attainment", "no_decision_share", "vacancy", "filled", "issue_resolution", "expert_utilisation",
    "top20_share", "top20_repeat", "leaders", "professionals", "technologists", "salespeople", "adoption",
    "experimentation", "best_practice_share", "unsanctioned_share", "harmed_share", "price_loss", "repeat_share",
    "concession_share", "own_share", "support_share", "high_share",
  ]

  /// 1 in a trial where something happened, else 0; and shares that are not read in per cent.
  private static let signs: Set<String> = ["unsanctioned_found", "best_found", "roundabout_leaders"]

  /// Read in per cent, and above all of it where concessions are dear.
  private static let open: Set<String> = ["repeat_share", "concession_share"]

  /// A share less another.
  private static let balances: Set<String> = ["knowledge", "code_knowledge", "top20_repeat_gain", "belief_bias"]

  /// What cannot be less than nothing.
  private static let amounts: Set<String> = [
    "cycle_weeks", "open_opportunities", "exits", "dismissals", "salesperson_exit_ratio", "effort", "selling_hours",
    "expert_wait", "favoured_wait", "help", "weeks_to_best", "forecast_ratio", "dead_deals", "accounts", "churn_rate",
    "period_end_ratio", "rate_neither", "rate_own", "rate_support", "rate_both", "high_dispersion",
  ]
}
