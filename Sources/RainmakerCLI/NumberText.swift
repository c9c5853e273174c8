import Foundation

/// Numbers for people; tables for programs carry every digit.
enum NumberText {
  static func fixed(_ value: Double?, _ digits: Int) -> String {
    guard let value, value.isFinite else { return "-" }
    return String(format: "%.\(digits)f", value)
  }

  static func padded(_ text: some StringProtocol, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + String(text)
  }
}
