import Experiments
import SalesForce

/// What a field experiment would have found, for people at a terminal: first the answer in words, then how each estimator does.
struct ExperimentLines {
  let reading: ExperimentReading
  /// Of a line, 40 to 80.
  let width: Int

  /// The sentences that answer at the point, an outcome each.
  var words: [String] {
    reading.outcomes.flatMap { Paragraph.lines((reading.place + reading.answer($0)).plain, width: width) }
  }

  /// How each estimator does with the first outcome, phase by phase.
  /// - Parameter isShort: whether the treatment's own weeks are enough.
  func table(isShort: Bool) -> [String] {
    guard let outcome = reading.outcomes.first else { return [] }
    return (isShort ? [.during] : reading.phases).flatMap { rows(outcome, $0) }
  }

  private static let columns: [(title: String, width: Int)] = [
    ("bias", 15), ("sd", 7), ("covers", 8), ("power", 7), ("size", 7), ("exagg.", 8),
  ]

  /// Where there is little room, the last columns go.
  private func rows(_ outcome: String, _ phase: GroupPhase) -> [String] {
    let name = 15
    var shown = Self.columns
    while name + shown.reduce(0, { $0 + $1.width }) > width { shown.removeLast() }
    func line(_ first: String, _ cells: [String]) -> String {
      let text = NumberText.leading(first, name) + zip(shown, cells).map { NumberText.padded($1, $0.width) }.joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    return [line(phase.name, shown.map(\.title))]
      + reading.estimators(outcome, phase).map { estimator, row in
        let error = row["bias_mcse"].map { " ±" + NumberText.fixed(2 * $0, 3) } ?? ""
        return line(
          "  " + estimator.rawValue,
          [
            NumberText.fixed(row["bias"], 3) + error, NumberText.fixed(row["sd"], 3),
            NumberText.fixed(row["coverage"], 3), NumberText.fixed(row["power"], 3), NumberText.fixed(row["size"], 3),
            NumberText.fixed(row["type_m"], 1),
          ])
      }
  }

  /// The meanings of the columns.
  static let legend =
    "bias: estimate less the trial's own effect, ±2 Monte Carlo errors; sd: of the estimate over firms; covers: share of 95 % "
    + "intervals that hold the effect; power: share of tests that find it at 5 %; size: the same where nobody is treated; exagg.: "
    + "size of the effects found over the true one. units is the default test, of means of teams (or sellers); all are "
    + "described in experiment.csv."
}
