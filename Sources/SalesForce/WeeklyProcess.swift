/// A mechanism as the week calls it, whatever its type.
///
/// A class behind it, and `Shipped` in front: a build for pages has no other values of a protocol's type, and no lists of
/// types.
protocol WeeklyProcess: AnyObject, Sendable {
  var card: Card { get }
  var abandonment: Double? { get }
  func start(_ firm: inout Firm, _ week: borrowing Week)
  func pass(_ firm: inout Firm, _ week: borrowing Week)
}

/// A mechanism as the week lists it: its card, and how it is made.
struct Shipped: Sendable {
  let card: Card
  let make: @Sendable (inout Settings, Common) -> any WeeklyProcess

  init<Kind: Mechanism>(_ kind: Kind.Type) {
    card = Kind.card
    make = { settings, common in Running(Kind(&settings, common)) }
  }
}

private final class Running<Kind: Mechanism>: WeeklyProcess {
  private let mechanism: Kind

  init(_ mechanism: Kind) {
    self.mechanism = mechanism
  }

  var card: Card { Kind.card }
  var abandonment: Double? { mechanism.abandonment }
  func start(_ firm: inout Firm, _ week: borrowing Week) { mechanism.start(&firm, week) }
  func pass(_ firm: inout Firm, _ week: borrowing Week) { mechanism.pass(&firm, week) }
}
