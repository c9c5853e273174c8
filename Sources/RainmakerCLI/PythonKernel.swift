import Foundation
import Reports
import ResultTables

/// The Python on this machine that runs a notebook, if there is one.
struct PythonKernel {
  let program: String

  enum Outcome {
    /// The notebook with its outputs.
    case done(String)
    /// There is no such program, or it lacks a package.
    case missing(String)
    /// It ran, and something in the notebook did not.
    case failed(String)
  }

  /// Exit code of the script when a package is not installed.
  private static let lacksPackage: Int32 = 3
  /// Exit code of env when there is no such program.
  private static let unknown: Int32 = 127

  /// Runs a notebook whose paths start from that folder.
  func run(_ notebook: String, in folder: String) -> Outcome {
    guard let scratch = Self.scratch() else { return .missing("no temporary directory can be made") }
    let input = scratch + "/in", output = scratch + "/out", messages = scratch + "/messages"
    defer {
      for file in [input, output, messages] { _ = unlink(file) }
      _ = rmdir(scratch)
    }
    do {
      try AtomicFile.write(text: notebook, to: input)
      for file in [output, messages] { try AtomicFile.write(text: "", to: file) }
      guard let source = FileHandle(forReadingAtPath: input), let target = FileHandle(forWritingAtPath: output),
        let errors = FileHandle(forWritingAtPath: messages)
      else { return .missing("files in '\(scratch)' cannot be opened") }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program, "-c", Notebook.executor, folder]
      (process.standardInput, process.standardOutput, process.standardError) = (source, target, errors)
      try process.run()
      process.waitUntilExit()
      let said = String(decoding: try SmallFile.bytes(at: messages, atMost: Self.limit), as: UTF8.self)
      switch process.terminationStatus {
      case 0: return .done(String(decoding: try SmallFile.bytes(at: output, atMost: Self.limit), as: UTF8.self))
      case Self.lacksPackage: return .missing("'\(program)' has no package \(said)")
      case Self.unknown: return .missing("there is no '\(program)' on this machine")
      default: return .failed(Self.plain(said).split(separator: "\n").suffix(12).joined(separator: "\n"))
      }
    } catch {
      return .missing("'\(program)' could not be started: \(error)")
    }
  }

  /// Bytes of what Python writes.
  private static let limit = 1 << 28

  /// A new directory among the system's temporary ones.
  private static func scratch() -> String? {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((folder + "/rainmaker-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A message without the colours that Python gives it.
  private static func plain(_ text: String) -> String {
    text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated().map { place, part in
      guard place > 0, let end = part.firstIndex(of: "m"), part[..<end].allSatisfy({ "0123456789;".contains($0) })
      else {
        return String(part)
      }
      return String(part[part.index(after: end)...])
    }.joined()
  }
}
