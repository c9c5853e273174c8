extension ReportPage {
  /// The answer: to what the scenario's own block asks, then who earned most, with what confidence and at what cost.
  var answer: Section {
    var content = results.questionWords(shownPoints).map(paragraph)
    let isChoice = SelectionReading(results) != nil
    if !isChoice, results.ownPoints.count > 1 { content += [paragraph(results.designWords), design] }
    if !isChoice, results.ownPoints.count == shownPoints.count {
      content += shownPoints.map { paragraph(results.place(ofPoint: $0) + results.verdict($0)) }
    }
    if let words = results.ensembleWords() {
      content += shownPoints.flatMap { point in
        results.plausibleWords(point).map { paragraph(results.place(ofPoint: point) + $0) }
      }
      content.append(paragraph(words))
    }
    content += [paragraph(results.costReading)] + (results.precisionReading.map { [paragraph($0)] } ?? []) + [facts]
    content.append(
      .tag(
        "p", [("class", "caution")],
        """
        The intervals say how precisely these simulated firms estimate the differences. They do not say how well the model \
        fits any real firm: many of its numbers are judgements, none of them are yours, and much is left out. See \
        \(link("settings", "assumptions")) and \(link("limits", "what is not modelled")).
        """))
    if let failures = FailureReading(results).page {
      content.append(.tag("p", [("class", "caution")], failures))
    }
    if results.isInterrupted {
      content.append(
        .tag(
          "p", [("class", "caution")],
          """
          The run \(Markup(results.interruption)): \(ShownNumber.number(results.manifest.completed, from: "manifest:trials_completed")) \
          of \(ShownNumber.number(results.manifest.requested, from: "manifest:trials_requested")) trials are complete, \
          and everything here is based on those alone.
          """))
    }
    return Section(id: "answer", title: "The answer", content: content)
  }

  func link(_ id: String, _ text: Markup) -> Markup { .tag("a", [("href", "#\(id)")], text) }

  /// The most rows and regimes that the table of a design has room for.
  private static let rowLimit = 200, regimeLimit = 6

  /// One row for each design point: the levels of its factors, who is ahead, and profits.
  private var design: Markup {
    let points = results.ownPoints.prefix(Self.rowLimit), names = results.factorNames
    let regimes = results.regimes.count <= Self.regimeLimit ? results.regimes : []
    let heads =
      names.map { Markup.own($0) } + ["ahead in profit"]
      + (regimes.isEmpty ? ["its profit"] : regimes.map { Markup.own($0) })
    let rows = points.map { point -> [Markup] in
      let standing = results.standing(point)
      let profits =
        regimes.isEmpty
        ? [standing.leaders.first.map { results.reading("profit", $0, point: point) } ?? "–"]
        : regimes.map { results.reading("profit", $0, point: point) }
      return results.levelNames(point).map { Markup.own($0) } + [results.isSingle ? "–" : standing.words] + profits
    }
    let all = table(
      caption("Design points: who is ahead in profit, and profits", " with their \(level) intervals"), heads, rows)
    let rest = results.ownPoints.count - points.count
    guard rest > 0 else { return all }
    return all
      + paragraph(
        """
        \(ShownNumber.number(rest, from: "page:unlisted-points")) more design points are in \
        \(Markup.tag("code", [], "summary.csv")) and \(Markup.tag("code", [], "comparisons.csv")).
        """)
  }
}
