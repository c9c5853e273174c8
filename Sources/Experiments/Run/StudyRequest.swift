import SalesForce

/// What to run, and where the results go.
public struct StudyRequest: Sendable {
  public let scenario: Scenario
  /// Writes a scenario with everything filled in, as `scenario.resolved.yaml`. The SHA-256 of the scenario as given is
  /// what a directory is known by; that of the solved one names the study.
  public let text: @Sendable (Scenario) -> String
  /// The results directory, made if missing.
  public let directory: String
  /// Worker threads, at least 1. Changes no byte of any table.
  public let threads: Int
  /// Whether to test every pass of every week; slow.
  public let check: Bool
  /// Names of the regimes to run; nil for all. A regime's rows do not depend on which others run.
  public let selection: [String]?
  /// Whether to go on with what an interrupted run of this study, or one of fewer trials, has left.
  public let resumes: Bool

  public init(
    scenario: Scenario, text: @escaping @Sendable (Scenario) -> String, directory: String, threads: Int,
    check: Bool = false, selection: [String]? = nil, resumes: Bool = false
  ) {
    self.scenario = scenario
    self.text = text
    self.directory = directory
    self.threads = threads
    self.check = check
    self.selection = selection
    self.resumes = resumes
  }

  /// Positions in the scenario's list, in its order, of the regimes that run: those selected, and the one that a budget
  /// follows.
  public var regimes: [Int] { scenario.places(selection) }

  /// Names of the regimes that run.
  public var regimeNames: [String] { regimes.map { scenario.regimes[$0].name } }
}

/// What came of a run.
public struct StudyOutcome: Sendable {
  /// Trials that are complete: 0 up to this number.
  public let trials: Int
  public let requested: Int
  /// The build that had made these results before, so that nothing was run; nil for results of this run.
  public let earlierMaker: BuildInfo?
  /// Tables that the scenario wants and that could not be made; all others are complete.
  public let missing: [MissingTable]
  public let digest: StudyDigest

  /// Whether the results had been there before and nothing was run.
  public var wasComplete: Bool { earlierMaker != nil }
  public var isInterrupted: Bool { trials < requested }
}

/// The tables that are small enough to show at the end of a run.
public struct StudyDigest: Sendable, Equatable {
  public let summary: [SummaryEntry]
  public let comparisons: [ComparisonEntry]
  /// In the order of the scenario; empty where it registers none.
  public let hypotheses: [HypothesisEntry]
  /// Empty where no budget equalises costs.
  public let budget: [BudgetReceipt]
}

/// Why a run ended without its results.
public enum StudyFailure: Error {
  /// The directory holds something else.
  case occupied(directory: String, reason: String)
  /// The directory holds a part of this study's trials, and nobody asked to go on with them.
  case unfinished(directory: String, reason: String)
  /// A file could not be written or read.
  case file(any Error)
  case refused(ModelRefusal)
  case broken(BrokenInvariant)
  case budget(BudgetFailure)
  /// Stopped before the first trial was complete.
  case nothingDone
}
