/// Proves that a pass changed only what its descriptor says it writes.
struct Audit: ~Copyable {
  private var before: Firm

  init(_ organisation: Organisation) {
    before = Firm(organisation)
  }

  mutating func remember(_ firm: borrowing Firm) { before.copy(from: firm) }

  func compare(_ firm: borrowing Firm, _ card: Card) throws(BrokenInvariant) {
    let writes = Set(card.writes)
    var trespass: StateDifference?
    StateComparison { writes.contains($0) }.run(before, firm) { difference in
      trespass = difference
      return false
    }
    if let trespass {
      throw BrokenInvariant("\(card.name) leaves \(trespass.name) alone", found: trespass.told)
    }
  }
}
