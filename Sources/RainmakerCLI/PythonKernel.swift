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

  /// Runs a notebook whose paths start from that folder.
  func run(_ notebook: String, in folder: String) -> Outcome {
    do throws(ChildProcess.Failure) {
      let child = try ChildProcess([program, "-c", Notebook.executor, folder], input: notebook)
      switch child.code {
      case 0: return .done(child.output)
      case Self.lacksPackage: return .missing("'\(program)' has no package \(child.messages)")
      case ChildProcess.unknown: return .missing("there is no '\(program)' on this machine")
      default:
        return .failed(Self.plain(child.messages).split(separator: "\n").suffix(12).joined(separator: "\n"))
      }
    } catch {
      return .missing(error.description)
    }
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
