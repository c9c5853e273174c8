import Experiments

/// What is read back of `manifest.json`. Keys that older programs did not write are optional.
public struct StoredManifest: Sendable, Decodable {
  public struct File: Sendable, Decodable {
    public let path, sha256: String
    public let rows, bytes: Int
  }

  /// How close a regime's trials came to its budget, before estimates were corrected to it.
  public struct Receipt: Sendable, Decodable {
    public let regime: String
    public let point: Int
    public let salary, target, cost, gap: Double
    public let gapLow, gapHigh: Double?
    public let kept: Bool

    private enum CodingKeys: String, CodingKey {
      case regime, point, salary, target, cost, gap, kept
      case gapLow = "gap_low"
      case gapHigh = "gap_high"
    }
  }

  /// A table that the scenario wanted and the run could not make.
  public struct Missing: Sendable, Decodable {
    public let table, reason: String
  }

  public let rainmaker: String
  public let commit: String?
  public let scenario: String
  public let scenarioDigest, studyDigest: String
  public let seed: Int
  public let regimes: [String]
  public let requested, completed: Int
  public let streams, costs: String
  /// Level of intervals; nil where an older program wrote it, which knew one.
  public let confidence: Double?
  public let budget: [Receipt]
  public let platform: String?
  public let files: [File]
  public let missing: [Missing]?
  /// How the study came to its number of trials; nil where that was given.
  public let stopping: Stopping?
  /// Trials in which a law of the model was broken; nil where an older program wrote it, which ended with the first.
  public let failed: Int?

  /// The file that names the study: its SHA-256 is ``studyDigest``.
  static let scenarioFile = "scenario.resolved.yaml"

  func file(_ path: String) -> File? { files.first { $0.path == path } }

  private enum CodingKeys: String, CodingKey {
    case rainmaker, commit, scenario, seed, regimes, streams, costs, confidence, budget, platform, files, stopping
    case scenarioDigest = "scenario_sha256"
    case studyDigest = "study_sha256"
    case requested = "trials_requested"
    case completed = "trials_completed"
    case missing = "missing_tables"
    case failed = "failed_trials"
  }
}
