import Foundation
import ResultTables

/// Where the files of a search lie (a calibration, an optimum), and whether an earlier run can be gone on from.
public struct SearchDirectory: Sendable {
  private let path: String
  private let text: String
  private let noun: String
  private let growing: [String]
  private let files: [String]
  private var name: String { noun + ".resolved.yaml" }
  private var resolved: String { path + "/" + name }

  /// - Parameters:
  ///   - path: the directory, which need not be there.
  ///   - text: the scenario in full, which says what is found belongs to.
  ///   - noun: what the search is called, and the file of that scenario after it.
  ///   - growing: keys of its block that say how long to search: they leave what was simulated as it is.
  ///   - files: what the search writes beside the scenario.
  public init(path: String, text: String, noun: String, growing: [String] = [], files: [String]) {
    (self.path, self.text, self.noun, self.growing, self.files) = (path, text, noun, growing, files)
  }

  /// Makes the directory, or takes up what is there. Files that a killed process was writing are taken away.
  ///
  /// - Parameter resume: whether an earlier search is gone on with.
  /// - Returns: the lock that keeps other processes out for as long as it lives.
  /// - Throws: ``SearchRefusal`` where something else is there, or another process writes.
  public func open(resume: Bool) throws(SearchRefusal) -> DirectoryLock {
    do {
      _ = try DirectoryError.create(path)
      guard let lock = try DirectoryLock.take(path) else {
        throw SearchRefusal(
          "\(path.printable): another process works on the \(noun) there: wait for its end, or name another directory with -o",
          code: 73)
      }
      let names = try FilePath.names(in: path).filter { !$0.hasPrefix(".") }
      if names.contains(name) {
        let before = String(decoding: try SmallFile.bytes(at: resolved, atMost: 1 << 24), as: UTF8.self)
        // More waves or members leave what was simulated as it is.
        guard essence(before) == essence(text) else {
          throw SearchRefusal(
            "\(path.printable): another \(noun) is there, see \(name): name another directory with -o",
            code: 73)
        }
        guard resume else {
          throw SearchRefusal(
            "\(path.printable): an earlier \(noun) is there: --resume goes on with it"
              + (growing.isEmpty ? "" : ", with more \(growing.joined(separator: " or ")) if these are given")
              + "; or name another directory with -o",
            code: 73)
        }
      } else if let other = names.first {
        throw SearchRefusal(
          "\(path.printable): '\(other.printable)' is there and no \(noun): name another directory with -o", code: 73)
      }
      try AtomicFile.removeLeftovers(of: [name] + files, in: path)
      _ = try AtomicFile.write(text: text, to: resolved)
      return lock
    } catch let refusal as SearchRefusal {
      throw refusal
    } catch {
      throw SearchRefusal("\(path.printable): \(error)", code: 74)
    }
  }

  /// The text without how long to search.
  private func essence(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { line in !growing.contains { line.hasPrefix("  \($0):") } }
  }
}
