extension ReportPage {
  /// The answer in two sentences: who earned most and how sure that is; and at what cost.
  var answer: Section {
    var content = shownPoints.map { paragraph(pointName($0) + verdict($0)) } + [paragraph(costs)]
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

  /// What tells a design point from the others; empty where there is one.
  func pointName(_ point: Int) -> Markup {
    guard results.points.count > 1 else { return "" }
    let number = ShownNumber.number(point, from: "points:\(point):point")
    guard let scenario = results.scenario, point < scenario.points else { return "Design point \(number): " }
    return "Design point \(number), \(own(scenario.name(of: point))): "
  }

  private func ranked(_ point: Int) -> [(regime: String, row: Row)] {
    results.regimes.compactMap { regime in
      results.level("profit", regime, point: point).flatMap { $0["mean"] == nil ? nil : (regime, $0) }
    }.sorted { ($0.row["mean"] ?? 0) > ($1.row["mean"] ?? 0) }
  }

  private func verdict(_ point: Int) -> Markup {
    let ranked = ranked(point)
    guard let best = ranked.first else { return "No regime has a profit in any trial." }
    func part(_ column: String) -> Markup { ShownNumber.cell(best.row, column, of: results.summary, digits: 3) }
    let earned: Markup =
      "\(part("mean")) pay units a seller and week (95 % interval \(part("ci_low")) to \(part("ci_high")))"
    guard ranked.count > 1, let gap = results.difference("profit", best.regime, less: ranked[1].regime, point: point)
    else { return "\(strong(best.regime)) earned a profit of \(earned); there is no other regime to compare it with." }
    let next = strong(ranked[1].regime)
    let difference: Markup =
      "\(shown(gap, .mean)) (95 % interval \(shown(gap, .low)) to \(shown(gap, .high)))"
    switch gap.verdict {
    case .identical:
      return "\(strong(best.regime)) earned the highest profit, \(earned), but \(next) earned the same in every trial."
    case .undecided, .undefined:
      return
        """
        \(strong(best.regime)) earned the highest mean profit, \(earned), but the trials do not tell it from \(next): the \
        difference of \(difference) may be chance.
        """
    case .more, .less:
      return
        """
        \(strong(best.regime)) earned the highest profit, \(earned): \(difference) more than the next best, \(next), \
        and more in \(shown(gap, .share)) % of trials, \(Self.doubt(gap.pAdjusted)).
        """
    }
  }

  /// How sure a difference is, in words.
  private static func doubt(_ p: Double?) -> Markup {
    guard let p, p >= 0.001 else { return "far beyond what chance in the simulation explains" }
    return p < 0.01
      ? "well beyond what chance in the simulation explains" : "more than chance in the simulation explains"
  }

  func strong(_ regime: String) -> Markup { .tag("strong", [("class", "own")], Markup(regime)) }

  enum Part { case mean, low, high, share, p, correlation, ratio }

  /// A part of a difference, with its cell.
  func shown(_ difference: Difference, _ part: Part) -> Markup {
    let turned = difference.isTurned, sign = turned ? ShownNumber.Reading.negative : .plain
    let (column, reading, digits): (String, ShownNumber.Reading, Int) =
      switch part {
      case .mean: ("mean_difference", sign, 3)
      case .low: (turned ? "ci_high" : "ci_low", sign, 3)
      case .high: (turned ? "ci_low" : "ci_high", sign, 3)
      case .share: ("prob_a_beats_b", turned ? .percentComplement : .percent, 1)
      case .p: ("p_adjusted", .p, 3)
      case .correlation: ("correlation", .plain, 2)
      case .ratio: ("variance_ratio", .plain, 1)
      }
    return ShownNumber.cell(difference.row, column, of: results.comparisons, reading, digits: digits)
  }

  private var costs: Markup {
    let receipts = results.manifest.budget
    guard let worst = receipts.indices.max(by: { receipts[$0].gap.magnitude < receipts[$1].gap.magnitude }) else {
      return
        """
        Costs differ between regimes, since no budget equalises them: a higher profit may mean a cheaper regime rather \
        than a better way of managing.
        """
    }
    func gap(_ name: String, _ value: Double) -> Markup {
      ShownNumber.number(value, from: "manifest:budget.\(worst).\(name)", .percent, digits: 2)
    }
    let receipt = receipts[worst]
    let broken = receipts.filter { !$0.kept }.map { own($0.regime) }
    let excess: Markup =
      broken.isEmpty ? "" : " Beyond what the noise of the solver's pilots explains: \(Markup.joined(broken, ", "))."
    return
      """
      All regimes cost the same, by moving base salaries: the largest gap that is left is \(gap("gap", receipt.gap)) % \
      (95 % interval \(gap("gap_low", receipt.gapLow)) to \(gap("gap_high", receipt.gapHigh)) %), for \
      \(own(receipt.regime)).\(excess)
      """
  }

  private static let rowLimit = 200

  /// One row for each design point that has no sections of its own.
  private var otherPoints: Markup {
    let rest = results.points.dropFirst(shownPoints.count).prefix(Self.rowLimit)
    let rows = rest.map { point -> [Markup] in
      let best = ranked(point).first
      return [
        ShownNumber.number(point, from: "points:\(point):point"), best.map { own($0.regime) } ?? "–",
        best.map { level("profit", $0.regime, point: point) } ?? "–",
      ]
    }
    return table("Further design points, and the regime with the highest profit", ["point", "regime", "profit"], rows)
  }
}
