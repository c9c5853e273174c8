/// Settings from the command line, put into the tree before anything is checked.
enum Overrides {
  static func apply(_ path: String, _ value: String, to root: inout Node, _ diagnosis: inout Diagnosis) {
    let place = Place.override("\(path)=\(value)")
    let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard path.utf8.count + value.utf8.count <= Limits.overrideBytes, keys.count <= Limits.depth else {
      diagnosis.report(place, "", "too long for an override")
      return
    }
    guard keys.allSatisfy({ !$0.isEmpty }) else {
      diagnosis.report(place, "", "expected a path of keys with dots between them", got: Problem.quote(path))
      return
    }
    do throws(Problem) {
      let bytes = try TextGuard.text(of: Array(value.utf8), source: "value").get()
      let document = try YAMLReader.read(bytes, source: "value", override: "\(path)=\(value)")
      for (tag, _) in document.tags {
        diagnosis.report(place, path, Document.refusal(of: tag), got: Problem.quote(tag))
      }
      let node = document.root ?? Node(content: .scalar("", quoted: false), place: place)
      if let problem = missing(keys, in: root) {
        diagnosis.report(
          place, path, problem.message, suggestion: Suggestion.nearest(to: problem.name, among: problem.names))
        return
      }
      set(keys[...], to: node, in: &root, path: path, place: place, &diagnosis)
    } catch {
      diagnosis.report(place, path, error.message)
    }
  }

  /// Where the keys are names that a file makes up.
  private static let namings: [(above: [String], noun: String)] = [
    (["regimes"], "regime"), (["design", "factors"], "factor"), (["hypotheses"], "hypothesis"),
  ]

  /// What a path would reach into that the file does not have: a slip would add it, and nobody would notice. A whole
  /// one may be added.
  private static func missing(
    _ keys: [String], in root: Node
  ) -> (message: String, name: String, names: [String])? {
    for (above, noun) in namings where keys.starts(with: above) && keys.count > above.count + 1 {
      let names = above.reduce(Optional(root)) { $0?.value(of: $1) }?.keys ?? []
      let name = keys[above.count]
      guard !names.contains(name) else { return nil }
      let there = names.isEmpty ? "the file has none" : "there is \(names.joined(separator: ", "))"
      let whole = (above + [name]).joined(separator: ".")
      return (
        "no \(noun) is called \(Problem.quote(name)) (\(there)); --set '\(Problem.shorten(whole))={…}' adds one", name,
        names
      )
    }
    return nil
  }

  private static func set(
    _ keys: ArraySlice<String>, to value: Node, in node: inout Node, path: String, place: Place,
    _ diagnosis: inout Diagnosis
  ) {
    guard let key = keys.first else {
      node = value
      return
    }
    guard case .mapping(var pairs) = node.content else {
      diagnosis.report(place, path, "there is no \(Problem.quote(key)) to set inside \(node.described)")
      return
    }
    var index = pairs.firstIndex { pair in
      if case .scalar(key, _) = pair.key.content { return true }
      return false
    }
    if index == nil {
      let name = Node(content: .scalar(key, quoted: true), place: place)
      pairs.append(Node.Pair(key: name, value: Node(content: .mapping([]), place: place)))
      index = pairs.count - 1
    }
    if let index { set(keys.dropFirst(), to: value, in: &pairs[index].value, path: path, place: place, &diagnosis) }
    node.content = .mapping(pairs)
  }
}
