/// Metrics in words, from their cards.
enum MetricText {
  private static let titles = [
    "win_rate": "Win rate", "quota_attainment": "Quota attainment", "no_decision_share": "Deals without decision",
    "cycle_weeks": "Length of the sales cycle", "open_opportunities": "Open opportunities",
    "top20_share": "Share of the best fifth", "issue_resolution": "Issues resolved", "expert_wait": "Wait for experts",
    "expert_utilisation": "Use of experts' time", "selling_hours": "Selling hours", "welfare": "Sellers' welfare",
    "weeks_to_best": "Time to the best practice",
  ]

  /// `Win rate`
  static func title(_ metric: String) -> String {
    titles[metric] ?? metric.prefix(1).uppercased() + metric.dropFirst().replacing("_", with: " ")
  }

  /// What it is, as its card says.
  static func meaning(_ metric: String) -> String {
    StoredStudy.card(metric)?.summary ?? title(metric).lowercased()
  }

  private static let shares: Set<String> = [
    "win_rate", "quota_attainment", "no_decision_share", "vacancy", "filled", "issue_resolution", "expert_utilisation",
    "top20_share", "top20_repeat", "leaders", "professionals", "technologists", "salespeople", "adoption",
    "experimentation", "best_practice_share", "unsanctioned_share", "harmed_share", "price_loss", "repeat_share",
    "concession_share", "own_share", "support_share", "high_share",
  ]

  /// Whether people read it in per cent.
  static func isShare(_ metric: String) -> Bool { shares.contains(metric) }

  /// The unit; empty for a pure number.
  static func unit(_ metric: String) -> String {
    let unit = StoredStudy.card(metric)?.unit ?? ""
    if unit == "1" { return "" }
    if unit == "σ_Q" { return "SD of a quarter's sales" }
    return unit.hasPrefix("1 a ") ? String(unit.dropFirst(2)) : unit
  }

  /// What stands at an axis: `profit, pay units a seat-week`.
  static func axis(_ metric: String) -> String {
    let name = title(metric).lowercased(), unit = isShare(metric) ? "%" : unit(metric)
    return unit.isEmpty ? name : "\(name), \(unit)"
  }

  /// The same of a difference: `difference in win rate, percentage points`.
  static func differenceAxis(_ metric: String) -> String {
    "difference in " + (isShare(metric) ? "\(title(metric).lowercased()), percentage points" : axis(metric))
  }
}
