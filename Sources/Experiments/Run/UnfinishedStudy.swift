import Foundation
import ResultTables
import SalesForce

/// What a run has completed that did not come to its tables: killed, out of room, or still going on.
public struct UnfinishedStudy {
  private let directory: StudyDirectory
  private let scenario: Scenario
  private let text: @Sendable (Scenario) -> String

  /// - Parameters:
  ///   - directory: where the run's journal is.
  ///   - scenario: the one that lies beside it, with its budget solved.
  ///   - text: as in ``StudyRequest/text``.
  public init(directory: String, scenario: Scenario, text: @escaping @Sendable (Scenario) -> String) {
    self.directory = StudyDirectory(path: directory)
    self.scenario = scenario
    self.text = text
  }

  /// Makes the tables that need no other library and no trial run again, of the trials that are complete.
  /// - Parameter scratch: an empty directory for them; nothing is written where the journal is.
  /// - Returns: how many trials are complete, or nil where there is none or they are not those of the scenario.
  /// - Throws: errors of files.
  public func makeTables(in scratch: String) throws -> Int? {
    guard JournalReader.isJournal(directory.journal),
      let reader = try? JournalReader(path: directory.journal), reader.extent.trials > 0
    else { return nil }
    let descriptor = JournalDescriptor(text: reader.header.descriptor)
    let build = BuildInfo(description: descriptor.build)
    let small = scenario.with(outputs: Outputs(Set(scenario.outputs.tables).intersection([.timeseries, .sellers])))
    let request = StudyRequest(
      scenario: small, text: text, directory: scratch, threads: 1, selection: descriptor.labels)
    let study = StudyArms(small, request.regimes)
    let identity = StudyIdentity(scenario: small, arms: study.all, build: build, text: text)
    guard (try? identity.accept(reader.header)) != nil else { return nil }
    let place = StudyDirectory(path: scratch), resolved = text(scenario)
    try AtomicFile.write(text: resolved, to: place.file("scenario.resolved.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: place.journal,
      withDestinationPath: (directory.path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath + "/")
        + directory.journal)
    var tables = StudyTables(
      StudyData(
        scenario: small, study: study, directory: place, reader: reader,
        slopes: try identity.slopePairs(at: directory.slopes, beside: reader), threads: 1))
    try StudyManifest(
      request: request, given: SHA256Hex.of(resolved), study: SHA256Hex.of(resolved), trials: reader.extent.trials,
      library: nil, making: StudyMaking(request, build, threads: 1, seconds: 0)
    ).write(try tables.write(nil), directory: place)
    return reader.extent.trials
  }
}
