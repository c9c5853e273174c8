import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// What sellers make of single deals: stated chances that know something of the deal's merit.
@Suite struct ImpressionTests {
  private static func model(insight: Double, merit: Double = 0.8, seats: Int = 40) throws -> Model {
    let levers: [LeverName: WeeklyPath] = [.salary: WeeklyPath(1)]
    let regime = Regime(name: "a", preset: nil, levers: levers)
    return try Model(
      plan: ModelPlan(
        organisation: Organisation(seats: seats, span: 8), horizon: Horizon(weeks: 80, warmUp: 10),
        parameters: [
          "crm.insight": [insight], "common.merit_log_sd": [merit], "prospecting.size_odds": [0],
          "prospecting.size_pace": [0],
        ], reference: regime), regimes: [regime])
  }

  private struct Seen {
    let deal: Deal
    let belief, merit: Double
  }

  /// Deals of one trial, with the seller's belief and the deal's log merit when it was found.
  private static func deals(_ model: Model) throws -> (seen: [Seen], weeks: [ForecastWeek]) {
    let key = StreamKey(seed: 5, trial: 0), draws = Draws(key)
    var runner = TrialRunner(model), log = DealLog(model, key, seats: model.plan.organisation.seats, limit: .max)
    var beliefs: [[Double]] = []
    _ = try runner.run(key, regimes: [0], weekly: false) { firm, week in
      log.observe(firm, week: week)
      beliefs.append((0..<firm.seats).map { firm[.belief][$0] })
    }
    log.settle()
    let seen = log.deals.map { deal -> Seen in
      let entity = UInt32(deal.seat) << 12 | UInt32(deal.ordinal)
      let pair = draws.uniformPair(
        at: DrawAddress(entity: entity, week: UInt32(deal.born), process: Prospecting.card.stream, draw: 1))
      return Seen(
        deal: deal, belief: beliefs[Int(deal.born)][Int(deal.seat)],
        merit: model.common.meritLogSD * Normal.score(uniform: pair.1))
    }
    return (seen, log.weeks)
  }

  private static func logOdds(_ chance: Double) -> Double { Portable.log(StageOdds.odds(chance)) }

  @Test("The merit that an impression is about is that which the firm gave the deal")
  func sameMerit() {
    var bench = Bench(
      seats: 30, ["common.merit_log_sd": 0.8, "prospecting.size_odds": 0, "prospecting.size_pace": 0])
    bench.pass(Prospecting.self, week: 7)
    let pool = PoolColumns(bench.firm.opportunities)
    for row in 0..<pool.stage.count {
      let pair = bench.draws.uniformPair(
        at: DrawAddress(entity: pool.entity[row], week: 7, process: Prospecting.card.stream, draw: 1))
      let merit = Portable.exp(0.8 * Normal.score(uniform: pair.1))
      #expect((pool.ease[row] - merit).magnitude <= 1e-12 * merit)
    }
  }

  @Test(
    "Without insight, or where deals do not differ, the stated chance is the seller's own", arguments: [true, false])
  func blind(noInsight: Bool) throws {
    let (seen, _) = try Self.deals(try Self.model(insight: noInsight ? 0 : 1, merit: noInsight ? 0.8 : 0))
    #expect(seen.count > 1_000)
    for each in seen {
      #expect(each.deal.impression == 1)
      #expect((each.deal.statedChance - each.belief).magnitude < 1e-9)
    }
  }

  @Test("With full insight the stated log odds are the seller's own and the merit's, so that deals are in its order")
  func clear() throws {
    let model = try Self.model(insight: 1)
    let (seen, _) = try Self.deals(model)
    #expect(seen.count { $0.belief > 1e-6 && $0.belief < 1 - 1e-6 } > 1_000)
    for each in seen where each.belief > 1e-6 && each.belief < 1 - 1e-6 {
      let shift = Self.logOdds(each.deal.statedChance) - Self.logOdds(each.belief)
      #expect((shift - StageOdds(model.common.stages).response * each.merit).magnitude < 1e-8)
    }
    let ordered = seen.sorted { $0.merit < $1.merit }
    #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.deal.impression <= $1.deal.impression })
  }

