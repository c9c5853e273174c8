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
    let alike: [String: Double] = ["customers.need_spread": 0, "customers.quality_weight": 0, "buyers.gap_weight": 0]
    let there = try model(number, levers: [.agenda: 0], parameters: alike)
    #expect(try there.outcomes().map(bits) == there.with(knockedOut: ["customers"]).outcomes().map(bits))
  }

  @Test("A lever whose mechanism is knocked out changes nothing", arguments: [(LeverName.agenda, "customers")])
  func idleLever(lever: LeverName, mechanism: String) throws {
    let outcomes = try [0, 1].map { try model(1, levers: [lever: $0], without: [mechanism]).outcomes().map(bits) }
    #expect(outcomes[0] == outcomes[1])
  }
}
