import CVectorMath
import Foundation
import LinearAlgebra
import ResultTables

/// `manifest.json` and `datapackage.json`: what the results are and how they came about.
struct StudyManifest {
  let request: StudyRequest
  /// SHA-256 of the scenario as given, and with its budget solved.
  let given: String
  let study: String
  /// Complete trials.
  let trials: Int
  /// The library of the BLAS-dependent tables, or why there is none; nil where no table needs it.
  let library: Result<BLAS, LinearAlgebraError>?
  let making: StudyMaking
  /// Whether somebody wants it still: hashing a large journal takes seconds.
  var isWanted: () -> Bool = { true }

  func write(_ results: StudyResults, directory: StudyDirectory) throws {
    let scenario = request.scenario, resources = results.resources
    // A data package describes tables, one resource a name: the CSV and not the same rows as JSON.
    let package = DataPackage(
      name: DataPackage.slug(scenario.name), title: scenario.name, description: scenario.question,
      resources: resources.filter { $0.digest.path.hasSuffix(".csv") })
    let packageDigest = try package.write(to: directory.file("datapackage.json"))
    let resolved = try FileDigest.measure(fileAt: directory.file("scenario.resolved.yaml"), rows: 0)
    let journal = try FileDigest.measure(fileAt: directory.journal, rows: trials, isWanted: isWanted)
    // Files are named relative to the directory, which may be moved.
    let slopes = scenario.budget == nil ? nil : try? FileDigest.measure(fileAt: directory.slopes, rows: 0)
    let files = [resolved, journal] + (slopes.map { [$0] } ?? []) + resources.map(\.digest) + [packageDigest]
    let requested = results.requested
    _ = try Manifest([
      ("rainmaker", .string(making.rainmaker)),
      ("commit", .optional(making.commit)),
      ("scenario", .string(scenario.name)),
      ("scenario_sha256", .string(given)),
      ("study_sha256", .string(study)),
      ("seed", .integer(Int(scenario.seed))),
      ("regimes", .array(request.regimeNames.map { .string($0) })),
      ("trials_requested", .integer(requested)),
      ("trials_completed", .integer(trials)),
      ("missing_trials", .array(trials < requested ? [.array([.integer(trials), .integer(requested - 1)])] : [])),
      ("failed_trials", .integer(results.failed)),
      ("stopping", results.stopping?.json ?? .null),
      ("streams", .string(scenario.streams.rawValue)),
      ("costs", .string(scenario.costStatement)),
      ("confidence", .number(scenario.outputs.confidence.level)),
      ("budget", .array(results.digest.budget.map(\.json))),
      ("checked", .boolean(making.checked)),
      ("threads", .integer(making.threads)),
      ("vector_level", .string(making.vectorLevel)),
      ("platform", .string(making.platform)),
      ("linear_algebra", (try? library?.get()).map(\.json) ?? .null),
      ("missing_tables", .array(results.missing.map(\.json))),
      ("wall_seconds", .number(making.wallSeconds)),
      ("files", .array(files.map(\.json))),
    ]).write(to: directory.manifest)
  }
}

/// Which program made the trials of a study, where and how.
struct StudyMaking: Codable {
  let rainmaker: String
  let commit: String?
  let checked: Bool
  let threads: Int
  let vectorLevel: String
  let platform: String
  let wallSeconds: Double

  private enum CodingKeys: String, CodingKey {
    case rainmaker, commit, checked, threads, platform
    case vectorLevel = "vector_level"
    case wallSeconds = "wall_seconds"
  }

  init(_ request: StudyRequest, _ build: BuildInfo, threads: Int, seconds: Double) {
    (rainmaker, commit) = (build.version, build.commit)
    (checked, self.threads) = (request.check, threads)
    vectorLevel = String(cString: rm_vector_level())
    platform = ProcessInfo.processInfo.operatingSystemVersionString
    wallSeconds = (seconds * 1000).rounded() / 1000
  }

  var build: BuildInfo { BuildInfo(version: rainmaker, commit: commit) }
}
