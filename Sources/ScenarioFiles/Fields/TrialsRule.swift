import Experiments

/// How many trials, or how sure the study is to be and how many trials that may take at most.
struct TrialsRule: Rule {
  struct Value: Sendable, Equatable {
    var count: Int
    var precision: Precision?
  }

  private static let number = NumberRule(
    range: Double(Scenario.trialRange.lowerBound)...Double(Scenario.trialRange.upperBound), isWhole: true)

  private let group = FieldGroup<Draft>(fields: [
    Field(
      "precision",
      "how well a metric is to be known: trials go on, round by round, until its interval is narrow enough",
      PrecisionRule(), isRequired: true, get: { $0.precision }, set: { $0.precision = $1 }),
    .init(
      "maximum", "trials of each regime at most, whether the precision is reached or not", in: Scenario.trialRange,
      \.maximum),
  ])

  /// The block while its file is read.
  private struct Draft: Sendable {
    var precision: Precision?
    var maximum = Precision.usualMaximum
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Value? {
    switch node.content {
    case .scalar: return Self.number.decode(node, path, &diagnosis).map { Value(count: Int($0)) }
    case .list:
      diagnosis.report(
        node.place, path,
        "expected \(Self.number.expectation), or {precision: {metric: profit, half_width: 0.02}, maximum: 10000}",
        got: node.described)
      return nil
    case .mapping:
      var draft = Draft()
      let before = diagnosis.count
      group.decode(node, path, &draft, &diagnosis)
      guard diagnosis.count == before else { return nil }
      return Value(count: draft.maximum, precision: draft.precision)
    }
  }

  func literal(_ value: Value) -> Literal {
    guard let precision = value.precision else { return .number(Double(value.count)) }
    return Literal.mapping(group.entries(Draft(precision: precision, maximum: value.count)))
  }

  var schema: [(String, JSON)] {
    [("anyOf", .array([.members(Self.number.schema), .members(group.schema(Draft()))]))]
  }
}

/// `{metric: profit, between: [pull, push], half_width: 0.02, confidence: 0.95}`
struct PrecisionRule: Rule {
  private let group = FieldGroup<Draft>(fields: [
    Field(
      "metric", "the metric, over the measured weeks and at equal cost", TextRule(limit: Limits.name), isRequired: true,
      get: { $0.metric }, set: { $0.metric = $1 }),
    Field(
      "between",
      "two regimes, [A, B], whose difference A − B on the same trials is to be known; unset: the mean of each regime",
      PairRule(), hasDefault: false, get: { $0.between }, set: { $0.between = $1 }),
    Field(
      "half_width", "half of the widest interval that will do, in the metric's unit",
      NumberRule(range: Precision.absoluteRange), hasDefault: false, get: { $0.absolute }, set: { $0.absolute = $1 }),
    Field(
      "relative_half_width",
      "the same as a share of what is estimated (0.05: within 5 %), instead of half_width; refused where that is near 0",
      NumberRule(range: Precision.relativeRange), hasDefault: false, get: { $0.relative }, set: { $0.relative = $1 }),
    Field(
      "confidence", "level of the interval", NumberRule(range: Precision.confidenceRange), get: { $0.confidence },
      set: { $0.confidence = $1 }),
  ])

  private struct Draft: Sendable {
    var metric = ""
    var between: [String]?
    var absolute, relative: Double?
    var confidence = Precision.usualConfidence
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Precision? {
    var draft = Draft()
    let before = diagnosis.count
    group.decode(node, path, &draft, &diagnosis)
    guard diagnosis.count == before else { return nil }
    switch (draft.absolute, draft.relative) {
    case (let width?, nil):
      return Precision(
        metric: draft.metric, between: draft.between, halfWidth: .absolute(width), confidence: draft.confidence)
    case (nil, let share?):
      return Precision(
        metric: draft.metric, between: draft.between, halfWidth: .relative(share), confidence: draft.confidence)
    case (nil, nil):
      diagnosis.report(
        node.place, path + ".half_width",
        "missing: half of the widest interval that will do, in the metric's unit; or relative_half_width, a share")
    case (_?, _?):
      diagnosis.report(
        node.place, path, "contradiction: half_width and relative_half_width both say how narrow; give one")
    }
    return nil
  }

  func literal(_ value: Precision) -> Literal {
    var draft = Draft(metric: value.metric, between: value.between, confidence: value.confidence)
    switch value.halfWidth {
    case .absolute(let width): draft.absolute = width
    case .relative(let share): draft.relative = share
    }
    return Literal.mapping(group.entries(draft))
  }

  var schema: [(String, JSON)] { group.schema(Draft()) }
}

/// `[A, B]`, two regimes.
struct PairRule: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [String]? {
    guard case .list(let nodes) = node.content, nodes.count == 2 else {
      var got = node.described
      if case .list(let nodes) = node.content { got = "a list of \(nodes.count)" }
      diagnosis.report(node.place, path, "expected two regimes, [A, B]", got: got)
      return nil
    }
    let names = nodes.enumerated().compactMap { RegimesRule.name.decode($1, "\(path)[\($0)]", &diagnosis) }
    guard names.count == 2 else { return nil }
    guard names[0] != names[1] else {
      diagnosis.report(nodes[1].place, path, "expected two different regimes", got: "\(names[0]) twice")
      return nil
    }
    return names
  }

  func literal(_ names: [String]) -> Literal { .list(names.map { .text($0) }) }

  var schema: [(String, JSON)] {
    [
      ("type", .string("array")), ("items", .members(RegimesRule.name.schema)), ("minItems", .numeral(2)),
      ("maxItems", .numeral(2)),
    ]
  }
}
