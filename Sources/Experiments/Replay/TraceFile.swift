import ResultTables

/// What in a file makes it no trace.
public struct TraceFault: Error, Sendable, Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let reason: String

  public var description: String { "'\(path)', line \(line): \(reason)".printable }
}

/// A ``StateTrace`` in a file, read row by row. Whoever wrote it, anything may stand in it.
final class TraceFile {
  /// Whose row it is, and when.
  struct Key: Equatable, CustomStringConvertible {
    let week: Int
    let pass: String
    let seat: Int

    var description: String { "week \(week), \(pass), seat \(seat)" }

    /// The pass as people are told it; nil for the end of a week.
    var passName: String? { pass == StateTrace.end ? nil : pass }
    func isAtMoment(of other: Key) -> Bool { week == other.week && pass == other.pass }
  }

  let path: String
  /// Names of its columns of numbers, `hire` included, in its order.
  let columns: [String]
  private let places: [String: Int]
  private let width: Int

  /// Reads the header.
  /// - Throws: ``TraceFault``; errors of files.
  init(_ path: String) throws {
    self.path = path
    var header: [String] = []
    do {
      try CSVReader(path: path).forEachRow { fields in
        header = fields
        throw Enough()
      }
    } catch is Enough {} catch let fault as CSVFault {
      throw TraceFault(path: path, line: fault.line, reason: fault.reason)
    }
    width = header.count
    places = Dictionary(header.enumerated().map { ($1, $0) }) { first, _ in first }
    guard places.count == header.count else {
      throw TraceFault(path: path, line: 1, reason: "two columns have one name")
    }
    if let missing = StateTrace.key.first(where: { !header.contains($0) }) {
      throw TraceFault(
        path: path, line: 1,
        reason: "it has no column '\(missing)': it is no trace, as `rainmaker replay --trace` writes it")
    }
    columns = header.filter { !["week", "pass", "seat"].contains($0) }
  }

  private struct Enough: Error {}

  /// - Parameter names: columns that are wanted, in the order wanted; missing values are NaN.
  /// - Throws: ``TraceFault``; errors of files; whatever `body` throws.
  func forEachRow(_ names: [String], _ body: (_ line: Int, _ key: Key, _ values: [Double]) throws -> Void) throws {
    let wanted = names.map { places[$0] ?? 0 }
    var isHeader = true
    do {
      try CSVReader(path: path).forEachRow { line, fields in
        if isHeader { return isHeader = false }
        guard fields.count == width else {
          throw fault(line, "it has \(fields.count) cells, and the header \(width)")
        }
        let key = Key(
          week: try whole("week", fields, line), pass: fields[places["pass"] ?? 0],
          seat: try whole("seat", fields, line))
        let values = try zip(names, wanted).map { name, place -> Double in
          let text = fields[place]
          if text.isEmpty { return .nan }
          guard let value = Double(text) else { throw fault(line, "\(name) is '\(text)', which is no number") }
          return value
        }
        try body(line, key, values)
      }
    } catch let fault as CSVFault {
      throw TraceFault(path: path, line: fault.line, reason: fault.reason)
    }
  }

  /// The week that it follows pass by pass; nil where it has the ends of all weeks.
  /// - Throws: as ``forEachRow(_:_:)``.
  func week() throws -> Int? {
    var found: Key?
    do {
      try forEachRow([]) { _, key, _ in
        found = key
        throw Enough()
      }
    } catch is Enough {}
    return found.flatMap { $0.passName == nil ? nil : $0.week }
  }

  private func whole(_ name: String, _ fields: [String], _ line: Int) throws(TraceFault) -> Int {
    let text = fields[places[name] ?? 0]
    guard let value = Int(text), value >= 0 else {
      throw fault(line, "\(name) is '\(text)', which is no number from 0 on")
    }
    return value
  }

  private func fault(_ line: Int, _ reason: String) -> TraceFault { TraceFault(path: path, line: line, reason: reason) }
}
