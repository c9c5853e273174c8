import Foundation

/// Numbers for people; tables for programs carry every digit.
public enum NumberText {
  public static func fixed(_ value: Double?, _ digits: Int) -> String {
    guard let value, value.isFinite else { return "-" }
    return String(format: "%.\(digits)f", value)
  }

  /// With so many significant digits, without zeros at the end.
  static func significant(_ value: Double?, _ digits: Int) -> String {
    guard let value, value.isFinite else { return "-" }
    return String(format: "%.\(digits)g", value)
  }

  /// `1 trial`, `2 trials`
  public static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Text of a width at most, an ellipsis in place of what is cut off.
  static func cut(_ text: String, _ width: Int) -> String {
    text.count > width ? text.prefix(max(0, width - 1)) + "…" : text
  }

  public static func padded(_ text: some StringProtocol, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + String(text)
  }

  /// Text at the left of a field of at least that width.
  static func leading(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// `1.437 ±0.017`
  static func interval(_ mean: Double?, _ high: Double?, _ digits: Int = 3) -> String {
    guard let mean else { return "-" }
    guard let high else { return fixed(mean, digits) }
    return fixed(mean, digits) + " ±" + fixed(high - mean, digits)
  }
}
