import ResultTables
import SalesForce

/// Something that the model declares, under the name that it has in scenarios and tables, with all that is known of it.
///
/// Everything here comes from the declarations that the model itself runs on, so none of it can go stale.
public struct Declaration: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case mechanism, parameter, lever, thread, metric, reading }

  public let kind: Kind
  public let name: String
  public let summary: String
  /// By label, in the order to be shown.
  public let facts: [(key: String, value: JSONValue)]

  /// A heading and a line a fact.
  public var text: String {
    let lines = facts.map { fact in
      "  " + fact.key.padding(toColumn: 12) + Self.text(fact.value)
    }
    return (["\(kind.rawValue) \(name)", "  \(summary)"] + lines).joined(separator: "\n")
  }

  public var json: JSONValue {
    .object(
      [
        (key: "kind", value: .string(kind.rawValue)), (key: "name", value: .string(name)),
        (key: "summary", value: .string(summary)),
      ] + facts)
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text.isEmpty ? "none" : text
    case .array(let values): values.isEmpty ? "none" : values.map(text).joined(separator: ", ")
    case .boolean(let flag): flag ? "yes" : "no"
    case .number(let number): shortest(number)
    case .integer(let number): "\(number)"
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
