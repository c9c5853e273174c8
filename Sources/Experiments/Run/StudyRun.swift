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

  /// Trials below this number keep their weekly readings, if a table is to be made of them.
  public static let weeklyTrials = 1_000

  public init(_ request: StudyRequest, build: BuildInfo) {
    self.request = request
    self.build = build
    directory = StudyDirectory(path: request.directory)
  }

  /// Runs what is not there yet.
  /// - Parameters:
  ///   - stop: raise it to end with the trials that are complete.
  ///   - progress: told the number of complete trials after each; called from worker threads, one at a time.
  /// - Throws: ``StudyFailure``.
  public func run(
    stop: StopSignal = StopSignal(), progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(StudyFailure) -> StudyOutcome {
    do throws(ModelRefusal) { try request.scenario.checkModels() } catch { throw .refused(error) }
    let given = SHA256Hex.of(request.text(request.scenario))
    if let present = try directory.complete(request.scenario, given: given, regimes: request.regimeNames) {
      return StudyOutcome(
        trials: request.scenario.trials, requested: request.scenario.trials, earlierMaker: present.maker,
        digest: present.digest)
    }
    do {
      return try runAnew(given, stop, progress)
    } catch let failure as StudyFailure {
      throw failure
    } catch let broken as BrokenInvariant {
      directory.clear()
      throw .broken(broken)
    } catch let failure as BudgetFailure {
      throw .budget(failure)
    } catch {
      throw .file(error)
    }
  }

  private func runAnew(
    _ given: String, _ stop: StopSignal, _ progress: @escaping @Sendable (Int) -> Void
  ) throws -> StudyOutcome {
    let clock = ContinuousClock()
    let started = clock.now
    let scenario = try solve(stop)
    let resolved = request.text(scenario)
    let arms = StudyArms(scenario, request.regimes)
    let header = header(study: SHA256Hex.of(resolved), arms: arms.all)
    try directory.prepare(resolved: resolved)
    let journal = try JournalWriter.create(path: directory.journal, header: header)
    let workers = try Workers(
      arms.all, of: scenario, keys: scenario.keys(arms.all), threads: request.threads, check: request.check, stop: stop)
    let end = try workers.run(0..<scenario.trials, weeklyTrials: header.weeklyTrials) { trial, record in
      try journal.append(record)
      progress(trial + 1)
    }
    try journal.close()
    guard end > 0 else {
      directory.clear()
      throw StudyFailure.nothingDone
    }
    let reader = try JournalReader(path: directory.journal, expecting: header)
    let (resources, digest) = try StudyTables(scenario: scenario, study: arms, directory: directory, reader: reader)
      .write()
    let manifest = StudyManifest(
      request: request, build: build, given: given, study: SHA256Hex.of(resolved), trials: end,
      budget: digest.budget, seconds: Double(clock.now - started))
    try manifest.write(resources, directory: directory)
    return StudyOutcome(trials: end, requested: scenario.trials, earlierMaker: nil, digest: digest)
  }

  /// The scenario with the salaries that its budget asks for.
  private func solve(_ stop: StopSignal) throws -> Scenario {
    guard let budget = request.scenario.budget, budget.salaries == nil else { return request.scenario }
    let solver = BudgetSolver(scenario: request.scenario, threads: request.threads, stop: stop)
    return request.scenario.solved(try solver.salaries(budget))
  }

  private func header(study: String, arms: [Arm]) -> JournalHeader {
    JournalHeader(
      study: SHA256Hex.bytes(of: study) ?? [], regimes: arms.count, metrics: Metric.allCases.count,
      weeklyValues: arms.count * request.scenario.plan.horizon.weeks * WeeklyMetric.allCases.count,
      weeklyTrials: request.scenario.needsWeeks ? Self.weeklyTrials : 0,
      descriptor: arms.map { "\($0.point) \($0.label)" }.joined(separator: "\n"))
  }
}

/// Which build of the program ran.
public struct BuildInfo: Sendable, Equatable {
  public let version: String
  /// Commit, or nil where the build did not know it.
  public let commit: String?

  public init(version: String, commit: String?) {
    self.version = version
    self.commit = commit
  }

  public var description: String { version + (commit.map { " (\($0))" } ?? "") }
}

extension Double {
  init(_ duration: Duration) {
    self = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
