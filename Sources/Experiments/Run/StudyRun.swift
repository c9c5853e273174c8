import ResultTables
import SalesForce
import SimulationStatistics

/// The main job: runs a study and writes its results.
///
/// Completed trials go into a journal first; every table is made from the journal, so memory does not grow with the
/// number of trials and whatever is interrupted leaves the trials that are complete.
public struct StudyRun {
  private let request: StudyRequest
  private let directory: StudyDirectory
  private let build: BuildInfo

  /// Trials below this number keep their weekly readings.
  public static let weeklyTrials = 1_000

  public init(_ request: StudyRequest, build: BuildInfo) {
    self.request = request
    self.build = build
    directory = StudyDirectory(path: request.directory)
  }

  /// Runs what is not there yet.
  /// - Parameters:
  ///   - stop: raise it to end at the next trial boundary.
  ///   - progress: told the number of complete trials after each; called from worker threads, one at a time.
  /// - Throws: ``StudyFailure``.
  public func run(
    stop: StopSignal = StopSignal(), progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(StudyFailure) -> StudyOutcome {
    let model: Model
    do throws(ModelRefusal) { model = try Model(plan: request.scenario.plan, regimes: request.scenario.regimes) } catch
    {
      throw .refused(error)
    }
    let study = SHA256Hex.of(request.resolved)
    if let digest = try directory.complete(study: study, regimes: request.regimeNames) {
      return StudyOutcome(
        trials: request.scenario.trials, requested: request.scenario.trials, wasComplete: true, digest: digest)
    }
    let clock = ContinuousClock(), started = clock.now
    do {
      try directory.prepare(resolved: request.resolved)
      let journal = try JournalWriter.create(path: directory.journal, header: header(study: study))
      let workers = Workers(
        model: model, seed: request.scenario.seed, regimes: request.regimes, threads: request.threads,
        check: request.check, stop: stop)
      let end = try workers.run(0..<request.scenario.trials, weeklyTrials: Self.weeklyTrials) { trial, record in
        try journal.append(record)
        progress(trial + 1)
      }
      try journal.close()
      guard end > 0 else {
        directory.clear()
        throw StudyFailure.nothingDone
      }
      let reader = try JournalReader(path: directory.journal, expecting: header(study: study))
      let tables = StudyTables(request: request, directory: directory, reader: reader)
      let (resources, digest) = try tables.write()
      let manifest = StudyManifest(
        request: request, build: build, study: study, trials: end, seconds: Double(clock.now - started))
      try manifest.write(resources, directory: directory)
      return StudyOutcome(trials: end, requested: request.scenario.trials, wasComplete: false, digest: digest)
    } catch let failure as StudyFailure {
      throw failure
    } catch let broken as BrokenInvariant {
      directory.clear()
      throw .broken(broken)
    } catch {
      throw .file(error)
    }
  }

  private func header(study: String) -> JournalHeader {
    JournalHeader(
      study: SHA256Hex.bytes(of: study) ?? [], regimes: request.regimes.count, metrics: Metric.allCases.count,
      weeklyValues: request.regimes.count * request.scenario.plan.horizon.weeks * WeeklyMetric.allCases.count,
      weeklyTrials: Self.weeklyTrials, descriptor: request.regimeNames.joined(separator: "\n"))
  }
}

/// Which build of the program ran.
public struct BuildInfo: Sendable {
  public let version: String
  /// Commit, or nil where the build did not know it.
  public let commit: String?

  public init(version: String, commit: String?) {
    self.version = version
    self.commit = commit
  }
}

extension Double {
  init(_ duration: Duration) {
    self = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
