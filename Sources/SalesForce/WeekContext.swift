import PortableMath
import RandomStreams

/// What a pass may know of the week besides the firm: the time, the levers in force and the draws.
struct Week: ~Copyable {
  /// Weeks from the scenario's start, 0 being the first.
  let index: Int
  /// Levers in force, by `Lever.index`.
  let levers: Column<Double>
  /// Values of the exogenous trends, by the position of `ThreadName`.
  let threads: Column<Double>
  let draws: Draws
  /// m(n,k) of the firm's sales contest: n seats, a tenth of them winners.
  let contestSlope: Double

  subscript(lever: Lever) -> Double { levers[lever.index] }

  /// A choice lever's position in its list.
  func choice(_ lever: Lever) -> Int { Int(levers[lever.index]) }

  subscript(thread: ThreadName) -> Double { threads[thread.position] }

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
