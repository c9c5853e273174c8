extension ReportPage {
  /// The answer in two sentences: who earned most and how sure that is; and at what cost.
  var answer: Section {
    var content =
      shownPoints.map { paragraph(results.place(ofPoint: $0) + results.verdict($0)) } + [paragraph(results.costReading)]
    content.append(
      .tag(
        "p", [("class", "caution")],
        """
        The intervals say how well these simulated firms tell the regimes apart. They do not say how well the model fits \
        any real firm: many of its numbers are judgement, none of them are yours, and much is left out. See \
        \(link("settings", "what it leans on")) and \(link("limits", "what is not modelled")).
        """))
    if results.isInterrupted {
      content.append(
        .tag(
          "p", [("class", "caution")],
          """
          The run was interrupted: \(ShownNumber.number(results.manifest.completed, from: "manifest:trials_completed")) \
          of \(ShownNumber.number(results.manifest.requested, from: "manifest:trials_requested")) trials are complete, \
          and everything here rests on those alone.
          """))
    }
    if results.points.count > shownPoints.count { content.append(otherPoints) }
    return Section(id: "answer", title: "The answer", content: content)
  }

  func link(_ id: String, _ text: Markup) -> Markup { .tag("a", [("href", "#\(id)")], text) }

  private static let rowLimit = 200

  /// One row for each design point that has no sections of its own.
  private var otherPoints: Markup {
    let rest = results.points.dropFirst(shownPoints.count).prefix(Self.rowLimit)
    let rows = rest.map { point -> [Markup] in
      let best = results.ranked(point).first
      return [
        Markup.own(results.levels(ofPoint: point) ?? ""), best.map { Markup.own($0.regime) } ?? "–",
        best.map { results.reading("profit", $0.regime, point: point) } ?? "–",
      ]
    }
    return table("Further design points, and the regime with the highest profit", ["point", "regime", "profit"], rows)
  }
}
