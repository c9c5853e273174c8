/// `datapackage.json`: type, unit and description of every column, as a Frictionless tabular data package (version 1).
///
/// Beyond the standard, each resource carries `reproducibility` (`bit-exact`, or `BLAS-dependent`: equal to 1e-9) and each
/// field `unit` and `reproducibility`; the standard allows further properties.
///
///     let package = DataPackage(name: "waning", title: "Waning push", description: "…",
///                               resources: [.init(schema: trials, digest: digest)])
///     try package.write(to: "results/datapackage.json")
public struct DataPackage: Sendable, Hashable {
  /// One finished CSV table.
  public struct Resource: Sendable, Hashable {
    public var schema: TableSchema
    public var digest: FileDigest

    public init(schema: TableSchema, digest: FileDigest) {
      self.schema = schema
      self.digest = digest
    }
  }

  /// Any text; what the standard does not allow in a name is replaced: see ``slug(_:)``.
  public var name: String
  public var title: String
  public var description: String
  public var resources: [Resource]

  public init(name: String, title: String, description: String, resources: [Resource]) {
    self.name = name
    self.title = title
    self.description = description
    self.resources = resources
  }

  /// A name as the standard wants it: lower-case letters, digits, `.`, `_` and `-`; never empty.
  public static func slug(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", ".", "_", "-": result.unicodeScalars.append(scalar)
      default: if !result.hasSuffix("-") { result.append("-") }
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    while let first = result.first, first == "-" || first == "." { result.removeFirst() }
    return result.isEmpty ? "results" : result
  }

  public var json: JSONValue {
    [
      "profile": "tabular-data-package",
      "name": .string(Self.slug(name)),
      "title": .string(title),
      "description": .string(description),
      "resources": .array(resources.map(\.json)),
    ]
  }

  /// Writes the descriptor as pretty JSON, atomically.
  @discardableResult
  public func write(to path: String) throws(FileError) -> FileDigest {
    try AtomicFile.write(text: json.text(.pretty) + "\n", to: path)
  }
}

extension DataPackage.Resource {
  var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "profile", value: "tabular-data-resource"),
      (key: "name", value: .string(DataPackage.slug(schema.name))),
      (key: "path", value: .string(digest.path)),
      (key: "title", value: .string(schema.title)),
      (key: "description", value: .string(schema.description)),
      (key: "reproducibility", value: .string(schema.tier.rawValue)),
    ]
    if let note = schema.note { members.append((key: "note", value: .string(note))) }
    members += [
      (key: "format", value: "csv"),
      (key: "mediatype", value: "text/csv"),
      (key: "encoding", value: "utf-8"),
    ]
    // The descriptor is bit-exact: only the manifest has the bytes that differ between builds of BLAS.
    if schema.tier == .a {
      members += [
        (key: "bytes", value: .integer(digest.bytes)), (key: "hash", value: .string("sha256:" + digest.sha256)),
      ]
    }
    members += [
      (key: "rows", value: .integer(digest.rows)),
      (
        key: "dialect",
        value: [
          "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "header": true,
          "skipInitialSpace": false, "caseSensitiveHeader": true, "csvddfVersion": 1.2,
        ]
      ),
      (key: "schema", value: schema.json),
    ]
    return .object(members)
  }
}

extension TableSchema {
  var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "fields", value: .array(fields.map { $0.json(tier: tier) })),
      (key: "missingValues", value: [""]),
    ]
    if !primaryKey.isEmpty { members.append((key: "primaryKey", value: .array(primaryKey.map(JSONValue.string)))) }
    return .object(members)
  }
}

extension TableField {
  func json(tier: TableTier) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "name", value: .string(name)),
      (key: "type", value: .string(type.rawValue)),
      (key: "unit", value: .string(unit)),
      (key: "description", value: .string(description)),
      (key: "reproducibility", value: .string(tier.rawValue)),
    ]
    if let constraints { members.append((key: "constraints", value: constraints.json(for: type))) }
    return .object(members)
  }
}

extension TableField.Constraints {
  func json(for type: TableField.Kind) -> JSONValue {
    func bound(_ value: Double) -> JSONValue {
      if type == .integer, let integer = Int(exactly: value) { .integer(integer) } else { .number(value) }
    }
    var members: [(key: String, value: JSONValue)] = []
    if required { members.append((key: "required", value: true)) }
    if let minimum { members.append((key: "minimum", value: bound(minimum))) }
    if let maximum { members.append((key: "maximum", value: bound(maximum))) }
    // As they stand in the file, where a leading minus sign, say, is guarded by an apostrophe.
    if let values { members.append((key: "enum", value: .array(values.map { .string(CSVTable.protect($0)) }))) }
    return .object(members)
  }
}
