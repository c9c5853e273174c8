import Experiments
import SalesForce

/// Rows on their way to an ensemble.
struct EnsembleReading {
  /// Nothing that follows can be understood, or there is enough of it.
  struct Enough: Error {}

  let registry: Registry
  var diagnosis: Diagnosis
  private var rules: [NumberRule?] = []
  private var names: [String] = []
  var members: [[Double]] = []

  init(registry: Registry, diagnosis: Diagnosis) { (self.registry, self.diagnosis) = (registry, diagnosis) }

  var paths: [String] { zip(names, rules).filter { $0.1 != nil }.map(\.0) }

  mutating func take(_ fields: [Node]) throws {
    guard !names.isEmpty else { return try takeHeader(fields) }
    let place = fields.first?.place ?? .file(line: 1, column: 1)
    guard fields.count == names.count else {
      diagnosis.report(
        place, "row", "expected a value for each of \(names.count) columns", got: "\(fields.count)")
      return
    }
    guard members.count < ParameterEnsemble.memberRange.upperBound else {
      diagnosis.report(place, "row", "expected at most \(ParameterEnsemble.memberRange.upperBound) members")
      throw Enough()
    }
    var row: [Double] = []
    for (column, rule) in rules.enumerated() {
      if let value = rule?.decode(fields[column], names[column], &diagnosis) { row.append(value) }
    }
    if row.count == paths.count { members.append(row) }
  }

  private mutating func takeHeader(_ fields: [Node]) throws {
    let cards = registry.parameters.filter { $0.defaults.count == 1 && !$0.isWhole }
    for field in fields {
      guard case .scalar(let name, _) = field.content else {
        diagnosis.report(field.place, "header", "expected a parameter's path", got: field.described)
        throw Enough()
      }
      if names.contains(name) {
        diagnosis.report(field.place, "header", "duplicate column", got: Problem.quote(name))
        throw Enough()
      }
      names.append(name)
      // The number of the member says nothing that its place does not.
      if name == "member" {
        rules.append(nil)
      } else if let card = cards.first(where: { $0.path == name }) {
        rules.append(NumberRule(range: card.range))
      } else {
        diagnosis.report(
          field.place, "header", "expected a parameter of one number, such as prospecting.hours_elasticity",
          got: Problem.quote(name), suggestion: Suggestion.nearest(to: name, among: cards.map(\.path)))
        throw Enough()
      }
    }
  }

  mutating func end() {
    guard diagnosis.isClean, paths.isEmpty || members.count < ParameterEnsemble.memberRange.lowerBound else { return }
    diagnosis.report(
      .file(line: 1, column: 1), "row",
      "expected a header of parameters' paths and a row for each of two or more members",
      got: paths.isEmpty ? "no parameter" : "\(members.count)")
  }
}
