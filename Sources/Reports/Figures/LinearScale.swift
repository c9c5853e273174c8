import Foundation

/// A linear scale of an axis, and the round numbers that are marked on it.
///
/// Made for any finite values: what is too large to be distinguished on an axis, or too near together, gets a scale all the
/// same, with a bounded number of marks.
struct LinearScale {
  let low, high: Double
  /// Ends on the page.
  let from, to: Double
  let ticks: [Double]
  private let step: Double
  private let isShare: Bool

  /// Ends beyond this are drawn as if they were here: sums and differences of them stay finite.
  private static let largest = 1e300
  /// Spans below this, and below this share of the values' size, are none: a double has 15 digits.
  private static let least = 1e-290, leastShare = 1e-11

  /// - Parameters:
  ///   - values: finite; others are left out.
  ///   - isNice: whether the ends move to round numbers.
  ///   - isWhole: whether only whole numbers are marked.
  ///   - isShare: whether numbers are written in per cent.
  init(
    _ values: [Double], from: Double, to: Double, count: Int = 6, isNice: Bool = true, isWhole: Bool = false,
    isShare: Bool = false
  ) {
    (self.from, self.to, self.isShare) = (from, to, isShare)
    let (low, high) = Self.ends(values.filter(\.isFinite))
    let round = Self.step((high - low) / Double(count)), step = isWhole ? max(1, round) : round
    let first = (low / step).rounded(isNice ? .down : .up), last = (high / step).rounded(isNice ? .up : .down)
    // At most count + 2 of them, the step being no less than the span's part.
    ticks = first <= last ? (0...min(Int(last - first), 4 * count)).map { (first + Double($0)) * step } : []
    (self.low, self.high) = isNice ? (first * step, last * step) : (low, high)
    self.step = step
  }

  /// Ends that differ enough for a scale.
  private static func ends(_ values: [Double]) -> (low: Double, high: Double) {
    let (low, high) = (bounded(values.min() ?? 0), bounded(values.max() ?? 1))
    let size = max(low.magnitude, high.magnitude)
    if high - low > max(least, leastShare * size) { return (low, high) }
    let margin = size > least ? 0.05 * size : 1
    return (low - margin, high + margin)
  }

  private static func bounded(_ value: Double) -> Double { min(max(value, -largest), largest) }

  /// 1, 2 or 5 times a power of ten, the nearest above.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, log10(least).rounded(.down))
    return ([1, 2, 5, 10].first { $0 * power >= least * 0.999 } ?? 10) * power
  }

  func place(_ value: Double) -> Double { from + (Self.bounded(value) - low) / (high - low) * (to - from) }

  /// What lies at a place.
  func value(at place: Double) -> Double { low + (place - from) / (to - from) * (high - low) }

  /// A tick's number, with a true minus sign; powers of ten where it would be longer than a page is wide.
  func label(_ tick: Double) -> String {
    let scale = isShare ? 100.0 : 1, unit = step * scale
    let digits = max(0, Int((-log10(unit) - 1e-9).rounded(.up))), size = max(low.magnitude, high.magnitude) * scale
    let text =
      digits > 12 || size >= 1e15
      ? String(format: "%.\(min(15, max(1, Int(log10(size / unit).rounded(.up)) + 1)))g", scale * tick)
      : String(format: "%.\(digits)f", scale * tick)
    return text.hasPrefix("-") && text.contains { "123456789".contains($0) }
      ? "−" + text.dropFirst() : text.hasPrefix("-") ? String(text.dropFirst()) : text
  }
}
