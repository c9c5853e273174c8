import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// Changes of a model that must change its results in a known way, or not at all. Those that leave every bit alone are
/// in `InvarianceTests` as well: other trials, regimes and their order, a longer horizon, units of money.
@Suite struct MetamorphicTests {
  private static func model(_ number: Int, seats: Int, span: Int, levers: [LeverName: Double] = [:]) throws -> Model {
    var source = RandomModel(number)
    let model = try source.model(weeks: 40).with(organisation: Organisation(seats: seats, span: span))
    let regime = Regime(
      name: "a", preset: nil,
      levers: model.regimes[0].levers.merging(levers.mapValues { WeeklyPath($0) }) { $1 })
    return try model.with(regimes: [regime], reference: regime)
  }

  /// Ties apart: a chair between two colleagues is a colleague less for each of them, whoever sits there. Experts and
  /// pilots are as many with it as without, contests are against all seats, the market is one that grows with sellers, and
  /// no applicant asks what the seats' mean quota pays.
  @Test("A seat on which nobody ever sits: all others live the same lives", arguments: 0..<8)
  func emptySeat(number: Int) throws {
    let levers: [LeverName: Double] = [.contest: 0, .experts: 16, .teamShare: 0.3, .bonus: 0, .accelerator: 0]
    let small = try Self.model(number, seats: 20, span: 7, levers: levers).with(
      knockedOut: ["ties"], parameters: ["endowment.headcount_elasticity": [1]])
    let large = try small.with(organisation: Organisation(seats: 21, span: 7))
    var one = OpenTrial(small), two = OpenTrial(large)
    two.firm[.filled][20] = 0
    two.firm[.vacancy][20] = .greatestFiniteMagnitude
    let columns = SellerColumn.allCases.filter { ![.nearContact, .nextContact, .farContact].contains($0) }
    let values = FirmColumn.allCases.filter { !Self.ofSeats.contains($0) }
    for week in 0..<40 {
      one.live(week)
      two.live(week)
      for column in columns {
        let same = (0..<20).allSatisfy { one.firm[column][$0].bitPattern == two.firm[column][$0].bitPattern }
        #expect(same, "week \(week): \(column)")
      }
      for value in values {
        #expect(one.firm[value].bitPattern == two.firm[value].bitPattern, "week \(week): \(value)")
      }
    }
  }

  /// What an empty seat costs: supervision and programmes are for seats. And how many seats there were at first.
  private static let ofSeats: [FirmColumn] = [.managerCost, .programmeCost, .cost, .profit, .staffing]

