import CYaml

/// Turns text into nodes, event by event.
///
/// This uses the event parser of libyaml as Yams ships it and not Yams's own composer, which stops at the first
/// duplicate key, recurses once a nesting level and expands aliases without limit. Here nothing recurses, duplicates
/// stay in the tree for the validator to report with everything else, and depth, values and aliases are bounded while
/// reading.
struct YAMLReader {
  private struct Frame {
    let isMapping: Bool
    let place: Place
    let anchor: String?
    var items: [Node] = []
    var size = 1
  }

  private let source: String
  /// Set when the text is an override's value: then all its nodes are placed there.
  private let override: String?
  private var frames: [Frame] = []
  private var anchors: [String: Node] = [:]
  private var document = Document()
  private var nodes = 0

  private init(source: String, override: String?) {
    self.source = source
    self.override = override
  }

  /// The one document of a text.
  static func read(
    _ text: ArraySlice<UInt8>, source: String, override: String? = nil
  ) throws(Problem) -> Document {
    var reader = YAMLReader(source: source, override: override)
    let bytes = Array(text)
    let result: Result<Document, Problem> = bytes.withUnsafeBufferPointer { buffer in
      do throws(Problem) {
        return .success(try reader.run(buffer))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) throws(Problem) -> Document {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw problem("out of memory", at: .whole) }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { throw syntaxProblem(parser, bytes) }
      defer { yaml_event_delete(&event) }
      if event.type == YAML_STREAM_END_EVENT { return document }
      try take(event)
    }
  }

