import PortableMath

/// The grid of value and innovation skill, cut at one half.
///
/// Where somebody stands is read at the ends of quarters, as the science's quarterly matrix does (science 1.12). The
/// order of the numbers is the science's: what is said of "3 → 2 → 1" is said of these numbers.
enum Quadrant {
  static let leader = 1.0, professional = 2.0, technologist = 3.0, salesperson = 4.0
  /// Weeks between two readings.
  static let interval = 13

  static func of(value: Double, innovation: Double) -> Double {
    value >= 0.5 ? (innovation >= 0.5 ? leader : professional) : (innovation >= 0.5 ? technologist : salesperson)
  }

  /// A person's way after another reading.
  /// - Parameter route: 1 since being a technologist, 2 since becoming a professional after that, 0 before and after.
  static func route(_ route: Double, now quadrant: Double) -> Double {
    switch quadrant {
    case leader: 0
    case technologist: 1
    case professional: route > 0 ? 2 : 0
    default: route
    }
  }

  /// Reads where everybody stands, and counts the technologists who have become leaders.
  static func read(_ firm: inout Firm) {
    let value = firm[.skill], innovation = firm[.innovation], filled = firm[.filled]
    let quadrant = firm[.quadrant], way = firm[.route]
    var straight = 0.0, roundabout = 0.0
    for seat in 0..<firm.seats where filled[seat] == 1 {
      let now = of(value: value[seat], innovation: innovation[seat])
      if now == leader {
        straight += way[seat] == 1 ? 1 : 0
        roundabout += way[seat] == 2 ? 1 : 0
      }
      way[seat] = route(way[seat], now: now)
      quadrant[seat] = now
    }
    firm[.straightLeaders] += straight
    firm[.roundaboutLeaders] += roundabout
  }
}

/// How many sellers stand where.
struct QuadrantCounts {
  private var counts = InlineArray<5, Double>(repeating: 0)
  private var sellers = 0.0

  init() {}

  init(_ firm: borrowing Firm) {
    let present = firm[.present], value = firm[.skill], innovation = firm[.innovation]
    for seat in 0..<firm.seats where present[seat] == 1 {
      counts[Int(Quadrant.of(value: value[seat], innovation: innovation[seat]))] += 1
      sellers += 1
    }
  }

  func share(_ quadrant: Double) -> Double { counts[Int(quadrant)] / sellers }
}
