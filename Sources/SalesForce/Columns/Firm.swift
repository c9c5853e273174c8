import PortableMath

/// All state of one trial: owned columns, no objects.
public struct Firm: ~Copyable {
  public let organisation: Organisation
  var sellers: Slab<SellerColumn>
  private var values: Slab<FirmColumn>
  package var opportunities: OpportunityPool
  package var experts: ExpertPool
  var accounts: AccountPool
  /// Working memory of `Issues`.
  var issues: IssueBatch
  private var seatNames: ColumnBuffer<UInt32>
  private var people: ColumnBuffer<UInt32>
  private var places: ColumnBuffer<UInt32>
  private var namesInOrder: ColumnBuffer<UInt32>
  private var matesInOrder: ColumnBuffer<UInt32>
  private let working: ColumnBuffer<Double>

  /// - Parameter seatIdentities: identity of each seat, below 2²⁰ and unequal; nil numbers them from 0.
  package init(_ organisation: Organisation, seatIdentities: [UInt32]? = nil) {
    self.organisation = organisation
    let seats = organisation.seats
    sellers = Slab(rows: seats)
    values = Slab(rows: 1)
    opportunities = OpportunityPool(capacity: seats * 32)
    experts = ExpertPool(servers: 8, capacity: seats * 4)
    accounts = AccountPool(capacity: seats * 32)
    issues = IssueBatch(capacity: seats * 8)
    seatNames = ColumnBuffer(count: seats, repeating: 0)
    people = ColumnBuffer(count: seats, repeating: 0)
    places = ColumnBuffer(count: seats, repeating: 0)
    namesInOrder = ColumnBuffer(count: seats, repeating: 0)
    matesInOrder = ColumnBuffer(count: seats, repeating: 0)
    working = ColumnBuffer(count: Scratch.columns * Scratch.stride(rows: seats), repeating: 0)
    for seat in 0..<seats {
      seatNames.column[seat] = seatIdentities.map { $0[seat] } ?? UInt32(seat)
    }
    order()
    reset()
  }

  private func order() {
    let names = seatIdentity
    for seat in 0..<seats {
      byIdentity[seat] = UInt32(seat)
      teamMates[seat] = UInt32(seat)
    }
    byIdentity.sort { names[Int($0)] < names[Int($1)] }
    for first in stride(from: 0, to: seats, by: organisation.span) {
      teamMates.slice(from: first, count: min(organisation.span, seats - first))
        .sort { names[Int($0)] < names[Int($1)] }
    }
  }

  /// Number of seats, and length of every column that has a row a seat: all of them ask the sellers' columns, so that
  /// the compiler sees that they are equal and checks a loop's index once.
  public var seats: Int { sellers.rows }

  /// Working memory of the passes, one value a seat in each column; nothing survives a pass in it.
  var scratch: Scratch { Scratch(working.column, rows: seats) }

  /// A column of the sellers.
  package subscript(key: SellerColumn) -> Column<Double> { sellers[key] }

  /// A value of the firm.
  package subscript(key: FirmColumn) -> Double {
    get { values[first: key] }
    set { values[first: key] = newValue }
  }

  /// Values of the firm that are declared one behind the other, as a table of one row.
  func valuesGrid(from key: FirmColumn, columns: Int) -> Grid { values.grid(from: key, columns: columns) }

  /// Identity of each seat.
  package var seatIdentity: Column<UInt32> { seatNames.column.prefix(seats) }
  /// Identity of the person on each seat, or of the last one while it is vacant.
  package var person: Column<UInt32> { people.column.prefix(seats) }

  /// Working memory for an order of seats.
  var ranks: Column<UInt32> { places.column.prefix(seats) }

  /// Rows in the order of their identities. Sums that the model acts on run in it: they round in the same way wherever
  /// somebody sits.
  var byIdentity: Column<UInt32> { namesInOrder.column.prefix(seats) }
  /// The same team by team: the rows of the team that begins at row f stand from place f on.
  var teamMates: Column<UInt32> { matesInOrder.column.prefix(seats) }
  /// Identity of the team that begins at a row, and of its manager: the lowest of its seats'.
  func teamIdentity(from first: Int) -> UInt32 { seatIdentity[Int(teamMates[first])] }

  /// Mean over the filled seats, or nil where all are vacant.
  func sellersMean(_ key: SellerColumn) -> Double? {
    let column = self[key], filled = self[.filled], rows = byIdentity
    var sum = 0.0, sellers = 0.0
    for place in 0..<seats {
      let seat = Int(rows[place])
      sum += column[seat] * filled[seat]
      sellers += filled[seat]
    }
    return sellers > 0 ? sum / sellers : nil
  }

  /// Mean over all seats, vacant ones included.
  func seatsMean(_ key: SellerColumn) -> Double {
    let column = self[key], rows = byIdentity
    var sum = 0.0
    for place in 0..<seats { sum += column[Int(rows[place])] }
    return sum / Double(seats)
  }

  /// Back to the neutral state, every seat filled by its first person.
  mutating func reset() {
    sellers.reset()
    values.reset()
    opportunities.reset()
    experts.reset()
    accounts.reset()
    for seat in 0..<seats { person[seat] = Identity.person(seat: seatIdentity[seat], hire: 0) }
  }

  /// Takes over the whole state of another firm of the same organisation.
  package mutating func copy(from other: borrowing Firm) {
    sellers.copy(from: other.sellers)
    values.copy(from: other.values)
    opportunities.copy(from: other.opportunities)
    experts.copy(from: other.experts)
    accounts.copy(from: other.accounts)
    seatIdentity.copy(from: other.seatIdentity)
    byIdentity.copy(from: other.byIdentity)
    teamMates.copy(from: other.teamMates)
    person.copy(from: other.person)
  }
}

/// Working columns, numbered; a view that must not outlive the firm.
struct Scratch {
  static let columns = 24
  private let storage: Column<Double>
  /// From one column to the next.
  let stride: Int
  private let rows: Int

  /// - Parameter storage: as long as ``columns`` strides.
  init(_ storage: Column<Double>, rows: Int) {
    self.storage = storage
    self.rows = rows
    stride = Self.stride(rows: rows)
  }

  static func stride(rows: Int) -> Int { max((rows + 7) & ~7, 8) }

  subscript(index: Int) -> Column<Double> {
    precondition(index < Self.columns, "scratch column \(index)")
    return storage.slice(from: index * stride, count: rows)
  }

  /// Neighbouring columns as one: row s of the k-th stands at k·``stride`` + s.
  func wide(_ index: Int, columns: Int) -> Column<Double> {
    precondition(index + columns <= Self.columns, "scratch columns \(index)..<\(index + columns)")
    return storage.slice(from: index * stride, count: (columns - 1) * stride + rows)
  }
}