  private mutating func take(_ event: yaml_event_t) throws(Problem) {
    let place = place(event.start_mark)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      if document.root != nil { throw problem("a second document begins here; expected one document", at: place) }
    case YAML_ALIAS_EVENT:
      try add(try aliased(Self.string(event.data.alias.anchor) ?? "", at: place), isNew: false)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE && scalar.style != YAML_ANY_SCALAR_STYLE
      note(tag: scalar.tag, at: place)
      let node = Node(content: .scalar(text, quoted: isQuoted), place: place)
      if let anchor = Self.string(scalar.anchor) { anchors[anchor] = node }
      try add(node, isNew: true)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      note(tag: start.tag, at: place)
      try open(isMapping: false, anchor: start.anchor, at: place)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      note(tag: start.tag, at: place)
      try open(isMapping: true, anchor: start.anchor, at: place)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      try close()
    default:
      break
    }
  }

  private mutating func note(tag: UnsafeMutablePointer<UInt8>?, at place: Place) {
    guard let tag = Self.string(tag), document.tags.count <= Limits.problems else { return }
    document.tags.append((tag, place))
  }

  private mutating func open(
    isMapping: Bool, anchor: UnsafeMutablePointer<UInt8>?, at place: Place
  ) throws(Problem) {
    guard frames.count < Limits.depth else {
      throw problem("nested deeper than \(Limits.depth) levels", at: place)
    }
    frames.append(Frame(isMapping: isMapping, place: place, anchor: Self.string(anchor)))
  }

  private mutating func close() throws(Problem) {
    guard let frame = frames.popLast() else { return }
    var node = Node(content: .list(frame.items), place: frame.place, size: frame.size)
    if frame.isMapping {
      let pairs = stride(from: 0, to: frame.items.count - 1, by: 2).map {
        Node.Pair(key: frame.items[$0], value: frame.items[$0 + 1])
      }
      node.content = .mapping(pairs)
    }
    if let anchor = frame.anchor { anchors[anchor] = node }
    try add(node, isNew: true)
  }

  /// Puts a complete node into the innermost open list or mapping.
  private mutating func add(_ node: Node, isNew: Bool) throws(Problem) {
    nodes += isNew ? 1 : node.size
    guard nodes <= Limits.nodes else {
      let cause = isNew ? "more" : "aliases expand to more"
      throw problem("\(cause) than \(Limits.nodes) values; a scenario needs some hundred", at: node.place)
    }
    guard let last = frames.indices.last else {
      document.root = node
      return
    }
    frames[last].items.append(node)
    frames[last].size += node.size
  }

  private func aliased(_ name: String, at place: Place) throws(Problem) -> Node {
    if frames.contains(where: { $0.anchor == name }) {
      throw problem("alias *\(name) stands inside what it stands for: endless", at: place)
    }
    guard let node = anchors[name] else {
      throw problem(
        "alias *\(name) without an anchor &\(name); put a text that begins with * in quotes", at: place)
    }
    return node
  }

  private func place(_ mark: yaml_mark_t) -> Place {
    override.map { .override($0) } ?? .file(line: mark.line + 1, column: mark.column + 1)
  }

  private func problem(_ message: String, at place: Place) -> Problem {
    Problem(file: source, place: place, path: "", message: message)
  }

  /// What libyaml found wrong, with a hint where its words do not help.
  private func syntaxProblem(_ parser: yaml_parser_t, _ bytes: UnsafeBufferPointer<UInt8>) -> Problem {
    let said = parser.problem.map { String(cString: $0) } ?? "unreadable"
    if said.hasPrefix("Maximum nesting level") {
      return problem("nested deeper than \(Limits.depth) levels", at: place(parser.mark))
    }
    if parser.error == YAML_READER_ERROR {
      let text = ArraySlice(bytes)
      let offset = min(parser.problem_offset, text.count)
      let place = override.map { .override($0) } ?? TextGuard.place(of: offset, in: text)
      return problem("not valid YAML: \(said)", at: place)
    }
    let mark = parser.problem_mark
    let line = override == nil ? " from line \(parser.context_mark.line + 1)" : ""
    let context = parser.context.map { " (\(String(cString: $0))\(line))" } ?? ""
    let hint = hint(said, parser, bytes).map { "; " + $0 } ?? ""
    return problem("not valid YAML: \(said)\(context)\(hint)", at: place(mark))
  }

  /// What to do about it, for the slips that libyaml names in its own terms.
  private func hint(_ said: String, _ parser: yaml_parser_t, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let mark = parser.problem_mark, context = parser.context.map { String(cString: $0) } ?? ""
    if said.contains("cannot start any token"), mark.index < bytes.count, hasTab(bytes, line: mark.line) {
      return "indent with spaces, not tabs"
    }
    if said.contains("cannot start any token") { return Self.quotes }
    // A text that begins with * or & and goes on with other signs than those of a name.
    if context.contains("alias") || context.contains("anchor") || context.contains("tag") { return Self.quotes }
    if context.contains("flow sequence") || context.contains("flow mapping") {
      return "a bracket is left open, or a text that begins with [ or { is not in quotes"
    }
    if context.contains("quoted scalar") { return "a quotation mark is left open" }
    if mark.index < bytes.count, followsEnd(bytes, mark) {
      return "a text that begins with a quotation mark, [ or { and goes on behind it stands in quotes as a whole"
    }
    if said.contains("mapping values are not allowed") {
      return "put a text that holds a colon in quotes; if it is none, check the indentation"
    }
    let isBlock = context.contains("block mapping") || context.contains("block collection")
    if said.contains("did not find expected"), isBlock {
      return "check the indentation: keys of one mapping begin in one column"
    }
    if said.contains("could not find expected ':'") { return "a key ends with a colon and a blank" }
    return nil
  }

  private static let quotes = "put a text that begins with a sign such as @ ` % & * ! in quotes"

  /// Whether what cannot be read stands behind a closed quotation or bracket in its line.
  private func followsEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: yaml_mark_t) -> Bool {
    let lines = bytes.split(separator: 10, maxSplits: mark.line + 1, omittingEmptySubsequences: false)
    guard mark.line < lines.count else { return false }
    let before = String(decoding: lines[mark.line], as: UTF8.self).prefix(mark.column)
    guard let last = before.last(where: { $0 != " " }) else { return false }
    return last == "]" || last == "}" || (last == "\"" || last == "'") && before.count { $0 == last } >= 2
  }

  private func hasTab(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> Bool {
    let lines = bytes.split(separator: 10, maxSplits: line + 1, omittingEmptySubsequences: false)
    return line < lines.count && lines[line].contains(9)
  }

  private static func string(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
