/// The keys that a mapping of the format may have.
struct FieldGroup<Root: Sendable>: Sendable {
  /// What a key is called in messages: key, lever, parameter; `s` makes it plural.
  var noun = "key"
  let fields: [Field<Root>]
  /// Names that are known and refused, with the reason.
  var refused: [String: String] = [:]

  /// Keys that a message may name where it can suggest none.
  private static var listed: Int { 12 }

  func decode(_ node: Node, _ path: String, _ root: inout Root, _ diagnosis: inout Diagnosis) {
    guard case .mapping(let pairs) = node.content else {
      let some = fields.prefix(4).map(\.key).joined(separator: ", ") + (fields.count > 4 ? ", …" : "")
      let hint = fields.isEmpty ? "" : " with \(noun)s such as \(some)"
      diagnosis.report(node.place, path, "expected a mapping\(hint)", got: node.described)
      return
    }
    var seen: [String: Place] = [:]
    for (place, pair) in pairs.enumerated() {
      guard let key = pair.fieldKey(path, noun, &diagnosis) else { continue }
      if place > 0, let number = pair.fraction(after: pairs[place - 1]) {
        diagnosis.report(pair.key.place, path, "decimal comma? Write \(number)", got: number.replacing(".", with: ","))
        continue
      }
      let inner = path.isEmpty ? Problem.shorten(key) : path + "." + Problem.shorten(key)
      pair.checkDuplicate(key, inner, noun, &seen, &diagnosis)
      guard let field = fields.first(where: { $0.key == key }) else {
        if let reason = refused[key] {
          diagnosis.report(pair.key.place, inner, reason)
        } else {
          let names = fields.map(\.key)
          let meant = Suggestion.nearest(to: key, among: names) ?? Suggestion.only(holding: key, among: names)
          let known = meant == nil && names.count <= Self.listed ? "; there is \(names.joined(separator: ", "))" : ""
          diagnosis.report(pair.key.place, inner, "unknown \(noun)\(known)", suggestion: meant)
        }
        continue
      }
      diagnosis.remember(inner, at: pair.value.place)
      field.decode(pair.value, inner, &root, &diagnosis)
    }
    for field in fields where field.isRequired && seen[field.key] == nil {
      diagnosis.report(node.place, path.isEmpty ? field.key : path + "." + field.key, "missing: \(field.summary)")
    }
  }

  func entries(_ root: Root) -> [Literal.Entry] {
    fields.compactMap { field in
      field.literal(root).map {
        Literal.Entry(key: field.key, value: $0, comment: field.note.isEmpty ? field.summary : field.note)
      }
    }
  }

  func schema(_ defaults: Root) -> [(String, JSON)] {
    let properties = fields.map { field in
      (
        field.key,
        JSON.members(
          [("title", .string(Self.title(field.key))), ("description", .string(field.summary))] + field.schema(defaults))
      )
    }
    let required = fields.filter(\.isRequired).map { JSON.string($0.key) }
    return [("type", .string("object")), ("properties", .members(properties))]
      + (required.isEmpty ? [] : [("required", .array(required))]) + [("additionalProperties", .boolean(false))]
  }

  private static func title(_ key: String) -> String {
    let words = key.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

extension Node.Pair {
  /// `{bonus: 0,5}` is two keys, the second of digits and without a value: the number that was meant.
  fileprivate func fraction(after last: Node.Pair) -> String? {
    guard case .scalar(let digits, false) = key.content, (1...20).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) }), value.isNull,
      case .scalar(let whole, false) = last.value.content, whole.utf8.count <= 20,
      whole.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 43 }), case .number = PlainScalar(whole)
    else { return nil }
    return "\(whole).\(digits)"
  }

  /// The key as text, or `nil` after reporting that it cannot be a name.
  func fieldKey(_ path: String, _ noun: String, _ diagnosis: inout Diagnosis) -> String? {
    guard case .scalar(let text, let isQuoted) = key.content, isQuoted || !key.isNull else {
      diagnosis.report(key.place, path, "expected the name of a \(noun)", got: key.described)
      return nil
    }
    if text == "<<" && !isQuoted {
      diagnosis.report(key.place, path, "merge keys (<<) are not supported: write the \(noun)s out")
      return nil
    }
    return text
  }

  func checkDuplicate(
    _ name: String, _ path: String, _ noun: String, _ seen: inout [String: Place], _ diagnosis: inout Diagnosis
  ) {
    if let first = seen[name] {
      var earlier = ""
      if case .file(let line, _) = first { earlier = ": already given in line \(line)" }
      diagnosis.report(key.place, path, "duplicate \(noun)\(earlier)")
    } else {
      seen[name] = key.place
    }
  }
}
