import Foundation
import ResultTables

/// Another program, run to its end. It gets its arguments as they are: no shell stands between.
struct ChildProcess {
  /// Of the program, or 128 and the number of the signal that ended it.
  let code: Int32
  let output: String
  let messages: String

  /// Exit code of env when there is no such program.
  static let unknown: Int32 = 127
  /// Bytes of what a program writes.
  private static let limit = 1 << 28

  /// Why a program could not be started.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a program that is found as a shell finds it.
  /// - Parameters:
  ///   - words: its name and its arguments.
  ///   - input: what it reads.
  /// - Throws: ``Failure`` where the system lets nothing be started; a program that is not there is an exit code, ``unknown``.
  init(_ words: [String], input: String = "") throws(Failure) {
    guard let scratch = Self.scratch() else { throw Failure(description: "no temporary directory can be made") }
    // Files and no pipes: neither side ever waits for the other.
    let files = ["in", "out", "messages"].map { scratch + "/" + $0 }
    defer {
      for file in files { _ = unlink(file) }
      _ = rmdir(scratch)
    }
    do {
      for (file, text) in zip(files, [input, "", ""]) { try AtomicFile.write(text: text, to: file) }
      guard let source = FileHandle(forReadingAtPath: files[0]), let target = FileHandle(forWritingAtPath: files[1]),
        let errors = FileHandle(forWritingAtPath: files[2])
      else { throw Failure(description: "files in '\(scratch)' cannot be opened") }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = words
      (process.standardInput, process.standardOutput, process.standardError) = (source, target, errors)
      try process.run()
      process.waitUntilExit()
      code = (process.terminationReason == .uncaughtSignal ? 128 : 0) + process.terminationStatus
      output = String(decoding: try SmallFile.bytes(at: files[1], atMost: Self.limit), as: UTF8.self)
      messages = String(decoding: try SmallFile.bytes(at: files[2], atMost: Self.limit), as: UTF8.self)
    } catch {
      throw error as? Failure ?? Failure(description: "'\(words.first ?? "")' could not be started: \(error)")
    }
  }

  /// A new directory among the system's temporary ones.
  private static func scratch() -> String? {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((folder + "/rainmaker-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
