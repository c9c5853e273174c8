import Experiments
import SalesForce

/// The same written out in the scenario: a list of the parameters' paths, then a list of values a member.
struct EnsembleSetsRule: Rule {
  let registry: Registry

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> ParameterEnsemble? {
    guard case .list(let rows) = node.content else {
      diagnosis.report(
        node.place, path, "expected a list of parameters' paths, then a list of values for each member",
        got: node.described)
      return nil
    }
    var reading = EnsembleReading(registry: registry, diagnosis: Diagnosis(source: diagnosis.source))
    for row in rows {
      guard case .list(let fields) = row.content else {
        diagnosis.report(row.place, path, "expected a list", got: row.described)
        return nil
      }
      guard (try? reading.take(fields)) != nil else { break }
    }
    reading.end()
    for problem in reading.diagnosis.problems { diagnosis.add(problem) }
    guard reading.diagnosis.isClean else { return nil }
    return ParameterEnsemble(name: "", paths: reading.paths, members: reading.members)
  }

  func literal(_ value: ParameterEnsemble) -> Literal {
    .rows([.list(value.paths.map { .text($0) })] + value.members.map { .list($0.map { .number($0) }) })
  }

  var schema: [(String, JSON)] {
    let cell: JSON = .members([("type", .array(["number", "string"].map { .string($0) }))])
    let row: JSON = .members([("type", .string("array")), ("items", cell)])
    return [("type", .string("array")), ("items", row), ("minItems", .numeral(3))]
  }
}
