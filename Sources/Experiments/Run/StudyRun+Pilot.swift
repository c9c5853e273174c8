import SalesForce

extension StudyRun {
  /// Runs all trials and makes no table: for who looks at them in another way.
  /// - Parameter progress: called with the number of complete trials and that of all.
  /// - Returns: the trials, beside the pairs that their estimates at equal cost rest on.
  /// - Throws: ``StudyFailure``; `nothingDone` where it was stopped.
  func runOnlyTrials(
    stop: StopSignal, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(StudyFailure) -> StudyData {
    do throws(ModelRefusal) { try request.scenario.checkModels() } catch { throw .refused(error) }
    do throws(Shortage) { try Shortage.check() } catch { throw .shortage(error) }
    do {
      let threads = Threads.available(upTo: request.threads)
      _ = try directory.create()
      let scenario = try solve(solver(threads, stop)) { _ in }
      let identity = identity(of: scenario), journal = try open(identity)
      let slopes = try openSlopes(of: scenario, threads, beside: journal, stop)
      let end = try runTrials(of: scenario, threads, into: journal, slopes, stop, { _ in }, progress)
      guard end == scenario.trials else { throw StudyFailure.nothingDone }
      let reader = try JournalReader(path: directory.journal, expecting: journal.header)
      return StudyData(
        scenario: scenario, study: StudyArms(scenario, request.regimes), directory: directory, reader: reader,
        slopes: try identity.slopePairs(at: directory.slopes, beside: reader), threads: threads)
    } catch {
      throw StudyFailure(error, kept: 0)
    }
  }
}
