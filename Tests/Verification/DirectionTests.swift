import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Direction")
struct DirectionTests {
  private func bench(seats: Int, trial: UInt32 = 0, information: Double = 0, push: Double) -> Bench {
    var bench = Bench(
      seats: seats, trial: trial,
      ["direction.headquarters_variance": 0.5, "direction.own_variance": 2, "direction.goal_spread": 0],
      levers: [.pushShare: push])
    bench.firm[.information] = information
    bench.start(Direction.self)
    return bench
  }

  @Test("A newcomer's error has the variance that the filter states for it, from the first week on")
  func newcomers() {
    var bench = bench(seats: 20_000, push: 0)
    bench.firm[.tenure].fill(0)
    bench.pass(Direction.self)
    let error = bench.firm[.ownError]
    let squares = Sample((0..<bench.firm.seats).map { error[$0] * error[$0] })
    // Twice the settled variance 2, the week's walk, and one observation: 1/P = 1/(4 + q) + q/(2 (2 + q)).
    let stated = 1 / (1 / 4.1 + 0.1 / (2 * 2.1))
    expectExact("V33", "stated variance of newcomers", bench.firm[.ownVariance][0], stated)
    expect("V33", "variance of newcomers' error", squares, stated, sharp: 0.2)
  }
}
