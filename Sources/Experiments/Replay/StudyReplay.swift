import ResultTables
import SalesForce

/// A study whose rows are to be simulated again, and its journal to hold them against, where that is still there.
public struct StudyReplay {
  public let scenario: Scenario
  /// Which build ran its trials.
  public let build: BuildInfo
  /// How many are complete.
  public let trials: Int
  private let study: StudyArms
  private let reader: JournalReader?

  /// What a manifest says of a study, where there is one.
  public struct Statement {
    let regimes: [String]
    let trials: Int
    let build: BuildInfo

    public init(regimes: [String], trials: Int, build: BuildInfo) {
      (self.regimes, self.trials, self.build) = (regimes, trials, build)
    }
  }

  /// - Parameters:
  ///   - kept: the directory's trials.
  ///   - statement: what its manifest says; nil for a run that has not finished, which needs its journal.
  /// - Throws: ``ReplayRefusal``; errors of files.
  public init(_ kept: KeptTrials, _ statement: Statement?) throws {
    scenario = kept.scenario
    let isThere = FileIdentity(path: kept.directory.journal) != nil
    guard let journal = try kept.journal(of: kept.scenario) else {
      guard let statement, !isThere else { throw isThere ? ReplayRefusal.otherJournal : ReplayRefusal.nothing }
      (build, trials, reader) = (statement.build, statement.trials, nil)
      study = StudyArms(kept.scenario, kept.scenario.places(statement.regimes))
      return
    }
    (build, reader, study) = (journal.identity.build, journal.reader, journal.study)
    trials = min(statement?.trials ?? .max, journal.reader.extent.nextTrial)
  }

  /// Whether there is a journal to hold rows against.
  public var hasJournal: Bool { reader != nil }

  /// Names of the regimes that run at a design point.
  public var regimes: [String] { study.ordinary.filter { $0.point == 0 }.map(\.regime.name) }

  /// The same of those that ran in a trial: a study that chooses leaves some out.
  public func regimes(of trial: Int) -> [String] {
    guard scenario.selection != nil, let reader, reader.trials.contains(trial), !hasFailed(trial) else {
      return regimes
    }
    return study.ordinary.indices.filter { place in
      study.ordinary[place].point == 0
        && (try? reader.values(of: trial, arm: place)).map { Metric.hasRun(0, in: $0) } ?? true
    }.map { study.ordinary[$0].regime.name }
  }

  /// Whether none of all regimes has a value in a trial: where a study chooses, some are to run in every trial.
  private func hasFailed(_ trial: Int) -> Bool {
    guard let reader, let values = try? reader.values(of: trial) else { return false }
    return values.allSatisfy(\.isNaN)
  }

  /// Whether the journal keeps that the trial failed in this arm.
  public func hasFailed(_ replay: TrialReplay) -> Bool {
    guard let values = try? reader?.values(of: replay.trial, arm: replay.place) else { return false }
    return values.allSatisfy(\.isNaN)
  }

  /// The trial behind a row.
  /// - Throws: ``ReplayRefusal``.
  public func replay(_ address: TrialAddress) throws(ReplayRefusal) -> TrialReplay {
    guard (0..<trials).contains(address.trial) else { throw .trial(address.trial, count: trials) }
    guard let point = address.point ?? (scenario.points == 1 ? 0 : nil), (0..<scenario.points).contains(point) else {
      throw .point(address.point, count: scenario.points)
    }
    let all = study.all, here = all.indices.filter { all[$0].point == point }
    guard let name = address.regime ?? (regimes.count == 1 ? regimes[0] : nil),
      here.contains(where: { all[$0].regime.name == name })
    else { throw .regime(address.regime, known: here.map { all[$0].regime.name }.uniqued) }
    guard
      let place = here.first(where: { all[$0].regime.name == name && all[$0].world.without == address.without })
    else {
      throw .knockOut(
        regime: name, without: address.without,
        known: here.filter { !all[$0].world.without.isEmpty }.map { all[$0].label }.uniqued)
    }
    if scenario.selection != nil, let values = try? reader?.values(of: address.trial, arm: place),
      !Metric.hasRun(0, in: values), !hasFailed(address.trial)
    {
      throw .left(regime: name, trial: address.trial)
    }
    return try TrialReplay(
      all[place], at: place, of: scenario, trial: address.trial,
      sample: (reader?.header.sellerValues ?? 0) > 0 ? scenario.anySellerSample(all) : nil)
  }

  /// Simulates a row again and holds it against what the journal keeps of the trial.
  /// - Parameters:
  ///   - replay: the row.
  ///   - check: whether to test every pass of every week; a trial that failed is always tested so, since some failures show
  ///     only then.
  ///   - trace: takes the history; to be finished by the caller, also after an error.
  /// - Throws: ``StudyFailure/broken(_:kept:)``; errors of files.
  public func run(
    _ replay: TrialReplay, check: Bool = false, trace: TraceWriter? = nil
  ) throws -> (outcome: TrialOutcome, check: ReplayCheck) {
    do {
      let outcome = try replay.run(check: check || hasFailed(replay), trace: trace)
      return (outcome, try self.check(replay, outcome))
    } catch let broken as BrokenInvariant {
      throw StudyFailure.broken(broken, kept: trials)
    }
  }

  /// Holds an outcome against what the journal keeps of the trial; nothing is compared where it is gone.
  /// - Throws: errors of files.
  func check(_ replay: TrialReplay, _ outcome: TrialOutcome) throws -> ReplayCheck {
    guard let reader else { return ReplayCheck() }
    let header = reader.header, trial = replay.trial, place = replay.place
    return ReplayCheck(
      outcome, metrics: try reader.values(of: trial, arm: place),
      weekly: header.carriesWeekly(trial) ? try reader.weekly(of: trial, arm: place) : nil,
      sellers: header.carriesSellers(trial) ? try reader.sellers(of: trial, arm: place) : nil,
      groups: header.groupValues > 0 ? try reader.groups(of: trial, arm: place) : nil)
  }
}

extension [String] {
  /// Each once, in their order.
  fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
