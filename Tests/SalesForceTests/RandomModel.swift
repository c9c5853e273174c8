import RandomStreams

@testable import SalesForce

/// Models drawn at random: every lever, thread and size inside its range, the same ones for the same number.
struct RandomModel {
  private let draws: Draws
  private var next: UInt32 = 0

  init(_ number: Int) { draws = Draws(StreamKey(seed: 77, trial: UInt32(number))) }

  mutating func uniform() -> Double {
    next += 1
    return draws.uniform(at: DrawAddress(entity: next, week: 0, process: 0, draw: 0))
  }

  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(uniform() * Double(range.count))
  }

  mutating func regime(_ name: String) -> Regime {
    var levers: [LeverName: WeeklyPath] = [:]
    for lever in LeverName.allCases {
      switch lever.card.domain {
      case .choice(let names): levers[lever] = WeeklyPath(Double(whole(0...(names.count - 1))))
      case .number(let range, let isWhole):
        let (a, b) = (uniform(range), uniform(range))
        if isWhole {
          levers[lever] = WeeklyPath(a.rounded())
        } else {
          levers[lever] = WeeklyPath([.init(week: 0, value: a), .init(week: 40, value: b)])
        }
      }
    }
    // Pay somewhere near the market's, or everybody leaves at once.
    levers[.salary] = WeeklyPath(uniform(0.4...1.2))
    return Regime(name: name, preset: nil, levers: levers)
  }

  mutating func organisation() -> Organisation { Organisation(seats: whole(1...40), span: whole(1...10)) }

  mutating func threads() -> [ThreadName: WeeklyPath] {
    [
      .information: WeeklyPath([.init(week: 0, value: 0), .init(week: 50, value: uniform(0...3))]),
      .complexity: WeeklyPath(uniform(0...1)), .turbulence: WeeklyPath(uniform(0...4)),
      .pain: WeeklyPath(uniform(-1...1)),
    ]
  }

  /// A whole model with three regimes.
  mutating func model(weeks: Int = 45, knockedOut: Set<String> = []) throws -> Model {
    try Model(
      plan: ModelPlan(
        organisation: organisation(), horizon: Horizon(weeks: weeks, warmUp: 15), threads: threads(),
        knockedOut: knockedOut, reference: regime("reference")),
      regimes: [regime("a"), regime("b"), regime("c")])
  }
}

extension Model {
  /// The same study with something changed.
  func with(
    organisation: Organisation? = nil, weeks: Int? = nil, knockedOut: Set<String>? = nil,
    threads: [ThreadName: WeeklyPath]? = nil, parameters: [String: [Double]]? = nil, regimes: [Regime]? = nil,
    reference: Regime? = nil
  ) throws -> Model {
    try Model(
      plan: ModelPlan(
        organisation: organisation ?? plan.organisation,
        horizon: Horizon(weeks: weeks ?? plan.horizon.weeks, warmUp: plan.horizon.warmUp),
        threads: threads ?? plan.threads, knockedOut: knockedOut ?? plan.knockedOut,
        parameters: parameters ?? plan.parameters, reference: reference ?? plan.reference),
      regimes: regimes ?? self.regimes)
  }

  /// One trial of all regimes.
  func outcomes(trial: UInt32 = 0, check: Bool = false) throws -> [TrialOutcome] {
    var runner = TrialRunner(self, check: check)
    return try runner.run(
      StreamKey(seed: 5, trial: trial), regimes: Array(regimes.indices), weekly: true)
  }

  /// Every seller column of every week of one regime, by seat identity.
  func paths(_ keys: [SellerColumn], seatIdentities: [UInt32]? = nil) throws -> [UInt32: [UInt64]] {
    var runner = TrialRunner(self, seatIdentities: seatIdentities)
    var paths: [UInt32: [UInt64]] = [:]
    _ = try runner.run(StreamKey(seed: 5, trial: 0), regimes: [0], weekly: false) { firm, _ in
      for seat in 0..<firm.seats {
        paths[firm.seatIdentity[seat], default: []] += keys.map { firm[$0][seat].bitPattern }
      }
    }
    return paths
  }
}

extension Model {
  /// Metrics of one trial of the first regime.
  func metrics(seatIdentities: [UInt32]? = nil) throws -> [Double] {
    var runner = TrialRunner(self, seatIdentities: seatIdentities)
    return try runner.run(StreamKey(seed: 5, trial: 0), regimes: [0], weekly: false)[0].metrics
  }
}

/// Bits of an outcome: missing values compare equal.
func bits(_ outcome: TrialOutcome) -> [UInt64] { (outcome.metrics + outcome.weekly).map(\.bitPattern) }
