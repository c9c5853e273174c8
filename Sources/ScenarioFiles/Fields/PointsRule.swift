import Experiments

/// Points of a design: for each a list of the factors' levels by name, in the order of the factors.
struct PointsRule: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [[String]]? {
    guard case .list(let nodes) = node.content, !nodes.isEmpty else {
      diagnosis.report(
        node.place, path, "expected a list of points, each a list of the factors' levels, such as [[small, 0.5]]",
        got: node.described)
      return nil
    }
    guard nodes.count <= StudyDesign.armLimit else {
      diagnosis.report(node.place, path, "expected at most \(StudyDesign.armLimit) points", got: "\(nodes.count)")
      return nil
    }
    let points = nodes.enumerated().compactMap { index, node -> [String]? in
      let inner = "\(path)[\(index)]"
      diagnosis.remember(inner, at: node.place)
      guard case .list(let names) = node.content else {
        diagnosis.report(node.place, inner, "expected a list of the factors' levels", got: node.described)
        return nil
      }
      let found = names.enumerated().compactMap {
        FactorsRule.levelName.decode($1, "\(inner)[\($0)]", &diagnosis)
      }
      return found.count == names.count ? found : nil
    }
    return points.count == nodes.count ? points : nil
  }

  func literal(_ points: [[String]]) -> Literal { .rows(points.map { .list($0.map { .text($0) }) }) }

  var schema: [(String, JSON)] {
    let name: JSON = .members([("type", .array(["number", "string", "boolean"].map { .string($0) }))])
    let point: JSON = .members([("type", .string("array")), ("items", name)])
    return [
      ("type", .string("array")), ("items", point), ("minItems", .numeral(1)),
      ("maxItems", .numeral(Double(StudyDesign.armLimit))),
    ]
  }
}

extension Draft {
  /// Levels that do not exist, and points that are there twice.
  func checkPoints(_ diagnosis: inout Diagnosis) {
    var seen: [[String]: Int] = [:]
    let known = factors.map { Set($0.levels.map(\.name)) }
    for (index, point) in points.enumerated() {
      let path = "design.points[\(index)]"
      guard point.count == factors.count else {
        diagnosis.report(
          diagnosis.place(of: path), path,
          "expected a level of each factor (\(factors.map(\.name).joined(separator: ", ")))", got: "\(point.count)")
        continue
      }
      for (place, name) in point.enumerated() where !known[place].contains(name) {
        let factor = factors[place]
        let names = factor.levels.map(\.name)
        let shown = names.count <= 12 ? " \(names.joined(separator: ", "))" : ""
        diagnosis.report(
          diagnosis.place(of: path), path, "expected one of the levels of \(factor.name)\(shown)",
          got: Problem.quote(name), suggestion: Suggestion.nearest(to: name, among: names))
      }
      if let first = seen.updateValue(index, forKey: point) {
        diagnosis.report(
          diagnosis.place(of: path), path, "duplicate point; expected points that differ", got: "that of [\(first)]")
      }
    }
  }
}
