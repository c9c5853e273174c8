import PortableMath
import RandomStreams

/// Who belongs to which cohort, in one trial.
///
/// Of teams and seats exactly the share asked for, rounded: those of the lowest keyed priority. A hire is drawn when they
/// come, whoever was there when the measured weeks began is none. Where taking part is free, the person's own draw decides.
/// All of it hangs on identities, so that it is the same in every regime.
struct Membership: ~Copyable {
  /// Number of the random stream.
  static let stream: UInt32 = 42
  /// Draws of one lottery, apart by what is drawn: plus the lottery's number.
  private static let teamDraw: UInt16 = 0, sellerDraw: UInt16 = 10, hireDraw: UInt16 = 20, willingDraw: UInt16 = 30

  private let cohorts: [Cohort]
  private let seats, span: Int
  /// Cohorts of each seat by lot, a bit each.
  private let drawn: ColumnBuffer<UInt32>
  /// Cohorts that whoever sits there belongs to, and the cohorts whose lot they took part in.
  private let treated, eligible: ColumnBuffer<UInt32>
  /// Cohorts whose lot fell on them, whether they take part or not.
  private let asked: ColumnBuffer<UInt32>
  /// For whom that was found out, and whether they were there.
  private let known: ColumnBuffer<UInt64>
  /// The person of each seat when the measured weeks began.
  private let first: ColumnBuffer<UInt32>
  private var isOpen = false

  init(_ organisation: Organisation, _ cohorts: [Cohort]) {
    self.cohorts = cohorts
    (seats, span) = (organisation.seats, organisation.span)
    let rows = cohorts.isEmpty ? 0 : seats
    drawn = ColumnBuffer(count: rows, repeating: 0)
    treated = ColumnBuffer(count: rows, repeating: 0)
    eligible = ColumnBuffer(count: rows, repeating: 0)
    asked = ColumnBuffer(count: rows, repeating: 0)
    known = ColumnBuffer(count: rows, repeating: .max)
    first = ColumnBuffer(count: rows, repeating: 0)
  }

  var isEmpty: Bool { cohorts.isEmpty }
  var members: Column<UInt32>? { cohorts.isEmpty || !isOpen ? nil : treated.column }
  /// Who stands in each cohort's lot, a bit each: everybody, but hires alone where the lot is theirs.
  var lots: Column<UInt32> { eligible.column }

  /// Those whom each cohort's lot fell on, a bit each, whether they take part or not.
  var offered: Column<UInt32> { asked.column }

  /// Who stood where when the week began.
  func wasReplaced(_ seat: Int, _ firm: borrowing Firm) -> Bool {
    known.column[seat] >> 1 != UInt64(firm.person[seat])
  }

  /// Draws a trial's lots.
  mutating func begin(_ firm: borrowing Firm, _ draws: Draws) {
    isOpen = false
    guard !cohorts.isEmpty else { return }
    drawn.column.fill(0)
    for (number, cohort) in cohorts.enumerated() { draw(cohort, bit: 1 << UInt32(number), firm, draws) }
  }

  private func draw(_ cohort: Cohort, bit: UInt32, _ firm: borrowing Firm, _ draws: Draws) {
    let step = cohort.unit == .teams ? span : 1
    guard cohort.unit != .hires else { return }
    let start = cohort.unit == .teams ? Self.teamDraw : Self.sellerDraw
    let order = stride(from: 0, to: seats, by: step)
      .map { row -> (priority: Double, name: UInt32, row: Int) in
        let name = cohort.unit == .teams ? firm.teamIdentity(from: row) : firm.seatIdentity[row]
        return (Self.uniform(name, start, cohort, draws), name, row)
      }
      .sorted { ($0.priority, $0.name) < ($1.priority, $1.name) }
    for place in order.prefix(cohort.places(of: order.count)) {
      for seat in place.row..<min(place.row + step, seats) { drawn.column[seat] |= bit }
    }
  }

  /// The measured weeks of a regime begin: who is there now is no hire.
  mutating func open(_ firm: borrowing Firm) {
    guard !cohorts.isEmpty else { return }
    isOpen = true
    first.column.copy(from: firm.person)
    known.column.fill(.max)
  }

  /// Looks at who sits where when a week begins.
  mutating func update(_ firm: borrowing Firm, _ draws: Draws, _ volunteering: Volunteering) {
    guard isOpen, !cohorts.isEmpty else { return }
    let filled = firm[.filled]
    for seat in 0..<seats {
      let state = UInt64(firm.person[seat]) << 1 | (filled[seat] == 1 ? 1 : 0)
      if known.column[seat] == state { continue }
      known.column[seat] = state
      find(seat, isFilled: filled[seat] == 1, firm, draws, volunteering)
    }
  }

  /// A vacant seat is managed, and offered, for whoever comes next; whether they take part is seen when they are there.
  private func find(
    _ seat: Int, isFilled: Bool, _ firm: borrowing Firm, _ draws: Draws, _ volunteering: Volunteering
  ) {
    let last = firm.person[seat]
    let person =
      isFilled
      ? last : Identity.person(seat: firm.seatIdentity[seat], hire: (last & Identity.maximumOrdinal) + 1)
    let isHire = person != first.column[seat]
    var members: UInt32 = 0, lots: UInt32 = 0, offers: UInt32 = 0
    for (number, cohort) in cohorts.enumerated() {
      let bit: UInt32 = 1 << UInt32(number)
      var isMember = drawn.column[seat] & bit != 0
      if cohort.unit == .hires {
        isMember = isHire && Self.uniform(person, Self.hireDraw, cohort, draws) < cohort.share
        lots |= isHire ? bit : 0
      } else {
        lots |= bit
      }
      offers |= isMember ? bit : 0
      if isMember, let usual = cohort.optIn {
        let chance = volunteering.chance(
          usual: usual, achievement: firm[.achievement][seat], talent: firm[.talent][seat])
        isMember = isFilled && Self.uniform(person, Self.willingDraw, cohort, draws) < chance
      }
      members |= isMember ? bit : 0
    }
    treated.column[seat] = members
    eligible.column[seat] = lots
    asked.column[seat] = offers
  }

  private static func uniform(_ entity: UInt32, _ draw: UInt16, _ cohort: Cohort, _ draws: Draws) -> Double {
    draws.uniform(
      at: DrawAddress(entity: entity, week: 0, process: stream, draw: draw + UInt16(cohort.lottery)))
  }
}
