/// A claim about results, registered with the scenario, before the run: what is compared, and what would count.
///
/// The arms that it compares follow from what is given: a regime alone is a level, held against a number; two regimes
/// are a difference; a change of a factor is the difference between two of its levels; any two of these together are a
/// difference of differences.
public struct Hypothesis: Sendable, Equatable {
  /// What the claim rests on. An implied one restates an equation: it verifies the program and supports no theory.
  public enum Kind: String, Sendable, CaseIterable { case implied, emergent, contested }

  /// Which effects the claim allows: above the value by more than the size, below it by more, or nearer than the size.
  public enum Direction: String, Sendable, CaseIterable { case more, less, about }

  /// What an effect is counted in: the metric's unit, shares of what it is compared with, or standard deviations of
  /// that over trials.
  public enum Scale: String, Sendable, CaseIterable { case raw, ratio, sd }

  /// A factor's step from one level to another.
  public struct Change: Sendable, Equatable {
    public let factor, from, to: String

    public init(factor: String, from: String, to: String) {
      self.factor = factor
      self.from = from
      self.to = to
    }
  }

  public let name: String
  /// Numbers of the claims of the science that it speaks to.
  public let claims: [String]
  /// The claim as a sentence; may be empty.
  public let statement: String
  public let kind: Kind
  public let metric: String
  /// First and last week of weekly readings to compare; nil for the metric over all measured weeks.
  public let weeks: ClosedRange<Int>?
  public let regime: String
  /// The regime that it is compared with.
  public let against: String?
  /// Steps of factors, in the order of the file.
  public let changes: [Change]
  /// Levels of factors that do not change (`budget`: one of its costs); a factor left out stays at its first level.
  public let at: [String: String]
  public let direction: Direction
  /// The smallest effect that counts, or how near is near enough.
  public let size: Double
  /// What the effect is held against.
  public let value: Double
  public let scale: Scale
  /// Mechanisms whose absence should take the effect away.
  public let knockOut: [String]

  public static let countRange = 0...200

  public init(
    name: String, claims: [String] = [], statement: String = "", kind: Kind, metric: String,
    weeks: ClosedRange<Int>? = nil, regime: String, against: String? = nil, changes: [Change] = [],
    at: [String: String] = [:], direction: Direction, size: Double = 0, value: Double = 0, scale: Scale = .raw,
    knockOut: [String] = []
  ) {
    self.name = name
    self.claims = claims
    self.statement = statement
    self.kind = kind
    self.metric = metric
    self.weeks = weeks
    self.regime = regime
    self.against = against
    self.changes = changes
    self.at = at
    self.direction = direction
    self.size = size
    self.value = value
    self.scale = scale
    self.knockOut = knockOut
  }

  /// The same at size 0, the claimed side of the value; nil where that is the region itself, or a claim has no side.
  public var side: (low: Double, high: Double)? {
    guard size > 0 else { return nil }
    switch direction {
    case .more: return (value, .infinity)
    case .less: return (-.infinity, value)
    case .about: return nil
    }
  }

  /// Ends of the region in which the claim wants the effect, in the unit of the scale.
  public var region: (low: Double, high: Double) {
    switch direction {
    case .more: (value + size, .infinity)
    case .less: (-.infinity, value - size)
    case .about: (value - size, value + size)
    }
  }
}
