import ResultTables
import SalesForce
import SalesForce

/// Something that the model declares, under the name that it has in scenarios and tables, with everything known about it.
///
/// Everything here comes from the declarations that the model itself runs on, so it cannot become outdated.
public struct Declaration: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case mechanism, parameter, lever, trend, metric, reading, preset, setting
  }

  public let kind: Kind
  public let name: String
  public let summary: String
  /// By label, in the order to be shown.
  public let facts: [(key: String, value: JSONValue)]
  /// The steps of a mechanism.
  public let procedure: Procedure?

  /// Whether it goes by a name: its own or, of a path, the last part.
  func isCalled(_ word: String) -> Bool {
    name == word || ([.parameter, .setting].contains(kind) && name.hasSuffix("." + word))
  }

  init(
    kind: Kind, name: String, summary: String, facts: [(key: String, value: JSONValue)], procedure: Procedure? = nil
  ) {
    (self.kind, self.name, self.summary, self.facts, self.procedure) = (kind, name, summary, facts, procedure)
  }

  /// A setting of scenario files, which the model does not declare.
  public static func setting(_ path: String, _ summary: String, _ facts: [(key: String, value: JSONValue)])
    -> Declaration
  {
    Declaration(
      kind: .setting, name: path, summary: summary, facts: facts + [(key: "set by", value: .string(path))])
  }

  private static let width = 80

  /// A heading, and a paragraph a fact and a step, in lines of a terminal's width.
  public var text: String {
    let indent = String(repeating: " ", count: 14)
    let lines = facts.flatMap { fact in
      Paragraph.lines(
        Self.text(fact.value), width: Self.width, first: "  " + fact.key.padding(toColumn: 12), hanging: indent)
    }
    let head = Paragraph.lines(summary, width: Self.width, first: "  ", hanging: "  ")
    return (["\(kind.rawValue) \(name)"] + head + lines + (procedure.map(Self.steps) ?? [])).joined(separator: "\n")
  }

  private static func steps(_ procedure: Procedure) -> [String] {
    func numbered(_ title: String, _ steps: [String]) -> [String] {
      guard !steps.isEmpty else { return [] }
      return ["", "  " + title]
        + steps.enumerated().flatMap { place, step in
          Paragraph.lines(
            step, width: width, first: "  " + NumberText.padded("\(place + 1)", 2) + "  ", hanging: "      ")
        }
    }
    return numbered("at the start of a trial", procedure.start) + numbered("each week", procedure.week)
      + ["", "  knocked out"] + Paragraph.lines(procedure.absent, width: width, first: "      ", hanging: "      ")
      + ["", "  What U, Z and ° mean: rainmaker describe --odd, section 7."]
  }

  public var json: JSONValue {
    .object(
      [
        (key: "kind", value: .string(kind.rawValue)), (key: "name", value: .string(name)),
        (key: "summary", value: .string(summary)),
      ] + facts + (procedure.map(Self.fields) ?? []))
  }

  private static func fields(_ procedure: Procedure) -> [(key: String, value: JSONValue)] {
    [
      (key: "start", value: .array(procedure.start.map { .string($0) })),
      (key: "week", value: .array(procedure.week.map { .string($0) })),
      (key: "knocked out", value: .string(procedure.absent)),
    ]
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text.isEmpty ? "none" : text
    case .array(let values): values.isEmpty ? "none" : values.map(text).joined(separator: ", ")
    case .boolean(let flag): flag ? "yes" : "no"
    case .number(let number): shortest(number)
    case .integer(let number): "\(number)"
    case .object(let members): members.map { "\($0.key) \(text($0.value))" }.joined(separator: ", ")
    default: value.text(.compact)
    }
  }
}

/// The shortest digits that read back as the number, whole ones without a fraction.
func shortest(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

extension String {
  fileprivate func padding(toColumn width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(1, width - count))
  }
}
