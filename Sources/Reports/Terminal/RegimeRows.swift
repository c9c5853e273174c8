/// The rows of the table of regimes, laid out for a width: the least informative columns are left out where there is no room,
/// and names that are too long stand on lines of their own.
struct RegimeRows {
  /// A column behind the names.
  struct Column {
    let title: String
    /// One cell a regime.
    let cells: [String]
    /// Where there is room; less where there is not.
    let width: Int
    /// The higher, the sooner it is left out; 0 never is.
    let rank: Int
    /// A picture keeps to the left of its column.
    var isPicture = false

    /// A blank and the widest cell.
    fileprivate var least: Int {
      1 + (cells + [String(title.prefix(RegimeRows.titleRoom))]).reduce(0) { max($0, $1.count) }
    }
  }

  let names: [String]
  let columns: [Column]
  let width: Int

  /// Characters of a column's title that are never cut.
  static let titleRoom = 12
  /// Room for a short name and every column.
  private static let name = 14

  private struct Layout {
    let columns: [Column]
    let widths: [Int]
    /// Columns of the terminal in front of the first number.
    let indent: Int
    let isStacked: Bool
  }

  private var layout: Layout {
    let longest = names.reduce("regime".count) { max($0, $1.count) }
    let wide = columns.map(\.width), all = wide.reduce(0, +)
    if max(Self.name, longest) + all <= width {
      return Layout(columns: columns, widths: wide, indent: max(Self.name, longest), isStacked: false)
    }
    if Self.name + all <= width {
      return Layout(columns: columns, widths: wide, indent: Self.name, isStacked: true)
    }
    var shown = columns
    while shown.reduce(0, { $0 + $1.least }) > width,
      let last = shown.indices.max(by: { shown[$0].rank < shown[$1].rank }), shown[last].rank > 0
    {
      shown.remove(at: last)
    }
    let least = shown.map(\.least), room = width - least.reduce(0, +)
    let isStacked = longest > room
    return Layout(columns: shown, widths: least, indent: isStacked ? 0 : longest, isStacked: isStacked)
  }

  /// Titles of the columns that there is room for.
  var shown: [String] { layout.columns.map(\.title) }

  /// The titles, then the rows.
  var lines: [String] {
    let layout = layout
    func row(_ name: String, _ cells: [String]) -> String {
      let numbers = zip(zip(layout.columns, layout.widths), cells).map { pair, cell in
        let (column, width) = pair, text = NumberText.cut(cell, width - 1)
        return column.isPicture ? " " + NumberText.leading(text, width - 1) : NumberText.padded(text, width)
      }
      return Self.trimmed(NumberText.leading(name, layout.indent) + numbers.joined())
    }
    let head = layout.indent < "regime".count ? "" : "regime"
    var lines = [row(head, layout.columns.map(\.title))]
    for (place, name) in names.enumerated() {
      let cells = layout.columns.map { $0.cells[place] }
      if layout.isStacked {
        lines += [NumberText.cut(name, width), row("", cells)]
      } else {
        lines.append(row(name, cells))
      }
    }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
