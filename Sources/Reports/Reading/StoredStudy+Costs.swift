/// What there is to say about cost: it differs, or how it was made equal.
extension StoredStudy {
  /// A sentence or several, each number with its place in the manifest.
  var costReading: Markup {
    let receipts = manifest.budget
    guard let worst = receipts.indices.max(by: { receipts[$0].gap.magnitude < receipts[$1].gap.magnitude }) else {
      return
        regimes.count < 2
        ? "No budget fixes the cost."
        : """
        Costs differ between regimes, since no budget equalises them: a higher profit may mean a cheaper regime rather \
        than a better way of managing.
        """
    }
    func percent(_ name: String, of index: Int, _ value: Double) -> Markup {
      ShownNumber.number(value, from: "manifest:budget.\(index).\(name)", .percent, digits: 2)
    }
    func place(_ index: Int) -> Markup { self.place(receipts[index].regime, receipts[index].point) }
    let receipt = receipts[worst]
    var text: Markup =
      """
      Equal cost: base salaries were solved for the budget on pilot trials, and every estimate is corrected to exactly that \
      cost. Before correction the largest gap was \(percent("gap", of: worst, receipt.gap)) %, for \(place(worst))
      """
    if let low = receipt.gapLow, let high = receipt.gapHigh {
      let all: Markup = receipts.count > 1 ? "simultaneous " : ""
      text = """
        \(text) (\(all)\(confidence.text) interval \(percent("gap_low", of: worst, low)) to \(percent("gap_high", of: worst, high)) %)
        """
    }
    text = "\(text).\(correctionWords)"
    let far = receipts.indices.filter { !receipts[$0].kept }
    guard !far.isEmpty else { return text }
    // Of a sensitivity study's many points a few are enough.
    let told = ownPoints.count < points.count ? Array(far.prefix(3)) : far
    var named = told.map { "\(place($0)) (\(percent("gap", of: $0, receipts[$0].gap)) %)" as Markup }
    if told.count < far.count { named.append("and \(far.count - told.count) more") }
    return """
      \(text) Outside the range of salaries over which slopes in cost were measured, so that the correction extrapolates: \
      \(Markup.joined(named, ", ")).
      """
  }

  private func place(_ regime: String, _ point: Int) -> Markup {
    levels(ofPoint: point).map { "\(Markup.own(regime)) at \(Markup.own($0))" } ?? Markup.own(regime)
  }

  /// What the correction to equal cost has added to differences in profit, and where it is as large as the difference.
  private var correctionWords: Markup {
    guard let first = regimes.first else { return "" }
    let all = ownPoints.flatMap { point in
      regimes.dropFirst().compactMap { regime in
        difference("profit", regime, less: first, point: point).map { (regime: regime, point: point, pair: $0) }
      }
    }.filter { $0.pair.correction != nil }
    guard !all.isEmpty else { return "" }
    func shown(_ pair: Difference) -> Markup {
      ShownNumber.cell(
        pair.row, "correction", of: comparisons,
        (pair.isTurned ? ShownNumber.Reading.negative : .plain).times(unit("profit").factor), digits: 3)
    }
    // At several points the largest one stands for all.
    let told =
      ownPoints.count == 1
      ? all : all.max { abs($0.pair.correction ?? 0) < abs($1.pair.correction ?? 0) }.map { [$0] } ?? []
    let list = told.map { "\(shown($0.pair)) for \(place($0.regime, $0.point))" as Markup }
    let whole = all.filter {
      abs($0.pair.correction ?? 0) >= abs($0.pair.mean ?? .infinity) && $0.pair.verdict != .identical
    }
    let doubt: Markup =
      whole.isEmpty
      ? ""
      : " This is as large as the whole difference for \(Markup.joined(whole.map { place($0.regime, $0.point) }, ", "))."
    return """
       The correction changed the difference in profit from \(Markup.own(first)) by \
      \(ownPoints.count == 1 ? "" : "at most ")\(Markup.joined(list, ", ")).\(doubt)
      """
  }
}
