/// What a field's value may be: reads it, writes it and describes it.
protocol Rule: Sendable {
  associatedtype Value

  /// The value of a node, or `nil` after reporting why it is none.
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Value?
  func literal(_ value: Value) -> Literal
  /// Keywords of JSON Schema.
  var schema: [(String, JSON)] { get }
}

/// A number, or a whole number, in a range.
struct NumberRule: Rule {
  let range: ClosedRange<Double>
  var isWhole = false

  var expectation: String {
    "a \(isWhole ? "whole " : "")number "
      + (range.lowerBound == range.upperBound
        ? "equal to \(NumberText.shortest(range.lowerBound))"
        : "from \(NumberText.shortest(range.lowerBound)) to \(NumberText.shortest(range.upperBound))")
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Double? {
    var advice = ""
    if case .scalar(let text, let isQuoted) = node.content {
      switch PlainScalar(text) {
      case .number(let value) where !isQuoted:
        if range.contains(value) && (!isWhole || value == value.rounded()) { return value }
      case .number: advice = " (without quotes)"
      case .notFinite: advice = " (finite)"
      case .ambiguousNumber(let hint): advice = " (\(hint))"
      case .text: advice = Self.comma(in: text).map { " (\($0))" } ?? ""
      default: break
      }
    }
    let got = node.number.map { NumberText.shortest($0) } ?? node.described
    diagnosis.report(node.place, path, "expected \(expectation)\(advice)", got: got)
    return nil
  }

  /// What to write instead of a number with a comma in it: `0,5` in some countries, `1,000` in others.
  private static func comma(in text: String) -> String? {
    guard text.contains(","), text.utf8.count <= 40 else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = parts.count > 2 || parts[1].utf8.count == 3 && parts[0] != "0" && parts[0] != "-0"
    if parts.dropFirst().allSatisfy({ $0.utf8.prefix(while: { (48...57).contains($0) }).count == 3 }), isGrouped,
      case .number(let value) = PlainScalar(parts.joined())
    {
      return "digits in groups? write \(NumberText.shortest(value))"
    }
    guard parts.count == 2, !parts[1].isEmpty, case .number(let value) = PlainScalar(parts.joined(separator: "."))
    else { return nil }
    return "decimal comma? write \(NumberText.shortest(value))"
  }

  func literal(_ value: Double) -> Literal { .number(value) }

  var schema: [(String, JSON)] {
    [
      ("type", .string(isWhole ? "integer" : "number")), ("minimum", .numeral(range.lowerBound)),
      ("maximum", .numeral(range.upperBound)),
    ]
  }
}

extension Node {
  /// The value, if it is a number without quotes that is small enough to be printed.
  var number: Double? {
    guard case .scalar(let text, false) = content, case .number(let value) = PlainScalar(text) else { return nil }
    return value
  }
}

/// A list of numbers of fixed length; of length 1, the number itself.
struct NumbersRule: Rule {
  let count: Int
  let element: NumberRule

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [Double]? {
    if count == 1 { return element.decode(node, path, &diagnosis).map { [$0] } }
    guard case .list(let nodes) = node.content, nodes.count == count else {
      var got = node.described
      if case .list(let nodes) = node.content { got = "a list of \(nodes.count)" }
      diagnosis.report(node.place, path, "expected a list of \(count) numbers, each \(element.expectation)", got: got)
      return nil
    }
    let values = nodes.enumerated().compactMap { element.decode($1, "\(path)[\($0)]", &diagnosis) }
    return values.count == count ? values : nil
  }

  func literal(_ values: [Double]) -> Literal {
    count == 1 ? .number(values[0]) : .list(values.map { .number($0) })
  }

  var schema: [(String, JSON)] {
    if count == 1 { return element.schema }
    let size = JSON.numeral(Double(count))
    return [("type", .string("array")), ("items", .members(element.schema)), ("minItems", size), ("maxItems", size)]
  }
}

/// On or off.
struct ToggleRule: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Bool? {
    if case .scalar(let text, let isQuoted) = node.content {
      // A reader of YAML 1.2 and the JSON schema take `on` and `off` for text, so those may be quoted.
      if case .toggle(let value) = PlainScalar(text), !isQuoted || text == "on" || text == "off" { return value }
    }
    diagnosis.report(node.place, path, "expected on, off, true or false", got: node.described)
    return nil
  }

  func literal(_ value: Bool) -> Literal { .toggle(value) }

  var schema: [(String, JSON)] {
    [("enum", .array([.boolean(true), .boolean(false), .string("on"), .string("off")]))]
  }
}

/// One of several names.
struct ChoiceRule: Rule {
  let names: [String]

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> String? {
    if case .scalar(let text, _) = node.content {
      if names.contains(text) { return text }
      diagnosis.report(
        node.place, path, "expected one of \(names.joined(separator: ", "))", got: node.described,
        suggestion: Suggestion.nearest(to: text, among: names))
    } else {
      diagnosis.report(node.place, path, "expected one of \(names.joined(separator: ", "))", got: node.described)
    }
    return nil
  }

  func literal(_ value: String) -> Literal { .word(value) }

  var schema: [(String, JSON)] { [("enum", .array(names.map { .string($0) }))] }
}
