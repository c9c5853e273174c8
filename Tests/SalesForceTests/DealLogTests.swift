import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// The log of deals is the truth, to the deal and to the last bit of money, and what is entered follows from it.
@Suite struct DealLogTests {
  /// One trial of a model's first regime, logged and settled, with somebody else watching.
  private static func log(
    _ model: Model, seats: Int? = nil, limit: Int = .max, watch: (borrowing Firm, Int) -> Void = { _, _ in }
  ) throws -> (log: DealLog, outcome: TrialOutcome) {
    let key = StreamKey(seed: 5, trial: 0)
    var runner = TrialRunner(model)
    var log = DealLog(model, key, seats: seats ?? model.plan.organisation.seats, limit: limit)
    let outcomes = try runner.run(key, regimes: [0], weekly: true) { firm, week in
      log.observe(firm, week: week)
      watch(firm, week)
    }
    log.settle()
    return (log, outcomes[0])
  }

  private static func model(_ number: Int, weeks: Int = 70, knockedOut: Set<String> = []) throws -> Model {
    var source = RandomModel(number)
    return try source.model(weeks: weeks, knockedOut: knockedOut)
  }

  @Test("Nobody notices that deals are followed", arguments: 0..<4)
  func changesNothing(number: Int) throws {
    let model = try Self.model(number)
    #expect(bits(try Self.log(model).outcome) == bits(try model.outcomes()[0]))
  }

