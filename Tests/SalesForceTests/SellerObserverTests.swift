import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// Sellers' years are what happened to single people.
@Suite struct SellerObserverTests {
  private static let regime = Regime(
    name: "a", preset: nil, levers: [.salary: WeeklyPath(0.8), .commission: WeeklyPath(0.05), .experts: WeeklyPath(6)])

  private static func model(weeks: Int = 120, knockedOut: Set<String> = [], hazard: Double = 0.0036) throws -> Model {
    try Model(
      plan: ModelPlan(
        organisation: Organisation(seats: 24, span: 6), horizon: Horizon(weeks: weeks, warmUp: 16),
        knockedOut: knockedOut, parameters: ["turnover.base_hazard": [hazard]], reference: regime), regimes: [regime])
  }

  private static func sample(_ model: Model) -> SellerSample {
    SellerSample(model.plan.organisation, model.plan.horizon, paths: 1)
  }

  /// One trial, with somebody watching.
  private static func run(
    _ model: Model, people: Bool = true, watch: (borrowing Firm, Int) -> Void = { _, _ in }
  ) throws -> TrialOutcome {
    var runner = TrialRunner(model, check: true, sellers: sample(model))
    let outcomes = try runner.run(
      StreamKey(seed: 3, trial: 1), regimes: [0], weekly: true, people: people, watch: watch)
    return outcomes[0]
  }

  private static func record(_ outcome: TrialOutcome, _ row: Int, _ field: SellerField) -> Double {
    outcome.sellers[row * SellerField.allCases.count + field.rawValue]
  }

  @Test("Recording changes nothing, and nothing is recorded unasked")
  func changesNothing() throws {
    let model = try Self.model(hazard: 0.02)
    let with = try Self.run(model), without = try Self.run(model, people: false)
    #expect(with.metrics.map(\.bitPattern) == without.metrics.map(\.bitPattern))
    #expect(with.weekly.map(\.bitPattern) == without.weekly.map(\.bitPattern))
    #expect(without.sellers.isEmpty && with.sellers.count == Self.sample(model).values)
  }

  @Test("Where nobody leaves, sellers' years add up to the firm's, and attainment is sales over the periods' quotas")
  func addsUp() throws {
    // 104 measured weeks: two years of four periods each.
    let model = try Self.model(knockedOut: ["turnover"])
    var asked = 0.0, answered = 0.0
    let outcome = try Self.run(model) { firm, week in
      guard week >= 16 else { return }
      asked += firm[FirmColumn.asked]
      answered += firm[FirmColumn.answered]
    }
    var revenue = 0.0, requests = 0.0, answers = 0.0
    for row in 0..<48 {
      func value(_ field: SellerField) -> Double { Self.record(outcome, row, field) }
      #expect(value(.weeks) == 52 && value(.hire) == 0)
      revenue += 52 * value(.revenue)
      requests += 52 * value(.leads) * value(.requests)
      answers += 52 * value(.leads) * value(.answers)
    }
    let seatWeeks = 24.0 * 104
    #expect((revenue / seatWeeks - outcome.metrics[Metric.revenue.rawValue]).magnitude < 1e-9)
    #expect((requests - asked).magnitude < 1e-6 && asked > 100)
    #expect((answers - answered).magnitude < 1e-6 && answered > 50)
    // The warm-up's 16 weeks end three weeks into a period, so the first and the last year's quotas are parts of one:
    // attainment is compared over a scenario that begins with its measured weeks.
    let aligned = try Model(
      plan: ModelPlan(
        organisation: Organisation(seats: 24, span: 6), horizon: Horizon(weeks: 52, warmUp: 0),
        knockedOut: ["turnover"], reference: Self.regime), regimes: [Self.regime])
    var held = [Double](repeating: 0, count: 24), sales = held, quotas = held
    let year = try Self.run(aligned) { firm, _ in
      for seat in 0..<24 {
        sales[seat] += firm[.sales][seat] / aligned.common.salesUnit
        if firm[.periodEnded] == 1 { quotas[seat] += held[seat] }
        held[seat] = firm[.quota][seat]
      }
    }
    for seat in 0..<24 {
      #expect((Self.record(year, seat, .attainment) - sales[seat] / quotas[seat]).magnitude < 1e-9)
    }
  }

