import SalesForce
import SimulationStatistics

/// Finds the base salaries at which regimes cost what the budget allows.
///
/// Cost is measured on pilot trials that no result uses (2³¹ and up), summed exactly, so the salaries are the same for
/// any number of threads. Salary enters cost almost linearly: a step of slope one and then the secant rule come within
/// a fraction of the pilots' own error in four evaluations of 32 trials.
struct BudgetSolver {
  let scenario: Scenario
  let threads: Int
  let stop: StopSignal
  /// Told how many pilot trials are done, and how many there may be at most.
  var progress: @Sendable (Int, Int) -> Void = { _, _ in }

  static let pilots = 32
  static let evaluations = 4
  /// Relative gap at which no further evaluation is worth its time: a tenth of what the pilots' own error leaves.
  private static let tolerance = 5e-4
  private static let firstPilot = 1 << 31

  /// One regime at one level on its way to the target.
  private struct Search {
    let arm: Arm
    let target: Double
    var salary: Double
    var cost = 0.0
    var lastSalary: Double?
    var lastCost = 0.0
    var isClose = false
  }

  /// Solved salaries of every regime at every point, and of the twins that hypotheses ask for.
  ///
  /// All are solved whichever run, so a regime's rows never depend on which others do.
  /// - Throws: ``BudgetFailure`` where a level cannot be reached; `BrokenInvariant`.
  func salaries(_ budget: Budget) throws -> Budget.Salaries {
    let places = Array(scenario.regimes.indices)
    let arms = scenario.arms(places) + scenario.twins(places)
    let targets = try targets(budget, arms)
    var searches = zip(arms, targets).map { arm, target in
      Search(arm: arm, target: target, salary: start(arm.regime, budget))
    }
    for round in 0..<Self.evaluations {
      let open = searches.indices.filter { !searches[$0].isClose }
      let costs = try evaluate(open.map { searches[$0].arm.paid(searches[$0].salary) }, round: round + lead(budget))
      for (index, cost) in zip(open, costs) {
        searches[index].cost = cost
        searches[index].isClose = (cost - searches[index].target).magnitude <= Self.tolerance * searches[index].target
      }
      if searches.allSatisfy(\.isClose) { break }
      if round == Self.evaluations - 1 { try refuseUnreachable(searches, budget) }
      for index in open where !searches[index].isClose { Self.step(&searches[index], floor: budget.salaryFloor) }
    }
    return searches.reduce(into: [:]) { $0[$1.arm.label, default: [:]][$1.arm.point] = Self.rounded($1.salary) }
  }

  /// What each arm may cost: the level of its point, or what the regime to be followed costs in the arm's own world.
  private func targets(_ budget: Budget, _ arms: [Arm]) throws -> [Double] {
    switch budget.target {
    case .costPerSeller(let levels): return arms.map { levels[scenario.point($0.point).budgetLevel] }
    case .sameAs(let name):
      guard let place = scenario.regimes.firstIndex(where: { $0.name == name }) else { return arms.map { _ in 0 } }
      var followed: [Arm] = []
      for arm in arms where !followed.contains(where: { $0.world == arm.world }) {
        followed.append(scenario.arm(place, arm.point, without: arm.world.without))
      }
      let costs = Dictionary(uniqueKeysWithValues: zip(followed.map(\.world), try evaluate(followed, round: 0)))
      return arms.map { costs[$0.world] ?? 0 }
    }
  }

  /// Rounds ahead of the search: one where the target itself has to be measured.
  private func lead(_ budget: Budget) -> Int {
    if case .sameAs = budget.target { 1 } else { 0 }
  }

  private func start(_ regime: Regime, _ budget: Budget) -> Double {
    let own = regime.levers[.salary].map { $0[scenario.plan.horizon.warmUp] } ?? LeverName.salary.card.neutral
    return max(own, budget.salaryFloor)
  }

  private static func step(_ search: inout Search, floor: Double) {
    let gap = search.target - search.cost
    var slope = 1.0
    if let last = search.lastSalary, last != search.salary {
      let secant = (search.cost - search.lastCost) / (search.salary - last)
      // A slope near zero or below is noise of exits; the unit slope errs on the side of small steps.
      if secant > 0.2 { slope = secant }
    }
    (search.lastSalary, search.lastCost) = (search.salary, search.cost)
    search.salary = min(max(search.salary + gap / slope, floor), ceiling)
  }

  /// The highest salary that the lever admits.
  private static let ceiling: Double =
    if case .number(let range, _) = LeverName.salary.card.domain { range.upperBound } else { .infinity }

  /// Four decimals: far below the pilots' error, and short to write.
  private static func rounded(_ salary: Double) -> Double { (salary * 10_000).rounded() / 10_000 }

  private func refuseUnreachable(_ searches: [Search], _ budget: Budget) throws {
    let dear = searches.filter { $0.salary <= budget.salaryFloor && $0.cost > 1.005 * $0.target }
    if let worst = dear.max(by: { $0.cost / $0.target < $1.cost / $1.target }) {
      throw BudgetFailure(
        regimes: dear.map(\.arm.label), target: worst.target, salary: budget.salaryFloor, isTooLow: true,
        nearest: (worst.cost * 100).rounded(.up) / 100)
    }
    let cheap = searches.filter { $0.salary >= Self.ceiling && $0.cost < 0.995 * $0.target }
    if let worst = cheap.min(by: { $0.cost / $0.target < $1.cost / $1.target }) {
      throw BudgetFailure(
        regimes: cheap.map(\.arm.label), target: worst.target, salary: Self.ceiling, isTooLow: false,
        nearest: (worst.cost * 100).rounded(.down) / 100)
    }
  }

  /// Mean cost a seat-week of each arm over the pilot trials.
  private func evaluate(_ arms: [Arm], round: Int) throws -> [Double] {
    var sums = arms.map { _ in FixedPointSum(Resolution(fractionBits: Metric.cost.card.fractionBits)) }
    let metrics = Metric.allCases.count
    // Pilots have common luck, whatever the trials have.
    let workers = try Workers(arms, of: scenario, keys: TrialKeys(seed: scenario.seed), threads: threads, stop: stop)
    let pilots = Self.firstPilot..<(Self.firstPilot + Self.pilots)
    let most = Self.pilots * (Self.evaluations + (scenario.budget.map(lead) ?? 0))
    progress(round * Self.pilots, most)
    let end = try workers.run(pilots, weeklyTrials: 0) { trial, record in
      for index in sums.indices { try sums[index].add(record.values[index * metrics + Metric.cost.rawValue]) }
      progress(round * Self.pilots + trial - Self.firstPilot + 1, most)
    }
    guard end == pilots.upperBound else { throw StudyFailure.nothingDone }
    return sums.map { $0.mean ?? 0 }
  }
}

/// A budget that some regime cannot keep.
public struct BudgetFailure: Error, Sendable, CustomStringConvertible {
  /// Regimes that cost more even at the lowest salary, or less at the highest.
  public let regimes: [String]
  public let target: Double
  /// The salary at the end of what may be solved for.
  public let salary: Double
  /// Whether the budget is too low, and not too high.
  public let isTooLow: Bool
  /// The nearest budget that all could keep, as measured.
  public let nearest: Double

  public var description: String {
    "budget.cost_per_seller: \(target) cannot be reached: at the \(isTooLow ? "lowest" : "highest") base salary of "
      + "\(salary) \(regimes.joined(separator: ", ")) \(regimes.count == 1 ? "costs" : "cost") "
      + "\(isTooLow ? "more" : "less"); "
      + "the nearest budget that can be kept is about \(nearest)"
  }
}
