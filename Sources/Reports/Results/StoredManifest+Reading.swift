import Experiments
import Foundation
import ResultTables

extension StoredManifest {
  /// The manifest of a directory: sealed, whole, and with nothing in it that a run would not have written.
  static func read(_ directory: String, shownAs name: String) throws(ResultsError) -> StoredManifest {
    func wrong(_ reason: String) -> ResultsError { .damaged(directory: name, reason: reason) }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SmallFile.bytes(at: directory + "/manifest.json", atMost: Manifest.limit)
    } catch {
      throw wrong("\(error)")
    }
    guard let manifest = try? JSONDecoder().decode(StoredManifest.self, from: Data(bytes)) else {
      throw wrong("its manifest.json was not written by this program, or was changed")
    }
    switch Manifest.seal(of: bytes) {
    case .intact: break
    case .broken: throw wrong("manifest.json was changed after the run: it does not have the SHA-256 in its last line")
    case .missing:
      throw wrong(
        "manifest.json does not end with its own SHA-256: it was changed, or an older program wrote it, which has to "
          + "run the study again")
    }
    if let fault = manifest.fault { throw wrong("manifest.json: \(fault)") }
    return manifest
  }

  /// What no run would have written, in words that name the field, the value and what was expected.
  private var fault: String? {
    let name = "letters (a-z, A-Z), digits, - and _, a letter or digit first"
    if !StudyName.fits(scenario, allowsDots: true) {
      return "scenario is '\(scenario)', and not a name of \(name), or dots inside"
    }
    if regimes.isEmpty { return "it names no regimes" }
    if Set(regimes).count < regimes.count { return "regimes has a name twice" }
    if let regime = regimes.first(where: { !StudyName.fits($0, allowsDots: false) }) {
      return "regimes has '\(regime)', and not a name of \(name)"
    }
    if !(1...Scenario.trialRange.upperBound).contains(requested) { return "trials_requested is \(requested)" }
    if !(1...requested).contains(completed) {
      return "trials_completed is \(completed), and not 1 to the \(requested) of trials_requested"
    }
    if let failed, !(0...completed).contains(failed) {
      return "failed_trials is \(failed), and not 0 to the \(completed) of trials_completed"
    }
    if UInt32(exactly: seed) == nil { return "seed is \(seed), and not 0 to 4294967295" }
    if let confidence, !Confidence.range.contains(confidence) {
      return "confidence is \(confidence), and not \(Confidence.range.lowerBound) to \(Confidence.range.upperBound)"
    }
    if Streams(rawValue: streams) == nil { return "streams is '\(streams)', and not common or independent" }
    if !Self.isVersion(rainmaker) { return "rainmaker is '\(rainmaker)', and no version" }
    if let commit, !Self.isVersion(commit) { return "commit is '\(commit)', and no commit" }
    if let text = ([costs, platform ?? ""] + budget.map(\.regime)).first(where: { $0.unprintable != nil }) {
      return "'\(text)' is not a line of text"
    }
    for (key, digest) in [("scenario_sha256", scenarioDigest), ("study_sha256", studyDigest)]
    where SHA256Hex.bytes(of: digest) == nil {
      return "\(key) is '\(digest)', and not 64 hexadecimal digits"
    }
    return fileFault
  }

  private var fileFault: String? {
    if Set(files.map(\.path)).count < files.count { return "files has a name twice" }
    for file in files {
      if !StudyName.fits(file.path, allowsDots: true) { return "files has '\(file.path)', and not the name of a file" }
      if SHA256Hex.bytes(of: file.sha256) == nil {
        return "sha256 of \(file.path) is '\(file.sha256)', and not 64 hexadecimal digits"
      }
      if file.bytes < 0 || file.rows < 0 { return "\(file.path) has a negative size" }
    }
    for name in [Self.scenarioFile, "datapackage.json"] where file(name) == nil { return "files has no \(name)" }
    guard file(Self.scenarioFile)?.sha256 == studyDigest else {
      return "study_sha256 is not the SHA-256 of \(Self.scenarioFile)"
    }
    return nil
  }

  /// Digits, letters and what stands between them in versions and commits.
  private static func isVersion(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= StudyName.limit
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789.+-".unicodeScalars.contains($0))
      }
  }
}
