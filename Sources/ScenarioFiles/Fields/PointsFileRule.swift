import Experiments
import ResultTables
import SalesForce

/// A design out of anybody's CSV file: a header of settings' paths, then a row a point with a value of each.
///
/// Every column is a factor, named by the end of its path, whose levels are the column's values in the order in which they
/// come. What is wrong in it is reported with the file's own name, line and column.
struct PointsFileRule: Rule {
  let registry: Registry

  /// Factors, and the names of their levels at each point.
  struct Value: Sendable {
    var factors: [Factor] = []
    var points: [[String]] = []
  }

  /// Bytes of a file, at most.
  private static let bytes = 1 << 26

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Value? {
    guard let name = TextRule(limit: 1_000).decode(node, path, &diagnosis) else { return nil }
    let file = Self.beside(diagnosis.source, name)
    var reading = Reading(factors: FactorsRule(registry: registry), diagnosis: Diagnosis(source: file))
    do {
      let size = try FileHandle.reading(file).size()
      guard size <= Self.bytes else {
        diagnosis.report(node.place, path, "too large: a design's file has at most \(Self.bytes >> 20) MiB", got: name)
        return nil
      }
      try CSVReader(path: file).forEachRow { line, fields in try reading.take(fields, line) }
    } catch let fault as CSVFault {
      diagnosis.report(node.place, path, "not a CSV file: \(fault)", got: Problem.quote(name))
      return nil
    } catch is Reading.Enough {
    } catch {
      diagnosis.report(node.place, path, "expected a CSV file that can be read (\(error))", got: Problem.quote(name))
      return nil
    }
    reading.end()
    for problem in reading.diagnosis.problems { diagnosis.add(problem) }
    guard reading.diagnosis.isClean else { return nil }
    return Value(factors: reading.columns.map(\.factor), points: reading.points)
  }

  /// Where a relative path leads from a scenario's file; from the current folder where that is standard input.
  static func beside(_ source: String, _ name: String) -> String {
    guard !name.hasPrefix("/"), let slash = source.lastIndex(of: "/") else { return name }
    return String(source[...slash]) + name
  }

  /// Never written: factors and points stand in its place.
  func literal(_ value: Value) -> Literal { .text("") }

  var schema: [(String, JSON)] { TextRule(limit: 1_000).schema }
}

/// A file on its way to factors and points.
private struct Reading {
  /// Nothing that follows can be understood, or there is enough of it.
  struct Enough: Error {}

  struct Column {
    let rule: SettingRule
    let name: String
    var levels: [Factor.Level] = []
    var places: [String: Int] = [:]

    var factor: Factor { Factor(name: name, levels: levels) }
  }

  let factors: FactorsRule
  var diagnosis: Diagnosis
  var columns: [Column] = []
  var points: [[String]] = []
  private var lines: [[String]: Int] = [:]
  private var hasHeader = false

  init(factors: FactorsRule, diagnosis: Diagnosis) {
    self.factors = factors
    self.diagnosis = diagnosis
  }

  mutating func take(_ fields: [String], _ line: Int) throws {
    guard hasHeader else { return try takeHeader(fields, line) }
    guard fields.count == columns.count else {
      diagnosis.report(
        .file(line: line, column: 1), "row", "expected a value for each of \(columns.count) columns",
        got: "\(fields.count)")
      return
    }
    guard points.count < StudyDesign.armLimit else {
      diagnosis.report(.file(line: line, column: 1), "row", "expected at most \(StudyDesign.armLimit) points")
      throw Enough()
    }
    var names: [String] = []
    for (index, text) in fields.enumerated() {
      let node = Node(content: .scalar(text, quoted: false), place: .file(line: line, column: index + 1))
      let path = columns[index].name
      guard let name = FactorsRule.levelName.decode(node, path, &diagnosis) else { continue }
      names.append(name)
      guard columns[index].places[name] == nil else { continue }
      columns[index].places[name] = columns[index].levels.count
      guard let setting = columns[index].rule.decode(node, path, &diagnosis) else { continue }
      columns[index].levels.append(Factor.Level(name: name, settings: [setting]))
    }
    guard names.count == columns.count else { return }
    if let first = lines[names] {
      diagnosis.report(
        .file(line: line, column: 1), "row", "duplicate point; expected points that differ",
        got: "that of line \(first)")
    }
    lines[names] = line
    points.append(names)
  }

  private mutating func takeHeader(_ fields: [String], _ line: Int) throws {
    hasHeader = true
    guard Factor.countRange.contains(fields.count), fields != [""] else {
      diagnosis.report(
        .file(line: line, column: 1), "header", "expected 1 to \(Factor.countRange.upperBound) settings' paths",
        got: fields == [""] ? "nothing" : "\(fields.count)")
      throw Enough()
    }
    for (index, text) in fields.enumerated() {
      guard let rule = factors.rule(text, .file(line: line, column: index + 1), "header", &diagnosis) else { continue }
      if fields[..<index].contains(text) {
        diagnosis.report(.file(line: line, column: index + 1), "header", "duplicate column", got: Problem.quote(text))
      }
      columns.append(Column(rule: rule, name: SettingNames.name(of: text, among: fields, not: [Factor.budget])))
    }
    guard columns.count == fields.count else { throw Enough() }
  }

  /// What only shows at the end.
  mutating func end() {
    guard diagnosis.isClean else { return }
    if points.isEmpty {
      diagnosis.report(
        .file(line: 1, column: 1), "row", "expected a header of settings' paths and a row for each point")
    }
    for (index, column) in columns.enumerated() where column.levels.count == 1 && points.count > 1 {
      diagnosis.report(
        .file(line: 1, column: index + 1), "header",
        "this column never varies; expected the setting in the scenario itself",
        got: column.name)
    }
    if points.count == 1 {
      diagnosis.report(.file(line: 2, column: 1), "row", "expected two points or more", got: "1")
    }
  }
}
