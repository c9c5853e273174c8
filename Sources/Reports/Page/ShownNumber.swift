import Foundation

/// Numbers as the page shows them: rounded for people, with the exact value, and where it stands, in the markup.
///
/// `<data value="-2.0619…" data-from="comparisons:profit|push|pull|0:mean_difference" data-as="negative">2.062</data>`:
/// the value is the cell's text, `data-as` is what was done with it. The tests follow every number back to its cell.
enum ShownNumber {
  struct Reading: Equatable {
    enum Kind: String {
      case plain, negative, complement, percent
      /// 100 (1 − x)
      case percentComplement = "percent-complement"
      /// Very small values are shown as `<0.001`.
      case p
    }

    let kind: Kind
    /// What the value is multiplied by: another unit.
    var factor = 1.0

    static let plain = Reading(kind: .plain), negative = Reading(kind: .negative), percent = Reading(kind: .percent)
    static let complement = Reading(kind: .complement), percentComplement = Reading(kind: .percentComplement)
    static let p = Reading(kind: .p)

    /// The same in another unit.
    func times(_ factor: Double) -> Reading { Reading(kind: kind, factor: self.factor * factor) }

    func applied(_ value: Double) -> Double {
      let value = factor * value
      return switch kind {
      case .plain, .p: value
      case .negative: -value
      case .complement: 1 - value
      case .percent: 100 * value
      case .percentComplement: 100 * (1 - value)
      }
    }

    /// What the page's source says of it.
    var attributes: [(String, String?)] {
      [
        ("data-as", kind == .plain ? nil : kind.rawValue), ("data-factor", factor == 1 ? nil : "\(factor)"),
      ]
    }
  }

  /// A cell of a table; an en dash where it is missing.
  static func cell(
    _ row: Row?, _ column: String, of table: Table, _ reading: Reading = .plain, digits: Int
  ) -> Markup {
    guard let row, let value = row[column] else { return "–" }
    return number(
      row.text(column), value, from: "\(table.name):\(row.key(table.primaryKey)):\(column)", reading, digits: digits)
  }

  /// A number from elsewhere: the manifest or the scenario.
  static func number(_ value: Double, from place: String, _ reading: Reading = .plain, digits: Int) -> Markup {
    number("\(value)", value, from: place, reading, digits: digits)
  }

  static func number(_ value: Int, from place: String) -> Markup {
    .tag("data", [("value", "\(value)"), ("data-from", place)], "\(value)")
  }

  private static func number(
    _ exact: String, _ value: Double, from place: String, _ reading: Reading, digits: Int
  ) -> Markup {
    .tag(
      "data",
      [
        ("value", exact), ("data-from", place),
      ] + reading.attributes + [("data-digits", "\(digits)")], Markup(text(reading.applied(value), reading, digits)))
  }

  /// A setting as somebody wrote it, without rounding.
  static func exact(_ value: Double, from place: String, _ reading: Reading = .plain) -> Markup {
    // Without the digits that a factor of 100 may bring.
    let shown = reading == .plain ? value : (reading.applied(value) * 1e9).rounded() / 1e9
    let text = shown == shown.rounded() && shown.magnitude < 1e15 ? String(Int(shown)) : "\(shown)"
    return .tag(
      "data",
      [("value", "\(value)"), ("data-from", place)] + reading.attributes,
      Markup(text.replacing("-", with: "−")))
  }

  static func exact(_ row: Row, _ column: String, of table: Table, _ reading: Reading = .plain) -> Markup {
    guard let value = row[column] else { return "–" }
    return exact(value, from: "\(table.name):\(row.key(table.primaryKey)):\(column)", reading)
  }

  /// Digits after the point that a value deserves: as many as its interval makes meaningful, and enough that no nonzero end
  /// of it looks like zero.
  ///
  /// - Parameters:
  ///   - values: the value and the ends of its interval.
  ///   - most: how many there are where the interval is narrow, or none.
  static func digits(_ values: [Double?], _ reading: Reading = .plain, most: Int = 3) -> Int {
    let shown = values.compactMap { $0.map(reading.applied) }.filter(\.isFinite)
    let half = (shown.max() ?? 0) / 2 - (shown.min() ?? 0) / 2
    var digits = most
    if half > 0 {
      let power = log10(half).rounded(.down)
      // One digit of the interval's half, and a second where the first is a one.
      digits = Int(min(Double(most), max(0, half / pow(10, power) < 2 ? 1 - power : -power)))
    }
    while digits < 6,
      shown.contains(where: { $0 != 0 && !text($0, .plain, digits).contains(where: "123456789".contains) })
    {
      digits += 1
    }
    return digits
  }

  /// With a true minus sign, and none before a zero.
  static func text(_ value: Double, _ reading: Reading, _ digits: Int) -> String {
    if reading.kind == .p, value < 0.001 { return "<0.001" }
    let text = String(format: "%.\(digits)f", value)
    guard text.hasPrefix("-") else { return text }
    return text.contains { "123456789".contains($0) } ? "−" + text.dropFirst() : String(text.dropFirst())
  }
}
