import Foundation
import ResultTables

extension StudyDirectory {
  /// What is in a directory that a study is to go into.
  enum Contents {
    case nothing
    /// This very study, complete and undamaged.
    case complete(PresentStudy)
    /// What a run has left: its journal says whether its trials are those of this study.
    case part
    /// Some study of this program, to be replaced.
    case another
  }

  /// - Throws: `StudyFailure.occupied` when something else is there, `.unfinished` for a part that nobody asked to go on
  ///   with.
  /// - Parameters:
  ///   - given: SHA-256 of the scenario as given.
  ///   - mode: what to do about a study that is there.
  ///   - others: names of what else may be there.
  func contents(
    for scenario: Scenario, given: String, regimes: [String], mode: StudyRequest.Mode, besides others: [String] = []
  ) throws(StudyFailure) -> Contents {
    guard let present = try files() else { return .nothing }
    let hasManifest = FileIdentity(path: manifest) != nil, record = record()
    let hasJournal = JournalReader.isJournal(journal)
    if mode == .resume, JournalReader.isLink(journal) {
      throw occupied("its trials.journal is a link, and other files do not take trials: put a copy in its place")
    }
    if record == nil, !hasJournal {
      if hasManifest { throw occupied("its manifest.json was not written by this program, or was changed") }
      let foreign = present.filter { !$0.hasPrefix(".") && !others.contains($0) }
      if foreign.isEmpty { return .nothing }
      if foreign == [ShardDirectory.folder], FileIdentity(path: ShardDirectory(path).record) != nil {
        throw occupied("it holds shards of a study, which `rainmaker merge` makes results of")
      }
      throw occupied("it holds other files (\(foreign.prefix(3).joined(separator: ", ")))")
    }
    switch mode {
    case .overwrite: return .another
    case .resume:
      if let record, record.given == given, record.regimes == regimes, record.isComplete,
        let study = try? whole(record, of: scenario)
      {
        return .complete(study)
      }
      guard hasJournal else { throw occupied("its trials.journal, from which everything is made, is missing") }
      if let record, record.completed > scenario.trials {
        throw occupied("it holds \(record.describe), and \(scenario.trials) are asked for")
      }
      return .part
    case .fresh:
      guard hasManifest else {
        throw .unfinished(directory: path, reason: "a run there has not finished, or is still going on")
      }
      guard let record else { throw .damaged(directory: path, reason: "manifest.json was changed after the run") }
      return .complete(try complete(record, of: scenario, given: given, regimes: regimes))
    }
  }

  /// What the manifest says; nil where there is none, or one that was not written by this program or was changed.
  func record() -> ManifestRecord? {
    guard let bytes = try? SmallFile.bytes(at: manifest, atMost: Manifest.limit), Manifest.seal(of: bytes) == .intact
    else { return nil }
    return try? JSONDecoder().decode(ManifestRecord.self, from: Data(bytes))
  }

  /// Names of what is there, in order; nil where nothing is.
  private func files() throws(StudyFailure) -> [String]? {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return nil }
    guard isDirectory.boolValue else { throw occupied("it is a file") }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch { throw .file(error, kept: 0) }
    return names.isEmpty ? nil : names.sorted()
  }

  private func complete(
    _ record: ManifestRecord, of scenario: Scenario, given: String, regimes: [String]
  ) throws(StudyFailure) -> PresentStudy {
    guard record.given == given else {
      throw occupied("it holds another study, \(record.describe), or this one with other settings")
    }
    guard record.regimes == regimes else {
      throw occupied("it holds this study with other regimes: \(record.regimes.joined(separator: ", "))")
    }
    guard record.isComplete else {
      throw .unfinished(
        directory: path, reason: "it holds \(record.completed) of \(record.requested) trials of an interrupted run")
    }
    return try whole(record, of: scenario)
  }

  /// A complete study, once every file is found to be what the run wrote.
  private func whole(_ record: ManifestRecord, of scenario: Scenario) throws(StudyFailure) -> PresentStudy {
    for entry in record.files {
      guard Self.names.contains(entry.path), isRegular(entry.path),
        let digest = try? FileDigest.measure(fileAt: file(entry.path), rows: 0, atMost: entry.bytes),
        digest.sha256 == entry.sha256
      else { throw .damaged(directory: path, reason: "\(entry.path) is missing or was changed after the run") }
    }
    guard let summary: [SummaryEntry] = decode("summary.json"),
      let comparisons: [ComparisonEntry] = decode("comparisons.json"),
      let hypotheses: [HypothesisEntry] = scenario.hypotheses.isEmpty ? [] : decode("hypotheses.json")
    else { throw .damaged(directory: path, reason: "its tables cannot be read") }
    return PresentStudy(
      given: record.given, study: record.study, making: record.making, missing: record.missing,
      trials: record.completed, failed: record.failed ?? 0, stopping: record.stopping,
      digest: StudyDigest(summary: summary, comparisons: comparisons, hypotheses: hypotheses, budget: record.budget))
  }

  private func decode<Row: Decodable>(_ name: String) -> [Row]? {
    contents(name).flatMap { try? JSONDecoder().decode([Row].self, from: $0) }
  }

  /// A whole small file; nil where there is none, or something that has no end.
  private func contents(_ name: String) -> Data? {
    isRegular(name) ? FileManager.default.contents(atPath: file(name)) : nil
  }

  private func isRegular(_ name: String) -> Bool {
    var status = stat()
    return stat(file(name), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  func occupied(_ reason: String) -> StudyFailure { .occupied(directory: path, reason: reason) }
}
