/// Metrics in words, from their cards.
enum MetricText {
  private static let titles = [
    "win_rate": "Win rate", "quota_attainment": "Quota attainment", "no_decision_share": "Deals without decision",
    "cycle_weeks": "Length of the sales cycle", "open_opportunities": "Open opportunities",
    "top20_share": "Share of the best fifth", "issue_resolution": "Issues resolved", "expert_wait": "Wait for experts",
    "expert_utilisation": "Use of experts' time", "selling_hours": "Selling hours", "welfare": "Sellers' welfare",
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
    "win_rate", "quota_attainment", "no_decision_share", "vacancy", "issue_resolution", "expert_utilisation",
    "top20_share",
  ]

  /// Whether people read it in per cent.
  static func isShare(_ metric: String) -> Bool { shares.contains(metric) }

  /// The unit; empty for a pure number.
  static func unit(_ metric: String) -> String {
    let unit = StoredStudy.card(metric)?.unit ?? ""
    if unit == "1" { return "" }
    return unit.hasPrefix("1 a ") ? String(unit.dropFirst(2)) : unit
  }

  /// What stands at an axis: `profit, pay units a seat-week`.
  static func axis(_ metric: String) -> String {
    let name = title(metric).lowercased(), unit = unit(metric)
    return unit.isEmpty ? name : "\(name), \(unit)"
  }
}
