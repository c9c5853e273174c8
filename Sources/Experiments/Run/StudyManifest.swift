import CVectorMath
import Foundation
import ResultTables

/// `manifest.json` and `datapackage.json`: what the results are and how they came about.
struct StudyManifest {
  let request: StudyRequest
  let build: BuildInfo
  /// SHA-256 of the scenario as given, and with its budget solved.
  let given: String
  let study: String
  /// Complete trials.
  let trials: Int
  let budget: [BudgetReceipt]
  let seconds: Double

  func write(_ resources: [DataPackage.Resource], directory: StudyDirectory) throws {
    let scenario = request.scenario
    // A data package describes tables, one resource a name: the CSV and not the same rows as JSON.
    let package = DataPackage(
      name: DataPackage.slug(scenario.name), title: scenario.name, description: scenario.question,
      resources: resources.filter { $0.digest.path.hasSuffix(".csv") })
    let packageDigest = try package.write(to: directory.file("datapackage.json"))
    let resolved = try FileDigest.measure(fileAt: directory.file("scenario.resolved.yaml"), rows: 0)
    let journal = try FileDigest.measure(fileAt: directory.journal, rows: trials)
    // Files are named relative to the directory, which may be moved.
    let files = [resolved, journal] + resources.map(\.digest) + [packageDigest]
    let requested = scenario.trials
    _ = try Manifest([
      ("rainmaker", .string(build.version)),
      ("commit", .optional(build.commit)),
      ("scenario", .string(scenario.name)),
      ("scenario_sha256", .string(given)),
      ("study_sha256", .string(study)),
      ("seed", .integer(Int(scenario.seed))),
      ("regimes", .array(request.regimeNames.map { .string($0) })),
      ("trials_requested", .integer(requested)),
      ("trials_completed", .integer(trials)),
      ("missing_trials", .array(trials < requested ? [.array([.integer(trials), .integer(requested - 1)])] : [])),
      ("streams", .string(scenario.streams.rawValue)),
      ("costs", .string(scenario.costStatement)),
      ("budget", .array(budget.map(\.json))),
      ("checked", .boolean(request.check)),
      ("threads", .integer(request.threads)),
      ("vector_level", .string(String(cString: rm_vector_level()))),
      ("platform", .string(ProcessInfo.processInfo.operatingSystemVersionString)),
      ("wall_seconds", .number((seconds * 1000).rounded() / 1000)),
      ("files", .array(files.map(\.json))),
    ]).write(to: directory.manifest)
  }
}
