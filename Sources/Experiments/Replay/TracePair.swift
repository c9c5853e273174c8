import ResultTables
import SalesForce

/// Two traces as they lie in files, of two builds perhaps.
///
/// Both are read twice: once for a checksum of each row, then for the values of the first moment that differs; memory is
/// 40 bytes a row.
public struct TracePair {
  private let a, b: TraceFile
  private let shared: [String]

  /// - Parameters:
  ///   - a: path of one file.
  ///   - b: path of the other.
  /// - Throws: ``TraceFault`` for what is no trace; errors of files.
  public init(_ a: String, _ b: String) throws {
    (self.a, self.b) = (try TraceFile(a), try TraceFile(b))
    let known = Set(self.b.columns)
    shared = self.a.columns.filter(known.contains)
    guard !shared.isEmpty else { throw TraceFault(path: b, line: 1, reason: "it shares no column with '\(a)'") }
  }

  /// The week that a trace follows pass by pass; nil where it has the ends of all weeks.
  /// - Throws: ``TraceFault``; errors of files.
  public static func week(of path: String) throws -> Int? { try TraceFile(path).week() }

  /// - Throws: ``TraceFault``; errors of files.
  public func compare() throws -> HistoryComparison {
    var comparison = HistoryComparison(), rows: [(key: TraceFile.Key, sum: UInt64)] = []
    comparison.onlyFirst = a.columns.filter { !shared.contains($0) }
    comparison.onlySecond = b.columns.filter { !shared.contains($0) }
    try a.forEachRow(shared) { _, key, values in rows.append((key, Self.sum(values))) }
    guard let opening = rows.first?.key else { throw TraceFault(path: a.path, line: 2, reason: "it has no rows") }
    comparison.seats = rows.prefix { $0.key.week == opening.week && $0.key.pass == opening.pass }.count
    var count = 0, lastWeek: Int?, moment: TraceFile.Key?
    try b.forEachRow(shared) { line, key, values in
      guard count < rows.count else { return }
      let other = rows[count]
      count += 1
      guard other.key == key else {
        throw TraceFault(
          path: b.path, line: line,
          reason: "it is \(key), where '\(a.path)' has \(other.key): they are not of the same weeks, passes and seats")
      }
      if lastWeek != key.week { (lastWeek, comparison.weeks) = (key.week, comparison.weeks + 1) }
      let differs = other.sum != Self.sum(values)
      if differs, moment == nil { moment = key }
      guard moment != nil else { return }
      let pass = key.passName
      if let last = comparison.spread.last, last.week == key.week, last.pass == pass {
        guard differs else { return }
        comparison.spread[comparison.spread.count - 1] = .init(week: key.week, pass: pass, sellers: last.sellers + 1)
      } else {
        comparison.spread.append(.init(week: key.week, pass: pass, sellers: differs ? 1 : 0))
      }
    }
    guard count > 0 else { throw TraceFault(path: b.path, line: 2, reason: "it has no rows") }
    if let moment { comparison.partings = [try parting(moment)] }
    return comparison
  }

  private func parting(_ moment: TraceFile.Key) throws -> HistoryComparison.Parting {
    var rows: [[Double]] = []
    try a.forEachRow(shared) { _, key, values in
      if key.isAtMoment(of: moment) { rows.append(values) }
    }
    var found = [(sellers: Int, seat: Int, first: Double, second: Double)?](repeating: nil, count: shared.count)
    var place = 0
    try b.forEachRow(shared) { _, key, values in
      guard key.isAtMoment(of: moment), place < rows.count else { return }
      for column in shared.indices
      where JournalRecord.image(rows[place][column]) != JournalRecord.image(values[column]) {
        if found[column] == nil { found[column] = (0, key.seat, rows[place][column], values[column]) }
        found[column]?.sellers += 1
      }
      place += 1
    }
    return HistoryComparison.Parting(
      week: moment.week, pass: moment.passName,
      pieces: zip(shared, found).compactMap { name, found in
        found.map { StateNames.piece(Self.state(name), sellers: $0.sellers, seat: $0.seat, $0.first, $0.second) }
      })
  }

  /// What mechanisms call a column.
  private static func state(_ column: String) -> String {
    column == "hire" ? StateKey.people.description : "sellers.\(column)"
  }

  private static func sum(_ values: [Double]) -> UInt64 {
    values.map(JournalRecord.image).withUnsafeBytes { Checksum.xxh64($0) }
  }

  /// Mechanisms that write a column of the sellers, by the name that they give it.
  public static func writers(of name: String) -> [String] {
    Registry.standard.mechanisms.filter { $0.writes.contains { $0.description == name } }.map(\.name)
  }
}
