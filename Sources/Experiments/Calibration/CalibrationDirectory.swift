import Foundation
import ResultTables

/// Where a calibration's files lie, and what of an earlier run is there.
public struct CalibrationDirectory: Sendable {
  /// Why nothing was begun.
  public struct Refusal: Error, Sendable {
    public let reason: String
    /// After sysexits: 73 where something is in the way, 74 where it cannot be read or written, 65 where it is damaged.
    public let code: Int32
  }

  private let path: String
  private let plan: CalibrationPlan
  private let text: String
  private var resolved: String { path + "/calibration.resolved.yaml" }
  private var points: String { path + "/points.csv" }

  /// - Parameter text: the scenario in full, which says what the points belong to.
  public init(path: String, plan: CalibrationPlan, text: String) {
    (self.path, self.plan, self.text) = (path, plan, text)
  }

  /// Makes the directory, or takes up what is there.
  /// - Returns: points of an earlier run, none without `resume`.
  public func open(resume: Bool) throws(Refusal) -> [CalibrationPoint] {
    do {
      _ = try DirectoryError.create(path)
      let before = isThere(resolved) ? String(decoding: try SmallFile.bytes(at: resolved, atMost: 1 << 24), as: UTF8.self) : nil
      guard let before else {
        guard !isThere(points) else {
          throw Refusal(reason: "\(path): holds points.csv of something else: name another directory with -o", code: 73)
        }
        _ = try AtomicFile.write(text: text, to: resolved)
        return []
      }
      guard resume else {
        throw Refusal(
          reason: "\(path): a calibration is there: --resume goes on with it; or name another directory with -o", code: 73)
      }
      // More waves or members leave what was simulated as it is.
      guard Self.essence(before) == Self.essence(text) else {
        throw Refusal(reason: "\(path): its calibration is another one; see calibration.resolved.yaml there", code: 73)
      }
      _ = try AtomicFile.write(text: text, to: resolved)
      return isThere(points) ? try read() : []
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(reason: "\(path): \(error)", code: 74)
    }
  }

  private func isThere(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }

  /// The text without how long to search.
  private static func essence(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.hasPrefix("  waves:") && !$0.hasPrefix("  members:") }
  }

  private func read() throws -> [CalibrationPoint] {
    var found: [CalibrationPoint] = [], header: [String] = []
    let inputs = plan.free.count, outputs = plan.targets.count
    let reader = try CSVReader(path: points)
    try reader.forEachRow { line, fields in
      guard line > 1 else { return header = fields }
      guard fields.count == 2 + inputs + 2 * outputs, let wave = Int(fields[0]) else {
        throw Refusal(reason: "\(points):\(line): damaged: expected \(2 + inputs + 2 * outputs) cells", code: 65)
      }
      let numbers = fields.map { Double($0) ?? .nan }
      let parameters = Array(numbers[2..<(2 + inputs)])
      guard zip(plan.free, parameters).allSatisfy({ $0.range.contains($1) }) else {
        throw Refusal(reason: "\(points):\(line): damaged: a parameter outside its range", code: 65)
      }
      let first = 2 + inputs
      found.append(
        CalibrationPoint(
          wave: wave, parameters: parameters, free: plan.free, values: Array(numbers[first..<(first + outputs)]),
          variances: Array(numbers[(first + outputs)...])))
    }
    let names = plan.free.map(\.path) + plan.targets.map(\.name)
    guard Array(header.dropFirst(2).prefix(names.count)) == names else {
      throw Refusal(reason: "\(points): its columns are not those of this calibration", code: 73)
    }
    return found
  }
}
