import Foundation
import Rainmaker

/// What is read from bytes of unknown origin. RAINMAKER_FUZZ names one.
enum Subject: String {
  /// A scenario file, targets of a calibration included.
  case scenario
  /// The journal of a study's trials.
  case journal
  /// A table as tables are read back.
  case table

  static let chosen = Subject(rawValue: ProcessInfo.processInfo.environment["RAINMAKER_FUZZ"] ?? "") ?? .scenario

  /// Reads the bytes; nothing but a defect ends the program.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .scenario: Self.scenario(bytes)
    case .journal: Self.withFile(Sealed(bytes).bytes, Self.journal)
    case .table: Self.withFile(bytes, Self.table)
    }
  }

  /// A scenario that is taken is written so that it reads back as the same one.
  private static func scenario(_ bytes: [UInt8]) {
    guard let scenario = try? ScenarioFile.parse(bytes: bytes, source: "fuzz.yaml") else { return }
    let text = ScenarioFile.resolved(scenario)
    do {
      let again = try ScenarioFile.parse(text: text, source: "resolved.yaml")
      precondition(again == scenario, "what was written of a scenario reads back as another one")
      precondition(ScenarioFile.resolved(again) == text, "what was written of a scenario is written in another way")
    } catch { preconditionFailure("what was written of a scenario is refused: \(error)") }
    precondition(!ScenarioFile.effective(scenario).isEmpty)
  }

  private static func journal(_ path: String) {
    guard let journal = try? JournalReader(path: path) else { return }
    var last = journal.header.firstTrial - 1
    try? journal.forEachTrial { trial, values in
      precondition(trial == last + 1 && values.count == journal.header.valuesPerTrial)
      last = trial
    }
    precondition(last == journal.trials.upperBound - 1, "a trial that was found good cannot be read")
  }

  private static func table(_ path: String) {
    try? CSVReader(path: path).forEachRow { _, values in precondition(!values.isEmpty) }
  }

  private static let file = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(getpid())").path

  private static func withFile(_ bytes: [UInt8], _ body: (String) -> Void) {
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else { fatalError("no room for \(file)") }
    body(file)
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func readOnce(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Subject.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
