import Foundation
import ResultTables

/// A file of sets of parameters: what was simulated, row by row, in the order in which it was chosen. It is the journal of a
/// calibration: what it holds is never simulated again.
struct PointTable: Sendable {
  let name: String
  let description: String
  let paths: [String]
  let targets: [StudyTarget]
  let directory: String

  var path: String { "\(directory)/\(name).csv" }

  private var schema: TableSchema {
    TableSchema(
      name: name, title: "Sets of parameters", description: description, tier: .b,
      fields: [
        TableField("wave", type: .integer, unit: "", description: "wave of the search, from 0"),
        TableField("status", type: .string, unit: "", description: "planned, simulated, or refused by the model"),
        TableField(
          "misfit", type: .number, unit: "sd",
          description: "largest distance to a target, in standard deviations of what is known of it"),
      ] + paths.map { TableField($0, type: .number, unit: "", description: "value of the parameter") }
        + targets.map { TableField($0.name, type: .number, unit: "", description: "what the target came to") }
        + targets.map {
          TableField("variance " + $0.name, type: .number, unit: "", description: "its Monte Carlo variance")
        })
  }

  func write(_ points: [CalibrationPoint]) throws {
    let table = try CSVTable(schema: schema, path: path)
    for point in points {
      let misfit = point.misfit(targets)
      try table.append(
        [.integer(point.wave), .text(point.status.rawValue), misfit.isFinite ? .number(misfit) : .missing]
          + point.parameters.map { .number($0) }
          + (point.values + point.variances).map { $0.isFinite ? .number($0) : .missing })
    }
    _ = try table.finish()
  }

  /// What an earlier run left; none where it left nothing.
  /// - Throws: `SearchRefusal` for a file that is not what this calibration writes.
  func read() throws -> [CalibrationPoint] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let names = schema.fields.map(\.name), inputs = paths.count
    var found: [CalibrationPoint] = []
    do {
      let reader = try CSVReader(path: path)
      try reader.forEachRow { line, fields in
        if line == 1 {
          guard fields == names else {
            throw SearchRefusal("\(path): its columns are not those of this calibration", code: 73)
          }
          return
        }
        guard let point = point(fields, inputs) else {
          throw SearchRefusal(
            "\(path):\(line): damaged: expected \(names.count) cells with the values that were simulated", code: 65)
        }
        found.append(point)
      }
    } catch let fault as CSVFault {
      throw SearchRefusal("\(path): damaged: \(fault)", code: 65)
    }
    return found
  }

  private func point(_ fields: [String], _ inputs: Int) -> CalibrationPoint? {
    guard fields.count == 3 + inputs + 2 * targets.count, let wave = Int(fields[0]),
      CalibrationPlan.waveRange.contains(wave + 1), let status = CalibrationPoint.Status(rawValue: fields[1])
    else { return nil }
    let parameters = fields[3..<(3 + inputs)].compactMap(Double.init)
    let rest = fields[(3 + inputs)...].map { $0.isEmpty ? Double.nan : Double($0) ?? .infinity }
    guard parameters.count == inputs, parameters.allSatisfy(\.isFinite), !rest.contains(.infinity) else { return nil }
    var point = CalibrationPoint(wave: wave, parameters: parameters, targets: targets.count)
    point.status = status
    (point.values, point.variances) = (Array(rest.prefix(targets.count)), Array(rest.dropFirst(targets.count)))
    // A value that somebody changed is not that of its misfit any more.
    let misfit = point.misfit(targets)
    return misfit.isFinite ? (Double(fields[2]) == misfit ? point : nil) : (fields[2].isEmpty ? point : nil)
  }
}
