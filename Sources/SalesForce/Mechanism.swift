/// One process of the week.
///
/// A mechanism declares its parameters, levers and state in its initialiser and descriptor, and changes the columns that it
/// says it writes. A knock-out is its absence: what it would write keeps the neutral value.
///
/// Values that do not depend on the seller are read before the loop; nothing is allocated; no code asks which regime
/// it is in.
protocol Mechanism: Sendable {
  static var card: Card { get }

  /// Declares every parameter and lever, once, and keeps their values.
  init(_ settings: inout Settings, _ common: Common)

  /// Sets the state at the start of a trial, after all columns are neutral. Most mechanisms need nothing here.
  func start(_ firm: inout Firm, _ week: borrowing Week)

  /// One week over all sellers.
  func pass(_ firm: inout Firm, _ week: borrowing Week)

  /// Chance a week that a dead deal is given up, from the mechanism in which somebody chases them.
  var abandonment: Double? { get }

  /// How readily sellers take part in what they may leave, from the mechanism in which some ask and others do not.
  var volunteering: Volunteering? { get }
}

extension Mechanism {
  func start(_ firm: inout Firm, _ week: borrowing Week) {}

  var abandonment: Double? { nil }

  var volunteering: Volunteering? { nil }
}
