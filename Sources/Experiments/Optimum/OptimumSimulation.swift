import RandomStreams
import SalesForce
import SimulationStatistics

/// Simulates settings of the levers, all on the same random draws and each at about equal cost.
struct OptimumSimulation: Sendable {
  private let scenario: Scenario
  private let plan: OptimumPlan
  private let metric: Metric
  /// What a seat-week may cost; nil without a budget.
  let target: Double?
  private let world = World(combination: 0)

  /// Trials of a point, pilots of each of two steps towards its salary, and pairs at two salaries.
  static let trials = 24, pilots = 4, pairs = 4
  /// No trial of a study, no pilot and no pair has such a number; the first has the first member of an ensemble.
  static let first = 1 << 30, firstPilot = 1 << 31
  /// What a unit of salary costs before it is measured, and slopes that are believed.
  private static let usualSlope = 0.85, slopes = 0.4...1.3
  /// Gap in cost, as a share of the target, that the correction is left with.
  private static let tolerance = 0.1

  init(_ scenario: Scenario, _ plan: OptimumPlan) {
    (self.scenario, self.plan) = (scenario, plan)
    metric = Metric.allCases.first { $0.card.name == plan.metric } ?? .profit
    if case .costPerSeller(let levels)? = scenario.budget?.target { target = levels[0] } else { target = nil }
  }

  /// Runs that a point takes.
  var runs: Int { Self.trials + (target == nil ? 0 : 2 * Self.pilots + 2 * Self.pairs) }

  /// Simulates a point.
  /// - Returns: nil where the work was stopped.
  func simulate(_ planned: OptimumPoint, isWanted: () -> Bool) throws -> OptimumPoint? {
    var point = planned
    let base = scenario.optimised(plan, point.values, named: "point")
    let model = try Model(plan: scenario.plan(world), regimes: [base])
    var runner = TrialRunner(model)
    if let target {
      guard let salary = try salary(base, target, &runner, isWanted) else { return nil }
      guard let salary else {
        point.status = .dear
        return point
      }
      point.salary = salary
    }
    let regime = point.salary.map(base.paid) ?? base
    guard let own = try run(regime, Self.first, Self.trials, &runner, isWanted) else { return nil }
    (point.reading, point.variance, point.cost) = (
      own.reading.mean ?? .nan, own.reading.variance ?? .nan, own.cost.mean ?? .nan
    )
    if let target, let salary = point.salary {
      let step = SlopeTrials.step * target
      let ends = try [max(0, salary - step), min(SalarySearch.ceiling, salary + step)].map {
        try run(base.paid($0), Self.first, Self.pairs, &runner, isWanted)
      }
      guard let low = ends[0], let high = ends[1] else { return nil }
      point.readingStep = (high.reading.mean ?? .nan) - (low.reading.mean ?? .nan)
      point.costStep = (high.cost.mean ?? .nan) - (low.cost.mean ?? .nan)
    }
    point.status = .simulated
    return point
  }

  /// The salary at which a regime costs about the target: nil where it was stopped, nil inside where no salary does.
  private func salary(
    _ regime: Regime, _ target: Double, _ runner: inout TrialRunner, _ isWanted: () -> Bool
  ) throws -> Double?? {
    let floor = scenario.budget?.salaryFloor ?? 0
    var salary = max(regime.salary(scenario.plan.horizon), floor), slope = Self.usualSlope
    var last: (salary: Double, cost: Double)?
    for _ in 0..<2 {
      guard let found = try run(regime.paid(salary), Self.firstPilot, Self.pilots, &runner, isWanted) else {
        return nil
      }
      let cost = found.cost.mean ?? target
      if let last, (salary - last.salary).magnitude > 0.05 {
        let secant = (cost - last.cost) / (salary - last.salary)
        if Self.slopes.contains(secant) { slope = secant }
      }
      if salary == floor, cost > target * (1 + Self.tolerance) { return .some(nil) }
      last = (salary, cost)
      salary = min(max(salary + (target - cost) / slope, floor), SalarySearch.ceiling)
    }
    return (salary * 10_000).rounded() / 10_000
  }

  private func run(
    _ regime: Regime, _ first: Int, _ count: Int, _ runner: inout TrialRunner, _ isWanted: () -> Bool
  ) throws -> (reading: FixedPointSum, cost: FixedPointSum)? {
    var reading = FixedPointSum(Resolution(fractionBits: metric.card.fractionBits))
    var cost = FixedPointSum(Resolution(fractionBits: Metric.cost.card.fractionBits))
    let model = try Model(plan: scenario.plan(world), regimes: [regime])
    for trial in first..<first + count {
      runner.use(
        scenario.ensemble == nil ? model : try model.with(parameters: scenario.parameters(world, trial: trial)))
      let key = TrialKeys(seed: scenario.seed).key(trial: trial, place: 0)
      guard let outcome = try runner.run(key, regimes: [0], weekly: false, isWanted: isWanted).first else { return nil }
      let value = outcome.metrics[metric.rawValue]
      if !value.isNaN { try reading.add(plan.aim.sign * value) }
      try cost.add(outcome.metrics[Metric.cost.rawValue])
    }
    return (reading, cost)
  }
}
