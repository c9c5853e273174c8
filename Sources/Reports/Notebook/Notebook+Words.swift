import ResultTables

extension Notebook {
  /// The parts that a study has something for, in the order in which they are read.
  static func parts(_ results: StoredStudy) throws(ResultsError) -> [Part] {
    let words = NotebookWords(results: results)
    var parts = [Part(name: "setup", words: words.beginning, hasCode: true)]
    if results.points.count > 1 { parts.append(Part(name: "points", words: words.points, hasCode: true)) }
    parts.append(Part(name: "levels", words: words.levels, hasCode: true))
    if results.regimes.count > 1 {
      parts.append(Part(name: "differences", words: words.differences, hasCode: true))
      if results.manifest.streams == "common", results.manifest.completed > 2 {
        parts.append(Part(name: "pairing", words: words.pairing, hasCode: true))
      }
    }
    if let paths = try words.paths() { parts.append(Part(name: "paths", words: paths, hasCode: true)) }
    if let drivers = try words.drivers() { parts.append(Part(name: "drivers", words: drivers, hasCode: true)) }
    if let reading = words.decomposition {
      parts.append(Part(name: "decomposition", words: reading, hasCode: true))
    }
    if results.hypotheses != nil {
      parts.append(Part(name: "hypotheses", words: words.hypotheses, hasCode: true))
    }
    parts.append(Part(name: "limits", words: words.limits, hasCode: false))
    parts.append(Part(name: "again", words: words.again, hasCode: false))
    return parts
  }
}

/// What a notebook says of a study, in Markdown; every number is one of the tables, rounded.
private struct NotebookWords {
  let results: StoredStudy
  /// The design point that the code draws, until its reader names another.
  let point = 0
  /// Points that every section speaks of; the list of the design has all.
  private static let pointLimit = 12

  /// A sentence for each point up to a number of them, as a list where there are several, and that there are more.
  private func each(upTo limit: Int = pointLimit, _ sentence: (Int) -> Markup?) -> String {
    let told = results.points.prefix(limit).compactMap { point in
      sentence(point).map { results.place(ofPoint: point) + $0 }
    }
    if results.points.count < 2 { return told.map { Markdown($0).source }.joined(separator: "\n\n") }
    let rest = results.points.count - min(results.points.count, limit)
    let points = rest == 1 ? "one more design point" : "\(rest) more design points"
    let more =
      rest == 0 ? "" : "\n\nThe tables have \(points); `POINT`, or `at_point`, in the first cell draws any."
    return told.map { "- \(Markdown($0).source)" }.joined(separator: "\n") + more
  }

  private func section(_ title: String, _ paragraphs: Markup...) -> String {
    (["## \(title)"] + paragraphs.map { Markdown($0).source }).joined(separator: "\n\n")
  }

  var beginning: String {
    let manifest = results.manifest
    var facts: Markup = "\(manifest.completed) simulated firms per regime (trials)"
    if let plan = results.scenario?.plan {
      facts =
        """
        \(facts); \(results.firmSize); \(plan.horizon.weeks) weeks, of which the first \
        \(plan.horizon.warmUp) are managed the same way in all and not counted
        """
    }
    if results.regimes.count > 1 {
      facts =
        manifest.streams == "common"
        ? "\(facts); every regime meets the same people, customers and random draws"
        : "\(facts); every regime has independent random draws"
    }
    facts = "\(facts)."
    if results.isInterrupted {
      facts = "\(facts) The run \(Markup(results.interruption)): \(manifest.requested) trials were asked for."
    }
    if let failures = FailureReading(results).sentence { facts = "\(facts) \(failures)" }
    if let precision = results.precisionReading { facts = "\(facts) \(precision)" }
    let question = results.directory.question
    let head =
      (question.isEmpty ? [] : [Markup(question)])
      + results.questionWords(Array(results.ownPoints.prefix(Self.pointLimit)))
    return """
      # \(Markdown(Markup(manifest.scenario)).source)
      \(head.map { "\n" + Markdown($0).source + "\n" }.joined())
      \(Markdown(facts).source)

      The words here were written by `rainmaker notebook` from the tables of the study; the code reads the same tables, \
      draws them and computes some of them anew. It needs no part of Rainmaker.
      """
  }

  /// What differs over plausible firms; empty without an ensemble.
  private var plausible: String {
    guard let words = results.ensembleWords() else { return "" }
    return (results.plausibleWords(0) + [words]).map { "\n\n" + Markdown($0).source }.joined()
  }

