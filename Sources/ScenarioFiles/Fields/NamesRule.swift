/// A list of different names of one kind.
struct NamesRule: Rule {
  /// What one of them is called in messages; `s` makes it plural.
  let noun: String
  let names: [String]

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [String]? {
    guard case .list(let nodes) = node.content else {
      diagnosis.report(
        node.place, path, "expected a list of \(noun)s such as [\(names.prefix(2).joined(separator: ", "))]",
        got: node.described)
      return nil
    }
    var chosen: [String] = []
    for (index, node) in nodes.enumerated() {
      let inner = "\(path)[\(index)]"
      guard let name = TextRule.text(node, inner, &diagnosis) else { continue }
      if !names.contains(name) {
        diagnosis.report(
          node.place, inner, "unknown \(noun)", got: Problem.quote(name),
          suggestion: Suggestion.nearest(to: name, among: names))
      } else if chosen.contains(name) {
        diagnosis.report(node.place, inner, "given twice", got: Problem.quote(name))
      } else {
        chosen.append(name)
      }
    }
    return chosen.count == nodes.count ? chosen : nil
  }

  func literal(_ value: [String]) -> Literal { .list(value.map { .text($0) }) }

  var schema: [(String, JSON)] {
    [
      ("type", .string("array")), ("items", .members([("enum", .array(names.map { .string($0) }))])),
      ("uniqueItems", .boolean(true)),
    ]
  }
}
