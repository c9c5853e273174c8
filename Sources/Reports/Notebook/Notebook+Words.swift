import ResultTables

extension Notebook {
  /// The parts that a study has something for, in the order in which they are read.
  static func parts(_ results: StoredStudy) throws(ResultsError) -> [Part] {
    let words = NotebookWords(results: results)
    var parts = [Part(name: "setup", words: words.beginning, hasCode: true)]
    parts.append(Part(name: "levels", words: words.levels, hasCode: true))
    if results.regimes.count > 1 {
      parts.append(Part(name: "differences", words: words.differences, hasCode: true))
      if results.manifest.streams == "common", results.manifest.completed > 2 {
        parts.append(Part(name: "pairing", words: words.pairing, hasCode: true))
      }
    }
    if let paths = try words.paths() { parts.append(Part(name: "paths", words: paths, hasCode: true)) }
    if results.points.count > 1 { parts.append(Part(name: "points", words: words.points, hasCode: true)) }
    if let drivers = try words.drivers() { parts.append(Part(name: "drivers", words: drivers, hasCode: true)) }
    if let reading = words.decomposition {
      parts.append(Part(name: "decomposition", words: reading, hasCode: true))
    }
    if let table = results.hypotheses {
      parts.append(Part(name: "hypotheses", words: words.hypotheses(table), hasCode: true))
    }
    parts.append(Part(name: "limits", words: words.limits, hasCode: false))
    parts.append(Part(name: "again", words: words.again, hasCode: false))
    return parts
  }
}

/// What a notebook says of a study, in Markdown; every number is one of the tables, rounded.
private struct NotebookWords {
  let results: StoredStudy
  /// The design point that is shown.
  let point = 0

  private func section(_ title: String, _ paragraphs: Markup...) -> String {
    (["## \(title)"] + paragraphs.map { Markdown($0).source }).joined(separator: "\n\n")
  }

  var beginning: String {
    let manifest = results.manifest
    var facts: Markup = "\(manifest.completed) simulated firms a regime (trials)"
    if let plan = results.scenario?.plan {
      facts =
        """
        \(facts); \(results.firmSize); \(plan.horizon.weeks) weeks, of which the first \
        \(plan.horizon.warmUp) are run the same way in all and not counted
        """
    }
    if results.regimes.count > 1 {
      facts =
        manifest.streams == "common"
        ? "\(facts); every regime meets the same people, customers and luck"
        : "\(facts); every regime has luck of its own"
    }
    facts = "\(facts)."
    if results.isInterrupted {
      facts = "\(facts) The run was interrupted: \(manifest.requested) trials were asked for."
    }
    let question = results.directory.question
    return """
      # \(Markdown(Markup(manifest.scenario)).source)
      \(question.isEmpty ? "" : "\n" + Markdown(Markup(question)).source + "\n")
      \(Markdown(facts).source)

      The words here were written by `rainmaker notebook` from the tables of the study; the code reads the same tables, \
      draws them and computes some of them anew. It needs no part of Rainmaker.
      """
  }

  var levels: String {
    section(
      "The regimes", results.place(ofPoint: point) + results.verdict(point), results.costReading,
      """
      Thick bars are 95 % intervals of the mean, thin ones are where 90 % of the trials lie. Money is in pay units a seat \
      and week; one pay unit is what a reference seller is meant to earn in a week. Quota attainment is the share of \
      sellers' quarters that reached quota.
      """)
  }

  // MARK: Differences

  private var gaps: [(name: Markup, gap: Difference)] {
    let regimes = results.regimes
    return regimes.indices.flatMap { a in
      regimes.indices.dropFirst(a + 1).compactMap { b in
        results.difference("profit", regimes[b], less: regimes[a], point: point).map {
          ("\(Markup.strong(regimes[b])) and \(Markup.strong(regimes[a]))", $0)
        }
      }
    }
  }

