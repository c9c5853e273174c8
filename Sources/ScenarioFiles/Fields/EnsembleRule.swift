import CAssets
import Experiments
import Foundation
import ResultTables
import SalesForce

/// An ensemble out of a CSV file as `calibrate` writes it: a header of parameters' paths, a row a member; or the one that
/// ships with the laboratory. What is wrong in a file is reported with its own name, line and column.
struct EnsembleRule: Rule {
  let registry: Registry

  /// What the shipped ensemble is called.
  static let shipped = "evidence"
  private static let bytes = 1 << 26

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> ParameterEnsemble? {
    guard let name = TextRule(limit: 1_000).decode(node, path, &diagnosis) else { return nil }
    let file = name == Self.shipped ? nil : PointsFileRule.beside(diagnosis.source, name)
    let label = file.map { FilePath.name($0) } ?? Self.shipped
    var reading = EnsembleReading(registry: registry, diagnosis: Diagnosis(source: file ?? "ensembles/evidence.csv"))
    do {
      if let file {
        guard try FileHandle.reading(file).size() <= Self.bytes else {
          diagnosis.report(
            node.place, path, "too large: an ensemble's file has at most \(Self.bytes >> 20) MiB", got: name)
          return nil
        }
        try CSVReader(path: file).forEachRow { line, fields in try reading.take(Self.nodes(fields, line)) }
      } else {
        for (index, row) in Self.rows(of: "ensembles/evidence.csv").enumerated() {
          try reading.take(Self.nodes(row, index + 1))
        }
      }
    } catch let fault as CSVFault {
      diagnosis.report(node.place, path, "not a CSV file: \(fault)", got: Problem.quote(name))
      return nil
    } catch is EnsembleReading.Enough {
    } catch {
      diagnosis.report(
        node.place, path, "expected \(Self.shipped) or a CSV file that can be read (\(error))",
        got: Problem.quote(name),
        suggestion: Suggestion.nearest(to: name, among: [Self.shipped]))
      return nil
    }
    reading.end()
    for problem in reading.diagnosis.problems { diagnosis.add(problem) }
    guard reading.diagnosis.isClean else { return nil }
    return ParameterEnsemble(name: label, paths: reading.paths, members: reading.members)
  }

  private static func nodes(_ fields: [String], _ line: Int) -> [Node] {
    fields.enumerated().map { Node(content: .scalar($1, quoted: false), place: .file(line: line, column: $0 + 1)) }
  }

  /// The shipped table has neither quotes nor commas in its cells.
  private static func rows(of asset: String) -> [[String]] {
    var length = 0
    guard let bytes = rm_asset(asset, &length) else { return [] }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Never written: the sets stand in its place.
  func literal(_ value: ParameterEnsemble) -> Literal { .text("") }

  var schema: [(String, JSON)] { TextRule(limit: 1_000).schema }
}
