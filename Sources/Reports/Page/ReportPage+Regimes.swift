extension ReportPage {
  /// Profit, revenue and quota attainment of every regime.
  var regimes: Section {
    let metrics = Self.levelMetrics + (results.manifest.budget.isEmpty ? ["cost"] : [])
    let content = each { point in
      let rows = results.regimes.map { regime in
        [Markup.own(regime)] + metrics.map { results.reading($0, regime, point: point) }
      }
      return [heading(point)]
        + [table(caption("Regimes: mean over trials"), ["regime"] + metrics.map(head), rows)]
        + [.tag("div", [("class", "figures")], Self.levelMetrics.map { figure("levels-\($0)", point: point) })]
    }
    return Section(
      id: "regimes", title: "The regimes",
      content: [
        paragraph(
          """
          Profit is the margin on revenue less all costs of selling. \(results.amountWords) Quota attainment is the share of sellers' quarters that reached quota.
          """)
      ] + content)
  }

  /// Title of a metric with its unit, for the head of a column.
  func head(_ metric: String) -> Markup {
    let unit = results.unit(metric).label
    return unit.isEmpty
      ? Markup(MetricText.title(metric))
      : "\(MetricText.title(metric)) \(Markup.tag("span", [("class", "unit")], Markup(unit)))"
  }

  func heading(_ point: Int) -> Markup {
    results.levels(ofPoint: point).map { .tag("h3", [], "At \(Markup.own($0))") } ?? ""
  }

  /// Every pair of regimes on the same trials.
  var differences: Section? {
    guard results.regimes.count > 1 else { return nil }
    let content = each { point in
      [heading(point), figure("differences-profit", point: point), pairs(point)]
    }
    let isCommon = results.manifest.streams == "common"
    return Section(
      id: "differences", title: "Differences",
      content: [
        paragraph(
          isCommon
            ? """
            Trial by trial, every regime meets the same people, customers and random draws, so regimes are compared within \
            trials rather than on their averages. The last column is the variance reduction from these common random \
            numbers: independent ones would have needed that many times as many trials for the same precision.
            """
            : "Every regime has independent random draws here, as in separate experiments; trials are not paired."),
        paragraph(
          """
          P is the probability of a difference at least this large if there were none, adjusted for the number of pairs \
          compared (Holm). “Ahead” is the share of trials in which the first of the two earned more. A verdict is “undecided” \
          where P is \(results.confidence.errorText) or more: the difference is not significant.\(results.isSingle ? " " + StoredStudy.singleWords : "")
          """),
      ] + content)
  }

  private func pairs(_ point: Int) -> Markup {
    let regimes = results.regimes
    let all = regimes.indices.flatMap { a in ((a + 1)..<max(regimes.count, a + 1)).map { (a, $0) } }
    let shown = all.count <= 28 ? all : all.filter { $0.0 == 0 }
    let rows = shown.compactMap { a, b -> [Markup]? in
      guard let gap = results.difference("profit", regimes[b], less: regimes[a], point: point) else { return nil }
      let name: Markup = "\(Markup.own(regimes[b])) − \(Markup.own(regimes[a]))"
      if gap.verdict == .identical || gap.verdict == .undefined {
        return [name, results.isSingle ? "–" : Markup(gap.verdict.rawValue)] + [Markup](repeating: "–", count: 4)
      }
      return [
        name, Markup(gap.verdict.rawValue),
        "\(results.shown(gap, .mean)) \(Markup.interval(results.shown(gap, .low), results.shown(gap, .high)))",
        "\(results.shown(gap, .share)) %", results.shown(gap, .p),
        "\(results.shown(gap, .ratio)) ×",
      ]
    }
    return table(
      caption("Profit: differences of pairs of regimes on the same trials", ", with their \(level) intervals"),
      ["pair", "verdict", "difference", "ahead", "P", "variance reduction"], rows)
  }

  /// Readings week by week.
  var paths: Section? {
    guard results.directory.has("timeseries") else { return nil }
    let content = each { point in
      let metrics = point == shownPoints.first ? Self.pathMetrics : ["profit"]
      return [
        heading(point), .tag("div", [("class", "figures")], metrics.map { figure("paths-\($0)", point: point) }),
      ]
    }
    return Section(
      id: "paths", title: "Over time",
      content: [
        paragraph(
          """
          \(
            results.isSingle
              ? "Lines show the one trial."
              : "Lines are means over trials; bands show the middle half of the firms, so a wide band means that firms "
                + "differ, not that the mean is uncertain.")\
          \(results.regimes.count > 1 ? " The time before regimes diverge is grey." : "")
          """)
      ] + content)
  }

  /// How business is spread over sellers, and how much of that is skill.
  var sellers: Section? {
    let names = ["levels-top20_share", "sellers-revenue"]
    guard driverTable != nil || figures.contains(where: { names.contains($0.name) }) else { return nil }
    let content = each { point in
      [
        heading(point), explained(point),
        .tag("div", [("class", "figures")], names.map { figure($0, point: point) }),
      ]
    }
    return Section(
      id: "sellers", title: "Sellers",
      content: [
        paragraph(
          """
          How much of the differences between a firm's sellers is associated with what they bring and do, and how much of \
          its revenue the best fifth brings in. What the regressions leave unexplained is chance and everything nonlinear, \
          so it does not measure chance alone. If all sellers were alike, without chance, the best fifth would bring in a \
          fifth.
          """)
      ] + content
        + (results.directory.has("sellers")
          ? [] : [paragraph("Individual sellers are shown if the scenario asks for their table (outputs: sellers).")]))
  }

  private static let pipelineMetrics = [
    "win_rate", "no_decision_share", "cycle_weeks", "open_opportunities", "issue_resolution", "expert_wait",
    "expert_utilisation",
  ]

  /// What happens to deals, and at the experts' queue.
  var pipeline: Section {
    let metrics = Self.pipelineMetrics.filter(results.metrics.contains)
    return Section(
      id: "pipeline", title: "Deals and experts",
      content: [
        paragraph(
          """
          Deals pass through stages until they are won, lost or end without a decision. On the way they raise issues, which \
          a seller solves, takes to a shared expert, or leaves unresolved. Experts have a queue, and requests that wait too \
          long go unanswered.
          """)
      ]
        + each { point in
          [
            heading(point),
            table(
              caption("Pipeline and expert queue: mean over trials"), ["regime"] + metrics.map(head),
              results.regimes.map { regime in
                [Markup.own(regime)] + metrics.map { results.reading($0, regime, point: point) }
              }),
          ]
        })
  }
}