  var levels: String {
    section("The regimes") + "\n\n" + each(upTo: 1, results.verdict) + plausible + "\n\n"
      + Markdown(results.costReading).source
      + "\n\n"
      + Markdown(
        """
        \(
          results.isSingle
            ? Markup(StoredStudy.singleWords)
            : "Thick bars are \(results.confidence.text) intervals of the mean, thin ones are where 90 % of the trials lie.") \(money) Quota attainment is the share \
        of sellers' quarters that reached quota.
        """
      ).source
  }

  /// What amounts in words and in the code are.
  private var money: Markup {
    guard let words = results.moneyWords else {
      return "Money is in pay units per seat-week; one pay unit is the target weekly pay of a reference seller."
    }
    return "\(words) What the code prints and draws is in pay units, as the tables are."
  }

  // MARK: Differences

  private func gaps(_ point: Int) -> [(name: Markup, gap: Difference)] {
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
    section("Differences") + "\n\n"
      + (results.isSingle ? StoredStudy.singleWords : each(differences)) + "\n\n"
      + "“Ahead” is the share of trials in which the first of the two earned more; bars are \(results.confidence.text) intervals of the mean difference."
  }

  private func differences(_ point: Int) -> Markup? {
    let gaps = gaps(point)
    let told = gaps.filter { $0.gap.verdict == .more || $0.gap.verdict == .less }.count
    let open = gaps.filter { $0.gap.verdict == .undecided }.map(\.name), shown = open.prefix(12)
    let number: Markup = told == gaps.count ? "all" : told == 0 ? "none" : "\(told)"
    var reading: Markup =
      gaps.count == 1
      ? "The two regimes are \(told == 1 ? "" : "not ")significantly different in profit (\(results.confidence.errorText))."
      : """
      Of \(gaps.count) pairs of regimes, \(number) \(told == 1 ? "is" : "are") significantly different in profit, at \(results.confidence.errorText) over all of \
      them (Holm).
      """
    if gaps.count > 1, !shown.isEmpty {
      let more: Markup = open.count > shown.count ? "; and \(open.count - shown.count) more" : ""
      reading = "\(reading) Undecided: \(Markup.joined(Array(shown), "; "))\(more)."
    }
    let same = gaps.filter { $0.gap.verdict == .identical }.map(\.name)
    return same.isEmpty ? reading : "\(reading) The same in every trial: \(Markup.joined(same, "; "))."
  }

  var pairing: String {
    let known = gaps(point).filter { $0.gap.varianceRatio?.isFinite == true && $0.gap.verdict != .identical }
    let sorted = known.sorted { ($0.gap.varianceRatio ?? 0) < ($1.gap.varianceRatio ?? 0) }
    var receipt: Markup =
      "\(results.place(ofPoint: point))Trials are paired: trial 17 has the same people, customers and random draws under every regime."
    if sorted.count == 1 {
      receipt =
        "\(receipt) Independent random numbers would have needed \(results.shown(sorted[0].gap, .ratio)) times as many trials for the same precision."
    } else if let least = sorted.first, let most = sorted.last {
      receipt =
        """
        \(receipt) Independent random numbers would have needed between \(results.shown(least.gap, .ratio)) times \
        (\(least.name)) and \(results.shown(most.gap, .ratio)) times (\(most.name)) as many trials for the same precision.
        """
    }
    return section(
      "Trial by trial", receipt,
      "comparisons.csv can be recomputed from trials.csv: a gain is the mean of differences within trials.")
  }

  // MARK: Paths

  func paths() throws(ResultsError) -> String? {
    guard let figure = try FigureCatalogue(results, point: point).paths(["profit"]).first, !figure.isEmpty,
      case .paths(let plot) = figure.body
    else { return nil }
    // No regime is named here: single quarters have no verdict, and may show when pay falls due.
    var reading = Markup(figure.caption)
    if plot.start != nil {
      reading = "\(reading) The other panels are drawn in the same way, by quarters of 13 weeks."
    }
    return section("Over time", reading)
  }

