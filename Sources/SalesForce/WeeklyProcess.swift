/// A mechanism at work, as the week calls it, whatever its type.
///
/// Closures instead of a protocol's witnesses, since a build for pages has no values of a protocol's type; a class, so that
/// the week counts one reference a pass and not several.
final class WeeklyProcess: Sendable {
  let card: Card
  let abandonment: Double?
  let volunteering: Volunteering?
  private let starting, passing: @Sendable (_ firm: inout Firm, _ week: borrowing Week) -> Void

  init<Kind: Mechanism>(_ mechanism: Kind) {
    card = Kind.card
    abandonment = mechanism.abandonment
    volunteering = mechanism.volunteering
    starting = { mechanism.start(&$0, $1) }
    passing = { mechanism.pass(&$0, $1) }
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) { starting(&firm, week) }
  func pass(_ firm: inout Firm, _ week: borrowing Week) { passing(&firm, week) }
}

/// A mechanism as the week lists it: its card, and how it is made.
struct Shipped: Sendable {
  let card: Card
  let make: @Sendable (inout Settings, Common) -> WeeklyProcess

  init<Kind: Mechanism>(_ kind: Kind.Type) {
    card = Kind.card
    make = { settings, common in WeeklyProcess(Kind(&settings, common)) }
  }
}
