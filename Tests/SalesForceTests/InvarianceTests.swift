import RandomStreams
import Testing

@testable import SalesForce

/// What must not change a result, bit by bit, over random models.
@Suite struct InvarianceTests {
  /// Mechanisms through which the model itself couples sellers: the queue, means of the firm, teams, the firm's code,
  /// what others use.
  static let coupling: Set = [
    "control", "expert_queue", "pay", "turnover", "hiring", "practices", "ties", "adoption", "code",
  ]
  static let sellerPaths: [SellerColumn] = [
    .sales, .effort, .skill, .match, .leads, .talent, .motivation, .issueHours,
    .tieStrength, .peerSkill, .helpHours, .goodwill,
  ]

  @Test("The same trial again, with other trials between", arguments: 0..<6)
  func repetition(number: Int) throws {
    var source = RandomModel(number)
    let model = try source.model()
    var runner = TrialRunner(model)
    func trial(_ number: UInt32) throws -> [[UInt64]] {
      try runner.run(StreamKey(seed: 5, trial: number), regimes: [0, 1, 2], weekly: true).map(bits)
    }
    let first = try trial(3)
    let other = try trial(4)
    #expect(first != other)
    #expect(try trial(3) == first)
  }

  @Test("Which regimes run, and in which order", arguments: 0..<6)
  func regimes(number: Int) throws {
    var source = RandomModel(number)
    let model = try source.model()
    let all = try model.outcomes().map(bits)
    var runner = TrialRunner(model)
    let some = try runner.run(StreamKey(seed: 5, trial: 0), regimes: [2, 0], weekly: true).map(bits)
    #expect(some == [all[2], all[0]])
    let more = try model.with(regimes: model.regimes + [source.regime("d")]).outcomes().map(bits)
    #expect(Array(more.prefix(3)) == all)
  }

  @Test("The earlier weeks of a longer horizon", arguments: 0..<6)
  func horizon(number: Int) throws {
    var source = RandomModel(number)
    let short = try source.model(weeks: 40)
    let long = try short.with(weeks: 61)
    for (a, b) in zip(try short.outcomes(), try long.outcomes()) {
      #expect(a.weekly.map(\.bitPattern) == Array(b.weekly.prefix(a.weekly.count)).map(\.bitPattern))
    }
  }

  @Test("The others when a seller is added, where nothing couples them", arguments: 0..<6)
  func anotherSeller(number: Int) throws {
    var source = RandomModel(number)
    let model = try source.model(knockedOut: Self.coupling)
    let organisation = model.plan.organisation
    // Contests are against all, and two-way visioning pools what a team knows; without them sellers do not meet.
    let regime = Regime(
      name: "a", preset: nil,
      levers: model.regimes[0].levers.merging([
        .contest: WeeklyPath(0), .teamShare: WeeklyPath(0), .visioning: WeeklyPath(0),
      ]) { $1 })
    let small = try model.with(regimes: [regime], reference: regime)
    let large = try small.with(organisation: Organisation(seats: organisation.seats + 1, span: organisation.span))
    let (before, after) = (try small.paths(Self.sellerPaths), try large.paths(Self.sellerPaths))
    for (seat, path) in before { #expect(after[seat] == path, "seat \(seat)") }
    #expect(after.count == before.count + 1)
  }

  /// Who sits where is only a matter of rows: a team's place in the firm, and a seller's place in the team.
  @Test("Places: teams in another order and sellers on each other's chairs", arguments: 0..<12)
  func relabelling(number: Int) throws {
    var source = RandomModel(number)
    let span = source.whole(1...7), teams = source.whole(2...6)
    let model = try source.model(weeks: 60).with(
      organisation: Organisation(seats: span * teams, span: span), parameters: Self.busy)
    let moved = (0..<teams).reversed().flatMap { team in
      (0..<span).map { UInt32(team * span + (span - 1 - $0 + team) % span) }
    }
    let columns = SellerColumn.allCases.filter { !Self.rows.contains($0) }
    let before = try model.paths(columns), after = try model.paths(columns, seatIdentities: moved)
    for (seat, path) in before where after[seat] != path {
      let first = try #require(zip(path, after[seat] ?? []).enumerated().first { $1.0 != $1.1 }).offset
      Issue.record("seat \(seat), week \(first / columns.count): \(columns[first % columns.count])")
    }
    // Sums over the firm, which nobody acts on, round in the order of rows.
    for (x, y) in zip(try model.metrics(), try model.metrics(seatIdentities: moved)) {
      #expect(x.isNaN && y.isNaN || (x - y).magnitude <= 0x1p-30 * max(1, x.magnitude))
    }
  }

  /// Columns that name a row instead of an identity.
  private static let rows: Set<SellerColumn> = [.nearContact, .nextContact, .farContact, .partner, .mentor]
  /// What is off by default, switched on, and many departures.
  private static let busy = [
    "issues.assigned": [0.4], "issues.by_advantage": [1.5], "customers.copying": [0.03],
    "practices.vision_stretch": [0.3], "hours.process_innovation": [2.0], "turnover.base_hazard": [0.02],
    "turnover.vacancy": [3.0],
  ]

  @Test("Money in other units: a power of two scales exactly")
  func moneyUnits() throws {
    for number in 0..<4 {
      var source = RandomModel(number)
      let model = try source.model()
      let money = Registry.standard.parameters.filter { $0.unit.hasPrefix("pay units") }
      let doubled = Dictionary(uniqueKeysWithValues: money.map { ($0.path, $0.defaults.map { 2 * $0 }) })
      func raised(_ regime: Regime) -> Regime {
        let salary = regime.levers[.salary].map {
          WeeklyPath($0.points.map { .init(week: $0.week, value: 2 * $0.value) })
        }
        return Regime(name: regime.name, preset: nil, levers: regime.levers.merging([.salary: salary!]) { $1 })
      }
      let rich = try model.with(
        parameters: doubled, regimes: model.regimes.map(raised), reference: raised(model.plan.reference))
      for (a, b) in zip(try model.outcomes(), try rich.outcomes()) {
        for metric in Metric.allCases {
          let (x, y) = (a.metrics[metric.rawValue], b.metrics[metric.rawValue])
          let factor = metric.card.unit.hasPrefix("pay units") ? 2.0 : 1.0
          // Both are rounded to 2⁻³², so twice one may differ from the other by that much.
          #expect(x.isNaN && y.isNaN || (y - factor * x).magnitude <= 0x1p-31, "\(metric): \(x) and \(y)")
        }
      }
    }
  }

  @Test("Cards name distinct streams, and none has ever changed")
  func streams() {
    let streams = weeklyProcesses.map { "\($0.card.stream) \($0.card.name)" }
    #expect(
      streams == [
        "1 environment", "2 endowment", "25 control", "3 direction", "4 hours", "5 effort", "17 practices",
        "6 prospecting", "24 customers", "7 issues", "8 expert_queue", "18 pressure", "9 pipeline", "19 accounts",
        "20 beliefs", "10 coaching", "11 skill", "21 ties", "22 adoption", "23 code", "12 motivation", "13 pay",
        "14 turnover", "15 hiring", "16 ledger",
      ])
  }
}
