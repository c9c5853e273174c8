import Foundation

/// What is read back of a manifest.
struct ManifestRecord: Decodable {
  struct File: Decodable {
    let path: String
    let sha256: String
    let bytes: Int
  }

  let making: StudyMaking
  let given: String
  let study: String
  let scenario: String
  let regimes: [String]
  let requested: Int
  let completed: Int
  let files: [File]
  let budget: [BudgetReceipt]
  let missing: [MissingTable]
  let stopping: Stopping?
  /// nil where an older program wrote it.
  let failed: Int?

  private enum CodingKeys: String, CodingKey {
    case given = "scenario_sha256"
    case study = "study_sha256"
    case scenario, regimes, files, budget, stopping
    case requested = "trials_requested"
    case completed = "trials_completed"
    case missing = "missing_tables"
    case failed = "failed_trials"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    making = try StudyMaking(from: decoder)
    given = try values.decode(String.self, forKey: .given)
    study = try values.decode(String.self, forKey: .study)
    scenario = try values.decode(String.self, forKey: .scenario)
    regimes = try values.decode([String].self, forKey: .regimes)
    requested = try values.decode(Int.self, forKey: .requested)
    completed = try values.decode(Int.self, forKey: .completed)
    files = try values.decode([File].self, forKey: .files)
    budget = try values.decode([BudgetReceipt].self, forKey: .budget)
    stopping = try values.decodeIfPresent(Stopping.self, forKey: .stopping)
    failed = try values.decodeIfPresent(Int.self, forKey: .failed)
    missing = try values.decode([MissingTable].self, forKey: .missing)
  }

  var isComplete: Bool { completed == requested }

  var describe: String { "'\(scenario)' with \(completed) trial\(completed == 1 ? "" : "s")" }
}
