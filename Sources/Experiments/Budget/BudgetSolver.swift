import SalesForce
import SimulationStatistics

/// Finds base salaries at which regimes cost about what the budget allows.
///
/// About: what is left of the gap is taken out of every estimate afterwards, to first order exactly (``EqualCost``), so a
/// few pilot trials will do. They are trials that no result uses (2³¹ and up), summed exactly, so the salaries are the
/// same for any number of threads. Salary enters cost almost linearly (``SalarySearch``): two steps on four pilots come within
/// their error of the target from anywhere, and a last one on more pilots within a per cent or two. An arm that was still far
/// off then takes that step once more, alone.
struct BudgetSolver {
  let scenario: Scenario
  let threads: Int
  let stop: StopSignal
  /// Called with the number of pilot trials that are done.
  var progress: @Sendable (Int) -> Void = { _ in }

  static let roughPilots = 4
  /// Pilots of a firm large enough, and at most.
  private static let pilotRange = 12...48
  /// Seats of all pilots together: costs of small firms vary more (as 1/√seats), and their pilots take less time. Cost a
  /// seat-week has a standard deviation of .18 in firms of 8, so the last step leaves one of .026, 1.6 % of what is usual.
  ///
  /// More pilots make narrower intervals (the slope's error counts as much as the gap is wide) and cost trials that
  /// narrow them as well. With n trials, M pairs and P pilots of firms of 16 an estimate's variance is about
  /// (1 + .16 n/(M P))/n for n + P + 2 M trials; 24 pilots are near the best of it from 25 trials to some thousand.
  private static let pilotSeats = 384
  /// Rounds that always run.
  static let least = 3
  static let firstPilot = 1 << 31

  /// One regime at one level on its way to the target.
  struct Search {
    let arm: Arm
    var path: SalarySearch
  }

  /// Solved salaries of every regime at every point, and of the knock-out runs that hypotheses ask for.
  ///
  /// All are solved whichever run, so a regime's rows never depend on which others do.
  /// - Throws: ``BudgetFailure`` where a level cannot be reached; `BrokenInvariant`.
  func salaries(_ budget: Budget) throws -> Budget.Salaries {
    var left = try searches(budget, pilots: pilots), salaries: Budget.Salaries = [:]
    let rounds = rounds
    for (round, pilots) in rounds.enumerated() where !left.isEmpty {
      try measure(&left, pilots, done: before + rounds[..<round].reduce(0, +))
      try refuseUnreachable(left, budget)
      for index in left.indices {
        left[index].path.step(keepsPilots: pilots == rounds[max(0, round - 1)])
        salaries[left[index].arm.label, default: [:]][left[index].arm.point] = left[index].path.rounded
      }
      if round + 1 >= Self.least {
        left.removeAll { $0.path.isNear }
      }
    }
    return salaries
  }

  /// Pilots of each round: the same trials, as many as the round asks for.
  var rounds: [Int] { [Self.roughPilots, Self.roughPilots, pilots, pilots] }

  /// Pilots of the last rounds, and of the target where it has to be measured.
  private var pilots: Int {
    min(max(Self.pilotSeats / scenario.seats.lowerBound, Self.pilotRange.lowerBound), Self.pilotRange.upperBound)
  }

  /// Pilots that the target takes.
  private var before: Int { scenario.followed == nil ? 0 : pilots }

  /// How many there are unless a last step is taken again.
  var usual: Int { before + rounds.dropLast().reduce(0, +) }

  /// How many pilots there may be.
  var most: Int { before + rounds.reduce(0, +) }

  /// Whose salaries have to be solved for.
  var searched: [Arm] {
    let places = Array(scenario.regimes.indices)
    return (scenario.arms(places) + scenario.twins(places)).filter { $0.place != scenario.followed }
  }

  func searches(_ budget: Budget, pilots: Int) throws -> [Search] {
    let arms = searched
    return zip(arms, try targets(budget, arms, pilots: pilots)).map { arm, target in
      Search(
        arm: arm,
        path: SalarySearch(
          target: target, from: arm.regime.salary(scenario.plan.horizon), floor: budget.salaryFloor))
    }
  }

  /// What each arm may cost: the level of its point, or what the regime to be followed costs in the arm's own world.
  private func targets(_ budget: Budget, _ arms: [Arm], pilots: Int) throws -> [Double] {
    switch budget.target {
    case .costPerSeller(let levels): return arms.map { levels[scenario.point($0.point).budgetLevel] }
    case .sameAs:
      guard let place = scenario.followed else { return arms.map { _ in 0 } }
      var followed: [Arm] = []
      for arm in arms where !followed.contains(where: { $0.world == arm.world }) {
        followed.append(scenario.arm(place, arm.point, without: arm.world.without))
      }
      let costs = try evaluate(followed, pilots, done: 0).map { $0.mean ?? 0 }
      let byWorld = Dictionary(uniqueKeysWithValues: zip(followed.map(\.world), costs))
      return arms.map { byWorld[$0.world] ?? 0 }
    }
  }

  func measure(_ searches: inout [Search], _ pilots: Int, done: Int) throws {
    let costs = try evaluate(searches.map { $0.arm.paid($0.path.salary) }, pilots, done: done)
    for (index, cost) in costs.enumerated() {
      searches[index].path.measure(cost: cost.mean ?? 0, error: cost.standardError ?? 0)
    }
  }

  /// Refuses where a regime at the end of its salaries is beyond the target by more than a per cent and three standard
  /// errors.
  func refuseUnreachable(_ searches: [Search], _ budget: Budget) throws {
    let dear = searches.filter { $0.path.isTooDear }
    let cheap = searches.filter { $0.path.isTooCheap }
    guard let first = dear.first ?? cheap.first else { return }
    let isTooLow = !dear.isEmpty
    throw BudgetFailure(
      target: first.path.target, salary: first.path.salary, isTooLow: isTooLow,
      follows: scenario.followed.map { scenario.regimes[$0].name },
      cases: (isTooLow ? dear : cheap).map {
        BudgetFailure.Case(
          regime: $0.arm.label, point: scenario.name(of: $0.arm.point), target: $0.path.target, cost: $0.path.cost)
      })
  }

  /// Cost a seat-week of each arm over the first pilot trials.
  private func evaluate(_ arms: [Arm], _ count: Int, done: Int) throws -> [FixedPointSum] {
    var sums = arms.map { _ in FixedPointSum(Resolution(fractionBits: Metric.cost.card.fractionBits)) }
    guard !arms.isEmpty else { return sums }
    let metrics = Metric.allCases.count, members = arms.parts
    // Pilot trials have common random numbers, whatever the trials have.
    let workers = try Workers(arms, of: scenario, keys: TrialKeys(seed: scenario.seed), threads: threads, stop: stop)
    let pilots = Self.firstPilot..<(Self.firstPilot + count)
    let end = try workers.run(pilots, weeklyTrials: 0) { record in
      for (place, arm) in members[record.part].enumerated() {
        try sums[arm].add(record.values[place * metrics + Metric.cost.rawValue])
      }
      if record.part == members.count - 1 { progress(done + record.trial - Self.firstPilot + 1) }
    }
    guard end.trial == pilots.upperBound else { throw StudyFailure.nothingDone }
    return sums
  }
}

extension Regime {
  /// Its own base salary when the regimes part, pay units a week.
  func salary(_ horizon: Horizon) -> Double {
    levers[.salary].map { $0[horizon.warmUp] } ?? LeverName.salary.card.neutral
  }
}
