/// Unit, neutral value and meaning of one column of state.
public struct ColumnCard: Sendable, Equatable {
  public let unit: String
  /// The value at the start of a trial, which stays when the mechanism that writes the column is knocked out.
  public let neutral: Double
  public let summary: String

  init(_ unit: String, _ neutral: Double, _ summary: String) {
    self.unit = unit
    self.neutral = neutral
    self.summary = summary
  }
}

/// The names of a slab's columns. Each is declared once, here in an enumeration; reset, fork, hash, audit and
/// description all walk over the same list.
public protocol ColumnKey: RawRepresentable, CaseIterable, Sendable, Hashable where RawValue == Int {
  var card: ColumnCard { get }
}
