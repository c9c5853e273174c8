import Experiments

/// What cannot be beaten, for people at a terminal.
struct SelectionLines {
  let reading: SelectionReading
  /// Of a line, 40 to 80.
  var width = 80

  /// Rows that are shown; all of them are in the table.
  private static let most = 20
  private var isNarrow: Bool { width < 72 }

  /// The sentence that answers.
  var answer: [String] { Paragraph.lines(reading.answer.plain, width: width) }

  var procedure: [String] { Paragraph.lines(reading.procedure.plain, width: width) }

  var rows: [String] {
    [line("", "trials", reading.metric, "behind", "worse by")]
      + reading.rows.prefix(Self.most).map { row in
        line(
          SelectionReading.name(row), row.text("n"), NumberText.fixed(row["mean"], 3),
          row.text("status") == "leader"
            ? "" : NumberText.interval(row["behind"], row["behind_high"]),
          row["worse_by"].map { ($0 < 0.0005 ? "> " : "≥ ") + NumberText.fixed($0, 3) } ?? "")
      }
  }

  var legend: [String] {
    let more = reading.rows.count - Self.most
    return Paragraph.lines(
      "behind: by how much the leader is better on the same trials, with intervals that hold for all together and at any "
        + "time; worse by: than the best at least."
        + (more > 0 ? " \(NumberText.count(more, "more alternative")): see selection.csv." : ""), width: width)
  }

  private func line(_ name: String, _ trials: String, _ mean: String, _ behind: String, _ worse: String) -> String {
    let room = isNarrow ? max(12, width - 26) : width - 44
    var text = NumberText.leading(NumberText.cut(name, room - 1), room) + NumberText.padded(trials, 7)
    if !isNarrow { text += NumberText.padded(NumberText.cut(mean, 10), 11) }
    text += NumberText.padded(behind, 16)
    if !isNarrow { text += NumberText.padded(worse, 10) }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
