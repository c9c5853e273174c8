import ArgumentParser
import Foundation
import Reports
import ResultTables

/// Where a command writes its file: looked at before the work, so that what cannot be is reported at once.
struct Output {
  private let path: String
  private let file: OutputFile

  /// - Throws: the exit code, after saying why nothing can be written there: a directory, a disk, a file of the study.
  init(_ path: String, of results: StoredStudy) throws {
    try self.init(path) { results.directory.owned(at: $0).map(Self.ofResults) }
  }

  /// The same of a study that may not have finished.
  init(_ path: String, ofStudyIn directory: String) throws {
    try self.init(path) { ResultsDirectory.owned(at: $0, by: directory).map(Self.ofResults) }
  }

  /// The same of a scenario file, which is not replaced either, nor a file of whatever study is where the file would go.
  init(_ path: String, ofScenario scenario: String) throws {
    try self.init(path) { target in
      if let there = FileIdentity(path: target), there == FileIdentity(path: scenario) { return "the scenario" }
      return ResultsDirectory.owned(at: target, by: FilePath.folder(target)).map(Self.ofResults)
    }
  }

  private static func ofResults(_ name: String) -> String { "a file of the study's results, \(name)" }

  private init(_ path: String, owned: (_ target: String) -> String?) throws {
    self.path = path
    do throws(FileError) { file = try OutputFile(path) } catch {
      if error.code == EISDIR {
        Terminal.say("rainmaker: '\(path)' is a directory; name a file with -o FILE.")
        throw Exits.cannotCreate
      }
      throw Exits.explain(writing: error)
    }
    let target = if case .file(let target) = file { target } else { path }
    if let what = owned(target) {
      Terminal.say("rainmaker: '\(path)' is \(what); name another with -o FILE.")
      throw Exits.cannotCreate
    }
  }

  var isStandardOutput: Bool { file == .standardOutput }

  /// Has a file written straight into its place, however large it is; where that is a stream, into a folder of the
  /// program's and from there, which takes memory for all of it.
  func fill<Value>(_ write: (_ path: String) throws -> Value) throws -> Value {
    if case .file(let target) = file { return try write(target) }
    let scratch = try ScratchFolder.make() + "/stream"
    let value = try write(scratch)
    do {
      try self.write(try String(contentsOfFile: scratch, encoding: .utf8))
    } catch let code as ExitCode {
      throw code
    } catch {
      Terminal.say("rainmaker: \(error)")
      throw Exits.inputOutput
    }
    return value
  }

  /// Writes the text and nothing else where that is standard output.
  /// - Returns: whether it went to standard output.
  @discardableResult
  func write(_ text: String) throws -> Bool {
    guard file != .standardOutput else {
      try Terminal.deliver(text)
      return true
    }
    do throws(FileError) { try file.write(text) } catch { throw Exits.explain(writing: error) }
    return false
  }
}
