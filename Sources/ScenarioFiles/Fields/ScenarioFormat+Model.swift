import SalesForce

/// Fields that the model declares.
extension ScenarioFormat {
  /// - Parameter isTreated: whether a part of the firm, or some weeks, may get something else.
  static func levers(_ registry: Registry, isTreated: Bool = false) -> FieldGroup<RegimeDraft> {
    let fields = registry.levers.map { card in
      guard isTreated else {
        return Field<RegimeDraft>(
          card.name.rawValue, card.summary, PathRule(domain: card.domain), note: card.note, hasDefault: false,
          annotations: card.annotations, get: { $0.levers[card.name] }, set: { $0.levers[card.name] = $1 })
      }
      return Field<RegimeDraft>(
        card.name.rawValue, card.summary, LeverRule(card), note: card.note, hasDefault: false,
        annotations: card.annotations,
        get: { draft in
          let setting = LeverSetting(path: draft.levers[card.name], treatment: draft.treatments[card.name])
          return setting.path == nil && setting.treatment == nil ? nil : setting
        },
        set: { draft, setting in
          draft.levers[card.name] = setting.path
          draft.treatments[card.name] = setting.treatment
        })
    }
    var refused: [String: String] = [:]
    let built = Set(registry.levers.map(\.name))
    for lever in LeverName.allCases where !built.contains(lever) {
      refused[lever.rawValue] = "unavailable lever: no mechanism that reads it is built yet"
    }
    return FieldGroup(noun: "lever", fields: fields, refused: refused)
  }

  static func threads(_ registry: Registry) -> FieldGroup<Draft> {
    let fields = registry.threads.map { card in
      Field<Draft>(
        card.name.rawValue, card.summary, PathRule(domain: .number(card.range, whole: false)), note: card.note,
        hasDefault: false, annotations: card.annotations, get: { $0.threads[card.name] },
        set: { $0.threads[card.name] = $1 })
    }
    var refused: [String: String] = [:]
    let read = Set(registry.threads.map(\.name))
    for thread in ThreadName.allCases where !read.contains(thread) {
      refused[thread.rawValue] = "unavailable trend: no mechanism that reads it is built yet"
    }
    return FieldGroup(noun: "trend", fields: fields, refused: refused)
  }

  static func mechanisms(_ registry: Registry) -> FieldGroup<Draft> {
    FieldGroup(
      noun: "mechanism",
      fields: registry.mechanisms.map { card in
        Field<Draft>(
          card.name, card.summary, ToggleRule(), get: { !$0.knockedOut.contains(card.name) },
          set: { draft, isOn in
            if isOn { draft.knockedOut.remove(card.name) } else { draft.knockedOut.insert(card.name) }
          })
      })
  }

  /// A group for each mechanism or shared group that declares parameters, in the order of declaration.
  static func parameters(_ registry: Registry) -> FieldGroup<Draft> {
    var names: [String] = []
    for card in registry.parameters where names.last != card.group {
      if !names.contains(card.group) { names.append(card.group) }
    }
    // A parameter alone does not say whose it is.
    let homes = Dictionary(grouping: registry.parameters.filter { !names.contains($0.name) }, by: \.name)
    let refused = homes.mapValues { cards in
      "unknown group; the parameter is \(cards.map(\.path).joined(separator: " or "))"
    }
    return FieldGroup(
      noun: "group",
      fields: names.map { name in
        let fields = registry.parameters.filter { $0.group == name }.map(parameter)
        let summary = registry.mechanisms.first { $0.name == name }?.summary ?? "shared by mechanisms"
        return Field(name, summary, FieldGroup<Draft>(noun: "parameter", fields: fields))
      }, refused: refused)
  }

  private static func parameter(_ card: ParameterCard) -> Field<Draft> {
    let rule = NumbersRule(
      count: card.defaults.count, element: NumberRule(range: card.range, isWhole: card.isWhole))
    return Field(
      card.name, card.summary, rule, note: card.note, annotations: card.annotations,
      get: { $0.parameters[card.path] ?? card.defaults }, set: { $0.parameters[card.path] = $1 })
  }
}

/// `0 to 50 1/week`, for the effective scenario.
private func noted(_ range: ClosedRange<Double>, _ unit: String) -> String {
  "\(NumberText.shortest(range.lowerBound)) to \(NumberText.shortest(range.upperBound))"
    + (unit == "1" ? "" : " " + unit)
}

private func annotated(symbol: String, unit: String) -> [(String, JSON)] {
  (symbol.isEmpty ? [] : [("x-symbol", .string(symbol))]) + [("x-unit", .string(unit))]
}

extension ParameterCard {
  fileprivate var note: String {
    "\(symbol.isEmpty ? "" : symbol + ": ")\(summary); \(noted(range, unit)); \(grade.rawValue): \(source)"
  }

  fileprivate var annotations: [(String, JSON)] {
    annotated(symbol: symbol, unit: unit) + [("x-grade", .string(grade.rawValue)), ("x-source", .string(source))]
  }
}

extension LeverCard {
  fileprivate var note: String {
    let values: String
    switch domain {
    case .number(let range, _): values = noted(range, unit)
    case .choice(let names): values = names.joined(separator: ", ")
    }
    return "\(symbol.isEmpty ? "" : symbol + ": ")\(summary); \(values)"
  }

  fileprivate var annotations: [(String, JSON)] {
    let neutralValue = PathRule(domain: domain).literal(WeeklyPath(neutral)).json
    return annotated(symbol: symbol, unit: unit) + [("x-neutral", neutralValue), ("x-cost", .string(cost))]
  }
}

extension ThreadCard {
  fileprivate var note: String { "\(symbol.isEmpty ? "" : symbol + ": ")\(summary); \(noted(range, unit))" }

  fileprivate var annotations: [(String, JSON)] {
    annotated(symbol: symbol, unit: unit) + [("x-neutral", .numeral(neutral))]
  }
}
