/// One column: its name, type, unit and meaning, as the data package publishes them.
public struct TableField: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable { case string, integer, number }

  /// What every value of a column satisfies; checked by readers of the data package, not by the writers.
  public struct Constraints: Sendable, Hashable {
    /// No value is missing.
    public var required = false
    public var minimum: Double?
    public var maximum: Double?
    /// The only values that a text column can take; nil for any.
    public var values: [String]?

    public init(required: Bool = false, minimum: Double? = nil, maximum: Double? = nil, values: [String]? = nil) {
      self.required = required
      self.minimum = minimum
      self.maximum = maximum
      self.values = values
    }
  }

  /// Column name, snake_case.
  public var name: String
  public var type: Kind
  /// Unit in words, such as "currency per seller-week"; "1" for a pure number, "" for a label.
  public var unit: String
  public var description: String
  public var constraints: Constraints?

  public init(_ name: String, type: Kind, unit: String, description: String, constraints: Constraints? = nil) {
    self.name = name
    self.type = type
    self.unit = unit
    self.description = description
    self.constraints = constraints
  }
}

/// How far the bytes of a table can be trusted to repeat.
public enum TableTier: String, Sendable, Hashable {
  /// Byte-identical for any threads, shards and machines.
  case a = "bit-exact"
  /// Identical for one BLAS build and core type, equal to 1e-9 elsewhere.
  case b = "BLAS-dependent"
}

/// A table: its columns and what a reader must know about it.
public struct TableSchema: Sendable, Hashable {
  /// Short name, `[a-z0-9._-]+`, the stem of the file name.
  public var name: String
  public var title: String
  public var description: String
  public var tier: TableTier
  public var fields: [TableField]
  /// Names of the fields that together identify a row; empty for none.
  public var primaryKey: [String]
  /// A caveat which goes with the table, such as "costs differ between regimes".
  public var note: String?

  /// - Precondition: fields have distinct, non-empty names, and the primary key is made of them.
  public init(
    name: String, title: String, description: String, tier: TableTier, fields: [TableField],
    primaryKey: [String] = [], note: String? = nil
  ) {
    let names = Set(fields.map(\.name))
    precondition(names.count == fields.count && !names.contains(""), "TableSchema '\(name)': field names must differ")
    precondition(names.isSuperset(of: primaryKey), "TableSchema '\(name)': primary key must consist of fields")
    self.name = name
    self.title = title
    self.description = description
    self.tier = tier
    self.fields = fields
    self.primaryKey = primaryKey
    self.note = note
  }
}
