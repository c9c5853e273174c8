import Testing

@testable import SalesForce

/// A mechanism that is out changes nothing, and nobody notices one that has nothing to say.
@Suite struct KnockOutTests {
  private func model(
    _ number: Int, levers: [LeverName: Double] = [:], parameters: [String: Double] = [:], without: Set<String> = []
  ) throws -> Model {
    var source = RandomModel(number)
    let model = try source.model()
    let fixed = levers.mapValues { WeeklyPath($0) }
    func set(_ regime: Regime) -> Regime {
      Regime(name: regime.name, preset: nil, levers: regime.levers.merging(fixed) { $1 })
    }
    return try model.with(
      knockedOut: without, threads: [:], parameters: parameters.mapValues { [$0] }, regimes: model.regimes.map(set),
      reference: set(model.plan.reference))
  }

  @Test("Customers who are all alike and heed no quality: knocked out or not", arguments: 0..<3)
  func customers(number: Int) throws {
    let alike: [String: Double] = [
      "customers.need_spread": 0, "customers.quality_weight": 0, "buyers.gap_weight": 0, "buyers.pressure_weight": 0,
    ]
    let there = try model(number, levers: [.agenda: 0], parameters: alike)
    #expect(try there.outcomes().map(bits) == there.with(knockedOut: ["customers"]).outcomes().map(bits))
  }

  @Test("Pressure that drives nobody off and buys nothing: knocked out or not", arguments: 0..<3)
  func pressure(number: Int) throws {
    let there = try model(number, parameters: ["buyers.pressure_weight": 0, "pressure.discount": 0])
    let without = try there.with(knockedOut: ["pressure"])
    func rest(_ outcome: TrialOutcome) -> [UInt64] {
      Metric.allCases.filter { $0 != .pressure }.map { outcome.metrics[$0.rawValue].bitPattern }
    }
    #expect(try there.outcomes().map(rest) == without.outcomes().map(rest))
  }

  @Test("Without anything that ends with the period, nobody gives discounts")
  func plainCommission() throws {
    let plain: [LeverName: Double] = [.bonus: 0, .accelerator: 0, .lateWindow: 0, .commission: 0.2]
    for outcome in try model(2, levers: plain).outcomes() { #expect(outcome.metrics[Metric.priceLoss.rawValue] == 0) }
    let bonus = try model(2, levers: plain.merging([.bonus: 0.5]) { $1 }).outcomes()
    #expect(bonus.allSatisfy { $0.metrics[Metric.priceLoss.rawValue] > 0 })
  }

  @Test("Customers who never order again: accounts or not", arguments: 0..<3)
  func accounts(number: Int) throws {
    let there = try model(number, parameters: ["accounts.repeat_rate": 0])
    let without = try there.with(knockedOut: ["accounts"])
    func rest(_ outcome: TrialOutcome) -> [UInt64] {
      Metric.allCases.filter { ![.accounts, .churnRate, .repeatShare, .concessionShare].contains($0) }
        .map { outcome.metrics[$0.rawValue].bitPattern }
    }
    #expect(try there.outcomes().map(rest) == without.outcomes().map(rest))
  }

  @Test("A lever whose mechanism is knocked out changes nothing", arguments: [(LeverName.agenda, "customers")])
  func idleLever(lever: LeverName, mechanism: String) throws {
    let outcomes = try [0, 1].map { try model(1, levers: [lever: $0], without: [mechanism]).outcomes().map(bits) }
    #expect(outcomes[0] == outcomes[1])
  }
}
