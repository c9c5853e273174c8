import Foundation
import ResultTables

/// Where a calibration's files lie, and whether an earlier run can be gone on from.
public struct CalibrationDirectory: Sendable {
  private let path: String
  private let text: String
  private var resolved: String { path + "/calibration.resolved.yaml" }

  /// - Parameters:
  ///   - path: the directory, which need not be there.
  ///   - text: the scenario in full, which says what the sets of parameters belong to.
  public init(path: String, text: String) { (self.path, self.text) = (path, text) }

  /// Makes the directory, or takes up what is there.
  public func open(resume: Bool) throws(CalibrationRefusal) {
    do {
      _ = try DirectoryError.create(path)
      let names = try FilePath.names(in: path).filter { !$0.hasPrefix(".") }
      if names.contains("calibration.resolved.yaml") {
        let before = String(decoding: try SmallFile.bytes(at: resolved, atMost: 1 << 24), as: UTF8.self)
        // More waves or members leave what was simulated as it is.
        guard Self.essence(before) == Self.essence(text) else {
          throw CalibrationRefusal(
            "\(path): another calibration is there, see calibration.resolved.yaml: name another directory with -o",
            code: 73)
        }
        guard resume else {
          throw CalibrationRefusal(
            "\(path): a calibration is there: --resume goes on with it, with more waves or members if these are given; or name another directory with -o",
            code: 73)
        }
      } else if let other = names.first {
        throw CalibrationRefusal(
          "\(path): '\(other.printable)' is there and no calibration: name another directory with -o", code: 73)
      }
      _ = try AtomicFile.write(text: text, to: resolved)
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
