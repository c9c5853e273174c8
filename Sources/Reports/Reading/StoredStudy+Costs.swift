/// What has to be said of costs: they differ, or how they were made equal.
extension StoredStudy {
  /// A sentence or several, each number with its place in the manifest.
  var costReading: Markup {
    let receipts = manifest.budget
    guard let worst = receipts.indices.max(by: { receipts[$0].gap.magnitude < receipts[$1].gap.magnitude }) else {
      return
        regimes.count < 2
        ? "No budget sets what it costs."
        : """
        Costs differ between regimes, since no budget equalises them: a higher profit may mean a cheaper regime rather \
        than a better way of managing.
        """
    }
    func percent(_ name: String, of index: Int, _ value: Double) -> Markup {
      ShownNumber.number(value, from: "manifest:budget.\(index).\(name)", .percent, digits: 2)
    }
    func place(_ index: Int) -> Markup {
      let name = Markup.own(receipts[index].regime)
      return points.count > 1 ? "\(name) at point \(Markup("\(receipts[index].point)"))" : name
    }
    let receipt = receipts[worst]
    var text: Markup =
      """
      Equal cost: base salaries were solved for the budget on pilot trials, and every estimate is corrected to it exactly. \
      The trials themselves missed it by \(percent("gap", of: worst, receipt.gap)) % at most, for \(place(worst))
      """
    if let low = receipt.gapLow, let high = receipt.gapHigh {
      let all: Markup = receipts.count > 1 ? ", allowing for its being the largest" : ""
      text = """
        \(text) (95 % interval \(percent("gap_low", of: worst, low)) to \(percent("gap_high", of: worst, high)) %\(all))
        """
    }
    let far = receipts.indices.filter { !receipts[$0].kept }
    guard !far.isEmpty else { return "\(text)." }
    let named = far.map { "\(place($0)) (\(percent("gap", of: $0, receipts[$0].gap)) %)" as Markup }
    return """
      \(text). Farther off than the salaries that slopes in cost were measured over, so that the correction reaches beyond \
      what was seen: \(Markup.joined(named, ", ")).
      """
  }
}
