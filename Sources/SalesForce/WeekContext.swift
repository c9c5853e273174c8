import PortableMath
import RandomStreams

/// What a pass may know of the week besides the firm: the time, the levers in force and the draws.
struct Week: ~Copyable {
  /// Weeks from the scenario's start, 0 being the first.
  let index: Int
  /// Levers in force, by group of seats and by seat.
  let levers: LeverTable
  /// Values of the exogenous trends, by the position of `ThreadName`.
  let threads: Column<Double>
  let draws: Draws

  /// A lever's value by seat; of a choice lever, the position in its list.
  subscript(lever: Lever) -> Column<Double> { levers.bySeat(lever) }

  /// A lever that is the firm's as a whole.
  func firm(_ lever: Lever) -> Double { levers.group(0)[lever] }

  subscript(thread: ThreadName) -> Double { threads[thread.position] }

  /// What follows from several levers, computed once for each group of seats that have them equal.
  func byGroup<Value>(_ make: (GroupLevers) -> Value) -> ByGroup<Value> { ByGroup(levers, make) }

  /// Writes what follows from several levers into a column, by seat.
  func spread(into column: Column<Double>, _ value: (GroupLevers) -> Double) {
    for group in 0..<levers.groups { levers.fill(column, of: group, with: value(levers.group(group))) }
  }

  /// Sum over the groups, in their order.
  func sum(_ value: (GroupLevers) -> Double) -> Double {
    var sum = value(levers.group(0))
    for group in 1..<max(levers.groups, 1) { sum += value(levers.group(group)) }
    return sum
  }

  /// Sum of a column over the seats, each at a price that follows from its levers.
  func total(_ column: Column<Double>, _ price: (GroupLevers) -> Double) -> Double {
    var sums = InlineArray<8, Double>(repeating: 0)
    if levers.groups == 1 {
      var sum = 0.0
      for seat in 0..<column.count { sum += column[seat] }
      return price(levers.group(0)) * sum
    }
    for seat in 0..<column.count { sums[Int(levers.group[seat])] += column[seat] }
    var total = 0.0
    for group in 0..<levers.groups { total += price(levers.group(group)) * sums[group] }
    return total
  }

  /// Mean of a lever over all seats.
  func mean(_ lever: Lever) -> Double {
    guard levers.groups > 1 else { return firm(lever) }
    return sum { $0.seats * $0[lever] } / sum { $0.seats }
  }

  /// Whether it holds for the levers of some seat.
  func any(_ holds: (GroupLevers) -> Bool) -> Bool {
    for group in 0..<levers.groups where holds(levers.group(group)) { return true }
    return false
  }

  /// Uniform draws on [0, 1), one for each identity.
  func uniform(_ entity: Column<UInt32>, _ card: Card, draw: UInt16 = 0, into column: Column<Double>) {
    draws.uniform(
      entity: entity, week: .same(UInt32(index)), process: card.stream, draw: .same(UInt32(draw)), into: column)
  }

  /// Standard normal draws, one for each identity.
  func normal(_ entity: Column<UInt32>, _ card: Card, draw: UInt16 = 0, into column: Column<Double>) {
    draws.normal(
      entity: entity, week: .same(UInt32(index)), process: card.stream, draw: .same(UInt32(draw)), into: column)
  }

  /// Two uniform draws on [0, 1) for each identity, at the price of one block of random bits.
  func uniformPair(
    _ entity: Column<UInt32>, _ card: Card, draw: UInt16, into first: Column<Double>, _ second: Column<Double>
  ) {
    draws.uniformPair(
      entity: entity, week: .same(UInt32(index)), process: card.stream, draw: .same(UInt32(draw)), first: first,
      second: second)
  }

  /// Two standard normal draws for each identity, at the price of one block of random bits.
  func normalPair(
    _ entity: Column<UInt32>, _ card: Card, draw: UInt16, into first: Column<Double>, _ second: Column<Double>
  ) {
    draws.normalPair(
      entity: entity, week: .same(UInt32(index)), process: card.stream, draw: .same(UInt32(draw)), first: first,
      second: second)
  }
}

extension Draws {
  /// One standard normal draw.
  func normal(_ entity: UInt32, week: UInt32, _ card: Card, draw: UInt16) -> Double {
    normal(at: DrawAddress(entity: entity, week: week, process: card.stream, draw: draw))
  }
}
