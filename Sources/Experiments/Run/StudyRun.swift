import LinearAlgebra
import ResultTables
import SalesForce
import SimulationStatistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The main job: runs a study and writes its results.
///
/// Completed trials go into a journal first; every table is made from the journal, so memory does not grow with the
/// number of trials and whatever is interrupted leaves the trials that are complete. Tables that need BLAS come last: a
/// run without the library is complete but for them, and says so.
public struct StudyRun {
  let request: StudyRequest
  let directory: StudyDirectory
  let build: BuildInfo

  public init(_ request: StudyRequest, build: BuildInfo) {
    self.request = request
    self.build = build
    directory = StudyDirectory(path: request.directory)
  }

  /// Runs what is not there yet.
  /// - Parameters:
  ///   - stop: raise it to end with the trials that are complete.
  ///   - salaries: called with how many pilot trials the budget has taken, and how many it may take at most.
  ///   - progress: called with the number of complete trials and that of the trials asked for so far, at once as trials
  ///     begin: 0, or those of the run that is resumed. With a precision more may be asked for once those are complete.
  ///
  /// Both are called from worker threads, one at a time.
  /// - Throws: ``StudyFailure``.
  public func run(
    stop: StopSignal = StopSignal(), salaries: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(StudyFailure) -> StudyOutcome {
    do throws(ModelRefusal) { try request.scenario.checkModels() } catch { throw .refused(error) }
    do throws(Shortage) { try Shortage.check() } catch { throw .shortage(error) }
    do throws(PrecisionFailure) {
      _ = try PrecisionRounds(request.scenario, StudyArms(request.scenario, request.regimes))
    } catch {
      throw .precision(error, kept: 0)
    }
    do throws(StatisticsError) {
      _ = try SelectionRounds(request.scenario, StudyArms(request.scenario, request.regimes))
    } catch {
      throw .choice(error)
    }
    let given = SHA256Hex.of(request.text(request.scenario))
    let contents = try directory.contents(
      for: request.scenario, given: given, regimes: request.regimeNames, mode: request.mode)
    let threads = Threads.available(upTo: request.threads)
    do {
      if case .complete(let present) = contents { return try supplement(present, threads, stop) }
      return try runRest(given, threads, stop, salaries, progress)
    } catch {
      throw StudyFailure(error, kept: directory.keptTrials)
    }
  }

  /// Runs the trials that are not in the journal yet, all of them where there is none, and makes the tables. Whatever ends
  /// it before a trial is complete leaves nothing behind.
  private func runRest(
    _ given: String, _ threads: Int, _ stop: StopSignal, _ salaries: @escaping @Sendable (Int, Int) -> Void,
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> StudyOutcome {
    let started = ContinuousClock.now
    // A place that cannot be had is reported before any work is done.
    let new = try directory.create()
    let scenario: Scenario, journal: JournalWriter
    let solver = solver(threads, stop), pilots = solver?.most ?? 0
    let pairs = 2 * SlopeTrials.count(request.scenario, trials: request.scenario.firstTrials)
    do {
      scenario = try solve(solver) { salaries($0, pilots + pairs) }
      journal = try open(identity(of: scenario))
    } catch {
      new.remove()
      throw error
    }
    let first = journal.nextTrial, firstPart = journal.nextPart
    do {
      guard first <= scenario.trials else {
        throw directory.occupied("it holds \(first) trials, and \(scenario.trials) are asked for")
      }
      try refuseWhatIsEnough(scenario, journal)
      try directory.prepare(resolved: request.text(scenario))
      // Opened before threads start: it sets variables of the environment.
      let library = library(threads)
      let slopes = try openSlopes(of: scenario, threads, beside: journal, stop)
      let end = try runTrials(
        of: scenario, threads, into: journal, slopes, stop, { salaries(pilots + 2 * $0, pilots + pairs) }, progress)
      guard end > 0 else { throw StudyFailure.nothingDone }
      return try finish(
        scenario, journal.header, given: given, trials: end, library, threads, stop, started: started)
    } catch {
      // What the journal had before this run is not this run's to throw away.
      if first == 0, firstPart == 0, directory.keptTrials == 0 {
        directory.clear()
        new.remove()
      }
      throw error
    }
  }

  // MARK: Phases

  /// What solves for salaries; nil where nothing has to be solved for.
  func solver(_ threads: Int, _ stop: StopSignal) -> BudgetSolver? {
    guard request.scenario.solvesSalaries else { return nil }
    return BudgetSolver(scenario: request.scenario, threads: threads, stop: stop)
  }

  /// The scenario with the salaries that its budget asks for: those of the trials that are there already, where there are
  /// any, so that nothing is simulated twice.
  func solve(_ solver: BudgetSolver?, _ progress: @escaping @Sendable (Int) -> Void) throws -> Scenario {
    guard var solver, let budget = request.scenario.budget else { return request.scenario }
    if let solved = solvedBefore { return solved }
    solver.progress = progress
    return request.scenario.solved(try solver.salaries(budget))
  }

  /// The scenario with the salaries that the study in the directory was run with; nil unless its journal is of just that
  /// study, which its hash tells.
  private var solvedBefore: Scenario? {
    guard request.mode == .resume, let salaries = request.salaries(directory.file("scenario.resolved.yaml")),
      let header = try? JournalReader.header(of: directory.journal)
    else { return nil }
    let scenario = request.scenario.solved(salaries)
    return (try? identity(of: scenario).accept(header)) == nil ? nil : scenario
  }

  /// Begins the journal, or goes on with the one that is there.
  func open(_ identity: StudyIdentity) throws -> JournalWriter {
    do {
      switch request.mode {
      case .fresh: break
      case .overwrite: try directory.replace()
      case .resume:
        if let there = try? JournalReader.header(of: directory.journal) {
          return try JournalWriter.openForAppend(path: directory.journal, header: identity.accept(there))
        }
        return try JournalWriter(openOrCreate: directory.journal, header: identity.header)
      }
      return try JournalWriter.create(path: directory.journal, header: identity.header)
    } catch let mismatch as StudyIdentity.Mismatch {
      throw directory.occupied(mismatch.reason)
    } catch JournalError.locked {
      throw directory.occupied("another process is running this study there")
    } catch JournalError.linked {
      throw directory.occupied(
        "its trials.journal is a link, and other files do not take trials: put a copy in its place")
    } catch JournalError.file(let error) where error.operation == "create" && error.code == EEXIST {
      throw StudyFailure.unfinished(directory: directory.path, reason: "another run has begun there meanwhile")
    }
  }

  /// Makes the tables of the trials in the journal, and says last that they are there.
  /// - Parameters:
  ///   - scenario: budget solved.
  ///   - given: SHA-256 of the scenario as given.
  func finish(
    _ scenario: Scenario, _ header: JournalHeader, given: String, trials: Int,
    _ library: Result<BLAS, LinearAlgebraError>?, _ threads: Int, _ stop: StopSignal, started: ContinuousClock.Instant
  ) throws -> StudyOutcome {
    let results = try makeTables(of: scenario, header, library, threads, stop)
    try writeManifest(
      results, given: given, study: SHA256Hex.of(request.text(scenario)), trials: trials, library,
      StudyMaking(request, build, threads: threads, seconds: Double(ContinuousClock.now - started)))
    return StudyOutcome(
      trials: trials, requested: results.requested, stopping: results.stopping, threads: threads, earlierMaker: nil,
      missing: results.missing, digest: results.digest, failed: results.failed,
      isLimited: scenario.isExhausted(results.failed))
  }

  func library(_ threads: Int) -> Result<BLAS, LinearAlgebraError>? {
    guard request.scenario.outputs.tables.contains(where: \.needsBLAS) else { return nil }
    return Result { () throws(LinearAlgebraError) in try BLAS.open(threads: threads) }
  }

  private func makeTables(
    of scenario: Scenario, _ header: JournalHeader, _ library: Result<BLAS, LinearAlgebraError>?, _ threads: Int,
    _ stop: StopSignal
  ) throws -> StudyResults {
    let watch = StopWatch(stop)
    let reader = try JournalReader(path: directory.journal, expecting: header) { watch.isWanted }
    var tables = StudyTables(
      StudyData(
        scenario: scenario, study: StudyArms(scenario, request.regimes), directory: directory, reader: reader,
        slopes: try identity(of: scenario).slopePairs(at: directory.slopes, beside: reader) { watch.isWanted },
        threads: threads, watch: watch))
    return try tables.write(library)
  }

  /// The last thing to be written: it says that all else is there.
  private func writeManifest(
    _ results: StudyResults, given: String, study: String, trials: Int, _ library: Result<BLAS, LinearAlgebraError>?,
    _ making: StudyMaking
  ) throws {
    try StudyManifest(
      request: request, given: given, study: study, trials: trials, library: library, making: making,
      isWanted: { results.watch.isWanted }
    ).write(results, directory: directory)
    directory.removeAllBut(results.resources.map(\.digest.path) + ["scenario.resolved.yaml", "datapackage.json"])
  }

  /// A complete study, with the tables that an earlier run of this build had to leave out for want of the library.
  func supplement(_ present: PresentStudy, _ threads: Int, _ stop: StopSignal) throws -> StudyOutcome {
    var (digest, missing) = (present.digest, present.missing)
    if !missing.isEmpty, present.making.build == build, let library = library(threads), case .success = library {
      let scenario = present.solved(request.scenario), identity = identity(of: scenario)
      guard let header = try? identity.accept(JournalReader.header(of: directory.journal)) else {
        throw directory.occupied("its trials.journal is not that of its tables")
      }
      let results = try makeTables(of: scenario, header, library, threads, stop)
      try writeManifest(
        results, given: present.given, study: present.study, trials: present.trials, library, present.making)
      (digest, missing) = (results.digest, results.missing)
    }
    return StudyOutcome(
      trials: present.trials, requested: present.trials, stopping: present.stopping, threads: threads,
      earlierMaker: present.making.build, missing: missing, digest: digest, failed: present.failed,
      isLimited: request.scenario.isExhausted(present.failed))
  }

  func identity(of scenario: Scenario) -> StudyIdentity {
    StudyIdentity(
      scenario: scenario, arms: StudyArms(scenario, request.regimes).all, build: build, text: request.text)
  }
}
