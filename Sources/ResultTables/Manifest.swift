/// `manifest.json`: what was run, with what, and what came out, in the order in which it was given.
///
/// Its last entry, `manifest_sha256`, is the SHA-256 of the file as it would be without that entry: an edit shows.
///
///     var manifest = Manifest()
///     manifest["seed"] = 7
///     manifest["files"] = .array(digests.map(\.json))
///     try manifest.write(to: "results/manifest.json")
public struct Manifest: Sendable, Equatable {
  public private(set) var entries: [(key: String, value: JSONValue)]

  public init(_ entries: [(String, JSONValue)] = []) {
    self.entries = []
    for (key, value) in entries { self[key] = value }
  }

  /// The entry of that name. Setting an entry again keeps its place; setting nil removes it.
  public subscript(key: String) -> JSONValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      let place = entries.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil): entries.remove(at: place)
      case (nil, let value?): entries.append((key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Bytes that a manifest may have: some thousand times those of an ordinary one.
  package static let limit = 1 << 26

  public var json: JSONValue { .object(entries) }

  /// Writes the manifest as pretty JSON with its seal, atomically.
  @discardableResult
  public func write(to path: String) throws(FileError) -> FileDigest {
    try AtomicFile.write(text: sealedText, to: path)
  }

  public static func == (a: Manifest, b: Manifest) -> Bool { a.json == b.json }
}
