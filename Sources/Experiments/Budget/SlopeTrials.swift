import SalesForce

/// Trials of every arm at a somewhat lower and a somewhat higher salary than the one that was solved for, with the same
/// random draws: what a unit of cost is worth in each reading comes from them.
///
/// They are trials of their own, in a journal of their own. The first few are enough for small studies, where the means'
/// own errors are larger than what the rate's can do; in larger ones they grow in number with the trials, so that a study
/// that grows has what a fresh one would have.
struct SlopeTrials {
  /// Half the distance of the two salaries, as a share of the cost aimed at. Closer together the pairs say more about who
  /// happened to leave than of the salary (the rate's standard error falls as 1/√distance); farther apart the readings are
  /// no longer straight.
  static let step = 0.05
  static let fewest = 12...24, most = 1_000
  /// Seats of the fewest pairs together: who happens to leave tells more of a small firm's costs than the salary does.
  static let fewestSeats = 192
  /// A pair for so many trials: near the best use of trials for what salaries are solved to (``BudgetSolver``), and the
  /// slope's error then adds about an eighth to an estimate's variance.
  static let trialsPerPair = 20
  /// No trial of a study and no pilot has such a number.
  static let first = 3 << 30

  /// Each arm with a solved salary, at the lower one and then at the higher.
  let arms: [Arm]
  /// Place of an arm's lower trials among ``arms``; nil for an arm that keeps its own salary.
  let places: [Int?]

  /// - Parameter all: everything that a study runs in a trial.
  init(_ scenario: Scenario, _ all: [Arm]) {
    var arms: [Arm] = []
    places = all.map { arm in
      guard let salary = arm.salary else { return nil }
      let distance = Self.distance(scenario, arm)
      arms += [arm.paid(max(0, salary - distance)), arm.paid(min(SalarySearch.ceiling, salary + distance))]
      return arms.count - 2
    }
    self.arms = arms
  }

  /// Half the distance of the two salaries, pay units a week.
  static func distance(_ scenario: Scenario, _ arm: Arm) -> Double {
    guard case .costPerSeller(let levels)? = scenario.budget?.target else { return step * Budget.usual }
    return step * levels[scenario.point(arm.point).budgetLevel]
  }

  /// How many pairs a study of so many trials has.
  static func count(_ scenario: Scenario, trials: Int) -> Int {
    let least = min(max(fewestSeats / scenario.seats.lowerBound, fewest.lowerBound), fewest.upperBound)
    return min(most, max(least, (trials + trialsPerPair - 1) / trialsPerPair))
  }
}

/// The pairs that a study's tables rest on: as many as a study of so many trials has, however many there are.
struct SlopePairs {
  let trials: SlopeTrials
  let reader: JournalReader
  let count: Int

  /// Visits the pairs in order.
  func forEach(_ body: (_ pair: Int, _ values: [Double]) throws -> Void) throws {
    try reader.forEachTrial(SlopeTrials.first..<SlopeTrials.first + count) { trial, values in
      try body(trial - SlopeTrials.first, values)
    }
  }
}
