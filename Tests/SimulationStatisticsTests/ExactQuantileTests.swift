import Testing

@testable import SimulationStatistics

@Suite struct ExactQuantileTests {
  static let probabilities = SummaryRow.probabilities

  /// Runs the passes over a stream; also says how many there were.
  private func stream(
    _ values: [Double], capacity: Int, probabilities: [Double] = probabilities
  ) throws -> (values: [Double?], passes: Int) {
    var quantile = ExactQuantile(probabilities: probabilities, capacity: capacity)
    var passes = 0
    while !quantile.isComplete {
      for value in values { quantile.visit(value) }
      try quantile.endPass()
      passes += 1
      try #require(passes <= 8, "does not come to an end")
    }
    return (quantile.values, passes)
  }

  /// NumPy to the last bit, in memory and in passes of any capacity.
  @Test func agreesWithNumPy() throws {
    let rows = try Reference.rows("quantiles.tsv")
    #expect(rows.count == 11)
    for row in rows {
      let values = try Reference.doubles(row[1])
      let expected = try Reference.doubles(row[2])
      #expect(ExactQuantile.of(values, probabilities: Self.probabilities) == expected, "\(row[0])")
      for capacity in [0, 1, 3, 10, 100, 10_000] {
        #expect(try stream(values, capacity: capacity).values == expected, "\(row[0]), capacity \(capacity)")
      }
    }
  }

  @Test(arguments: 0..<20) func streamEqualsMemoryInAnyOrder(seed: Int) throws {
    var generator = TestGenerator(state: UInt64(seed))
    let count = Int.random(in: 1...20_000, using: &generator)
    var values = (0..<count).map { _ in Double(bitPattern: generator.next()) }.map { $0.isInfinite ? 1 : $0 }
    if seed % 3 == 1 { values = values.map { _ in Double(Int.random(in: 0...5, using: &generator)) } }
    if seed % 3 == 2 { values = values.map { _ in Double.random(in: 1000...1001, using: &generator) } }
    let probabilities = [0, 1, 0.5] + (0..<4).map { _ in Double.random(in: 0...1, using: &generator) }
    // The definition, by sorting.
    let sorted = values.filter { !$0.isNaN }.sorted()
    let expected = probabilities.map { p -> Double? in
      guard !sorted.isEmpty else { return nil }
      let (index, fraction) = ExactQuantile.position(p, count: sorted.count)
      return ExactQuantile.interpolate(sorted[index], sorted[min(index + 1, sorted.count - 1)], fraction)
    }
    #expect(ExactQuantile.of(values, probabilities: probabilities) == expected)
    let streamed = try stream(values.shuffled(using: &generator), capacity: 500, probabilities: probabilities)
    #expect(streamed.values == expected)
    #expect(streamed.passes == 1 || sorted.count > 500)
  }

  @Test func missingAndEmpty() throws {
    #expect(ExactQuantile.of([], probabilities: [0.5]) == [nil])
    #expect(ExactQuantile.of([.nan, .nan], probabilities: [0.5]) == [nil])
    #expect(ExactQuantile.of([.nan, 4, .nan, 2], probabilities: [0.5]) == [3])
    #expect(try stream([], capacity: 0).values == [nil, nil, nil, nil, nil])
    // −0 and 0 are one value, whichever comes first.
    #expect(ExactQuantile.of([-0.0, 0.0], probabilities: [0])[0]?.sign == .plus)
    #expect(ExactQuantile.of([], probabilities: []) == [])
  }

  @Test func changedStreamIsAnError() throws {
    var quantile = ExactQuantile(probabilities: [0.5], capacity: 10)
    for value in 0..<1000 { quantile.visit(Double(value)) }
    try quantile.endPass()
    #expect(!quantile.isComplete && quantile.values == [nil])
    for value in 0..<999 { quantile.visit(Double(value)) }
    #expect(throws: ExactQuantile.StreamChanged.self) { try quantile.endPass() }
  }

  @Test func imageKeepsOrder() {
    let values = [-Double.infinity, -1e300, -1, -0x1p-1074, 0, 0x1p-1074, 1, 1e300, .infinity]
    let images = values.map(ExactQuantile.image(of:))
    #expect(images == images.sorted() && Set(images).count == images.count)
    #expect(images.map(ExactQuantile.value(of:)) == values)
  }

  /// Adversaries of the pivot: sorted, reversed, organ pipe, constant, two values.
  @Test func selectionOfPatterns() {
    let n = 5000
    let patterns: [[UInt64]] = [
      (0..<n).map { UInt64($0) }, (0..<n).map { UInt64(n - $0) }, (0..<n).map { UInt64(min($0, n - $0)) },
      (0..<n).map { _ in 7 }, (0..<n).map { UInt64($0 % 2) },
    ]
    for pattern in patterns {
      let positions = [0, 1, 250, 2500, 2501, 4999]
      var values = pattern
      Selection.select(positions, in: &values)
      let sorted = pattern.sorted()
      #expect(positions.map { values[$0] } == positions.map { sorted[$0] })
      #expect(values.sorted() == sorted)
    }
  }

  @Test func summaryRow() throws {
    let resolution = Resolution(fractionBits: 20)
    let row = try SummaryRow(of: [1, .nan, 2, 3, 4], resolution: resolution)
    #expect(row.n == 4 && row.mean == 2.5 && row.p50 == 2.5 && row.p05 == 1.15)
    #expect(row.sd == (5.0 / 3).squareRoot())
    // t(.975, 3) = 3.1824463052837086
    let half = 3.1824463052837086 * (5.0 / 3).squareRoot() / 2
    #expect(relativeError(try #require(row.ciHigh), 2.5 + half) < 1e-14)
    #expect(relativeError(try #require(row.ciLow), 2.5 - half) < 1e-14)
    let single = try SummaryRow(of: [5], resolution: resolution)
    #expect(single.values == [5, nil, nil, nil, nil, 5, 5, 5, 5, 5])
    let empty = try SummaryRow(of: [.nan], resolution: resolution)
    #expect(empty.n == 0 && empty.values.allSatisfy { $0 == nil })
    #expect(throws: FixedPointError.self) { try SummaryRow(of: [.infinity], resolution: resolution) }
  }
}
