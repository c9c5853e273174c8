/// The exogenous trends in a firm's surroundings, each a path over time.
public enum ThreadName: String, Sendable, CaseIterable {
  /// How much of what headquarters knows sellers can find out themselves.
  case information
  /// How complex the products and deals are.
  case complexity
  /// How fast the right direction moves, as a multiple of its reference speed.
  case turbulence
  /// Pain of accounts from staying as they are, above its reference.
  case pain

  /// Place in a week's values.
  var position: Int {
    switch self {
    case .information: 0
    case .complexity: 1
    case .turbulence: 2
    case .pain: 3
    }
  }

  public var card: ThreadCard {
    switch self {
    case .information:
      ThreadCard(
        name: self, symbol: "I", range: 0...5, neutral: 0, unit: "1",
        summary: "democratised information: own direction errors shrink as exp(−I)")
    case .complexity:
      ThreadCard(
        name: self, symbol: "κ_c", range: 0...1, neutral: 0, unit: "1",
        summary: "complexity: moves task substitution from simple to complex and raises the number of issues")
    case .turbulence:
      ThreadCard(
        name: self, symbol: "p₄", range: 0...20, neutral: 1, unit: "× reference",
        summary: "turbulence: multiplies the weekly variance of the right direction's walk")
    case .pain:
      ThreadCard(
        name: self, symbol: "P", range: -5...5, neutral: 0, unit: "1",
        summary: "pain of staying with the incumbent: fewer deals end without a decision")
    }
  }
}

/// Everything that is known about one exogenous trend.
public struct ThreadCard: Sendable, Equatable {
  public let name: ThreadName
  public let symbol: String
  public let range: ClosedRange<Double>
  /// The value of an unset trend.
  public let neutral: Double
  public let unit: String
  public let summary: String
}
