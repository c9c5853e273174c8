import PortableMath
import RandomStreams

/// Who may come to know whom: a ring in each team, neighbours and next neighbours tied, and a ring through the whole
/// firm that leaves the team: blocks with a few long ways, a small world.
///
/// A seat owns the tie to its successor, to the one after that, and to its far successor, and is in turn the target of
/// at most one tie of each kind: four colleagues of the team and two others, symmetric by construction. Rings are
/// orders by keyed priority, so the network belongs to identities, not to rows, and another seat is inserted into them.
enum AdviceNetwork {
  /// A kind of tie: the column of contacts, the column of strengths, and whether both sit in one team.
  struct Kind {
    let contact, strength: SellerColumn
    let isWithinTeam: Bool
  }

  static let kinds = [
    Kind(contact: .nearContact, strength: .nearTie, isWithinTeam: true),
    Kind(contact: .nextContact, strength: .nextTie, isWithinTeam: true),
    Kind(contact: .farContact, strength: .farTie, isWithinTeam: false),
  ]

  /// Ties that a seat has at most, its own and those of others to it.
  static let degree = 2 * Double(kinds.count)

  /// Contact of a seat that has none of that kind.
  static let nobody = -1.0

  /// Writes the contacts. Scratch columns 0 and 1 are overwritten.
  static func lay(_ firm: inout Firm, _ draws: Draws, stream: UInt32) {
    let seats = firm.seats, span = firm.organisation.span, names = firm.seatIdentity
    let (team, world) = (firm.scratch[0], firm.scratch[1])
    for (draw, priority) in [(UInt32(10), team), (11, world)] {
      draws.uniform(entity: names, week: .same(0), process: stream, draw: .same(draw), into: priority)
    }
    for kind in kinds {
      firm[kind.contact].fill(nobody)
      firm[kind.strength].fill(0)
    }
    let (near, next, far) = (firm[.nearContact], firm[.nextContact], firm[.farContact])
    for first in stride(from: 0, to: seats, by: span) {
      let size = min(span, seats - first)
      let ring = order(&firm, first: first, count: size, by: team)
      link(ring, distance: 1, near)
      link(ring, distance: 2, next)
    }
    link(order(&firm, first: 0, count: seats, by: world), distance: 1, far)
    // A seller of the same team is no far contact.
    for seat in 0..<seats where far[seat] >= 0 && Int(far[seat]) / span == seat / span { far[seat] = nobody }
  }

  private static func order(
    _ firm: inout Firm, first: Int, count: Int, by priority: Column<Double>
  ) -> Column<UInt32> {
    let ring = firm.ranks.prefix(count), names = firm.seatIdentity
    for place in 0..<count { ring[place] = UInt32(first + place) }
    ring.sort { a, b in
      let (x, y) = (Int(a), Int(b))
      return priority[x] != priority[y] ? priority[x] < priority[y] : names[x] < names[y]
    }
    return ring
  }

  /// Ties each to the one so many places on. Two alone each own a tie to the other, so that each has a partner; next
  /// neighbours need five, for in a smaller ring they are neighbours or the same one twice.
  private static func link(_ ring: Column<UInt32>, distance: Int, _ contact: Column<Double>) {
    let size = ring.count
    guard size >= 3 * distance - 1 else { return }
    for place in 0..<size {
      contact[Int(ring[place])] = Double(ring[(place + distance) % size])
    }
  }
}
