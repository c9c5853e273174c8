import Foundation

/// A linear scale of an axis, and the round numbers that are marked on it.
struct LinearScale {
  let low, high: Double
  /// Ends on the page.
  let from, to: Double
  let ticks: [Double]
  private let digits: Int
  private let isShare: Bool

  /// - Parameters:
  ///   - isNice: whether the ends move to round numbers.
  ///   - isWhole: whether only whole numbers are marked.
  ///   - isShare: whether numbers are written in per cent.
  init(
    _ values: [Double], from: Double, to: Double, count: Int = 6, isNice: Bool = true, isWhole: Bool = false,
    isShare: Bool = false
  ) {
    var low = values.min() ?? 0, high = values.max() ?? 1
    if low == high {
      let margin = low == 0 ? 1 : low.magnitude * 0.05
      (low, high) = (low - margin, high + margin)
    }
    let least = Self.step((high - low) / Double(count)), step = isWhole ? max(1, least) : least
    let first = (low / step).rounded(isNice ? .down : .up), last = (high / step).rounded(isNice ? .up : .down)
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    (self.low, self.high) = isNice ? (first * step, last * step) : (low, high)
    (self.from, self.to, self.isShare) = (from, to, isShare)
    digits = max(0, Int((-log10(step * (isShare ? 100 : 1)) - 1e-9).rounded(.up)))
  }

  /// 1, 2 or 5 times a power of ten, the nearest above.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return ([1, 2, 5, 10].first { $0 * power >= least * 0.999 } ?? 10) * power
  }

  func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }

  /// What lies at a place.
  func value(at place: Double) -> Double { low + (place - from) / (to - from) * (high - low) }

  /// A tick's number, with a true minus sign.
  func label(_ tick: Double) -> String {
    let text = String(format: "%.\(digits)f", isShare ? 100 * tick : tick)
    return text.hasPrefix("-") && text.contains { "123456789".contains($0) }
      ? "−" + text.dropFirst() : text.replacing("-", with: "")
  }
}
