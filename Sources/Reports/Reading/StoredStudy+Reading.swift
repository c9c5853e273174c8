/// What the numbers say in words, every number with its cell: for pages and notebooks alike.
extension StoredStudy {
  /// What tells a design point from the others; empty where there is one.
  func name(ofPoint point: Int) -> Markup {
    guard points.count > 1 else { return "" }
    let number = ShownNumber.number(point, from: "points:\(point):point")
    guard let scenario = scenario, point < scenario.points else { return "Design point \(number): " }
    return "Design point \(number), \(Markup.own(scenario.name(of: point))): "
  }

  /// Regimes by profit, the highest first.
  func ranked(_ point: Int) -> [(regime: String, row: Row)] {
    regimes.compactMap { regime in
      level("profit", regime, point: point).flatMap { $0["mean"] == nil ? nil : (regime, $0) }
    }.sorted { ($0.row["mean"] ?? 0) > ($1.row["mean"] ?? 0) }
  }

  /// Which regime earned most, and how sure that is.
  func verdict(_ point: Int) -> Markup {
    let ranked = ranked(point)
    guard let best = ranked.first else { return "No regime has a profit in any trial." }
    func part(_ column: String) -> Markup { ShownNumber.cell(best.row, column, of: summary, digits: 3) }
    let earned: Markup =
      "\(part("mean")) pay units a seller and week (95 % interval \(part("ci_low")) to \(part("ci_high")))"
    guard ranked.count > 1, let gap = difference("profit", best.regime, less: ranked[1].regime, point: point)
    else {
      return "\(Markup.strong(best.regime)) earned a profit of \(earned); there is no other regime to compare it with."
    }
    let next = Markup.strong(ranked[1].regime)
    let more: Markup =
      "\(shown(gap, .mean)) (95 % interval \(shown(gap, .low)) to \(shown(gap, .high)))"
    switch gap.verdict {
    case .identical:
      return
        "\(Markup.strong(best.regime)) earned the highest profit, \(earned), but \(next) earned the same in every trial."
    case .undecided, .undefined:
      return
        """
        \(Markup.strong(best.regime)) earned the highest mean profit, \(earned), but the trials do not tell it from \(next): the \
        difference of \(more) may be chance.
        """
    case .more, .less:
      return
        """
        \(Markup.strong(best.regime)) earned the highest profit, \(earned): \(more) more than the next best, \(next), \
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
    return ShownNumber.cell(difference.row, column, of: comparisons, reading, digits: digits)
  }

  /// Whether regimes cost the same, and how closely.
  var costReading: Markup {
    let receipts = manifest.budget
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
    let broken = receipts.filter { !$0.kept }.map { Markup.own($0.regime) }
    let excess: Markup =
      broken.isEmpty ? "" : " Beyond what the noise of the solver's pilots explains: \(Markup.joined(broken, ", "))."
    return
      """
      All regimes cost the same, by moving base salaries: the largest gap that is left is \(gap("gap", receipt.gap)) % \
      (95 % interval \(gap("gap_low", receipt.gapLow)) to \(gap("gap_high", receipt.gapHigh)) %), for \
      \(Markup.own(receipt.regime)).\(excess)
      """
  }

  /// A metric of a regime with its interval: `1.691 (1.671 to 1.711)`.
  func reading(_ metric: String, _ regime: String, point: Int) -> Markup {
    let row = level(metric, regime, point: point)
    guard row?["mean"] != nil else { return "–" }
    let (reading, digits) = MetricText.isShare(metric) ? (ShownNumber.Reading.percent, 1) : (.plain, 3)
    func part(_ column: String) -> Markup {
      ShownNumber.cell(row, column, of: summary, reading, digits: digits)
    }
    let unit: Markup = MetricText.isShare(metric) ? " %" : ""
    return
      "\(part("mean"))\(unit) \(Markup.tag("span", [("class", "interval")], "(\(part("ci_low")) to \(part("ci_high")))"))"
  }

  /// What nobody should read out of the results.
  static let notModelled: [Markup] = [
    "The product, its quality and its price beyond what sellers may discount.",
    "What competitors do about it: they are part of a market that does not answer.",
    "Law: what contracts, works councils and courts allow in pay, monitoring and dismissal.",
    "Ethics: whether it is right to dismiss, rank or watch people. The model counts what that costs and brings, and no more.",
    "Who the sellers are beyond a few traits; groups that are treated differently; life outside work.",
    "Change itself: regimes begin from one week to the next, without a quarrel about them.",
    "Anything that the firm does besides selling.",
  ]

  // MARK: Claims

  /// The size of a claimed effect with its 95 % interval.
  func effect(_ row: Row, _ table: Table, _ suffix: String = "") -> Markup {
    guard row["effect" + suffix] != nil else { return "–" }
    let isRatio = row.text("scale") == "ratio"
    func part(_ column: String) -> Markup {
      ShownNumber.cell(row, column + suffix, of: table, isRatio ? .percent : .plain, digits: isRatio ? 1 : 3)
    }
    let unit: Markup = isRatio ? " %" : row.text("scale") == "sd" ? " standard deviations" : ""
    return "\(part("effect"))\(unit) (\(part("ci_low")) to \(part("ci_high")))"
  }

  /// The same claim without the mechanism that is said to cause it.
  func without(_ row: Row, _ table: Table) -> Markup {
    let mechanisms = row.text("knock_out")
    guard !mechanisms.isEmpty else { return "–" }
    let verdict = row.text("verdict_without")
    return "\(mechanisms): \(verdict.isEmpty ? "not run" : verdict), \(effect(row, table, "_without"))"
  }
}

extension Markup {
  /// A name that the study's author gave: text of his own, whatever it says.
  static func own(_ text: String) -> Markup { .tag("span", [("class", "own")], Markup(text)) }

  static func strong(_ name: String) -> Markup { .tag("strong", [("class", "own")], Markup(name)) }
}
