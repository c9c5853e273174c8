import ResultTables

/// A table of a study: its columns, and its rows in their order. Which there are, and what each needs: ``StudyTables``.
protocol StudyTable {
  var schema: TableSchema { get }
  /// Hands over its rows in their order.
  /// - Throws: what `write` throws, and errors of the files that rows are made from.
  func rows(_ write: ([Cell]) throws -> Void) throws
}

/// A table whose rows are few and known.
struct EntryTable<Rows: Sequence<[Cell]>>: StudyTable {
  let schema: TableSchema
  let entries: Rows

  func rows(_ write: ([Cell]) throws -> Void) throws { for row in entries { try write(row) } }
}
