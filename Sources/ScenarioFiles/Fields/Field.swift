/// One key of the format, declared once: what it means, what its value may be, and where the value goes.
///
/// The validator, the effective scenario and the JSON Schema are all made from the same fields.
struct Field<Root: Sendable>: Sendable {
  let key: String
  let summary: String
  /// Unit, range and origin, for the effective scenario.
  let note: String
  let isRequired: Bool
  let decode: @Sendable (Node, String, inout Root, inout Diagnosis) -> Void
  let literal: @Sendable (Root) -> Literal?
  /// Keywords of JSON Schema behind title and description; the root holds the defaults.
  let schema: @Sendable (Root) -> [(String, JSON)]

  /// A field that holds a value.
  init<R: Rule>(
    _ key: String, _ summary: String, _ rule: R, note: String = "", isRequired: Bool = false, hasDefault: Bool = true,
    annotations: [(String, JSON)] = [], get: @escaping @Sendable (Root) -> R.Value?,
    set: @escaping @Sendable (inout Root, R.Value) -> Void
  ) {
    self.key = key
    self.summary = summary
    self.note = note
    self.isRequired = isRequired
    decode = { node, path, root, diagnosis in
      if let value = rule.decode(node, path, &diagnosis) { set(&root, value) }
    }
    literal = { root in get(root).map { rule.literal($0) } }
    schema = { root in
      var keywords = rule.schema
      if hasDefault, !isRequired, let value = get(root) { keywords.append(("default", rule.literal(value).json)) }
      return keywords + annotations
    }
  }

  /// A field that holds a value, kept in a property.
  init<R: Rule>(
    _ key: String, _ summary: String, _ rule: R, _ property: WritableKeyPath<Root, R.Value> & Sendable,
    isRequired: Bool = false, hasDefault: Bool = true
  ) {
    self.init(
      key, summary, rule, isRequired: isRequired, hasDefault: hasDefault, get: { $0[keyPath: property] },
      set: { $0[keyPath: property] = $1 })
  }

  /// A whole number, kept in a property.
  init(
    _ key: String, _ summary: String, in range: ClosedRange<Int>, _ property: WritableKeyPath<Root, Int> & Sendable,
    isRequired: Bool = false, hasDefault: Bool = true
  ) {
    self.init(
      key, summary, NumberRule(range: Double(range.lowerBound)...Double(range.upperBound), isWhole: true),
      isRequired: isRequired, hasDefault: hasDefault, get: { Double($0[keyPath: property]) },
      set: { $0[keyPath: property] = Int($1) })
  }

  /// A group of fields that go to the same root.
  init(_ key: String, _ summary: String, _ group: FieldGroup<Root>) {
    self.init(key, summary, group, \.self, fresh: nil)
  }

  /// A group of fields that go to a part of the root.
  /// - Parameter fresh: what the part starts from when the file gives the group; `nil` to go on from what is there.
  init<Part>(
    _ key: String, _ summary: String, _ group: FieldGroup<Part>, _ property: WritableKeyPath<Root, Part> & Sendable,
    fresh: Part?
  ) {
    self.key = key
    self.summary = summary
    note = ""
    isRequired = false
    decode = { node, path, root, diagnosis in
      var part = fresh ?? root[keyPath: property]
      group.decode(node, path, &part, &diagnosis)
      root[keyPath: property] = part
    }
    literal = { .mapping(group.entries($0[keyPath: property])) }
    schema = { group.schema(fresh ?? $0[keyPath: property]) }
  }
}
