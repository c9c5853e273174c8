/// The numbers in words, every number with its cell: for pages and notebooks alike.
extension StoredStudy {
  /// What distinguishes a design point from the others: `size small`; nil where there is one.
  func levels(ofPoint point: Int) -> String? {
    guard points.count > 1 else { return nil }
    guard let scenario, point < scenario.points, ownPoints.contains(point) else { return "design point \(point)" }
    let name = scenario.name(of: point)
    return name.isEmpty ? nil : name
  }

  /// Names of what distinguishes design points: the budget where it has levels, then the factors.
  var factorNames: [String] {
    guard let scenario, points.allSatisfy({ $0 < scenario.points }) else { return ["point"] }
    return scenario.levels(of: 0).map(\.factor)
  }

  /// The level of each of ``factorNames`` at a point.
  func levelNames(_ point: Int) -> [String] {
    guard let scenario, points.allSatisfy({ $0 < scenario.points }) else { return [String(point)] }
    return scenario.levels(of: point).map(\.level)
  }

  /// The same at the beginning of a sentence: `At size small: `.
  func place(ofPoint point: Int) -> Markup {
    levels(ofPoint: point).map { "At \(Markup.own($0)): " } ?? ""
  }

  /// Sellers of a firm, and where the scenario says so: one number, or each level of the factor that varies it.
  var sellerCounts: [(count: Int, place: String)] {
    guard let scenario else { return [] }
    for factor in scenario.factors {
      let counts = factor.levels.enumerated().compactMap { place, level -> (count: Int, place: String)? in
        guard case .sellers(let count)? = level.settings.first(where: { $0.path == "organisation.sellers" }) else {
          return nil
        }
        return (count, "scenario:design.factors.\(factor.name).levels:\(place)")
      }
      if !counts.isEmpty { return counts }
    }
    return [(scenario.plan.organisation.seats, "scenario:organisation.sellers")]
  }

  /// `64 sellers each`, `16 or 48 sellers each`; every number with its place.
  var firmSize: Markup {
    let counts = sellerCounts.map { ShownNumber.number($0.count, from: $0.place) }
    let list: Markup =
      counts.count < 2
      ? .joined(counts) : "\(Markup.joined(Array(counts.dropLast()), ", ")) or \(counts[counts.count - 1])"
    return "\(list) sellers each"
  }

  enum Part { case mean, low, high, share, p, correlation, ratio }

  /// A part of a difference, with its cell.
  func shown(_ difference: Difference, _ part: Part) -> Markup {
    let turned = difference.isTurned, factor = unit(difference.row.text("metric")).factor
    let sign = (turned ? ShownNumber.Reading.negative : .plain).times(factor)
    let own = ShownNumber.digits([difference.mean, difference.low, difference.high], .plain.times(factor))
    let (column, reading, digits): (String, ShownNumber.Reading, Int) =
      switch part {
      case .mean: ("mean_difference", sign, own)
      case .low: (turned ? "ci_high" : "ci_low", sign, own)
      case .high: (turned ? "ci_low" : "ci_high", sign, own)
      case .share: ("prob_a_beats_b", turned ? .percentComplement : .percent, 1)
      case .p: ("p_adjusted", .p, 3)
      case .correlation: ("correlation", .plain, 2)
      case .ratio: ("variance_ratio", .plain, 1)
      }
    return ShownNumber.cell(difference.row, column, of: comparisons, reading, digits: digits)
  }

  /// Digits that the means of a metric deserve at a point, the same for all regimes.
  func digits(ofLevel metric: String, point: Int) -> Int {
    let isShare = MetricText.isShare(metric), isTime = ["weeks", "hours"].contains(MetricText.unit(metric))
    let each = regimes.compactMap { level(metric, $0, point: point) }.map { row in
      ShownNumber.digits(
        ["mean", "ci_low", "ci_high"].map { row[$0] }, isShare ? .percent : .plain.times(unit(metric).factor),
        most: isShare ? 1 : isTime ? 2 : 3)
    }
    return each.max() ?? 3
  }

  /// A metric of a regime with its interval: `1.69 (1.67 to 1.71)`.
  func reading(_ metric: String, _ regime: String, point: Int) -> Markup {
    let row = level(metric, regime, point: point)
    guard row?["mean"] != nil else { return "–" }
    let reading = MetricText.isShare(metric) ? ShownNumber.Reading.percent : .plain.times(unit(metric).factor)
    let digits = digits(ofLevel: metric, point: point)
    func part(_ column: String) -> Markup {
      ShownNumber.cell(row, column, of: summary, reading, digits: digits)
    }
    let unit: Markup = MetricText.isShare(metric) ? " %" : ""
    let mean: Markup = "\(part("mean"))\(unit)"
    return row?["ci_low"] == nil ? mean : "\(mean) \(Markup.interval(part("ci_low"), part("ci_high")))"
  }

  /// What nobody should read into the results.
  static let notModelled: [Markup] = [
    "The product, its quality, and its price beyond what sellers may discount.",
    "How competitors respond: they are part of a market that does not react.",
    "Law: what contracts, works councils and courts allow in pay, monitoring and dismissal.",
    "Ethics: whether it is right to dismiss, rank or monitor people. The model counts only the costs and benefits of doing so.",
    "Who the sellers are beyond a few traits; groups that are treated differently; life outside work.",
    "Change itself: regimes begin from one week to the next, without conflict about them.",
    "Anything that the firm does besides selling.",
  ]
}

extension Markup {
  /// What stands behind a value, or below it in tables: `(1.67 to 1.71)`.
  static func interval(_ low: Markup, _ high: Markup) -> Markup {
    .tag("span", [("class", "interval")], "(\(low) to \(high))")
  }

  /// A name that the study's author gave: the author's own text, whatever it says.
  static func own(_ text: String) -> Markup { .tag("span", [("class", "own")], Markup(text)) }

  static func strong(_ name: String) -> Markup { .tag("strong", [("class", "own")], Markup(name)) }
}
