import Testing

@testable import Reports

/// Whatever two finite numbers are drawn, an axis comes of it, with marks that can be counted.
@Suite struct LinearScaleTests {
  private static let edges: [Double] = [
    0, .leastNonzeroMagnitude, .leastNormalMagnitude / 100, .leastNormalMagnitude, 1e-300, 1e-290, 1e-9, 1,
    1.0000000000000002, 3, 1e15, 9_007_199_254_740_992, 1e16, 1e300, 1e307, .greatestFiniteMagnitude,
  ]

  /// What is wrong with the scales of some values; nil where nothing is.
  private func fault(_ values: [Double]) -> String? {
    for (isNice, isWhole, isShare) in [
      (true, false, false), (true, false, true), (false, true, false), (false, false, false),
    ] {
      let scale = LinearScale(values, from: 40, to: 640, isNice: isNice, isWhole: isWhole, isShare: isShare)
      guard scale.low < scale.high, scale.low.isFinite, scale.high.isFinite else {
        return "ends \(scale.low) \(scale.high)"
      }
      guard scale.ticks.count <= 9, scale.ticks.allSatisfy(\.isFinite) else { return "ticks \(scale.ticks)" }
      guard scale.ticks.allSatisfy({ scale.label($0).count < 30 }) else {
        return "labels \(scale.ticks.map(scale.label))"
      }
      guard values.allSatisfy({ !$0.isFinite || scale.place($0).isFinite }) else { return "places" }
      guard isNice, values.allSatisfy({ $0.magnitude <= 1e299 }) else { continue }
      guard scale.ticks.count > 2 else { return "too few ticks \(scale.ticks)" }
      let slack = (scale.high - scale.low) * 1e-9
      guard values.allSatisfy({ scale.low - slack <= $0 && $0 <= scale.high + slack }) else { return "not covered" }
    }
    return nil
  }

  @Test func endsForEveryPairOfEdges() {
    for a in Self.edges {
      for b in Self.edges {
        for (x, y) in [(a, b), (-a, b), (-a, -b)] {
          #expect(fault([x, y]) == nil, "\(x) \(y)")
          #expect(fault([x, y, y.nextUp]) == nil, "\(x) \(y) and the next")
        }
      }
    }
    #expect(fault([]) == nil && fault([.nan, .infinity, -.infinity]) == nil && fault([1, .infinity]) == nil)
  }

  @Test func endsForRandomBits() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<4_000 {
      let a = Double(bitPattern: generator.next()), b = Double(bitPattern: generator.next())
      guard a.isFinite, b.isFinite else { continue }
      let near = Double(bitPattern: a.bitPattern ^ generator.next(upperBound: 1 << 20))
      #expect(fault([a, b]) == nil, "\(a) \(b)")
      #expect(fault([a, near]) == nil, "\(a) \(near)")
    }
  }

  @Test func sparklinesAndDigitsTakeAllFiniteValues() {
    for a in Self.edges {
      for b in Self.edges {
        let path = [a, -b, b, -a]
        for width in 1...4 {
          #expect(Sparkline.text(path, width: width, in: Sparkline.range([path], width: width)).count == width)
        }
        for reading in [ShownNumber.Reading.plain, .percent] {
          #expect((0...6).contains(ShownNumber.digits([a, -b, b], reading)))
        }
      }
    }
  }
}
