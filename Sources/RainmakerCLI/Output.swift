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
    self.path = path
    do throws(FileError) { file = try OutputFile(path) } catch {
      if error.code == EISDIR {
        Terminal.say("rainmaker: '\(path)' is a directory; name a file with -o FILE.")
        throw Exits.cannotCreate
      }
      throw Exits.explain(writing: error)
    }
    let target = if case .file(let target) = file { target } else { path }
    if let owned = results.directory.owned(at: target) {
      Terminal.say("rainmaker: '\(path)' is a file of the study's results, \(owned); name another with -o FILE.")
      throw Exits.cannotCreate
    }
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
