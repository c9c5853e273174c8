import SalesForce

extension BudgetSolver {
  /// Pilots of a round, and rounds at most: enough to come from anywhere to an end of the salaries.
  private static let triedPilots = 2, triedRounds = 6
  /// Seat-weeks of the first two rounds, at most: some seconds.
  private static let room = 20_000_000
  /// Standard deviation of a seat-week's cost over trials, pay units, of one seat: .18 in firms of eight, less as 1/√seats.
  private static let spread = 0.5

  /// Refuses a budget that some regime cannot keep, as ``salaries(_:)`` does on its way, with pilot trials that only show whether
  /// one comes to an end of the salaries: for whoever checks a scenario and runs nothing.
  ///
  /// So few pilot trials estimate their own error badly: that of firms of this size is taken instead. Not simply the cost at the lowest
  /// salary: where many leave for want of pay, a firm may cost less at a higher one.
  ///
  /// - Returns: whether that was tried; false where trials are so long that it would take more than some seconds.
  /// - Throws: ``BudgetFailure`` with the regimes that cannot keep it; `BrokenInvariant`.
  func refuseImpossible(_ budget: Budget) throws -> Bool {
    let (arms, seats, pilots) = (searched, scenario.seats, Self.triedPilots)
    let weeks = Double(2 * pilots * arms.count) * Double(scenario.plan.horizon.weeks)
    guard weeks * Double(seats.upperBound) <= Double(Self.room) else { return false }
    // What another regime costs is measured with an error as well.
    let samples = scenario.followed == nil ? 1.0 : 2
    let error = Self.spread * (samples / Double(pilots * seats.lowerBound)).squareRoot()
    var left = try searches(budget, pilots: pilots)
    for _ in 0..<Self.triedRounds {
      try measure(&left, pilots, done: 0)
      for index in left.indices { left[index].path.measure(cost: left[index].path.cost, error: error) }
      try refuseUnreachable(left, budget)
      left.removeAll { ($0.path.cost - $0.path.target).magnitude <= SlopeTrials.step * $0.path.target + 2 * error }
      for index in left.indices { left[index].path.step(keepsPilots: true) }
    }
    return true
  }
}

extension Scenario {
  /// Whether base salaries are still to be solved for.
  public var solvesSalaries: Bool { budget.map { $0.salaries == nil } ?? false }

  /// Refuses a budget that some regime cannot keep, as far as a few trials can show.
  ///
  /// - Parameter threads: worker threads, 1 or more.
  /// - Returns: whether trials were run; false where there is nothing to solve for or they would take long.
  /// - Throws: ``StudyFailure/budget(_:)``, ``StudyFailure/refused(_:)``, or what else ends a run.
  public func tryBudget(threads: Int) throws(StudyFailure) -> Bool {
    do throws(ModelRefusal) { try checkModels() } catch { throw .refused(error) }
    guard let budget, solvesSalaries else { return false }
    do {
      return try BudgetSolver(scenario: self, threads: threads, stop: StopSignal()).refuseImpossible(budget)
    } catch {
      throw StudyFailure(error, kept: 0)
    }
  }
}
