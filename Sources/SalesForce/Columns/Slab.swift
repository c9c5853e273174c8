import PortableMath

/// Columns of equal length in one block of memory, named by the cases of an enumeration.
///
/// - Complexity: a subscript is one multiplication; copying is one pass over the block.
struct Slab<Key: ColumnKey>: ~Copyable {
  private var storage: ColumnBuffer<Double>
  /// Length of every column.
  let rows: Int
  private let stride: Int

  init(rows: Int) {
    self.rows = rows
    stride = (rows + 7) & ~7
    storage = ColumnBuffer(count: max(stride, 8) * Key.allCases.count, repeating: 0)
    reset()
  }

  /// The column of that name; a view that must not outlive the slab.
  subscript(key: Key) -> Column<Double> {
    storage.column.slice(from: key.rawValue &* stride, count: rows)
  }

  /// The first row of a column: all there is in a table of one row.
  subscript(first key: Key) -> Double {
    get { storage.column[key.rawValue &* stride] }
    nonmutating set { storage.column[key.rawValue &* stride] = newValue }
  }

  /// Columns that are declared one behind the other, starting with the named one.
  func grid(from key: Key, columns: Int) -> Grid {
    Grid(storage.column.slice(from: key.rawValue * stride, count: columns * stride), rows: rows, stride: stride)
  }

  /// Sets every column to its neutral value.
  mutating func reset() {
    for key in Key.allCases { self[key].fill(key.card.neutral) }
  }

  /// Takes over all values of another slab of the same length.
  mutating func copy(from other: borrowing Slab) {
    precondition(rows == other.rows, "slabs of \(rows) and \(other.rows) rows")
    for key in Key.allCases { self[key].copy(from: other[key]) }
  }
}

/// Neighbouring columns of a slab as a table; a view that must not outlive the slab.
struct Grid {
  private let values: Column<Double>
  private let rows, stride: Int

  init(_ values: Column<Double>, rows: Int, stride: Int) {
    self.values = values
    self.rows = rows
    self.stride = stride
  }

  /// One of the columns.
  subscript(column column: Int) -> Column<Double> { values.slice(from: column &* stride, count: rows) }

  subscript(column: Int, row: Int) -> Double {
    get { values[place(column, row)] }
    nonmutating set { values[place(column, row)] = newValue }
  }

  /// May wrap around: the column checks the result.
  private func place(_ column: Int, _ row: Int) -> Int { column &* stride &+ row }
}
