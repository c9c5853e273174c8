import SalesForce

/// Two trials whose whole state is laid side by side: first week by week, then pass by pass within the first week that
/// differs, then value by value behind the first pass that differs.
///
/// Each step runs both trials again; weeks and passes are compared by `StatePrint`, so memory is that of a fingerprint a
/// week and seat. Passes that only one of them has leave the other's state as it is.
public struct HistoryPair {
  private let a, b: TrialReplay
  /// Names of all passes, in the week's order.
  private static let passes = Registry.standard.mechanisms.map(\.name)

  /// - Throws: ``ReplayRefusal/sizes(_:_:)``.
  public init(_ a: TrialReplay, _ b: TrialReplay) throws(ReplayRefusal) {
    guard a.seats == b.seats else { throw .sizes(a.seats, b.seats) }
    (self.a, self.b) = (a, b)
  }

  /// - Complexity: six trials, and four more where the first seller differs later than the firm.
  public func compare() -> HistoryComparison {
    let weeks = min(a.weeks, b.weeks), seats = a.seats
    var comparison = HistoryComparison()
    (comparison.seats, comparison.weeks, comparison.sharesDraws) = (seats, weeks, a.key == b.key)
    let first = prints(a, weeks), second = prints(b, weeks)
    guard let parted = (0..<weeks).first(where: { first[$0] != second[$0] }) else { return comparison }
    comparison.spread = (parted..<weeks).map { week in
      HistoryComparison.Spread(
        week: week, pass: nil,
        sellers: (0..<seats).reduce(0) { $0 + (first[week][$1] == second[week][$1] ? 0 : 1) })
    }
    comparison.partings = [parting(parted, 0..<seats + 1)]
    if comparison.partings[0].seat == nil, let later = comparison.spread.first(where: { $0.sellers > 0 }) {
      // The week may be the same, with the sellers in a later pass.
      comparison.partings.append(parting(later.week, 0..<seats))
    }
    return comparison
  }

  /// The first pass of a week behind which some of the prints differ.
  private func parting(_ week: Int, _ places: Range<Int>) -> HistoryComparison.Parting {
    let first = passPrints(a, week), second = passPrints(b, week)
    let position =
      first.indices.first { position in places.contains { first[position][$0] != second[position][$0] } }
      ?? first.count - 1
    var pieces: [String: HistoryComparison.Piece] = [:], order: [String] = []
    let before = state(a, week, position), after = state(b, week, position)
    var counted: [String: Set<Int>] = [:]
    StateComparison().run(before.firm, after.firm) { difference in
      guard difference.seat != nil || places.count > a.seats else { return true }
      if pieces[difference.name] == nil { order.append(difference.name) }
      if let seat = difference.seat { counted[difference.name, default: []].insert(seat) }
      let known = pieces[difference.name]
      if known == nil || difference.seat ?? 0 < known?.seat ?? 0 {
        pieces[difference.name] = StateNames.piece(
          difference.name, sellers: 0, seat: difference.seat, row: difference.row, difference.old, difference.new)
      }
      return true
    }
    return HistoryComparison.Parting(
      week: week, pass: position == 0 ? StateTrace.start : Self.passes[position - 1],
      pieces: order.compactMap { name in
        pieces[name].map {
          StateNames.piece(name, sellers: counted[name]?.count ?? 0, seat: $0.seat, row: $0.row, $0.first, $0.second)
        }
      })
  }

  /// Fingerprints of the ends of weeks.
  private func prints(_ replay: TrialReplay, _ weeks: Int) -> [[UInt64]] {
    var prints: [[UInt64]] = []
    replay.watch(through: weeks - 1) { firm, week, moment in
      if moment == .end, week < weeks { prints.append(StatePrint(firm).values) }
    }
    return prints
  }

  /// Fingerprints within a week: before the first pass, then behind each, also behind those that the model does not have.
  private func passPrints(_ replay: TrialReplay, _ wanted: Int) -> [[UInt64]] {
    var found: [Int: [UInt64]] = [:]
    replay.watch(through: wanted) { firm, week, moment in
      guard week == wanted else { return }
      switch moment {
      case .start: found[0] = StatePrint(firm).values
      case .pass(let place): found[Self.position(of: place, in: replay)] = StatePrint(firm).values
      case .end: break
      }
    }
    var last = found[0] ?? []
    return (0...Self.passes.count).map { position in
      last = found[position] ?? last
      return last
    }
  }

  /// The state behind a pass, or behind the one before it that the model has.
  private func state(_ replay: TrialReplay, _ wanted: Int, _ position: Int) -> KeptFirm {
    let kept = KeptFirm(replay.model.plan.organisation)
    replay.watch(through: wanted) { firm, week, moment in
      guard week == wanted else { return }
      switch moment {
      case .start: kept.firm.copy(from: firm)
      case .pass(let place) where Self.position(of: place, in: replay) <= position: kept.firm.copy(from: firm)
      case .pass, .end: break
      }
    }
    return kept
  }

  /// Place among all passes, from 1, of a pass of a trial's own.
  private static func position(of place: Int, in replay: TrialReplay) -> Int {
    (passes.firstIndex(of: replay.passes[place]) ?? passes.count - 1) + 1
  }
}

/// A copy of a firm.
private final class KeptFirm {
  var firm: Firm

  init(_ organisation: Organisation) { firm = Firm(organisation) }
}
