import Foundation

/// A linear scale of an axis, and the round numbers that are marked on it.
struct LinearScale {
  let low, high: Double
  /// Ends on the page.
  let from, to: Double
  let ticks: [Double]
  private let digits: Int

  /// - Parameter isNice: whether the ends move to round numbers.
  init(_ values: [Double], from: Double, to: Double, count: Int = 6, isNice: Bool = true) {
    var low = values.min() ?? 0, high = values.max() ?? 1
    if low == high {
      let margin = low == 0 ? 1 : low.magnitude * 0.05
      (low, high) = (low - margin, high + margin)
    }
    let step = Self.step((high - low) / Double(count))
    let first = (low / step).rounded(isNice ? .down : .up), last = (high / step).rounded(isNice ? .up : .down)
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    (self.low, self.high) = isNice ? (first * step, last * step) : (low, high)
    (self.from, self.to) = (from, to)
    digits = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
  }

  /// 1, 2 or 5 times a power of ten, the nearest above.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return ([1, 2, 5, 10].first { $0 * power >= least * 0.999 } ?? 10) * power
  }

  func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }

  /// A tick's number, with a true minus sign.
  func label(_ tick: Double) -> String {
    let text = String(format: "%.\(digits)f", tick)
    return text.hasPrefix("-") && text.contains { "123456789".contains($0) }
      ? "−" + text.dropFirst() : text.replacing("-", with: "")
  }
}
