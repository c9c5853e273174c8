/// Finds sets of parameters with which the model meets its targets, by history matching: simulate, emulate each target, look
/// where all are expected to be met, simulate there (Craig, Goldstein, Seheult & Smith 1997; Vernon, Goldstein & Bower
/// 2010).
///
/// All sets meet the same random draws, so that targets that are effects are compared at a small fraction of their noise.
/// Those that fit are simulated again on fresh draws, and are members only if they fit there as well: the best of many on
/// one set of draws are partly lucky. Checks are looked at when the members are settled.
///
/// What chooses the next sets goes through BLAS; whoever repeats the search with another build of it may find other
/// members. What was found is a file, and every study over it has the same bits anywhere.
public struct Calibration: Sendable {
  let work: CalibrationWork

  /// - Parameters:
  ///   - scenario: what is simulated; without a budget.
  ///   - plan: of the scenario.
  ///   - directory: exists; what earlier runs left in it is gone on from.
  ///   - threads: worker threads, 1 or more. They change no byte.
  ///   - stop: raise it to end with what is simulated so far.
  ///   - progress: called from worker threads.
  public init(
    _ scenario: Scenario, _ plan: CalibrationPlan, directory: String, threads: Int, stop: StopSignal,
    progress: @escaping @Sendable (CalibrationProgress) -> Void
  ) {
    work = CalibrationWork(
      scenario: scenario, plan: plan, files: CalibrationFiles(plan: plan, directory: directory), threads: threads,
      stop: stop, progress: progress)
  }

  /// - Throws: `SearchRefusal`, what simulation, emulators and files throw.
  public func run() throws -> CalibrationAnswer {
    var search = CalibrationSearch(work), members = CalibrationMembers(work)
    try search.run()
    if !work.stop.isRaised { try members.run(search.fitting) }
    let answer = try CalibrationAnswer(
      work.plan, search: search.points, fitting: search.fitting.count, own: work.ownSettings,
      confirmed: members.confirmed, members: members.members, checks: members.checks, isStopped: work.stop.isRaised)
    if answer.status != .interrupted { try work.files.write(answer) }
    return answer
  }
}
