import PortableMath
import RandomStreams
import Testing

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

  @Test("V33: under full push at v_H ½ the mean match is 1/√(1 + v/w²), from the first week to the thirtieth")
  func match() {
    var bench = bench(seats: 20_000, push: 1)
    for week in 0..<30 {
      bench.pass(Direction.self, week: week)
      guard [0, 29].contains(week) else { continue }
      let match = Sample((0..<bench.firm.seats).map { bench.firm[.match][$0] })
      expect("V33", "mean match, week \(week)", match, known("V33", "match"), sharp: 0.008)
    }
    for (error, variance) in [(SellerColumn.headquartersError, 0.5), (.ownError, 2)] {
      let squares = Sample((0..<bench.firm.seats).map { bench.firm[error][$0] * bench.firm[error][$0] })
      expect("V33", "variance of \(error)", squares, variance, sharp: 0.09)
    }
  }

  /// Golden section: the place of the one peak, to a thousandth.
  private static func peak(of f: (Double) -> Double, from start: Double, to end: Double) -> Double {
    let ratio = 0.618_033_988_749_895
    var (low, high) = (start, end)
    var (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
    var (left, right) = (f(a), f(b))
    while high - low > 1e-3 {
      if left < right {
        (low, a, left) = (a, b, right)
        b = low + ratio * (high - low)
        right = f(b)
      } else {
        (high, b, right) = (b, a, left)
        a = high - ratio * (high - low)
        left = f(a)
      }
    }
    return (low + high) / 2
  }

  @Test(
    "V33: the best push share is v_L/(v_H + v_L), early and late, and information lowers it through v_L",
    arguments: [0.0, 1.0], [0, 40])
  func bestShare(information: Double, weeks: Int) {
    var best = Sample()
    for trial in 0..<12 {
      var bench = bench(seats: 1_500, trial: UInt32(trial), information: information, push: 0)
      for week in 0..<weeks { bench.pass(Direction.self, week: week) }
      var kept = Firm(bench.firm.organisation)
      kept.copy(from: bench.firm)
      func match(_ push: Double) -> Double {
        bench.firm.copy(from: kept)
        bench[.pushShare] = push
        bench.pass(Direction.self, week: weeks)
        return (0..<bench.firm.seats).reduce(0) { $0 + bench.firm[.match][$1] }
      }
      best.add(Self.peak(of: match, from: 0, to: 1.2))
    }
    expect(
      "V33", "best push share at information \(information), week \(weeks)", best,
      known("V33", "best_push_share_information_\(Int(information))"), sharp: 0.025)
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

  @Test("V23: the filter's gain settles at P/(P + R): .0951249 at q .01, R 1")
  func gain() {
    let gain = known("V23", "gain")
    var bench = Bench(seats: 2, ["direction.own_variance": gain, "direction.walk_variance": 0.01])
    bench.start(Direction.self)
    bench.firm[.ownVariance][1] = 40
    for week in 0..<400 { bench.pass(Direction.self, week: week) }
    // With R = 1 the posterior variance is the gain.
    for seat in 0..<2 { expectExact("V23", "gain", bench.firm[.ownVariance][seat], gain) }
    // One step of the recursion away from rest shows R itself: 1/P′ = 1/(P + q) + 1/R.
    bench.firm[.ownVariance][1] = 3
    bench.pass(Direction.self, week: 400)
    expectExact("V23", "one step from P 3", bench.firm[.ownVariance][1], 1 / (1 / 3.01 + 1), to: 1e-9)
  }
}