  var points: String {
    let limit = 200, shown = results.points.prefix(limit)
    let lines = shown.map { point -> String in
      let standing = results.standing(point)
      let profits = standing.leaders.map {
        "\(Markup.strong($0)), \(results.reading("profit", $0, point: point))" as Markup
      }
      let words: Markup = standing.isDecided || results.isSingle ? "" : "undecided between "
      return "- " + Markdown("\(results.place(ofPoint: point))\(words)\(Markup.list(profits))").source
    }
    let rest = results.points.count - shown.count
    return section(
      "Design points", results.designWords,
      "The regime with the highest profit at each point, or those that do not differ significantly:")
      + "\n\n" + lines.joined(separator: "\n")
      + (rest == 0 ? "" : "\n\n\(rest) more are in summary.csv and comparisons.csv.")
  }

  // MARK: Sellers

  func drivers() throws(ResultsError) -> String? {
    let table = try results.directory.table("drivers") {
      $0.text("outcome") == "performance" && $0.text("terms") == "traits" && $0["standardised"] != nil
    }
    guard let table, !table.rows.isEmpty else { return nil }
    return section(
      "What performance is associated with",
      """
      How a seller's revenue, relative to colleagues in the same firm and year, is associated with traits and circumstances. A \
      coefficient of 0.3 means: one standard deviation higher in the trait, 0.3 standard deviations higher in revenue. \
      These are associations in the model, not effects of a change. The strongest, regime by regime:
      """) + "\n\n" + each(upTo: 1) { strongest($0, table) }
  }

  private func strongest(_ point: Int, _ table: Table) -> Markup? {
    let readings = results.regimes.compactMap { regime -> Markup? in
      let rows = table.rows.filter { $0.text("regime") == regime && $0.text("point") == String(point) }
      guard let top = rows.max(by: { ($0["standardised"] ?? 0).magnitude < ($1["standardised"] ?? 0).magnitude })
      else { return nil }
      func cell(_ column: String, _ reading: ShownNumber.Reading, _ digits: Int) -> Markup {
        ShownNumber.cell(top, column, of: table, reading, digits: digits)
      }
      return
        """
        \(Markup.strong(regime)): \(ReportPage.words(top.text("term"))), \(cell("standardised", .plain, 2)); all of it \
        explains \(cell("r_squared", .percent, 1)) %
        """
    }
    return readings.isEmpty ? nil : "\(Markup.joined(readings, "; "))."
  }

  // MARK: Mechanisms

  var decomposition: String? {
    let told = each { point in
      let words = results.decompositionWords(point)
      return words.isEmpty ? nil : .joined(words, " ")
    }
    guard results.decomposition != nil, !told.isEmpty else { return nil }
    return section(
      "What makes the difference",
      """
      Mechanisms were left out one at a time, the budget solved again, and the regimes compared again on the same trials. \
      The part of a difference that disappears is what the mechanism adds; the parts need not sum to the whole.
      """) + "\n\n" + told
  }

  // MARK: Claims

  var hypotheses: String {
    let claims = results.claims, shown = claims.prefix(100)
    let counts = ClaimReading.counts(claims).map { "\($0.count) \($0.verdict)" as Markup }
    let lines = shown.map { claim -> Markup in
      let title: Markup = claim.statement.isEmpty ? "\(claim.name)." : Markup(claim.statement)
      let meaning: Markup = claim.null?.meaning.map { " \($0)" } ?? ""
      let firms: Markup = claim.firms.map { " \($0)" } ?? ""
      return
        """
        \(Markup.strong(claim.score.verdict)) (\(claim.kind)): \(title) \(claim.subject): \(claim.score.effect); claimed: \
        \(claim.claim).\(firms) Null: \(claim.nullWords).\(meaning)
        """
    }
    return section(
      "Hypotheses",
      """
      Stated in the scenario and scored on the run's paired trials, at a familywise error rate of \(results.confidence.errorText) (Holm): \
      \(Markup.joined(counts, ", ")). \(VerdictWords.meaning) A claim that is “implied” restates an equation of the model. \
      The null is the claim without its mechanism: one that is supported there too does not rest on that mechanism.
      """) + "\n\n" + lines.map { "- \(Markdown($0).source)" }.joined(separator: "\n")
      + (claims.count > shown.count ? "\n\n\(claims.count - shown.count) more are in hypotheses.csv." : "")
  }

  // MARK: End

  var limits: String {
    section(
      "What is not modelled",
      """
      Intervals say how precisely these simulated firms estimate the differences, not how well the model fits any real firm: many of \
      its numbers are judgements. And these are left out:
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
