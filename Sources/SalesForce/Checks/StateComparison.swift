import PortableMath

/// A piece of state that is not the same in two firms.
package struct StateDifference: Equatable {
  /// As mechanisms name it: `sellers.effort`, `opportunities.value`.
  package let name: String
  /// Row of the seat that it belongs to; nil for what is the firm's.
  package let seat: Int?
  /// Row of the pool; nil where there is none.
  package let row: Int?
  package let old, new: Double

  /// The same in words: `seat 3: 0.5 became 0.8`.
  var told: String {
    let place = [seat.map { "seat \($0)" }, row.map { "row \($0)" }].compactMap { $0 }.joined(separator: ", ")
    return (place.isEmpty ? "" : place + ": ") + "\(old) became \(new)"
  }
}

/// Finds in what two firms of one organisation differ, bit for bit, in the order sellers, firm, people, accounts, experts,
/// opportunities.
///
/// Rows of a pool are compared one by one where both pools hold the same rows. Where they do not, what differs is how many
/// each seat has.
package struct StateComparison {
  private let isLeftOut: (StateKey) -> Bool

  /// - Parameter isLeftOut: pieces that are not compared.
  package init(leavingOut isLeftOut: @escaping (StateKey) -> Bool = { _ in false }) { self.isLeftOut = isLeftOut }

  /// - Parameters:
  ///   - old: one firm.
  ///   - new: the other.
  ///   - visit: takes a difference; says whether to look for more.
  /// - Precondition: both have the same number of seats.
  /// - Complexity: O(state).
  package func run(_ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool) {
    precondition(old.seats == new.seats, "firms of \(old.seats) and \(new.seats) seats")
    guard sellers(old, new, visit), firm(old, new, visit), people(old, new, visit), accounts(old, new, visit),
      experts(old, new, visit)
    else { return }
    _ = opportunities(old, new, visit)
  }

  private func sellers(
    _ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool
  ) -> Bool {
    for key in SellerColumn.allCases where !isLeftOut(.seller(key)) {
      guard Self.columns(StateKey.seller(key).description, old[key], new[key], seats: nil, visit) else { return false }
    }
    return true
  }

  private func firm(_ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool) -> Bool {
    for key in FirmColumn.allCases where !isLeftOut(.firm(key)) && old[key].bitPattern != new[key].bitPattern {
      guard
        visit(
          StateDifference(name: StateKey.firm(key).description, seat: nil, row: nil, old: old[key], new: new[key]))
      else { return false }
    }
    return true
  }

  private func people(_ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool) -> Bool {
    guard !isLeftOut(.people) else { return true }
    let (before, after) = (old.person, new.person)
    for seat in 0..<old.seats where before[seat] != after[seat] {
      // Who it is, is the number of the hire on the seat.
      guard
        visit(
          StateDifference(
            name: StateKey.people.description, seat: seat, row: nil, old: Double(old.hire(on: seat)),
            new: Double(new.hire(on: seat))))
      else { return false }
    }
    return true
  }

  private func accounts(_ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool) -> Bool {
    guard !isLeftOut(.accounts) else { return true }
    let (a, b) = (old.accounts.seat, new.accounts.seat), name = StateKey.accounts.description
    guard Self.areSame(a, b), Self.areSame(old.accounts.entity, new.accounts.entity),
      Self.areSame(old.accounts.born, new.accounts.born)
    else { return Self.rows(name, a, b, seats: old.seats, visit) }
    for key in AccountColumn.allCases {
      guard Self.columns("\(name).\(key)", old.accounts[key], new.accounts[key], seats: a, visit) else { return false }
    }
    return Self.words("\(name).problems", old.accounts.problems, new.accounts.problems, seats: a, visit)
  }

  private func experts(_ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool) -> Bool {
    guard !isLeftOut(.expertQueue) else { return true }
    let name = StateKey.expertQueue.description
    func tell(_ part: String, _ seat: Int?, _ row: Int?, _ before: Double, _ after: Double) -> Bool {
      visit(StateDifference(name: "\(name).\(part)", seat: seat, row: row, old: before, new: after))
    }
    guard old.experts.servers == new.experts.servers else {
      return tell("servers", nil, nil, Double(old.experts.servers), Double(new.experts.servers))
    }
    let (free, then) = (old.experts.freeTimes, new.experts.freeTimes)
    for server in 0..<free.count where free[server].bitPattern != then[server].bitPattern {
      guard tell("freeTimes", nil, server, free[server], then[server]) else { return false }
    }
    let (a, b) = (old.experts.requests, new.experts.requests)
    guard a.count == b.count else { return tell("requests", nil, nil, Double(a.count), Double(b.count)) }
    for row in 0..<a.count where a[row] != b[row] {
      guard tell("requests", Int(b[row].seat), row, a[row].time, b[row].time) else { return false }
    }
    return true
  }

  private func opportunities(
    _ old: borrowing Firm, _ new: borrowing Firm, _ visit: (StateDifference) -> Bool
  ) -> Bool {
    // Who may write every column may also add and drop rows.
    if OpportunityColumn.allCases.allSatisfy({ isLeftOut(.opportunity($0)) }) { return true }
    let (a, b) = (old.opportunities.seat, new.opportunities.seat), name = "opportunities"
    guard Self.areSame(a, b), Self.areSame(old.opportunities.entity, new.opportunities.entity),
      Self.areSame(old.opportunities.born, new.opportunities.born)
    else { return Self.rows(name, a, b, seats: old.seats, visit) }
    guard Self.words("\(name).stage", old.opportunities.stage, new.opportunities.stage, seats: a, visit) else {
      return false
    }
    if !isLeftOut(.patience) {
      guard
        Self.words(
          StateKey.patience.description, old.opportunities.group, new.opportunities.group, seats: a, visit)
      else { return false }
    }
    for key in OpportunityColumn.allCases where !isLeftOut(.opportunity(key)) {
      guard
        Self.columns(
          StateKey.opportunity(key).description, old.opportunities[key], new.opportunities[key], seats: a, visit)
      else { return false }
    }
    return true
  }

  /// - Parameter seats: whose each row is; nil where rows are seats.
  private static func columns(
    _ name: String, _ old: Column<Double>, _ new: Column<Double>, seats: Column<UInt32>?,
    _ visit: (StateDifference) -> Bool
  ) -> Bool {
    for row in 0..<old.count where old[row].bitPattern != new[row].bitPattern {
      let seat = seats.map { Int($0[row]) } ?? row
      guard visit(StateDifference(name: name, seat: seat, row: seats == nil ? nil : row, old: old[row], new: new[row]))
      else { return false }
    }
    return true
  }

  private static func words(
    _ name: String, _ old: Column<UInt32>, _ new: Column<UInt32>, seats: Column<UInt32>,
    _ visit: (StateDifference) -> Bool
  ) -> Bool {
    for row in 0..<old.count where old[row] != new[row] {
      guard
        visit(
          StateDifference(
            name: name, seat: Int(seats[row]), row: row, old: Double(old[row]), new: Double(new[row])))
      else { return false }
    }
    return true
  }

  /// How many rows each seat has in pools that do not hold the same; of equal numbers, the first row that differs.
  private static func rows(
    _ name: String, _ old: Column<UInt32>, _ new: Column<UInt32>, seats: Int, _ visit: (StateDifference) -> Bool
  ) -> Bool {
    var counts = [(old: Double, new: Double)](repeating: (0, 0), count: seats)
    for row in 0..<old.count { counts[Int(old[row])].old += 1 }
    for row in 0..<new.count { counts[Int(new[row])].new += 1 }
    var isAlike = true
    for (seat, count) in counts.enumerated() where count.old != count.new {
      isAlike = false
      guard visit(StateDifference(name: name, seat: seat, row: nil, old: count.old, new: count.new)) else {
        return false
      }
    }
    guard isAlike else { return true }
    return visit(
      StateDifference(
        name: "\(name), which they are", seat: nil, row: nil, old: Double(old.count), new: Double(new.count)))
  }

  private static func areSame(_ a: Column<UInt32>, _ b: Column<UInt32>) -> Bool {
    guard a.count == b.count else { return false }
    for row in 0..<a.count where a[row] != b[row] { return false }
    return true
  }
}

extension Firm {
  /// Number of the hire on a seat, 0 for the seat's first person; of the last one while it is vacant.
  package func hire(on seat: Int) -> Int { Int(person[seat] & Identity.maximumOrdinal) }
}
