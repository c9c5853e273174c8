/// Where a node was written.
enum Place: Sendable, Hashable {
  /// Both count from 1; columns count characters.
  case file(line: Int, column: Int)
  /// In an override, given as `path=value`.
  case override(String)
  /// Nowhere in particular: the file as a whole.
  case whole
}

/// A value of the file with its place: what YAML says before anybody asks what it means.
struct Node: Sendable {
  struct Pair: Sendable {
    var key: Node
    var value: Node
  }

  enum Content: Sendable {
    case scalar(String, quoted: Bool)
    case list([Node])
    /// In the order of the file, duplicates included.
    case mapping([Pair])
  }

  var content: Content
  var place: Place
  /// Nodes in all, with every alias written out. Saturates.
  var size = 1

  /// What an error message calls the value.
  var described: String {
    switch content {
    case .list: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let text, let quoted):
      if isNull { return "nothing" }
      if !quoted, case .number = PlainScalar(text) { return Problem.shorten(text) }
      return (quoted ? "the text " : "") + Problem.quote(text)
    }
  }

  /// Keys of a mapping that are texts.
  var keys: [String] {
    guard case .mapping(let pairs) = content else { return [] }
    return pairs.compactMap { if case .scalar(let key, _) = $0.key.content { key } else { nil } }
  }

  /// The value of a key of a mapping.
  func value(of key: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { if case .scalar(key, _) = $0.key.content { true } else { false } }?.value
  }

  /// Whether it is an empty value, `null` or `~`.
  var isNull: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return PlainScalar(text) == .null
  }
}

/// A file's one document.
struct Document: Sendable {
  /// `nil` if there is none.
  var root: Node?
  /// Explicit tags such as `!!str`, which no value of the format needs.
  var tags: [(tag: String, place: Place)] = []

  /// Why a tag is refused. Whoever writes a text that begins with an exclamation mark never heard of tags.
  static func refusal(of tag: String) -> String {
    "tags are not used here" + (tag.hasPrefix("!") ? "; put a text that begins with ! in quotes" : "")
  }
}