  /// Rates halve to the bit, so the two halves together have the Poisson law of the whole. Lives do not stay the same:
  /// two sellers have two heads, twice the hours and twice the pay.
  @Test("Half a territory has half the rate; two halves find what the whole does")
  func territory() {
    let seats = 40, weeks = 400
    var whole = Bench(seats: seats), halves = Bench(seats: 2 * seats, trial: 1)
    for seat in 0..<seats { whole.firm[.territory][seat] = 0.5 + Double(seat) / 20 }
    for seat in 0..<2 * seats { halves.firm[.territory][seat] = whole.firm[.territory][seat / 2] / 2 }
    var (one, two, square) = (0.0, 0.0, 0.0), expected = 0.0
    for week in 0..<weeks {
      whole.pass(Prospecting.self, week: week)
      halves.pass(Prospecting.self, week: week)
      for seat in 0..<seats {
        let rate = whole.firm.scratch[0][seat]
        #expect(halves.firm.scratch[0][2 * seat] == rate / 2 && halves.firm.scratch[0][2 * seat + 1] == rate / 2)
        let found = halves.firm[.leads][2 * seat] + halves.firm[.leads][2 * seat + 1]
        one += whole.firm[.leads][seat]
        two += found
        square += (found - rate) * (found - rate)
        expected += rate
      }
      for row in 0..<whole.firm.opportunities.count { whole.firm.opportunities.stage[row] = OpportunityPool.closed }
      for row in 0..<halves.firm.opportunities.count { halves.firm.opportunities.stage[row] = OpportunityPool.closed }
      whole.firm.opportunities.compact()
      halves.firm.opportunities.compact()
    }
    // Four standard errors; the variance of a Poisson's squared distance is λ + 2λ².
    #expect(
      (one - expected).magnitude < 4 * expected.squareRoot() && (two - expected).magnitude < 4 * expected.squareRoot())
    #expect((square - expected).magnitude < 4 * (expected + 2 * 4 * expected).squareRoot())
  }

  @Test("Experts are alike: in another order they answer the same sellers at the same times", arguments: 0..<4)
  func expertsInAnotherOrder(number: Int) throws {
    let model = try Self.model(number, seats: 40, span: 8, levers: [.experts: 8])
    var before = OpenTrial(model), after = OpenTrial(model)
    // Working time is a sum over experts, and rounds in their order.
    let keys = OpenTrial.everything.filter { $0 != .expertQueue && $0 != .firm(.busyWeeks) }
    for week in 0..<30 {
      before.live(week)
      after.live(week)
      let times = after.firm.experts.freeTimes, servers = times.count
      #expect(servers == 5)
      for place in 0..<servers / 2 {
        (times[place], times[servers - 1 - place]) = (times[servers - 1 - place], times[place])
      }
      #expect(before.state(keys) == after.state(keys))
      #expect((before.firm[.busyWeeks] - after.firm[.busyWeeks]).magnitude < 1e-12)
    }
  }

  /// While nobody is idle, c experts and one who is c times as fast do the same work: that one is free at the mean of their
  /// times. Waits differ: that is Erlang's business (V13).
  @Test("Experts merged into one who is as fast as all of them do the same work")
  func experts() {
    let count = 5, requests = 200
    let works = (0..<requests).map { Draws(StreamKey(seed: 9, trial: 0)).exponential(at: Self.address($0)) }
    func line(servers: Int, speed: Double) -> (free: [Double], answered: Int) {
      let queue = ColumnBuffer<ExpertRequest>(count: requests, repeating: Self.request(0, service: 1))
      let free = ColumnBuffer<Double>(count: servers, repeating: 0)
      for place in 0..<requests { queue.column[place] = Self.request(place, service: works[place] / speed) }
      var line = WaitingLine(queue.column, waiting: 0, patience: .infinity), answered = 0
      while let event = line.next(free.column, before: 1e9) {
        if case .served = event { answered += 1 }
      }
      return ((0..<servers).map { free.column[$0] }, answered)
    }
    let many = line(servers: count, speed: 1), one = line(servers: 1, speed: Double(count))
    #expect(many.answered == requests && one.answered == requests)
    #expect((one.free[0] - many.free.reduce(0, +) / Double(count)).magnitude < 1e-11)
    // Nobody is idle before all work is begun, so no expert is done earlier than the longest piece before the last.
    #expect(many.free.max()! - many.free.min()! <= works.max()!)
  }

  private static func address(_ number: Int) -> DrawAddress {
    DrawAddress(entity: UInt32(number), week: 0, process: 0, draw: 0)
  }

  private static func request(_ number: Int, service: Double) -> ExpertRequest {
    ExpertRequest(
      time: 0, service: service, goodwill: 0, luck: 0, priority: UInt64(number), born: 0, seat: 0,
      entity: UInt32(number), row: 0, epoch: 0, owned: 0)
  }

  /// Pressure whose exponential is infinite, in weeks between two compactions: what is closed stays closed.
  @Test("Customers pressed beyond measure leave once")
  func utmostPressure() {
    var bench = Bench(seats: 20, ["buyers.pressure_weight": 20])
    bench.pass(Prospecting.self)
    let found = bench.firm[.createdTotal]
    for week in 1...3 {
      bench.firm[.pressure].fill(week == 1 ? 1e6 : 0)
      bench.pass(Pipeline.self, week: week)
    }
    #expect(found > 20 && bench.firm[.closedTotal] == found)
  }
}
