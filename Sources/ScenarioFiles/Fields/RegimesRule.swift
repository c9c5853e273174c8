import Experiments

/// Regimes by name, in the order of the file.
struct RegimesRule: Rule {
  let regime: FieldGroup<RegimeDraft>
  static let name = NameRule(allowsDots: false)

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> [RegimeDraft]? {
    let range = Scenario.regimeRange
    let expectation = "\(range.lowerBound) to \(range.upperBound) regimes by name"
    guard case .mapping(let pairs) = node.content else {
      diagnosis.report(node.place, path, "expected \(expectation)", got: node.described)
      return nil
    }
    if !range.contains(pairs.count) {
      diagnosis.report(node.place, path, "expected \(expectation)", got: "\(pairs.count)")
    }
    var seen: [String: Place] = [:]
    var regimes: [RegimeDraft] = []
    for pair in pairs.prefix(range.upperBound) {
      guard let key = pair.fieldKey(path, "regime", &diagnosis) else { continue }
      let inner = path + "." + Problem.shorten(key)
      pair.checkDuplicate(key, inner, "regime", &seen, &diagnosis)
      var draft = RegimeDraft(name: Self.name.decode(pair.key, inner, &diagnosis) ?? "")
      diagnosis.remember(inner, at: pair.value.place)
      regime.decode(pair.value, inner, &draft, &diagnosis)
      regimes.append(draft)
    }
    return regimes
  }

  /// The levers' comments stand behind those of the reference regime and are not repeated.
  func literal(_ regimes: [RegimeDraft]) -> Literal {
    .mapping(
      regimes.map {
        Literal.Entry(key: $0.name, value: Literal.mapping(regime.entries($0)).withoutComments, comment: "")
      })
  }

  var schema: [(String, JSON)] {
    [
      ("type", .string("object")), ("propertyNames", .members(Self.name.schema)),
      ("minProperties", .numeral(Double(Scenario.regimeRange.lowerBound))),
      ("maxProperties", .numeral(Double(Scenario.regimeRange.upperBound))),
      ("additionalProperties", .members(regime.schema(RegimeDraft()))),
    ]
  }
}
