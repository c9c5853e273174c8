import SalesForce

/// What a page needs to run a scenario as the program does: the study without what it asks beside its regimes, and the numbers
/// that its salaries and its correction to equal cost go by.
public struct ExplorePlan: Sendable {
  /// The scenario without hypotheses and other questions: levers that move would answer others than were asked.
  public let scenario: Scenario
  /// nil where regimes cost what they cost.
  public let budget: ExploreBudget?
  /// The most trials that a page runs: with plausible firms one each.
  public let trials: Int

  /// Paths over time rest on so many trials at most.
  public static let pathTrials = StudyData.leadingTrials

  /// - Parameters:
  ///   - scenario: what the page is about.
  ///   - regimes: names of those that the page shows, in the scenario's order; nil for all.
  /// - Throws: what the page cannot show.
  public init(_ scenario: Scenario, regimes: [String]? = nil) throws(ExploreRefusal) {
    guard scenario.points == 1, scenario.baseDesign.factors.isEmpty else { throw .points(scenario.points) }
    guard scenario.streams == .common else { throw .independentStreams }
    if let treated = scenario.regimes.first(where: { !$0.treatments.isEmpty }) {
      throw .treatment(regime: treated.name)
    }
    guard scenario.experiment == nil else { throw .experiment }
    var target: Double?
    switch scenario.budget?.target {
    case .costPerSeller(let levels): target = levels[0]
    case .sameAs(let regime): throw .follows(regime: regime)
    case nil: break
    }
    let trials = min(scenario.trials, scenario.ensemble?.members.count ?? .max)
    let budget = scenario.budget.map { Budget(target: $0.target, salaryFloor: $0.salaryFloor) }
    let bare = Scenario(
      name: scenario.name, question: scenario.question, notes: scenario.notes, seed: scenario.seed, trials: trials,
      plan: scenario.plan, regimes: scenario.regimes.filter { regimes?.contains($0.name) ?? true }, budget: budget,
      outputs: scenario.outputs,
      ensemble: scenario.ensemble, currency: scenario.currency)
    (self.scenario, self.trials) = (bare, trials)
    self.budget = target.map { ExploreBudget(bare, target: $0) }
  }

  /// A regime's own base salary when the regimes part, pay units a week.
  public func salary(_ regime: Regime) -> Double { regime.salary(scenario.plan.horizon) }
}

/// How base salaries come to equal cost.
public struct ExploreBudget: Sendable {
  /// Pay units a seat-week.
  public let target: Double
  /// Lowest and highest salary that may be chosen, pay units a week.
  public let floor, ceiling: Double
  /// Pilots of each round, and how many rounds always run.
  public let rounds: [Int]
  public let least: Int
  /// Numbers of the first pilot and of the first pair.
  public let firstPilot, firstPair: Int
  /// Pairs at least and at most, and trials for each beyond.
  public let fewestPairs, mostPairs, trialsPerPair: Int
  /// Half the distance of a pair's salaries, pay units a week.
  public let distance: Double

  init(_ scenario: Scenario, target: Double) {
    let solver = BudgetSolver(scenario: scenario, threads: 1, stop: StopSignal())
    self.target = target
    (floor, ceiling) = (scenario.budget?.salaryFloor ?? Budget.standard.salaryFloor, SalarySearch.ceiling)
    (rounds, least, firstPilot) = (solver.rounds, BudgetSolver.least, BudgetSolver.firstPilot)
    (firstPair, fewestPairs) = (SlopeTrials.first, SlopeTrials.count(scenario, trials: 0))
    (mostPairs, trialsPerPair) = (SlopeTrials.most, SlopeTrials.trialsPerPair)
    distance = SlopeTrials.step * target
  }
}

/// What a page cannot show of a scenario.
public enum ExploreRefusal: Error, Sendable, CustomStringConvertible {
  case points(Int)
  case independentStreams
  case treatment(regime: String)
  case experiment
  case follows(regime: String)

  public var description: String {
    switch self {
    case .points(let count):
      "design: a page shows one design point, and this scenario has \(count) or varies something; "
        + "leave out design, map and sensitivity, and give one budget"
    case .independentStreams:
      "streams: a page compares regimes on the same draws, and this scenario has independent ones; write streams: common"
    case .treatment(let regime):
      "regimes.\(regime): a page manages a whole firm one way, and this regime treats a part of it; "
        + "give its levers values or paths alone"
    case .experiment: "experiment: a page shows no experiment inside a firm; leave the block out"
    case .follows(let regime):
      "budget.as: a page needs the number, and this budget is what \(regime) costs; "
        + "write budget: {cost_per_seller: …} or budget: none"
    }
  }
}
