import Foundation
import LinearAlgebra
import ResultTables
import SalesForce

/// The trials that a run's journal keeps, whether they came to tables or not: of a run that was killed, out of room, or is
/// still going on, or of a finished one whose trials are looked at in another way. Nothing is simulated.
public struct KeptTrials {
  let directory: StudyDirectory
  public let scenario: Scenario
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

  /// Optional tables that are made without another library.
  public static let plainTables: Set<OptionalTable> = [.timeseries, .sellers]

  /// Makes the tables that need no trial run again, of the trials that are complete.
  /// - Parameters:
  ///   - scratch: an empty directory for them; nothing is written where the journal is.
  ///   - optional: which of the optional tables, where the scenario has them.
  /// - Returns: how many trials are complete, or nil where there is none or they are not those of the scenario.
  /// - Throws: errors of files.
  public func makeTables(
    in scratch: String, optional: Set<OptionalTable> = plainTables
  ) throws -> Int? {
    let outputs = scenario.outputs
    let small = scenario.with(outputs: outputs.with(Set(outputs.tables).intersection(optional)))
    let library =
      small.outputs.tables.contains(where: \.needsBLAS)
      ? Result { () throws(LinearAlgebraError) in try BLAS.open(threads: 1) } : nil
    let place = StudyDirectory(path: scratch), resolved = text(scenario)
    guard let (data, build) = try open(small, into: place) else { return nil }
    let request = StudyRequest(
      scenario: small, text: text, directory: scratch, threads: 1, selection: data.arms.map(\.regime.name))
    try AtomicFile.write(text: resolved, to: place.file("scenario.resolved.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: place.journal,
      withDestinationPath: (directory.path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath + "/")
        + directory.journal)
    var tables = StudyTables(data)
    try StudyManifest(
      request: request, given: SHA256Hex.of(resolved), study: SHA256Hex.of(resolved), trials: data.reader.extent.trials,
      library: library, making: StudyMaking(request, build, threads: 1, seconds: 0)
    ).write(try tables.write(library), directory: place)
    return data.reader.extent.trials
  }

  /// What the journal holds; nil where there is nothing, or it is not the scenario's.
  /// - Parameters:
  ///   - scenario: the study's, with the tables that are to be made.
  ///   - place: where they go; nil for nowhere.
  ///   - limit: takes the trials before this one, as if there were no more.
  func open(
    _ scenario: Scenario, into place: StudyDirectory? = nil, upTo limit: Int = .max
  ) throws -> (data: StudyData, build: BuildInfo)? {
    guard let kept = try journal(of: scenario, upTo: limit) else { return nil }
    let data = StudyData(
      scenario: scenario, study: kept.study, directory: place ?? directory, reader: kept.reader,
      slopes: try kept.identity.slopePairs(at: directory.slopes, beside: kept.reader), threads: 1)
    return (data, kept.identity.build)
  }

  /// The journal of the trials, and what it is of; nil where there is nothing, or it is not the scenario's.
  func journal(
    of scenario: Scenario, upTo limit: Int = .max
  ) throws -> (reader: JournalReader, study: StudyArms, identity: StudyIdentity)? {
    guard JournalReader.isJournal(directory.journal),
      let reader = try? JournalReader(path: directory.journal, limit: limit), reader.extent.trials > 0
    else { return nil }
    let descriptor = JournalDescriptor(text: reader.header.descriptor)
    let build = BuildInfo(description: descriptor.build),
      study = StudyArms(scenario, scenario.places(descriptor.labels))
    let identity = StudyIdentity(scenario: scenario, arms: study.all, build: build, text: text)
    guard (try? identity.accept(reader.header)) != nil else { return nil }
    return (reader, study, identity)
  }
}
