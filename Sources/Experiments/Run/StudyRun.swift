import LinearAlgebra
import ResultTables
import SalesForce

/// The main job: runs a study and writes its results.
///
/// Completed trials go into a journal first; every table is made from the journal, so memory does not grow with the
/// number of trials and whatever is interrupted leaves the trials that are complete. Tables that need BLAS come last: a
/// run without the library is complete but for them, and says so.
public struct StudyRun {
  let request: StudyRequest
  let directory: StudyDirectory
  private let build: BuildInfo

  /// Trials below this number keep their weekly readings, if a table is to be made of them, and carry the tables of
  /// tier B.
  public static let leadingTrials = 1_000

  public init(_ request: StudyRequest, build: BuildInfo) {
    self.request = request
    self.build = build
    directory = StudyDirectory(path: request.directory)
  }

  /// Runs what is not there yet.
  /// - Parameters:
  ///   - stop: raise it to end with the trials that are complete.
  ///   - salaries: told how many pilot trials the budget has taken, and how many it may take at most.
  ///   - progress: told the number of complete trials, at once as trials begin: 0, or those of the run that is resumed.
  ///
  /// Both are called from worker threads, one at a time.
  /// - Throws: ``StudyFailure``.
  public func run(
    stop: StopSignal = StopSignal(), salaries: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(StudyFailure) -> StudyOutcome {
    do throws(ModelRefusal) { try request.scenario.checkModels() } catch { throw .refused(error) }
    let given = SHA256Hex.of(request.text(request.scenario))
    let contents = try directory.contents(
      for: request.scenario, given: given, regimes: request.regimeNames, resumes: request.resumes)
    do {
      if case .complete(let present) = contents { return try supplement(present) }
      return try runRest(given, stop, salaries, progress)
    } catch let failure as StudyFailure {
      throw failure
    } catch let broken as BrokenInvariant {
      if !request.resumes { directory.clear() }
      throw .broken(broken)
    } catch let failure as BudgetFailure {
      throw .budget(failure)
    } catch {
      throw .file(error)
    }
  }

  /// Runs the trials that are not in the journal yet, all of them where there is none, and makes the tables.
  private func runRest(
    _ given: String, _ stop: StopSignal, _ salaries: @escaping @Sendable (Int, Int) -> Void,
    _ progress: @escaping @Sendable (Int) -> Void
  ) throws -> StudyOutcome {
    let clock = ContinuousClock()
    let started = clock.now
    // A place that cannot be had is told before any work is done.
    let isNew = try directory.create()
    let scenario: Scenario
    let pairs = 2 * SlopeTrials.count(trials: request.scenario.trials)
    let solver = solver(stop), pilots = solver?.most ?? 0
    do { scenario = try solve(solver) { salaries($0, pilots + pairs) } } catch {
      if isNew { directory.removeIfEmpty() }
      throw error
    }
    let resolved = request.text(scenario)
    let arms = StudyArms(scenario, request.regimes), slopes = SlopeTrials(scenario, arms.all)
    let header = header(of: scenario, arms: arms.all)
    let journal = try open(header)
    let first = journal.nextTrial
    guard first <= scenario.trials else {
      throw StudyFailure.occupied(
        directory: directory.path, reason: "it holds \(first) trials, and \(scenario.trials) are asked for")
    }
    try directory.prepare(resolved: resolved)
    // Opened before threads start: it sets variables of the environment.
    let library = library()
    let workers = try Workers(
      arms.all, of: scenario, keys: scenario.keys(arms.all), threads: request.threads, check: request.check, stop: stop,
      sellers: scenario.sellerSample(arms.all))
    let done = try runSlopes(scenario, slopes, stop) { salaries(pilots + 2 * $0, pilots + pairs) }
    guard done >= SlopeTrials.count(trials: first == 0 ? scenario.trials : first) else {
      try journal.close()
      if first == 0 { directory.clear() }
      throw StudyFailure.nothingDone
    }
    progress(first)
    let end = try workers.run(first..<scenario.trials, weeklyTrials: header.weeklyTrials) { trial, record in
      try journal.append(record)
      progress(trial + 1)
    }
    try journal.close()
    guard end > 0 else {
      directory.clear()
      throw StudyFailure.nothingDone
    }
    let tables = StudyTables(
      scenario: scenario, study: arms, directory: directory,
      reader: try JournalReader(path: directory.journal, expecting: header),
      slopes: try slopePairs(scenario, slopes, trials: end), threads: request.threads)
    let results = try tables.write(library)
    try StudyManifest(
      request: request, given: given, study: SHA256Hex.of(resolved), trials: end, library: library,
      making: StudyMaking(request, build, seconds: Double(clock.now - started))
    ).write(results, directory: directory)
    return StudyOutcome(
      trials: end, requested: scenario.trials, earlierMaker: nil, missing: results.missing, digest: results.digest)
  }

  private func open(_ header: JournalHeader) throws -> JournalWriter {
    guard request.resumes else { return try JournalWriter.create(path: directory.journal, header: header) }
    do throws(JournalError) { return try JournalWriter(openOrCreate: directory.journal, header: header) } catch {
      switch error {
      case .differs:
        let found = (try? JournalReader(path: directory.journal))?.header
        throw StudyFailure.occupied(directory: directory.path, reason: difference(found, header))
      case .locked:
        throw StudyFailure.occupied(directory: directory.path, reason: "another process is running this study there")
      default: throw error
      }
    }
  }

  /// In what a journal differs from the one that this run would write, for people.
  private func difference(_ found: JournalHeader?, _ wanted: JournalHeader) -> String {
    guard let found, found.study == wanted.study else { return "it holds another study" }
    let there = JournalDescriptor(text: found.descriptor)
    guard there.build == build.description else {
      return "its trials were run by rainmaker \(there.build), and this is \(build.description)"
    }
    return "it holds this study with other regimes: \(there.regimes.joined(separator: ", "))"
  }

  private func library() -> Result<BLAS, LinearAlgebraError>? {
    guard !TierBTables.wanted(request.scenario).isEmpty else { return nil }
    return Result { () throws(LinearAlgebraError) in try BLAS.open() }
  }

  /// A complete study, with the tables that an earlier run of this build had to leave out for want of the library.
  private func supplement(_ present: PresentStudy) throws -> StudyOutcome {
    var (digest, missing) = (present.digest, present.missing)
    if !missing.isEmpty, present.making.build == build, let library = library(), case .success = library {
      let scenario = present.solved(request.scenario), arms = StudyArms(scenario, request.regimes)
      let tables = StudyTables(
        scenario: scenario, study: arms, directory: directory,
        reader: try JournalReader(path: directory.journal, expecting: header(of: scenario, arms: arms.all)),
        slopes: try slopePairs(scenario, SlopeTrials(scenario, arms.all), trials: scenario.trials),
        threads: request.threads)
      let results = try tables.write(library)
      try StudyManifest(
        request: request, given: present.given, study: present.study, trials: scenario.trials, library: library,
        making: present.making
      ).write(results, directory: directory)
      (digest, missing) = (results.digest, results.missing)
    }
    return StudyOutcome(
      trials: request.scenario.trials, requested: request.scenario.trials, earlierMaker: present.making.build,
      missing: missing, digest: digest)
  }

  /// What solves for salaries; nil where nothing has to be solved for.
  private func solver(_ stop: StopSignal) -> BudgetSolver? {
    guard let budget = request.scenario.budget, budget.salaries == nil else { return nil }
    return BudgetSolver(scenario: request.scenario, threads: request.threads, stop: stop)
  }

  /// The scenario with the salaries that its budget asks for.
  private func solve(_ solver: BudgetSolver?, _ progress: @escaping @Sendable (Int) -> Void) throws -> Scenario {
    guard var solver, let budget = request.scenario.budget else { return request.scenario }
    solver.progress = progress
    return request.scenario.solved(try solver.salaries(budget))
  }

  /// The study by which the journal is known is the solved scenario but for the number of trials, for that may grow.
  private func header(of scenario: Scenario, arms: [Arm]) -> JournalHeader {
    header(
      of: scenario, arms: arms, weeklyTrials: scenario.needsWeeks ? Self.leadingTrials : 0,
      sellers: scenario.sellerSample(arms))
  }

  func header(
    of scenario: Scenario, arms: [Arm], firstTrial: Int = 0, weeklyTrials: Int, sellers: SellerSample? = nil
  ) -> JournalHeader {
    let study = SHA256Hex.of(request.text(scenario.with(trials: 1)))
    return JournalHeader(
      study: SHA256Hex.bytes(of: study) ?? [], firstTrial: firstTrial, regimes: arms.count,
      metrics: Metric.allCases.count,
      weeklyValues: arms.count * scenario.plan.horizon.weeks * WeeklyMetric.allCases.count, weeklyTrials: weeklyTrials,
      sellerValues: arms.count * (sellers?.values ?? 0), sellerTrials: sellers?.trials ?? 0,
      descriptor: JournalDescriptor(build, arms).text)
  }
}

/// What a study writes into its journal's header besides numbers: who runs it, and its arms. Trials of another build are
/// not gone on with, for its model may be another one.
struct JournalDescriptor {
  private let lines: [String]

  init(_ build: BuildInfo, _ arms: [Arm]) {
    lines = [build.description] + arms.map { "\($0.point) \($0.label)" }
  }

  init(text: String) { lines = text.split(separator: "\n").map(String.init) }

  var text: String { lines.joined(separator: "\n") }
  var build: String { lines.first ?? "" }
  /// Names of the arms, each once.
  var regimes: [String] {
    lines.dropFirst().compactMap { $0.split(separator: " ", maxSplits: 1).last.map(String.init) }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
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
