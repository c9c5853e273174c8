import SalesForce

/// What to run, and where the results go.
public struct StudyRequest: Sendable {
  public let scenario: Scenario
  /// Writes a scenario with everything filled in, as `scenario.resolved.yaml`. The SHA-256 of the scenario as given is
  /// what a directory is known by; that of the solved one names the study.
  public let text: @Sendable (Scenario) -> String
  /// Reads the salaries back that such a file has; nil where it has none, or cannot be read.
  public let salaries: @Sendable (_ path: String) -> Budget.Salaries?
  /// The results directory, made if missing.
  public let directory: String
  /// Worker threads, at least 1. Changes no byte of any table.
  public let threads: Int
  /// Whether to test every pass of every week; slow.
  public let check: Bool
  /// Names of the regimes to run; nil for all. A regime's rows do not depend on which others run.
  public let selection: [String]?
  /// What to do about a study that is in the directory already.
  public let mode: Mode
  /// Whether a trial in which a law of the model is broken is recorded as one that failed, and the rest goes on; otherwise
  /// it ends the run.
  let keepsFailures: Bool

  /// What a run does where a study is already. Anything else that is there is never touched.
  public enum Mode: Sendable {
    /// Leaves it alone: a complete one of the very same settings answers at once, all others are refused.
    case fresh
    /// Keeps its trials: continues an interrupted one, adds trials to a shorter one, remakes tables that are missing,
    /// damaged, or asked for by settings that move no trial.
    case resume
    /// Replaces it, whatever its settings.
    case overwrite
  }

  public init(
    scenario: Scenario, text: @escaping @Sendable (Scenario) -> String,
    salaries: @escaping @Sendable (_ path: String) -> Budget.Salaries? = { _ in nil }, directory: String, threads: Int,
    check: Bool = false, selection: [String]? = nil, mode: Mode = .fresh,
    keepsFailures: Bool = true
  ) {
    self.scenario = scenario
    self.text = text
    self.salaries = salaries
    self.directory = directory
    self.threads = threads
    self.check = check
    self.selection = selection
    self.mode = mode
    self.keepsFailures = keepsFailures
  }

  /// Positions in the scenario's list, in its order, of the regimes that run: those selected, and the one that a budget
  /// follows.
  public var regimes: [Int] { scenario.places(selection) }

  /// Bytes that the study has in its directory already, where it goes on with them or replaces them.
  public var bytesThere: Int {
    mode == .fresh ? StudyDirectory(path: directory).hasManifest ? .max : 0 : StudyDirectory(path: directory).bytes
  }

  /// Names of the regimes that run.
  public var regimeNames: [String] { regimes.map { scenario.regimes[$0].name } }
}