  var differences: String {
    let gaps = gaps
    let told = gaps.filter { $0.gap.verdict == .more || $0.gap.verdict == .less }.count
    let rest = gaps.filter { $0.gap.verdict == .undecided }.prefix(12).map(\.name)
    let number: Markup = told == gaps.count ? "all" : told == 0 ? "none" : "\(told)"
    var reading: Markup =
      gaps.count == 1
      ? "At 5 %, the two regimes are \(told == 1 ? "" : "not ")told apart in profit."
      : """
      Of \(gaps.count) pairs of regimes, \(number) \(told == 1 ? "is" : "are") told apart in profit, at 5 % over all of \
      them (Holm).
      """
    if gaps.count > 1, !rest.isEmpty { reading = "\(reading) Undecided: \(Markup.joined(rest, "; "))." }
    let same = gaps.filter { $0.gap.verdict == .identical }.map(\.name)
    if !same.isEmpty { reading = "\(reading) The same in every trial: \(Markup.joined(same, "; "))." }
    return section(
      "Differences", reading,
      "“Ahead” is the share of trials in which the first of the two earned more; bars are 95 % intervals of the mean difference."
    )
  }

  var pairing: String {
    let known = gaps.filter { $0.gap.varianceRatio?.isFinite == true && $0.gap.verdict != .identical }
    let sorted = known.sorted { ($0.gap.varianceRatio ?? 0) < ($1.gap.varianceRatio ?? 0) }
    var receipt: Markup = "Trials are paired: trial 17 has the same people, customers and luck under every regime."
    if sorted.count == 1 {
      receipt =
        "\(receipt) With separate luck it would have taken \(results.shown(sorted[0].gap, .ratio)) times as many to be as sure."
    } else if let least = sorted.first, let most = sorted.last {
      receipt =
        """
        \(receipt) With separate luck it would have taken between \(results.shown(least.gap, .ratio)) times \
        (\(least.name)) and \(results.shown(most.gap, .ratio)) times (\(most.name)) as many trials to be as sure.
        """
    }
    return section(
      "Trial by trial", receipt,
      "What comparisons.csv has can be had from trials.csv: a gain is the mean of differences within trials.")
  }

  // MARK: Paths

  func paths() throws(ResultsError) -> String? {
    guard let figure = try FigureCatalogue(results, point: point).paths(["profit"]).first, !figure.isEmpty,
      case .paths(let plot) = figure.body
    else { return nil }
    let start = plot.start ?? 0
    func best(_ pick: (PathPlot.Path) -> PathPlot.Point?) -> (regime: Markup, mean: Markup)? {
      let points = plot.paths.compactMap { path in pick(path).map { (path.regime, $0.mean) } }
      guard let top = points.max(by: { $0.1 < $1.1 }) else { return nil }
      return (Markup.strong(top.0), Markup(ShownNumber.text(top.1, .plain, 3)))
    }
    var reading: Markup = "Lines are means over trials; bands are where the middle half of the firms lies."
    if results.regimes.count > 1, let first = best({ $0.points.first { Double($0.time) > start } }),
      let last = best({ $0.points.last })
    {
      reading =
        """
        Highest in profit is \(first.regime) in the first \(plot.time) after the regimes part (\(first.mean)), and \
        \(last.regime) in the last (\(last.mean)). \(reading)
        """
    }
    if plot.start != nil {
      reading =
        """
        \(reading) Up to the dotted line all firms are run the same way; of that time the last two quarters are shown at most.
        """
    }
    return section("Over time", reading)
  }

  var points: String {
    let best = results.points.prefix(60).compactMap { point in
      results.ranked(point).first.map {
        Markdown(
          "\(results.place(ofPoint: point))\(Markup.strong($0.regime)), \(results.reading("profit", $0.regime, point: point))"
        )
      }
    }
    return section("Design points", "The regime with the highest profit at each point, with its 95 % interval:")
      + "\n\n"
      + best.map { "- \($0.source)" }.joined(separator: "\n")
  }

  // MARK: Sellers

