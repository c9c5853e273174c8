/// What differs over plausible firms, in words: for terminals, pages and notebooks alike.
extension StoredStudy {
  /// A regime less another over the firms of the ensemble; nil where the study has none.
  func plausible(_ metric: String, _ regime: String, less other: String, point: Int) -> (row: Row, isTurned: Bool)? {
    guard let table = ensembleEffects else { return nil }
    if let row = table[metric, other, regime, String(point)] { return (row, true) }
    return table[metric, regime, other, String(point)].map { ($0, false) }
  }

  /// How many plausible firms lie on the first side of a difference; nil where draws cannot be told from firms.
  func plausibleShare(_ metric: String, _ regime: String, less other: String, point: Int) -> Double? {
    plausible(metric, regime, less: other, point: point).flatMap { found in
      found.row["prob_a_beats_b"].map { found.isTurned ? 1 - $0 : $0 }
    }
  }

  /// A sentence on the best regime against each of the others at a point: the range of the firms' own differences in
  /// profit, in how many of them it turns round, what it goes with, and what draws do; empty without an ensemble.
  func plausibleWords(_ point: Int) -> [Markup] {
    guard let table = ensembleEffects, let best = standing(point).leaders.first else { return [] }
    return regimes.filter { $0 != best }.compactMap { other in
      guard let (row, isTurned) = plausible("profit", best, less: other, point: point) else { return nil }
      let head: Markup = "\(Markup.strong(best)) less \(Markup.strong(other)) in profit"
      guard row.text("status") == "ok" else {
        return
          "\(head): how firms differ cannot be told from random draws, since no firm has two trials; give more trials, or fewer members."
      }
      let (low, high) = isTurned ? ("plausible_high", "plausible_low") : ("plausible_low", "plausible_high")
      let sign = isTurned ? ShownNumber.Reading.negative : .plain, money = sign.times(unit("profit").factor)
      let digits = ShownNumber.digits([row[low], row[high]], money)
      func end(_ column: String) -> Markup { ShownNumber.cell(row, column, of: table, money, digits: digits) }
      let share = ShownNumber.cell(
        row, "prob_a_beats_b", of: table, isTurned ? .percentComplement : .percent, digits: 0)
      let between = (isTurned ? ["prob_high", "prob_low"] : ["prob_low", "prob_high"]).map {
        ShownNumber.cell(row, $0, of: table, isTurned ? .percentComplement : .percent, digits: 0)
      }
      var text: Markup =
        """
        \(head): \(end(low)) to \(end(high)) over plausible firms (5 to 95 %, random draws taken out), above 0 in \(share) % \
        \(Markup.interval(between[0], between[1])) of them
        """
      if row["share_parameters"] != nil {
        let parameters = ShownNumber.cell(row, "share_parameters", of: table, .percent, digits: 0)
        text = "\(text); \(parameters) % of the variance over trials is that of firms"
      }
      if !row.text("goes_with").isEmpty {
        let correlation = ShownNumber.cell(row, "rank_correlation", of: table, sign, digits: 2)
        text =
          "\(text); it goes most with \(Markup.tag("code", [], Markup(row.text("goes_with")))) (rank correlation \(correlation))"
      }
      return "\(text)."
    }
  }

  /// What plausible firms are, in a sentence.
  func ensembleWords() -> Markup? {
    guard let ensemble = scenario?.ensemble, ensembleEffects != nil else { return nil }
    let count = ShownNumber.number(ensemble.members.count, from: "scenario:parameters.sets")
    return
      "Each trial is a firm with one of \(count) sets of parameters that fit what is known of sales forces (\(Markup.own(ensemble.name))), the same in every regime. Intervals of means shrink with trials; the range over plausible firms does not."
  }
}
