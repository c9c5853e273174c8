import Experiments
import SalesForce

extension ReportPage {
  /// What a field experiment would have found, and what was true.
  var experiment: Section? {
    let readings = shownPoints.compactMap { ExperimentReading(results, point: $0) }
    guard !readings.isEmpty else { return nil }
    return Section(
      id: "experiment", title: "What the experiment would have found",
      content: (readings.count > 1 ? ExperimentReading.words(readings).map(paragraph) : [])
        + each { point in
          guard let reading = ExperimentReading(results, point: point) else { return [] }
          return reading.outcomes.flatMap { outcome in
            [
              paragraph(reading.place + reading.answer(outcome)),
              figure("experiment-\(outcome)", point: point),
            ]
              + reading.phases.map { experimentTable(reading, outcome, $0) }
          }
        } + [
          paragraph(
            """
            Each trial is one firm that runs the experiment once. What is true is known from the same firm on the same random \
            draws without it, and with everybody treated. Bias is the estimate less the firm's own effect; the other columns \
            are shares of firms: whose 95 % interval holds the effect, whose test finds one at 5 %, whose test finds one where \
            the lot falls and nobody is treated, whose finding has the wrong sign; exaggeration is the mean size of what was \
            found over that of the true effect.
            """)
        ])
  }

  private func experimentTable(_ reading: ExperimentReading, _ outcome: String, _ phase: GroupPhase) -> Markup {
    let table = reading.table
    func cell(_ row: Row, _ column: String, _ digits: Int) -> Markup {
      ShownNumber.cell(row, column, of: table, digits: digits)
    }
    return self.table(
      "\(MetricText.title(outcome)), \(phase.name)",
      ["estimator", "estimate", "effect", "bias", "covers", "power", "size", "wrong sign", "exaggeration"],
      reading.estimators(outcome, phase).map { estimator, row in
        let digits = ShownNumber.digits([row["estimate"], row["effect"], row["bias"]])
        return [
          .tag("code", [], Markup(estimator.rawValue)), cell(row, "estimate", digits), cell(row, "effect", digits),
          cell(row, "bias", digits),
          cell(row, "coverage", 3), cell(row, "power", 3), cell(row, "size", 3), cell(row, "type_s", 3),
          cell(row, "type_m", 2),
        ]
      })
  }
}
