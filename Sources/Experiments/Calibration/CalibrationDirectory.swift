import Foundation
import ResultTables

/// Where a calibration's files lie, and whether an earlier run can be gone on from.
public struct CalibrationDirectory: Sendable {
  /// All that a calibration writes; its page comes from the command.
  static let names = [
    "calibration.resolved.yaml", "points.csv", "confirmed.csv", "checks.csv", "ensemble.csv", "fit.csv",
    "parameters.csv", "calibration.md",
  ]

  private let path: String
  private let text: String
  private var resolved: String { path + "/calibration.resolved.yaml" }

  /// - Parameters:
  ///   - path: the directory, which need not be there.
  ///   - text: the scenario in full, which says what the sets of parameters belong to.
  public init(path: String, text: String) { (self.path, self.text) = (path, text) }

  /// Makes the directory, or takes up what is there. Files that a killed process was writing are taken away.
  ///
  /// - Parameter resume: whether an earlier calibration is gone on with.
  /// - Returns: the lock that keeps other processes out for as long as it lives.
  /// - Throws: ``CalibrationRefusal`` where something else is there, or another process writes.
  public func open(resume: Bool) throws(CalibrationRefusal) -> DirectoryLock {
    do {
      _ = try DirectoryError.create(path)
      guard let lock = try DirectoryLock.take(path) else {
        throw CalibrationRefusal(
          "\(path.printable): another process calibrates there: wait for its end, or name another directory with -o",
          code: 73)
      }
      let names = try FilePath.names(in: path).filter { !$0.hasPrefix(".") }
      if names.contains("calibration.resolved.yaml") {
        let before = String(decoding: try SmallFile.bytes(at: resolved, atMost: 1 << 24), as: UTF8.self)
        // More waves or members leave what was simulated as it is.
        guard Self.essence(before) == Self.essence(text) else {
          throw CalibrationRefusal(
            "\(path.printable): another calibration is there, see calibration.resolved.yaml: name another directory with -o",
            code: 73)
        }
        guard resume else {
          throw CalibrationRefusal(
            "\(path.printable): a calibration is there: --resume goes on with it, with more waves or members if these are given; or name another directory with -o",
            code: 73)
        }
      } else if let other = names.first {
        throw CalibrationRefusal(
          "\(path.printable): '\(other.printable)' is there and no calibration: name another directory with -o",
          code: 73)
      }
      try AtomicFile.removeLeftovers(of: Self.names, in: path)
      _ = try AtomicFile.write(text: text, to: resolved)
      return lock
    } catch let refusal as CalibrationRefusal {
      throw refusal
    } catch {
      throw CalibrationRefusal("\(path.printable): \(error)", code: 74)
    }
  }

  /// The text without how long to search.
  private static func essence(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.hasPrefix("  waves:") && !$0.hasPrefix("  members:") }
  }
}
