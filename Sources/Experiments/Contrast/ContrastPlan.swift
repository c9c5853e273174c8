import SalesForce
import SimulationStatistics

/// Which two regimes to go between, one lever at a time, to see which lever makes how much of their difference.
public struct ContrastPlan: Sendable, Equatable {
  /// Names of the regimes; the difference is the second less the first.
  public let from, to: String
  /// Pairs of orders in which levers move, where they are too many for all combinations.
  public let orders: Int

  public static let usualOrders = 8
  public static let orderRange = ShapleyDesign.pairRange

  public init(from: String, to: String, orders: Int = ContrastPlan.usualOrders) {
    (self.from, self.to, self.orders) = (from, to, orders)
  }
}

/// Levers that an arm has from another regime than its own.
struct LeverMix: Sendable, Hashable {
  /// The other regime's place in the scenario's list.
  let other: Int
  let levers: [LeverName]

  /// What an arm of a regime is called that has these levers of another: `push with bonus+coaching of pull`.
  func label(_ regime: String, of other: String) -> String {
    regime + " with " + levers.map(\.rawValue).joined(separator: "+") + " of " + other
  }
}