  /// An account kept in another way: every week booked to the person who was there when it began.
  @Test("With many exits each record is the person's who worked longest, the first of equals", arguments: [0.0, 8])
  func longest(vacancy: Double) throws {
    struct Person {
      let name: UInt32
      let talent: Double
      var weeks = 0.0
      var revenue = 0.0
    }
    let plan = try Self.model(hazard: 0.012).plan
    let model = try Model(
      plan: ModelPlan(
        organisation: plan.organisation, horizon: plan.horizon,
        parameters: ["turnover.base_hazard": [0.012], "turnover.newness_weight": [0], "turnover.vacancy": [vacancy]],
        reference: Self.regime),
      regimes: [Self.regime])
    var years: [[Int: [Person]]] = [[:], [:]]
    var there: [(name: UInt32, talent: Double)] = []
    let outcome = try Self.run(model) { firm, week in
      if week >= 16 {
        for seat in 0..<24 where firm[.present][seat] == 1 {
          let year = (week - 16) / 52
          var people = years[year][seat] ?? []
          if people.last?.name != there[seat].name {
            people.append(Person(name: there[seat].name, talent: there[seat].talent))
          }
          people[people.count - 1].weeks += 1
          people[people.count - 1].revenue += firm[.sales][seat]
          years[year][seat] = people
        }
      }
      there = (0..<24).map { (firm.person[$0], firm[.talent][$0]) }
    }
    var kept = 0, none = 0
    for (year, seats) in years.enumerated() {
      for seat in 0..<24 {
        let people = (seats[seat] ?? []).filter { $0.weeks >= 26 }
        let row = year * 24 + seat
        guard let best = people.max(by: { $0.weeks < $1.weeks }),
          let first = people.first(where: { $0.weeks == best.weeks })
        else {
          none += 1
          #expect(SellerField.allCases.allSatisfy { Self.record(outcome, row, $0).isNaN })
          continue
        }
        kept += 1
        #expect(Self.record(outcome, row, .weeks) == first.weeks)
        #expect(Self.record(outcome, row, .hire) == Double(first.name & Identity.maximumOrdinal))
        #expect(Self.record(outcome, row, .talent) == first.talent)
        #expect((Self.record(outcome, row, .revenue) - first.revenue / first.weeks).magnitude < 1e-9)
      }
    }
    #expect(kept > 20 && none > 0)
  }

  @Test("Samples bound what a study keeps, and short studies have one short year")
  func samples() {
    func sample(_ seats: Int, _ weeks: Int, paths: Int = 5) -> SellerSample {
      SellerSample(Organisation(seats: seats, span: 8), Horizon(weeks: weeks, warmUp: 52), paths: paths)
    }
    let usual = sample(64, 208)
    #expect(usual.seats == 64 && usual.years == 3 && usual.length == 52 && usual.trials == 104)
    #expect(sample(64, 72).length == 20 && sample(64, 72).years == 1 && sample(64, 72).skippedYears == 0)
    #expect(sample(64, 52 + 52 * 9 + 10).years == 4 && sample(64, 52 + 52 * 9 + 10).skippedYears == 5)
    for seats in [1, 7, 64, 1_000, 20_000] {
      for weeks in [53, 208, 5_200] {
        for paths in [1, 5, 1_024] {
          let some = sample(seats, weeks, paths: paths)
          #expect(some.seats >= min(seats, 8) && some.trials >= 2 && some.trials <= 1_000)
          #expect(some.values * paths <= 70_000 * SellerField.allCases.count)
          #expect(some.trials * some.years * some.seats <= 100_000)
        }
      }
    }
  }
}
