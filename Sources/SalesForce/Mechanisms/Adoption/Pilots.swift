import PortableMath
import RandomStreams

/// Who gets a new tool first.
///
/// Places go by lot, or to those whose word counts: strong ties to colleagues and a record of sales. The lever mixes the
/// two by rank, so that half of it is half way between the orders.
struct Pilots: Sendable {
  private let share: Double
  private let seeding: Lever

  init(_ settings: inout Settings) {
    share = settings.number(
      "pilot_share", "", 0.05, in: 0...1, unit: "1", .judgement, "a pilot group of three in sixty-four",
      "share of seats that try a tool when it comes")
    seeding = settings.lever(.seeding)
  }

  /// Sets the pilot users' stage, among seats that have the tools. Scratch columns 0 and 1 are overwritten.
  func choose(_ firm: inout Firm, among tools: Column<Double>, _ week: borrowing Week, _ card: Card) {
    let seats = firm.seats, stage = firm[.changeStage], filled = firm[.filled], names = firm.seatIdentity
    var served = 0
    for seat in 0..<seats where tools[seat] > 0 { served += 1 }
    let places = Int((share * Double(served)).rounded())
    guard places > 0 else { return }
    let (prominence, score) = (firm.scratch[0], firm.scratch[1])
    let ties = firm[.tieStrength], record = firm[.salesRate]
    for seat in 0..<seats { prominence[seat] = ties[seat] * record[seat] }
    let order = firm.ranks
    Self.sort(order, by: prominence, names)
    week.uniform(names, card, draw: 2, into: score)
    let central = week.firm(seeding)
    for place in 0..<seats {
      let seat = Int(order[place])
      score[seat] = (1 - central) * score[seat] + central * Double(place) / Double(seats)
    }
    Self.sort(order, by: score, names)
    var left = places
    for place in (0..<seats).reversed() where left > 0 {
      let seat = Int(order[place])
      guard filled[seat] == 1, tools[seat] > 0 else { continue }
      stage[seat] = ChangeStage.exploration
      left -= 1
    }
  }

  /// Seats in ascending order of a value, ties by identity.
  private static func sort(_ order: Column<UInt32>, by value: Column<Double>, _ names: Column<UInt32>) {
    for seat in 0..<order.count { order[seat] = UInt32(seat) }
    order.sort { a, b in
      let (x, y) = (Int(a), Int(b))
      return value[x] != value[y] ? value[x] < value[y] : names[x] < names[y]
    }
  }
}
