import Foundation
import ResultTables

/// The files of a study.
package struct StudyDirectory {
  let path: String

  var journal: String { file("trials.journal") }
  var manifest: String { file("manifest.json") }
  func file(_ name: String) -> String { path + "/" + name }

  /// Names of all files that a run writes.
  package static let names =
    [
      "scenario.resolved.yaml", "trials.journal", "trials.csv", "summary.csv", "summary.json", "comparisons.csv",
      "comparisons.json", "points.csv", "twins.csv", "decomposition.csv",
      "decomposition.json", "hypotheses.csv", "hypotheses.json", "datapackage.json",
      "manifest.json",
    ] + OptionalTable.allCases.map(\.fileName)

  /// What is in a directory that a study is to go into.
  enum Contents {
    case nothing
    /// This very study, complete and undamaged.
    case complete(PresentStudy)
    /// What a run that did not come to its end has left: whether of this study, its journal tells.
    case part
  }

  /// - Throws: `StudyFailure.occupied` when something else is there, `.unfinished` for a part that nobody asked to go on
  ///   with.
  /// - Parameters:
  ///   - given: SHA-256 of the scenario as given.
  ///   - resumes: whether to go on with a part.
  func contents(
    for scenario: Scenario, given: String, regimes: [String], resumes: Bool
  ) throws(StudyFailure) -> Contents {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return .nothing }
    guard isDirectory.boolValue else { throw .occupied(directory: path, reason: "it is a file") }
    let contents: [String]
    do { contents = try FileManager.default.contentsOfDirectory(atPath: path) } catch { throw .file(error) }
    if contents.isEmpty { return .nothing }
    guard FileIdentity(path: manifest) != nil else {
      let foreign = contents.filter { !Self.names.contains($0) && !$0.hasPrefix(".") }.sorted()
      guard foreign.isEmpty else {
        throw .occupied(
          directory: path, reason: "it holds other files (\(foreign.prefix(3).joined(separator: ", ")))")
      }
      if resumes { return .part }
      throw .unfinished(directory: path, reason: "a run there has not finished, or is still going on")
    }
    guard let bytes = try? SmallFile.bytes(at: manifest, atMost: Manifest.limit), Manifest.seal(of: bytes) == .intact,
      let record = try? JSONDecoder().decode(ManifestRecord.self, from: Data(bytes))
    else {
      throw .occupied(directory: path, reason: "its manifest.json was not written by this program, or was changed")
    }
    let isWhole = record.given == given && record.regimes == regimes && record.completed == record.requested
    if resumes, !isWhole {
      guard record.completed <= scenario.trials else {
        throw .occupied(
          directory: path, reason: "it holds \(record.describe), and \(scenario.trials) are asked for")
      }
      return .part
    }
    guard record.given == given else {
      throw .occupied(
        directory: path, reason: "it holds another study, \(record.describe), or this one with other settings")
    }
    guard record.regimes == regimes else {
      throw .occupied(
        directory: path, reason: "it holds this study with other regimes: \(record.regimes.joined(separator: ", "))")
    }
    guard record.completed == record.requested else {
      throw .unfinished(
        directory: path, reason: "it holds \(record.completed) of \(record.requested) trials of an interrupted run")
    }
    for entry in record.files {
      let measured = try? FileDigest.measure(fileAt: file(entry.path), rows: 0, atMost: entry.bytes)
      guard measured?.sha256 == entry.sha256
      else {
        throw .occupied(directory: path, reason: "\(entry.path) is missing or was changed after the run")
      }
    }
    guard let summary: [SummaryEntry] = decode("summary.json"),
      let comparisons: [ComparisonEntry] = decode("comparisons.json"),
      let hypotheses: [HypothesisEntry] = scenario.hypotheses.isEmpty ? [] : decode("hypotheses.json")
    else { throw .occupied(directory: path, reason: "its tables cannot be read") }
    return .complete(
      PresentStudy(
        given: record.given, study: record.study, making: record.making, missing: record.missing,
        digest: StudyDigest(summary: summary, comparisons: comparisons, hypotheses: hypotheses, budget: record.budget)))
  }

  private func decode<Row: Decodable>(_ name: String) -> [Row]? {
    FileManager.default.contents(atPath: file(name)).flatMap { try? JSONDecoder().decode([Row].self, from: $0) }
  }

  /// Makes the directory.
  /// - Returns: false if it was there.
  func create() throws -> Bool {
    let isNew = !FileManager.default.fileExists(atPath: path)
    try DirectoryError.create(path)
    return isNew
  }

  func removeIfEmpty() { _ = rmdir(path) }

  /// Writes what names the study. Whatever an earlier run left goes first: a manifest of fewer trials, which is true no
  /// longer, and tables that were being written when it was killed. To be called under the journal's lock.
  func prepare(resolved: String) throws {
    if FileManager.default.fileExists(atPath: manifest) { try FileManager.default.removeItem(atPath: manifest) }
    try AtomicFile.removeLeftovers(in: path)
    _ = try AtomicFile.write(text: resolved, to: file("scenario.resolved.yaml"))
  }

  /// Takes away what a run without results has written.
  func clear() {
    for name in Self.names { try? FileManager.default.removeItem(atPath: file(name)) }
    if let left = try? FileManager.default.contentsOfDirectory(atPath: path), left.isEmpty {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

/// A directory that cannot be made.
public struct DirectoryError: Error, CustomStringConvertible {
  public let path: String
  public let reason: String
  public var description: String { "cannot create the directory '\(path.printable)': \(reason)" }

  /// Makes a directory, with those above it, unless it is there.
  public static func create(_ path: String) throws(DirectoryError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      guard mkdir(made, 0o777) != 0 else { continue }
      let code = errno
      var isDirectory: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: made, isDirectory: &isDirectory)
      if isThere, isDirectory.boolValue { continue }
      throw DirectoryError(
        path: path, reason: isThere ? "'\(made.printable)' is a file" : String(cString: strerror(code)))
    }
  }
}

/// A complete study that a directory holds already.
struct PresentStudy {
  /// SHA-256 of the scenario as given, and with its budget solved.
  let given: String
  let study: String
  let making: StudyMaking
  let missing: [MissingTable]
  let digest: StudyDigest

  /// The scenario with the salaries that were found for the regimes that ran.
  func solved(_ scenario: Scenario) -> Scenario {
    guard !digest.budget.isEmpty else { return scenario }
    return scenario.solved(
      digest.budget.reduce(into: [:]) { $0[$1.regime, default: [:]][$1.point] = $1.salary })
  }
}

/// What is read back of a manifest.
private struct ManifestRecord: Decodable {
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

  private enum CodingKeys: String, CodingKey {
    case given = "scenario_sha256"
    case study = "study_sha256"
    case scenario, regimes, files, budget
    case requested = "trials_requested"
    case completed = "trials_completed"
    case missing = "missing_tables"
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
    missing = try values.decode([MissingTable].self, forKey: .missing)
  }

  var describe: String { "'\(scenario)' with \(completed) trial\(completed == 1 ? "" : "s")" }
}
