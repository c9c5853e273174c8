import SalesForce

/// Metrics in words, from their descriptors.
enum MetricText {
  /// `Win rate`
  static func title(_ metric: String) -> String { StoredStudy.card(metric)?.title ?? MetricCard.title(of: metric) }

  /// What it is, as its descriptor says.
  static func meaning(_ metric: String) -> String {
    StoredStudy.card(metric)?.summary ?? title(metric).lowercased()
  }

  /// Whether it is shown in per cent.
  static func isShare(_ metric: String) -> Bool { StoredStudy.card(metric)?.isShare ?? false }

  /// The unit; empty for a pure number.
  static func unit(_ metric: String) -> String {
    let unit = StoredStudy.card(metric)?.unit ?? ""
    // A reward has no unit that means anything beside an axis; the note says what it is counted in.
    if unit == "1" || unit == "σ_Q" { return "" }
    return unit.hasPrefix("1 per ") ? String(unit.dropFirst(2)) : unit
  }

  /// A sentence for a caption, where a metric counts in something that needs one.
  static func note(_ metric: String) -> String {
    StoredStudy.card(metric)?.unit == "σ_Q"
      ? " \(title(metric)) is measured like rewards, in standard deviations of what a reference seller sells in a quarter."
      : ""
  }

  /// The label of an axis: `profit, pay units per seat-week`.
  /// - Parameter shown: the unit in which numbers are.
  static func axis(_ metric: String, _ shown: ShownUnit) -> String {
    let name = title(metric).lowercased(), unit = isShare(metric) ? "%" : shown.label
    return unit.isEmpty ? name : "\(name), \(unit)"
  }

  /// The same of a difference: `win rate difference, percentage points`.
  static func differenceAxis(_ metric: String, _ shown: ShownUnit) -> String {
    let name = "\(title(metric).lowercased()) difference", unit = isShare(metric) ? "percentage points" : shown.label
    return unit.isEmpty ? name : "\(name), \(unit)"
  }
}
