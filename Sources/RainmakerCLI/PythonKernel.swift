import Foundation
import Reports

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
    let files = FileManager.default
    let scratch = files.temporaryDirectory.appendingPathComponent("rainmaker-\(UUID().uuidString)")
    defer { try? files.removeItem(at: scratch) }
    do {
      try files.createDirectory(at: scratch, withIntermediateDirectories: false)
      let input = scratch.appendingPathComponent("in"), output = scratch.appendingPathComponent("out")
      let messages = scratch.appendingPathComponent("messages")
      try Data(notebook.utf8).write(to: input)
      for file in [output, messages] { try Data().write(to: file) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program, "-c", Notebook.executor, folder]
      process.standardInput = try FileHandle(forReadingFrom: input)
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: messages)
      try process.run()
      process.waitUntilExit()
      let said = String(decoding: try Data(contentsOf: messages), as: UTF8.self)
      switch process.terminationStatus {
      case 0: return .done(String(decoding: try Data(contentsOf: output), as: UTF8.self))
      case Self.lacksPackage: return .missing("'\(program)' has no package \(said)")
      case Self.unknown: return .missing("there is no '\(program)' on this machine")
      default: return .failed(said.split(separator: "\n").suffix(12).joined(separator: "\n"))
      }
    } catch {
      return .missing("'\(program)' could not be started: \(error.localizedDescription)")
    }
  }
}
