extension SummaryRow {
  /// Summarises a reading that has a correction to equal cost of its own, such as that of a single week.
  ///
  /// - Parameters:
  ///   - values: by trial; NaN where there is none.
  ///   - deviations: what the arm cost in each trial less what it should; nil where nothing is corrected.
  ///   - rate: what a unit of cost is worth in the reading; nil where there is no rate, and then no value.
  ///   - resolution: of the reading.
  ///   - critical: critical values at the table's confidence level; filled as needed.
  /// - Throws: ``FixedPointError`` for infinities and numbers beyond the resolution's limit.
  public init(
    _ values: [Double], deviations: [Double]?, rate: ExchangeRate?, resolution: Resolution,
    critical: inout CriticalValues
  ) throws(FixedPointError) {
    let present = values.indices.filter { !values[$0].isNaN && (deviations == nil || rate != nil) }
    let beta = rate?.value ?? 0
    let gap =
      deviations.map { all in present.reduce(0.0) { $0 + all[$1] } / Double(max(1, present.count)) } ?? 0
    var sum = FixedPointSum(resolution)
    for trial in present { try sum.add(values[trial] - beta * (deviations?[trial] ?? 0)) }
    let moved = present.map { values[$0] - beta * gap }
    self.init(
      sum: sum, nuisance: EqualCost.nuisance([(factor: gap, rate: rate)]),
      quantiles: ExactQuantile.of(moved, probabilities: SummaryRow.probabilities), critical: &critical)
  }
}