  @Test(
    "Impressions are right on average: mean shift 0, variance (ρ s R)², and ρ s R of it for a unit of merit's score")
  func calibrated() throws {
    let model = try Self.model(insight: 0.4)
    let (seen, _) = try Self.deals(model)
    let shifts = seen.map { Portable.log($0.deal.impression) }, count = Double(seen.count)
    let sd = 0.4 * 0.8 * StageOdds(model.common.stages).response
    #expect(count > 3_000)
    // Four standard errors, of the mean and of the squares of normal values.
    #expect((shifts.reduce(0, +) / count).magnitude < 4 * sd / count.squareRoot())
    #expect((shifts.reduce(0) { $0 + $1 * $1 } / count - sd * sd).magnitude < 4 * sd * sd * (2 / count).squareRoot())
    let together = zip(shifts, seen).reduce(0) { $0 + $1.0 * $1.1.merit / 0.8 } / count
    #expect((together - 0.4 * sd).magnitude < 4 * sd * ((1 + 0.16) / count).squareRoot())
    // Better deals are won more often, and so are those that look better.
    func share(_ deals: [Seen]) -> Double {
      let ended = deals.filter { $0.deal.outcome != nil }
      return Double(ended.count { $0.deal.outcome == .won }) / Double(ended.count)
    }
    let ranked = seen.sorted { $0.deal.impression < $1.deal.impression }, half = ranked.count / 2
    #expect(share(Array(ranked[half...])) > share(Array(ranked[..<half])))
  }

  @Test(
    "The response is the elasticity of the odds of winning in the rates of advancing, by differences", arguments: 0..<20
  )
  func elasticity(number: Int) throws {
    let draws = Draws(StreamKey(seed: 7, trial: UInt32(number)))
    let luck = (0..<12).map {
      draws.uniform(at: DrawAddress(entity: UInt32($0), week: 0, process: 911, draw: 0))
    }
    let given = [
      "stages.advance": luck[0..<4].map { 0.01 + 0.4 * $0 }, "stages.loss": luck[4..<8].map { 0.3 * $0 },
      "stages.no_decision": luck[8..<12].map { 0.2 * $0 },
    ]
    var settings = Settings(given: given)
    settings.begin(group: "stages")
    let rates = StageRates(&settings)
    func logOdds(_ factor: Double) -> Double {
      var chance = 1.0
      for stage in 1...StageRates.stages {
        let up = factor * rates.advance[stage]
        chance *= up / (up + rates.loss[stage] + rates.undecided[stage])
      }
      return Portable.log(chance / (1 - chance))
    }
    let step = 1e-4
    let slope = (logOdds(Portable.exp(step)) - logOdds(Portable.exp(-step))) / (2 * step)
    #expect((StageOdds(rates).response - slope).magnitude < 1e-6)
    // The chance's own elasticity is not it.
    #expect(StageOdds(rates).response > rates.response + 1e-4)
  }

  @Test("Where no deal is lost the response is the limit of few losses")
  func noLosses() throws {
    let responses = [0, 1e-9].map { loss in
      var settings = Settings(given: [
        "stages.loss": Array(repeating: loss, count: 4), "stages.no_decision": [0, 0, 0, 0],
      ])
      settings.begin(group: "stages")
      return StageOdds(StageRates(&settings)).response
    }
    #expect(responses[0] == 1 && (responses[1] - 1).magnitude < 1e-6)
  }

  @Test("The firm lives the same life whatever sellers make of their deals")
  func observer() throws {
    let outcomes = try [0, 1].map { bits(try Self.model(insight: $0).outcomes()[0]) }
    #expect(outcomes[0] == outcomes[1])
  }
}
