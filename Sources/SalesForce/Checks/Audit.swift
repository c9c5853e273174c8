import PortableMath

/// Proves that a pass changed only what its descriptor says it writes.
struct Audit: ~Copyable {
  private var before: Firm

  init(_ organisation: Organisation) {
    before = Firm(organisation)
  }

  mutating func remember(_ firm: borrowing Firm) { before.copy(from: firm) }

  func compare(_ firm: borrowing Firm, _ card: Card) throws(BrokenInvariant) {
    let writes = Set(card.writes)
    for key in SellerColumn.allCases where !writes.contains(.seller(key)) {
      let (old, new) = (before[key], firm[key])
      for seat in 0..<firm.seats where old[seat].bitPattern != new[seat].bitPattern {
        throw Self.trespass(card, "sellers.\(key)", "seat \(seat): \(old[seat]) became \(new[seat])")
      }
    }
    for key in FirmColumn.allCases where !writes.contains(.firm(key)) {
      if before[key].bitPattern != firm[key].bitPattern {
        throw Self.trespass(card, "firm.\(key)", "\(before[key]) became \(firm[key])")
      }
    }
    if !writes.contains(.people) {
      for seat in 0..<firm.seats where before.person[seat] != firm.person[seat] {
        throw Self.trespass(card, "people", "seat \(seat)")
      }
    }
    if !writes.contains(.accounts) { try compareAccounts(firm, card) }
    if !writes.contains(.expertQueue) { try compareExperts(firm, card) }
    try comparePool(firm, card, writes)
  }

  private func compareAccounts(_ firm: borrowing Firm, _ card: Card) throws(BrokenInvariant) {
    guard before.accounts.count == firm.accounts.count, before.accounts.closed == firm.accounts.closed else {
      throw Self.trespass(card, "accounts", "\(before.accounts.open) became \(firm.accounts.open)")
    }
    for key in AccountColumn.allCases {
      let (old, new) = (before.accounts[key], firm.accounts[key])
      for row in 0..<old.count where old[row].bitPattern != new[row].bitPattern {
        throw Self.trespass(card, "accounts.\(key)", "row \(row): \(old[row]) became \(new[row])")
      }
    }
  }

  private func compareExperts(_ firm: borrowing Firm, _ card: Card) throws(BrokenInvariant) {
    guard before.experts.count == firm.experts.count, before.experts.servers == firm.experts.servers else {
      throw Self.trespass(card, "the expert queue", "\(before.experts.count) became \(firm.experts.count) requests")
    }
    for server in 0..<firm.experts.servers
    where before.experts.freeTimes[server].bitPattern != firm.experts.freeTimes[server].bitPattern {
      throw Self.trespass(card, "the expert queue", "server \(server)")
    }
    for place in 0..<firm.experts.count where before.experts.requests[place] != firm.experts.requests[place] {
      throw Self.trespass(card, "the expert queue", "request \(place)")
    }
  }

  private func comparePool(_ firm: borrowing Firm, _ card: Card, _ writes: Set<StateKey>) throws(BrokenInvariant) {
    // Who may write every column may also add and drop rows.
    if OpportunityColumn.allCases.allSatisfy({ writes.contains(.opportunity($0)) }) { return }
    guard before.opportunities.count == firm.opportunities.count else {
      throw Self.trespass(card, "the opportunity pool", "rows were added or dropped")
    }
    for (old, new) in [
      (before.opportunities.entity, firm.opportunities.entity), (before.opportunities.born, firm.opportunities.born),
      (before.opportunities.seat, firm.opportunities.seat), (before.opportunities.stage, firm.opportunities.stage),
    ] {
      for row in 0..<old.count where old[row] != new[row] {
        throw Self.trespass(card, "whose opportunities are and in which stage", "row \(row)")
      }
    }
    if !writes.contains(.patience) {
      for row in 0..<firm.opportunities.count where before.opportunities.group[row] != firm.opportunities.group[row] {
        throw Self.trespass(card, "opportunities.group", "row \(row)")
      }
    }
    for key in OpportunityColumn.allCases where !writes.contains(.opportunity(key)) {
      let (old, new) = (before.opportunities[key], firm.opportunities[key])
      for row in 0..<old.count where old[row].bitPattern != new[row].bitPattern {
        throw Self.trespass(card, "opportunities.\(key)", "row \(row): \(old[row]) became \(new[row])")
      }
    }
  }

  private static func trespass(_ card: Card, _ what: String, _ how: String) -> BrokenInvariant {
    BrokenInvariant("\(card.name) leaves \(what) alone", found: how)
  }
}
