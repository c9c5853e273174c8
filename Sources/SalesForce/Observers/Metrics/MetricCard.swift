/// What is to be said of a metric.
public struct MetricCard: Sendable, Equatable {
  /// What a metric can be at all, and how people read it.
  public enum Range: Sendable {
    /// From 0 to 1, read in per cent.
    case share
    /// Read in per cent, and above all of it where concessions are dear.
    case dearShare
    /// 1 in a trial where something happened, else 0.
    case sign
    /// A share less another: from −1 to 1.
    case balance
    /// Not less than nothing.
    case amount
    case free
  }

  /// The column in tables.
  public let name: String
  public let unit: String
  public let range: Range
  public let summary: String
  /// How it follows from what weeks leave, in the notation of the ODD protocol.
  public let formula: String
  /// `Win rate`
  public let title: String
  /// Whether single weeks of it say when a quota period ends: what is paid, judged or pressed for there.
  public let followsPeriods: Bool

  /// Values are rounded to multiples of 2^−fractionBits when a trial ends, so that sums over trials are exact in any
  /// order. 2⁻³² is far below what any metric can mean.
  public let fractionBits = MetricCard.resolution
  private static let resolution = 32

  /// - Parameter title: nil for the name in words.
  init(
    _ name: String, _ unit: String, _ range: Range, _ summary: String, formula: String, title: String? = nil,
    followsPeriods: Bool = false
  ) {
    (self.name, self.unit, self.range, self.summary, self.formula) = (name, unit, range, summary, formula)
    self.title = title ?? Self.title(of: name)
    self.followsPeriods = followsPeriods
  }

  /// A name in words: `Top20 share`.
  public static func title(of name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst().map { $0 == "_" ? " " : $0 }
  }

  /// The same of a single week.
  func weekly(_ formula: String) -> MetricCard {
    MetricCard(name, unit, range, summary, formula: formula, title: title, followsPeriods: followsPeriods)
  }

  /// Whether people read it in per cent.
  public var isShare: Bool { range == .share || range == .dearShare }

  /// What the metric can be at all; nil where it has no bound.
  public var bounds: (low: Double, high: Double)? {
    switch range {
    case .share, .sign: (0, 1)
    case .dearShare, .amount: (0, .infinity)
    case .balance: (-1, 1)
    case .free: nil
    }
  }

  /// The value rounded to the resolution, which all metrics share; NaN and values too large for it are returned as NaN, a
  /// missing value.
  public static func rounded(_ value: Double) -> Double {
    // In a page Int has 32 bits.
    let scale = Double(UInt64(1) << UInt64(resolution))
    let ticks = (value * scale).rounded(.toNearestOrEven)
    guard ticks.magnitude < 0x1p62 else { return .nan }
    return ticks / scale
  }
}