  @Test("Every deal is found, ends when and as the firm says, and brings the money that is booked", arguments: 0..<8)
  func truth(number: Int) throws {
    struct Booking: Hashable {
      let seat, week: Int
    }
    // Customers who stay order again without a deal.
    let model = try Self.model(number, knockedOut: ["accounts"])
    var created = 0.0, ends: [DealOutcome: Double] = [:], sales: [Booking: Double] = [:], open: [Double] = []
    var kind: [Booking: Double] = [:], people: [[Int32]] = []
    let log = try Self.log(model) { firm, week in
      created += firm[.created]
      ends[.won, default: 0] += firm[.won]
      ends[.lost, default: 0] += firm[.lost]
      ends[.undecided, default: 0] += firm[.undecided]
      open.append(firm[.createdTotal] - firm[.closedTotal])
      for seat in 0..<firm.seats {
        if firm[.sales][seat] != 0 { sales[Booking(seat: seat, week: week)] = firm[.sales][seat] }
        if firm[.kindWords][seat] != 0 { kind[Booking(seat: seat, week: week)] = firm[.kindWords][seat] }
      }
      people.append((0..<firm.seats).map { Int32(firm.person[$0] & Identity.maximumOrdinal) })
    }.log
    #expect(Double(log.deals.count) == created)
    #expect(log.weeks.map { Double($0.open) } == open)
    var found: [DealOutcome: Double] = [.won: 0, .lost: 0, .undecided: 0]
    var booked: [Booking: Double] = [:], chased: [Booking: Double] = [:]
    for deal in log.deals {
      guard let outcome = deal.outcome else { continue }
      found[outcome, default: 0] += 1
      let booking = Booking(seat: Int(deal.seat), week: Int(deal.ended))
      if outcome == .won { booked[booking, default: 0] += deal.paid }
      if deal.isChased { chased[booking, default: 0] += 1 }
      // Who sat there when the week began has found it, or ended it.
      func person(_ week: Int32) -> Int32 { week == 0 ? 0 : people[Int(week) - 1][Int(deal.seat)] }
      #expect(deal.hire == person(deal.born) && deal.closer == person(deal.ended))
      let entered = [deal.born, deal.second, deal.third, deal.fourth].prefix(Int(deal.stage))
      #expect(!entered.contains(-1) && entered == entered.sorted()[...] && entered.last! <= deal.ended)
      if outcome == .won { #expect(deal.stage == 4) }
    }
    #expect(found == ends)
    #expect(booked.count == sales.count)
    for (booking, paid) in booked { #expect(paid == sales[booking], "\(booking)") }
    #expect(chased == kind)
  }

  @Test("Wins are entered at once, failures never before they happen, and newcomers clear up", arguments: 0..<4)
  func entries(number: Int) throws {
    let model = try Self.model(number).with(parameters: [
      "turnover.base_hazard": [0.03], "turnover.vacancy": [2], "crm.entry_lag": [30], "feedback.politeness": [0.5],
    ])
    var arrivals: [Int: [Int32]] = [:], before: [UInt32] = []
    let log = try Self.log(model) { firm, week in
      let now = (0..<firm.seats).map { firm.person[$0] }
      for seat in 0..<firm.seats where week > 0 && now[seat] != before[seat] {
        arrivals[seat, default: []].append(Int32(week))
      }
      before = now
    }.log
    var cleared = 0, waiting = 0
    for deal in log.deals {
      switch deal.outcome {
      case nil: #expect(deal.closed == -1 && deal.ended == -1)
      case .won: #expect(deal.closed == deal.ended && !deal.isChased)
      default:
        let next = arrivals[Int(deal.seat), default: []].first { $0 >= deal.ended }
        if deal.closed < 0 { waiting += 1 }
        #expect(deal.closed < 0 ? next == nil : deal.closed >= deal.ended && deal.closed <= next ?? .max)
        if deal.closed >= 0, deal.closed < deal.due { cleared += 1 }
      }
    }
    #expect(cleared > 10 && waiting > 10)
  }

  @Test("Where nobody hears kind words no deal is chased, and without a lag all entries are prompt")
  func honest() throws {
    let model = try Self.model(1, knockedOut: ["beliefs"]).with(parameters: ["crm.entry_lag": [0]])
    let deals = try Self.log(model).log.deals
    #expect(deals.count > 100 && deals.allSatisfy { !$0.isChased && $0.closed == $0.ended })
  }

  @Test("Delays are geometric: the mean is the lag, and that of a dead deal one over the chance of giving it up")
  func delays() throws {
    let model = try Self.model(1).with(parameters: [
      "crm.entry_lag": [3], "beliefs.lag": [6], "beliefs.sunk_cost": [0.5],
    ])
    for (chased, mean) in [(false, 3.0), (true, 9)] {
      let delays = (0..<100_000).map { model.crm.delay(chased: chased, uniform: (Double($0) + 0.5) / 100_000) }
      #expect((Double(delays.reduce(0, +)) / 100_000 - mean).magnitude < 0.01)
      #expect(delays.min() == (chased ? 1 : 0))
    }
  }

  @Test("What came of forecast deals is what became of each of them", arguments: 0..<3)
  func realised(number: Int) throws {
    let log = try Self.log(try Self.model(number)).log
    for (week, now) in log.weeks.enumerated() {
      let open = log.deals.filter { Int($0.born) <= week && ($0.outcome == nil || Int($0.ended) > week) }
      let won = open.filter { $0.outcome == .won }
      func sum(_ deals: [Deal]) -> Double { deals.reduce(0) { $0 + ($1.outcome == nil ? $1.value : $1.paid) } }
      #expect(open.count == now.open)
      #expect((sum(won) - now.realised).magnitude <= 1e-9 * max(1, now.realised))
      #expect((sum(won.filter { Int($0.ended) <= now.periodEnd }) - now.periodRealised).magnitude <= 1e-6)
      #expect((sum(open.filter { $0.outcome == nil }) - now.unsettled).magnitude <= 1e-6)
      #expect(now.periodRealised <= now.realised * (1 + 1e-12) && now.periodForecast <= now.forecast)
    }
  }

  @Test("Sellers who believe in their true chances forecast what they expect, and optimists more")
  func optimism() throws {
    // Nobody tells one deal from another.
    let alike = ["crm.insight": [0.0]]
    let blind = try Self.log(try Self.model(2, knockedOut: ["beliefs"]).with(parameters: alike)).log.weeks
    #expect(blind.count > 50 && blind.allSatisfy { $0.forecast == $0.expected && $0.chasedForecast == 0 })
    let happy = try Self.log(
      try Self.model(2).with(parameters: alike.merging(["feedback.politeness": [0.4]]) { $1 })
    ).log.weeks.dropFirst(10)
    #expect(happy.reduce(0) { $0 + $1.forecast } > 1.5 * happy.reduce(0) { $0 + $1.expected })
  }

  @Test("Chances by stage are those of the absorbing chain, and in time all wins have come")
  func stageOdds() throws {
    var settings = Settings(given: [
      "stages.advance": [0.20, 0.15, 0.12, 0.15], "stages.loss": [0.06, 0.05, 0.04, 0.05],
      "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
    ])
    settings.begin(group: "stages")
    let odds = StageOdds(StageRates(&settings))
    // V28: science 1.13.
    let win = 0.096450617283950617
    let chances = [win, win / 0.625, win / 0.625 / (0.15 / 0.27), 0.15 / 0.27]
    for stage in 1...4 {
      #expect((odds.chance(stage: stage, odds: StageOdds.odds(win)) - chances[stage - 1]).magnitude < 1e-12)
      #expect(odds.share(stage: stage, within: 0) == 0)
      #expect(odds.share(stage: stage, within: 5 - stage) > 0 && odds.share(stage: stage, within: 4 - stage) == 0)
      #expect((odds.share(stage: stage, within: 104) - 1).magnitude < 1e-5)
    }
    // The last stage alone: a geometric time of chance .27 a week.
    for weeks in 1...20 {
      let expected = 1 - Portable.exp(Double(weeks) * Portable.log(0.73))
      #expect((odds.share(stage: 4, within: weeks) - expected).magnitude < 1e-12)
    }
  }

  @Test("Fewer seats and fewer deals are the first ones of the same log")
  func samples() throws {
    let model = try Self.model(4)
    let seats = model.plan.organisation.seats
    func names(_ deals: [Deal]) -> [[Int32]] {
      deals.map { [$0.seat, $0.born, $0.ordinal, $0.ended, $0.closed, $0.isChased ? 1 : 0] }
    }
    let all = try Self.log(model).log.deals
    let some = try Self.log(model, seats: (seats + 1) / 2).log.deals
    #expect(names(some) == names(all.filter { Int($0.seat) < (seats + 1) / 2 }))
    let few = try Self.log(model, limit: all.count / 3).log.deals
    #expect(few.count == all.count / 3 && few.map(\.value) == all.prefix(few.count).map(\.value))
    for seats in [1, 64, 20_000] {
      for weeks in [53, 208, 5_200] {
        for paths in [1, 7, 200_000 / weeks] {
          let sample = DealSample(
            Organisation(seats: seats, span: 8), Horizon(weeks: weeks, warmUp: 52), paths: paths)
          #expect(sample.recordSeats >= 1 && sample.recordSeats <= sample.seats && sample.seats <= seats)
          #expect(sample.seats * weeks <= 400_000 && (2...50).contains(sample.forecastTrials))
          #expect(sample.recordLimit * paths * sample.recordTrials <= max(200_000, 100 * paths * sample.recordTrials))
          #expect(sample.forecastTrials * paths * (weeks - 52) <= 400_000)
        }
      }
    }
  }
}
