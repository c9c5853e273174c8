import Experiments
import ResultTables

/// Where two histories part and how the difference spreads, for people at a terminal and for programs.
public struct HistoryText {
  /// One of the two histories.
  public struct Side {
    /// `push`, or the file's name.
    let name: String
    /// The command that writes its trace within a week; nil where nobody knows it.
    let trace: ((_ week: Int) -> String)?

    public init(_ name: String, trace: ((Int) -> String)? = nil) { (self.name, self.trace) = (name, trace) }
  }

  private let comparison: HistoryComparison
  private let a, b: Side
  private let width: Int

  /// Columns that are told of one moment.
  private static let limit = 8

  /// - Parameters:
  ///   - comparison: of the two.
  ///   - a: what the first is called.
  ///   - b: what the second is called.
  ///   - columns: characters of a line, 40 to 80.
  public init(_ comparison: HistoryComparison, _ a: Side, _ b: Side, columns: Int = 80) {
    (self.comparison, self.a, self.b, width) = (comparison, a, b, min(80, max(40, columns)))
  }

  public var text: String {
    var lines = columns
    guard let first = comparison.partings.first else {
      return
        (wrapped(
          "\(a.name) and \(b.name) are equal: \(NumberText.count(comparison.weeks, "week")) of "
            + "\(NumberText.count(comparison.seats, "seller")), bit for bit.") + lines).joined(separator: "\n")
    }
    lines = wrapped("\(a.name) and \(b.name) part in \(place(first)).") + told(first)
    if comparison.partings.count > 1 {
      lines += wrapped("The first seller follows in \(place(comparison.partings[1])).") + told(comparison.partings[1])
    } else if first.seat == nil {
      lines += ["No seller follows."]
    }
    if comparison.sharesDraws == false {
      lines += wrapped("They have other random draws: another seed, or independent streams.")
    }
    return (lines + hint(first) + spread + columns).joined(separator: "\n")
  }

  /// `week 26, in the pass control, at seat 0`
  private func place(_ parting: HistoryComparison.Parting) -> String {
    let pass: String
    switch parting.pass {
    case nil: pass = "by the end of it"
    case "start": pass = "before its first pass"
    case let name?: pass = "in the pass \(name)"
    }
    return "week \(parting.week), \(pass), " + (parting.seat.map { "at seat \($0)" } ?? "in the firm as a whole")
  }

  /// The first seller's columns, or the firm's.
  private func told(_ parting: HistoryComparison.Parting) -> [String] {
    let own = parting.pieces.filter { $0.seat == parting.seat }, shown = own.prefix(Self.limit)
    var lines = shown.flatMap { piece -> [String] in
      let sellers =
        piece.seat == nil ? "" : "; differs in \(piece.sellers) of \(NumberText.count(comparison.seats, "seller"))"
      let unit = ["", "1"].contains(piece.unit) ? "" : " \(piece.unit)"
      return Paragraph.lines(
        "\(piece.name) \(ReplayText.exact(piece.first)) → \(ReplayText.exact(piece.second))\(unit)"
          + (piece.meaning.isEmpty ? "" : " (\(piece.meaning))") + sellers, width: width, first: "  ", hanging: "    ")
    }
    let more = parting.pieces.count - shown.count
    if more > 0 { lines.append("  and \(NumberText.count(more, "more piece")) of state: --json lists all") }
    return lines
  }

  /// How to find the pass, where only ends of weeks are known.
  private func hint(_ parting: HistoryComparison.Parting) -> [String] {
    guard parting.pass == nil, let piece = parting.pieces.first else { return [] }
    let writers = TracePair.writers(of: piece.name)
    let known = writers.isEmpty ? "" : " \(piece.name) is written by \(writers.joined(separator: ", "))."
    let commands = [a, b].compactMap { side in side.trace.map { $0(parting.week) } }
    return wrapped("The pass shows in traces of that week, with --week \(parting.week).\(known)")
      + commands.map { "  " + $0 }
  }

  private var spread: [String] {
    guard !comparison.spread.isEmpty else { return [] }
    let last = comparison.spread.count - 1
    var shown = [0], step = 1
    while step < last {
      shown.append(step)
      step *= 2
    }
    if last > 0 { shown.append(last) }
    let isByPass = comparison.spread.contains { $0.pass != nil }
    let rows = isByPass ? Array(comparison.spread.indices) : shown
    return ["Sellers that differ, of \(comparison.seats):"]
      + rows.map { place in
        let moment = comparison.spread[place]
        let name =
          moment.pass.map { $0 == "start" ? "before any pass" : "behind \($0)" } ?? "week \(moment.week)"
        return "  " + NumberText.leading(name, 18) + NumberText.padded(String(moment.sellers), 6)
      }
  }

  /// Columns that could not be compared.
  private var columns: [String] {
    [(a, comparison.onlyFirst), (b, comparison.onlySecond)].flatMap { side, names in
      names.isEmpty ? [] : wrapped("Only \(side.name) has \(names.joined(separator: ", ")).")
    }
  }

  private func wrapped(_ text: String) -> [String] { Paragraph.lines(text, width: width) }

  /// One object: equal or not, where they part, and how many sellers differ from there on.
  public var json: JSONValue {
    func piece(_ piece: HistoryComparison.Piece) -> JSONValue {
      .object([
        ("name", .string(piece.name)), ("unit", .string(piece.unit)), ("meaning", .string(piece.meaning)),
        ("sellers", .integer(piece.sellers)), ("seat", piece.seat.map(JSONValue.integer) ?? .null),
        ("row", piece.row.map(JSONValue.integer) ?? .null), ("a", .number(piece.first)), ("b", .number(piece.second)),
      ])
    }
    return .object([
      ("format", 1), ("a", .string(a.name)), ("b", .string(b.name)), ("equal", .boolean(comparison.isEqual)),
      ("same_draws", comparison.sharesDraws.map(JSONValue.boolean) ?? .null), ("weeks", .integer(comparison.weeks)),
      ("seats", .integer(comparison.seats)),
      (
        "partings",
        .array(
          comparison.partings.map { parting in
            .object([
              ("week", .integer(parting.week)), ("pass", .optional(parting.pass)),
              ("seat", parting.seat.map(JSONValue.integer) ?? .null), ("state", .array(parting.pieces.map(piece))),
            ])
          })
      ),
      (
        "spread",
        .array(
          comparison.spread.map {
            .object([("week", .integer($0.week)), ("pass", .optional($0.pass)), ("sellers", .integer($0.sellers))])
          })
      ),
      ("only_a", .array(comparison.onlyFirst.map(JSONValue.string))),
      ("only_b", .array(comparison.onlySecond.map(JSONValue.string))),
    ])
  }
}
