import SalesForce

/// A ready-made way of managing, that a scenario's regimes may start from.
public struct Preset: Sendable, Equatable {
  public let name: String
  /// What the style is, in a sentence or two.
  public let description: String
  /// The levers that it sets.
  public let levers: [LeverName: WeeklyPath]

  public init(name: String, description: String, levers: [LeverName: WeeklyPath]) {
    (self.name, self.description, self.levers) = (name, description, levers)
  }
}
