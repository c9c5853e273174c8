import ResultTables
import SalesForce

/// The table of a trial's history: a row a week and seat, or within one week a row a pass and seat, and a column for each
/// column of the sellers' state.
public enum StateTrace {
  /// What the column `pass` says before the first pass of a week, and of whole weeks.
  static let start = "start", end = "end"
  /// Names of the columns that say whose state it is, and when.
  static let key = ["week", "pass", "seat", "hire"]
  /// Columns of state by name, as the ODD protocol and mechanisms' cards have them.
  static let columns = SellerColumn.allCases.map { (name: "\($0)", key: $0) }

  public static let schema = TableSchema(
    name: "trace", title: "History of a trial",
    description: "One row for each week of the scenario, warm-up included, and seat: the seller's state at the end of "
      + "the week. Of a single week, one row for each pass and seat: the state behind the pass.",
    tier: .a,
    fields: [
      TableField("week", type: .integer, unit: "weeks", description: "week of the scenario, from 0"),
      TableField(
        "pass", type: .string, unit: "",
        description: "mechanism whose pass has just been; start before the first of a week, end at the week's end",
        constraints: .init(required: true)),
      TableField("seat", type: .integer, unit: "", description: "number of the seat, from 0"),
      TableField(
        "hire", type: .integer, unit: "",
        description: "who sits there: the seat's first person is 0, the first hire 1; the last one while it is vacant"),
    ]
      + columns.map {
        TableField($0.name, type: .number, unit: $0.key.card.unit, description: $0.key.card.summary)
      }, primaryKey: ["week", "pass", "seat"])
}

/// Writes a ``StateTrace`` while a trial runs.
public final class TraceWriter {
  private let table: CSVTable
  private let week: Int?
  /// Why nothing more is written.
  private(set) var failure: TableError?

  /// - Parameters:
  ///   - path: of the file.
  ///   - week: the one to follow pass by pass; nil for the ends of all.
  /// - Throws: `TableError`.
  public init(path: String, week: Int? = nil) throws(TableError) {
    table = try CSVTable(schema: StateTrace.schema, path: path)
    self.week = week
  }

  /// Rows so far.
  public var rows: Int { table.rows }

  func take(_ firm: borrowing Firm, _ now: Int, _ moment: WeekMoment, passes: [String]) {
    guard failure == nil else { return }
    let pass: String
    switch moment {
    case .end where week == nil: pass = StateTrace.end
    case .start where week == now: pass = StateTrace.start
    case .pass(let place) where week == now: pass = passes[place]
    default: return
    }
    do throws(TableError) {
      for seat in 0..<firm.seats {
        try table.append(
          [.integer(now), .text(pass), .integer(seat), .integer(firm.hire(on: seat))]
            + StateTrace.columns.map { .number(firm[$0.key][seat]) })
      }
    } catch { failure = error }
  }

  /// Puts the file in its place, also where a broken law ended the trial.
  /// - Throws: `TableError`.
  public func finish() throws(TableError) {
    if let failure { throw failure }
    _ = try table.finish()
  }
}