  func drivers() throws(ResultsError) -> String? {
    let number = String(point)
    let table = try results.directory.table("drivers") {
      $0.text("outcome") == "performance" && $0.text("terms") == "traits" && $0.text("point") == number
        && $0["standardised"] != nil
    }
    guard let table, !table.rows.isEmpty else { return nil }
    let readings = results.regimes.compactMap { regime -> Markup? in
      let rows = table.rows.filter { $0.text("regime") == regime }
      guard let top = rows.max(by: { ($0["standardised"] ?? 0).magnitude < ($1["standardised"] ?? 0).magnitude })
      else { return nil }
      func cell(_ column: String, _ reading: ShownNumber.Reading, _ digits: Int) -> Markup {
        ShownNumber.cell(top, column, of: table, reading, digits: digits)
      }
      let term = ReportPage.words(top.text("term"))
      return
        """
        \(Markup.strong(regime)): \(term), \(cell("standardised", .plain, 2)); all of it explains \
        \(cell("r_squared", .percent, 1)) %
        """
    }
    return section(
      "What performance goes with",
      """
      How a seller's revenue, against colleagues in the same firm and year, goes with what the seller is and is given. A \
      coefficient of 0.3 means: one standard deviation higher in the trait, 0.3 standard deviations higher in revenue. \
      These are associations in the model, not effects of a change. The strongest, regime by regime: \
      \(Markup.joined(readings, "; ")).
      """)
  }

  // MARK: Mechanisms

  var decomposition: String? {
    guard let table = results.decomposition else { return nil }
    let rows = table.rows.filter {
      $0.text("metric") == "profit" && $0.text("point") == String(point) && $0["contribution"] != nil
    }
    let readings = results.regimes.compactMap { regime -> Markup? in
      let parts = rows.filter { $0.text("regime") == regime }
      guard let top = parts.max(by: { ($0["contribution"] ?? 0).magnitude < ($1["contribution"] ?? 0).magnitude })
      else { return nil }
      let digits = ShownNumber.digits(["contribution", "ci_low", "ci_high"].map { top[$0] })
      func cell(_ column: String) -> Markup { ShownNumber.cell(top, column, of: table, digits: digits) }
      return
        """
        \(Markup.strong(regime)) less \(Markup.strong(top.text("against"))): \(cell("difference")) in all, to which \
        \(ReportPage.words(top.text("mechanism"))) adds \(cell("contribution")) (\(cell("ci_low")) to \(cell("ci_high")))
        """
    }
    guard !readings.isEmpty else { return nil }
    return section(
      "What makes the difference",
      """
      Mechanisms were left out one at a time, the budget solved anew, and the regimes compared once more on the same trials. \
      What is gone from a difference is what the mechanism adds; the parts need not sum up. The largest of each: \
      \(Markup.joined(readings, "; ")).
      """)
  }

  // MARK: Claims

  private static let verdicts = ["supported", "contradicted", "undecided", "undefined"]

  func hypotheses(_ table: Table) -> String {
    let counts = Self.verdicts.compactMap { verdict -> Markup? in
      let count = table.rows.filter { $0.text("verdict") == verdict }.count
      return count == 0 ? nil : "\(count) \(verdict)"
    }
    let lines = table.rows.prefix(100).map { row -> Markup in
      let statement = row.text("statement")
      let text = Markup(statement.isEmpty ? row.text("hypothesis") + "." : statement)
      let without: Markup = row.text("knock_out").isEmpty ? "" : " Without \(results.without(row, table))."
      return
        """
        \(Markup.strong(row.text("verdict"))) (\(row.text("kind"))): \(text) \(results.comparison(row, table)): \
        \(results.effect(row, table)); claimed: \(results.claimed(row, table)).\(without)
        """
    }
    return section(
      "Hypotheses",
      """
      Stated in the scenario, scored on the run's paired trials; all verdicts together hold at 5 % (Holm): \
      \(Markup.joined(counts, ", ")). A claim that is “implied” restates an equation of the model. One that is supported \
      without its mechanism too does not rest on that mechanism.
      """) + "\n\n" + lines.map { "- \(Markdown($0).source)" }.joined(separator: "\n")
  }

  // MARK: End

  var limits: String {
    section(
      "What is not modelled",
      """
      Intervals say how well these simulated firms tell the regimes apart, not how well the model fits any real firm: many of \
      its numbers are judgement. And these are left out:
      """) + "\n\n" + StoredStudy.notModelled.map { "- \(Markdown($0).source)" }.joined(separator: "\n")
  }

  var again: String {
    let manifest = results.manifest
    return """
      ## Run it again

      With rainmaker \(manifest.rainmaker), from the directory of the results:

      ```sh
      rainmaker run scenario.resolved.yaml -o again
      ```

      The tables come out with the same bytes. To cite it, name the version and the study: SHA-256 `\(manifest.studyDigest)`.
      """
  }
}
