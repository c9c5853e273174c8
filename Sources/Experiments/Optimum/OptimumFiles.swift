import Foundation
import ResultTables
import SalesForce

/// The files of a search: `search.csv`, every setting that was simulated, is its journal; `finalists.csv` names those that
/// are compared at the end.
struct OptimumFiles: Sendable {
  let plan: OptimumPlan
  let directory: String

  private var path: String { directory + "/search.csv" }
  private var levers: [TableField] {
    plan.levers.map {
      TableField($0.name.rawValue, type: .number, unit: "", description: "value of the lever")
    }
  }

  private var schema: TableSchema {
    func number(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: "", description: description)
    }
    return TableSchema(
      name: "search", title: "Settings of the levers",
      description:
        "Every setting that the search simulated, in the order in which it was chosen, all on the same random draws.",
      tier: .b,
      fields: [
        TableField("point", type: .integer, unit: "", description: "number of the setting, from 0"),
        TableField("round", type: .integer, unit: "", description: "round of the search, from 0"),
        TableField(
          "status", type: .string, unit: "",
          description: "planned, simulated, or dear: it costs more than the budget at the lowest salary"),
      ] + levers + [
        number("salary", "base salary at which it costs about what the budget allows"),
        number("reading", "mean of the metric over the search's trials, turned round where the lowest is sought"),
        number("cost", "mean cost"), number("variance", "of the metric over trials"),
        number("reading_step", "mean step of the metric from a lower to a higher salary"),
        number("cost_step", "mean step of cost"),
        number("value", "the reading at equal cost, slopes of all settings taken together"),
      ])
  }

  func write(_ points: [OptimumPoint], _ values: OptimumValues) throws {
    let table = try CSVTable(schema: schema, path: path)
    for (number, point) in points.enumerated() {
      try table.append(
        [.integer(number), .integer(point.round), .text(point.status.rawValue)] + point.values.map(Cell.number)
          + [.optional(point.salary)]
          + [point.reading, point.cost, point.variance, point.readingStep, point.costStep].map(Cell.number)
          + [.optional(values.value(of: point))])
    }
    _ = try table.finish()
  }

  /// What an earlier run left; none where it left nothing.
  /// - Throws: `SearchRefusal` for a file that is not what this search writes.
  func read() throws -> [OptimumPoint] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let names = schema.fields.map(\.name)
    var found: [OptimumPoint] = []
    do {
      try CSVReader(path: path).forEachRow { line, fields in
        if line == 1 {
          guard fields == names else {
            throw SearchRefusal("\(path): its columns are not those of this search", code: 73)
          }
          return
        }
        guard let point = point(fields), fields.first.flatMap(Int.init) == found.count else {
          throw SearchRefusal(
            "\(path):\(line): damaged: expected \(names.count) cells with what was simulated", code: 65)
        }
        found.append(point)
      }
    } catch let fault as CSVFault {
      throw SearchRefusal("\(path): damaged: \(fault)", code: 65)
    }
    return found
  }

  private func point(_ fields: [String]) -> OptimumPoint? {
    let count = plan.levers.count
    guard fields.count == 10 + count, let round = Int(fields[1]), round >= 0,
      let status = OptimumPoint.Status(rawValue: fields[2])
    else { return nil }
    let values = fields[3..<3 + count].compactMap(Double.init)
    let rest = fields[(3 + count)...].map { $0.isEmpty ? Double.nan : Double($0) ?? .infinity }
    guard values.count == count, zip(values, plan.levers).allSatisfy({ $1.range.contains($0) }),
      !rest.contains(.infinity)
    else { return nil }
    var point = OptimumPoint(round: round, values: values)
    point.status = status
    point.salary = rest[0].isNaN ? nil : rest[0]
    (point.reading, point.cost, point.variance) = (rest[1], rest[2], rest[3])
    (point.readingStep, point.costStep) = (rest[4], rest[5])
    return point
  }

  /// `finalists.csv`: a row a setting, the first the regime as it is.
  func write(_ finalists: [OptimumFinalist]) throws {
    let schema = TableSchema(
      name: "finalists", title: "Finalists",
      description:
        "Settings that are compared at the end, on draws that the search did not see; the first is the regime as it is.",
      tier: .b,
      fields: [TableField("regime", type: .string, unit: "", description: "its name in the study of the finalists")]
        + levers)
    let table = try CSVTable(schema: schema, path: directory + "/finalists.csv")
    for finalist in finalists { try table.append([.text(finalist.name)] + finalist.values.map { .optional($0) }) }
    _ = try table.finish()
  }
}

/// A setting that is compared at the end.
public struct OptimumFinalist: Sendable, Equatable {
  /// Of the regime in the study of the finalists.
  public let name: String
  /// By lever; nil where the regime as it is moves a lever over time.
  public let values: [Double?]
}
