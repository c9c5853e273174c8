/// Who is ahead at a design point: one regime, or several that are not significantly different.
struct Standing {
  let point: Int
  /// The regime with the highest mean and those whose paired difference to it is undecided, the highest first; empty
  /// where no trial has a value.
  let leaders: [String]
  /// The best less the next of the leaders, or less the next best where it leads alone; nil where there is no other.
  let gap: Difference?
  /// The regime that ``gap`` is to.
  let next: String?

  var isDecided: Bool { leaders.count == 1 }

  /// `push`, or `undecided between push, pull and person`.
  var words: Markup {
    guard let last = leaders.last else { return "–" }
    guard leaders.count > 1 else { return Markup.own(last) }
    return "undecided between \(Markup.list(leaders.map(Markup.own)))"
  }
}

extension StoredStudy {
  /// Regimes by profit, the highest first.
  func ranked(_ point: Int) -> [(regime: String, row: Row)] {
    regimes.compactMap { regime in
      level("profit", regime, point: point).flatMap { $0["mean"] == nil ? nil : (regime, $0) }
    }.sorted { ($0.row["mean"] ?? 0) > ($1.row["mean"] ?? 0) }
  }

  /// Verdicts are those of the comparisons: at the study's level over all pairs of the point (Holm).
  func standing(_ point: Int) -> Standing {
    let ranked = ranked(point).map(\.regime)
    guard let best = ranked.first else { return Standing(point: point, leaders: [], gap: nil, next: nil) }
    func gap(_ other: String) -> Difference? { difference("profit", best, less: other, point: point) }
    let leaders = [best] + ranked.dropFirst().filter { gap($0)?.verdict != .more }
    let next = leaders.dropFirst().first ?? ranked.dropFirst().first
    return Standing(point: point, leaders: leaders, gap: next.flatMap(gap), next: next)
  }

  /// Whether there is only one trial, which gives no interval and no verdict.
  var isSingle: Bool { manifest.completed < 2 }

  static let singleWords = "One trial gives no interval and no verdict."

  /// Which regime earned most, and with what confidence.
  func verdict(_ point: Int) -> Markup {
    let standing = standing(point)
    guard let best = standing.leaders.first, let row = level("profit", best, point: point) else {
      return "No regime has a profit in any trial."
    }
    let earned = levelWords(row, point)
    guard let next = standing.next, let gap = standing.gap else {
      return "\(Markup.strong(best)) earned a profit of \(earned); there is no other regime to compare it with."
    }
    if isSingle {
      return "In the one trial \(Markup.strong(best)) earned the highest profit, \(earned). \(Self.singleWords)"
    }
    if standing.isDecided {
      return
        """
        \(Markup.strong(best)) earned the highest profit, \(earned): \(shown(gap, .mean)) (\(confidence.text) interval \
        \(shown(gap, .low)) to \(shown(gap, .high))) more than the next best, \(Markup.strong(next)), \
        and more in \(shown(gap, .share)) % of trials. The difference is significant (\(confidence.errorText) over all pairs, Holm).
        """
    }
    let others = Markup.list(standing.leaders.dropFirst().map(Markup.strong))
    let head: Markup = "\(Markup.strong(best)) earned the highest mean profit, \(earned), but"
    switch gap.verdict {
    case .identical where standing.leaders.count == 2: return "\(head) \(others) earned the same in every trial."
    case .identical: return "\(head) it does not differ significantly from \(others)."
    case .undefined: return "\(head) too few trials have a value to compare it with \(others)."
    default:
      let nearest: Markup = standing.leaders.count == 2 ? "" : " from \(Markup.strong(next))"
      return
        """
        \(head) it does not differ significantly from \(others): the difference\(nearest) of \(shown(gap, .mean)) (\(confidence.text) \
        interval \(shown(gap, .low)) to \(shown(gap, .high))) may be due to chance.
        """
    }
  }

  /// `1.69 pay units per seat-week (95 % interval 1.67 to 1.71)`, the interval where there is one.
  private func levelWords(_ row: Row, _ point: Int) -> Markup {
    let digits = digits(ofLevel: "profit", point: point)
    let money = ShownNumber.Reading.plain.times(unit("profit").factor)
    func part(_ column: String) -> Markup { ShownNumber.cell(row, column, of: summary, money, digits: digits) }
    let level = unit("profit").sentence(part("mean"))
    return row["ci_low"] == nil
      ? level : "\(level) (\(confidence.text) interval \(part("ci_low")) to \(part("ci_high")))"
  }

  /// How the points of a design come out: how often each regime leads alone, and how often none does.
  var designWords: Markup {
    let standings = points.map(standing)
    let alone = standings.filter(\.isDecided)
    func count(_ number: Int, _ what: String) -> Markup { ShownNumber.number(number, from: "page:\(what)") }
    let parts = regimes.compactMap { regime -> Markup? in
      let led = alone.filter { $0.leaders[0] == regime }.count
      return led == 0 ? nil : "\(Markup.strong(regime)) at \(count(led, "leads:\(regime)"))"
    }
    let all = count(points.count, "points")
    if isSingle { return "The design has \(all) points. \(Self.singleWords)" }
    let open = points.count - alone.count
    let rest: Markup = "at \(count(open, "undecided")) the best do not differ significantly"
    guard !parts.isEmpty else {
      return
        "At none of the \(all) design points does one regime lead in profit: the best do not differ significantly."
    }
    let led: Markup = "One regime leads in profit at \(count(alone.count, "decided")) of \(all) design points"
    return open == 0 ? "\(led): \(Markup.list(parts))." : "\(led): \(Markup.list(parts)); \(rest)."
  }
}

extension Markup {
  /// `a`, `a and b`, `a, b and c`
  static func list(_ parts: [Markup]) -> Markup {
    guard parts.count > 1, let last = parts.last else { return .joined(parts) }
    return "\(Markup.joined(Array(parts.dropLast()), ", ")) and \(last)"
  }
}
