import SalesForce

extension BudgetSolver {
  /// Trials of each regime at each end of the salaries.
  private static let trials = 2
  /// Seat-weeks of all of them together, at most: some seconds.
  private static let room = 20_000_000
  /// Standard deviation of a seat-week's cost over trials, pay units, of one seat: .18 in firms of eight, less as 1/√seats.
  private static let spread = 0.5

  /// Refuses a budget that some regime cannot keep, by a few trials at the lowest and at the highest salary: for whoever only
  /// checks a scenario. A run comes to the same with the pilots that it makes anyway.
  ///
  /// Two trials tell their own error badly, so that of firms of this size is taken instead.
  ///
  /// - Returns: whether that was tried; false where trials are so long that it would take more than some seconds.
  /// - Throws: ``BudgetFailure`` with every regime that cannot keep it; `BrokenInvariant`.
  func refuseImpossible(_ budget: Budget) throws -> Bool {
    let (arms, seats) = (searched, seats)
    let weeks = Double(2 * Self.trials * arms.count) * Double(scenario.plan.horizon.weeks)
    guard weeks * Double(seats.upperBound) <= Double(Self.room) else { return false }
    let targets = try targets(budget, arms, pilots: Self.trials)
    // What another regime costs is measured with the same error.
    let measured = scenario.followed == nil ? 1.0 : 2
    let error = Self.spread * (measured / Double(Self.trials * seats.lowerBound)).squareRoot()
    for salary in [budget.salaryFloor, Self.ceiling] {
      var ends = zip(arms, targets).map { Search(arm: $0, target: $1, salary: salary) }
      try measure(&ends, Self.trials, done: 0)
      for index in ends.indices { ends[index].error = error }
      try refuseUnreachable(ends, budget)
    }
    return true
  }
}

extension Scenario {
  /// Refuses a budget that some regime cannot keep, as far as a few trials tell.
  ///
  /// - Parameter threads: worker threads, 1 or more.
  /// - Returns: whether trials were run; false where there is nothing to solve for or they would take long.
  /// - Throws: ``StudyFailure/budget(_:)``, ``StudyFailure/refused(_:)``, or what else ends a run.
  public func tryBudget(threads: Int) throws(StudyFailure) -> Bool {
    do throws(ModelRefusal) { try checkModels() } catch { throw .refused(error) }
    guard let budget, budget.salaries == nil else { return false }
    do {
      return try BudgetSolver(scenario: self, threads: threads, stop: StopSignal()).refuseImpossible(budget)
    } catch {
      throw StudyFailure(error, kept: 0)
    }
  }
}
