import SalesForce

/// A number or the name of a choice, constant or as a path of points `[week, value]`.
struct PathRule: Rule {
  let domain: LeverDomain

  static let weeks = NumberRule(range: 0...Double(Horizon.weekRange.upperBound), isWhole: true)

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> WeeklyPath? {
    if case .mapping = node.content {
      diagnosis.report(node.place, path, "expected a value or a path [[week, value], …]", got: node.described)
      return nil
    }
    guard case .list(let nodes) = node.content else {
      return value(node, path, &diagnosis).map { WeeklyPath($0) }
    }
    guard (1...Limits.points).contains(nodes.count) else {
      diagnosis.report(
        node.place, path, "expected 1 to \(Limits.points) points [week, value]", got: "\(nodes.count)")
      return nil
    }
    var points: [WeeklyPath.Point] = []
    for (index, point) in nodes.enumerated() {
      let path = "\(path)[\(index)]"
      guard case .list(let pair) = point.content, pair.count == 2 else {
        diagnosis.report(point.place, path, "expected a point [week, value]", got: point.described)
        continue
      }
      let week = Self.weeks.decode(pair[0], path + "[0]", &diagnosis)
      guard let value = value(pair[1], path + "[1]", &diagnosis), let week else { continue }
      check(Int(week), after: points, at: pair[0].place, path, &diagnosis)
      points.append(WeeklyPath.Point(week: Int(week), value: value))
    }
    return points.count == nodes.count ? WeeklyPath(points) : nil
  }

  private func check(
    _ week: Int, after points: [WeeklyPath.Point], at place: Place, _ path: String, _ diagnosis: inout Diagnosis
  ) {
    guard let last = points.last else { return }
    if week < last.week {
      diagnosis.report(place, path, "expected a week not before \(last.week), the point ahead of it", got: "\(week)")
    } else if points.count > 1, points[points.count - 2].week == week {
      diagnosis.report(place, path, "a third point in week \(week); a step needs two")
    }
  }

  private func value(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Double? {
    switch domain {
    case .number(let range, let whole):
      return NumberRule(range: range, isWhole: whole).decode(node, path, &diagnosis)
    case .choice(let names):
      guard let name = ChoiceRule(names: names).decode(node, path, &diagnosis) else { return nil }
      return names.firstIndex(of: name).map(Double.init)
    }
  }

  func literal(_ path: WeeklyPath) -> Literal {
    if path.points.count == 1, path.points[0].week == 0 { return element(path.points[0].value) }
    return .list(path.points.map { .list([.number(Double($0.week)), element($0.value)]) })
  }

  private func element(_ value: Double) -> Literal {
    guard case .choice(let names) = domain else { return .number(value) }
    let index = Int(exactly: value.rounded()) ?? 0
    return .word(names.indices.contains(index) ? names[index] : names[0])
  }

  var schema: [(String, JSON)] {
    let value: JSON
    switch domain {
    case .number(let range, let whole): value = .members(NumberRule(range: range, isWhole: whole).schema)
    case .choice(let names): value = .members(ChoiceRule(names: names).schema)
    }
    let point = JSON.members([
      ("type", .string("array")), ("prefixItems", .array([.members(Self.weeks.schema), value])),
      ("items", .boolean(false)), ("minItems", .numeral(2)),
    ])
    let path = JSON.members([
      ("type", .string("array")), ("items", point), ("minItems", .numeral(1)),
      ("maxItems", .numeral(Double(Limits.points))),
    ])
    return [("anyOf", .array([value, path]))]
  }
}
