import Testing

@testable import SimulationStatistics

@Suite struct FixedPointTests {
  static let resolution = Resolution(fractionBits: 24)

  @Test func quantisesToNearestEven() throws {
    let whole = Resolution(fractionBits: 1)
    #expect(try whole.quantise(0.25) == 0)
    #expect(try whole.quantise(0.75) == 2)
    #expect(try whole.quantise(-0.75) == -2)
    #expect(try whole.quantise(0.2500001) == 1)
    #expect(try whole.quantise(-0.0) == 0)
    #expect(whole.step == 0.5)
  }

  @Test func refusesWhatDoesNotFit() throws {
    let resolution = Resolution(fractionBits: 10)
    #expect(resolution.limit == 0x1p52)
    #expect(try resolution.quantise(0x1p52) == 1 << 62)
    #expect(throws: FixedPointError.tooLarge((0x1p52).nextUp, limit: 0x1p52)) {
      try resolution.quantise((0x1p52).nextUp)
    }
    #expect(throws: FixedPointError.notFinite(.infinity)) { try resolution.quantise(.infinity) }
    #expect(throws: FixedPointError.self) { try resolution.quantise(.nan) }
    var sum = FixedPointSum(resolution)
    try sum.add(2)
    let before = sum
    #expect(throws: FixedPointError.self) { try sum.add(-1e300) }
    #expect(sum == before)
    var other = FixedPointSum(Resolution(fractionBits: 11))
    #expect(throws: FixedPointError.resolutionsDiffer(11, 10)) { try other.merge(sum) }
  }

  /// value(quantise(x)) is within half a step, and exact where the step resolves x.
  @Test func roundTrip() throws {
    var generator = TestGenerator(state: 1)
    for _ in 0..<10_000 {
      let x = Double.random(in: -1e9...1e9, using: &generator)
      let back = Self.resolution.value(of: try Self.resolution.quantise(x))
      #expect((back - x).magnitude <= Self.resolution.step / 2)
      #expect(try Self.resolution.rounded(x) == back)
      #expect(Self.resolution.value(of: try Self.resolution.quantise(back)) == back)
    }
    #expect(Self.resolution.value(of: try Self.resolution.quantise(123_456_789.123_4e2)) == 123_456_789.123_4e2)
  }

  /// Any order and any split: equal sums, hence equal bits of everything derived.
  @Test(arguments: 0..<50) func orderAndSplitDoNotMatter(seed: Int) throws {
    var generator = TestGenerator(state: UInt64(seed))
    let count = Int.random(in: 0...300, using: &generator)
    let scale = [1e-6, 1, 1e5, 1e10][seed % 4]
    let values = (0..<count).map { _ in Double.random(in: -scale...scale, using: &generator) }
    var whole = FixedPointSum(Self.resolution)
    for value in values { try whole.add(value) }
    var parts = (0..<Int.random(in: 1...9, using: &generator)).map { _ in FixedPointSum(Self.resolution) }
    for value in values.shuffled(using: &generator) {
      try parts[Int.random(in: parts.indices, using: &generator)].add(value)
    }
    parts.shuffle(using: &generator)
    var merged = FixedPointSum(Self.resolution)
    for part in parts { try merged.merge(part) }
    #expect(merged == whole)
    #expect(merged.mean?.bitPattern == whole.mean?.bitPattern)
    #expect(merged.variance?.bitPattern == whole.variance?.bitPattern)
    #expect(merged.count == count && merged.minimum == (count > 0 ? whole.minimum : nil))
  }

  @Test func smallCounts() throws {
    var sum = FixedPointSum(Self.resolution)
    #expect(sum.mean == nil && sum.variance == nil && sum.minimum == nil && sum.maximum == nil && sum.total == 0)
    try sum.add(-2.5)
    #expect(sum.mean == -2.5 && sum.variance == nil && sum.standardError == nil && sum.minimum == -2.5)
    try sum.add(-2.5)
    #expect(sum.variance == 0 && sum.standardError == 0 && sum.maximum == -2.5 && sum.total == -5)
  }

  @Test func knownMoments() throws {
    var sum = FixedPointSum(Self.resolution)
    for value in [1.5, 2.5, 4] { try sum.add(value) }
    #expect(sum.mean == 8.0 / 3)
    #expect(sum.variance == 19.0 / 12)
    #expect(sum.standardDeviation == (19.0 / 12).squareRoot())
    #expect(sum.standardError == (19.0 / 12).squareRoot() / 3.0.squareRoot())
  }

  /// NIST StRD NumAcc4: mean 10000000.2, standard deviation .1, where one-pass sums of squares go negative.
  @Test func nistNumAcc4() throws {
    var sum = FixedPointSum(Resolution(fractionBits: 29))
    var (naiveSum, naiveSquares) = (0.0, 0.0)
    let values = [10_000_000.2] + (0..<500).flatMap { _ in [10_000_000.1, 10_000_000.3] }
    for value in values {
      try sum.add(value)
      naiveSum += value
      naiveSquares += value * value
    }
    #expect(sum.count == 1001 && sum.mean == 10_000_000.2)
    #expect(relativeError(try #require(sum.standardDeviation), 0.1) < 1e-8)
    let naive = (naiveSquares - naiveSum * naiveSum / 1001) / 1000
    #expect(relativeError(naive, 0.01) > 0.1, "the data set no longer shows what it is for")
  }

  /// Extremes of the range: the 256-bit intermediate neither overflows nor cancels.
  @Test func extremes() throws {
    let resolution = Resolution(fractionBits: 0)
    var sum = FixedPointSum(resolution)
    for _ in 0..<1000 {
      sum.add(quantised: 1 << 62)
      sum.add(quantised: -(1 << 62))
    }
    #expect(sum.mean == 0 && sum.minimum == -0x1p62 && sum.maximum == 0x1p62)
    // n·Σq² / (n (n − 1)) = 2^124 · n / (n − 1).
    #expect(sum.variance == 0x1p124 * (2000.0 / 1999))
    var near = FixedPointSum(resolution)
    near.add(quantised: 1 << 62)
    near.add(quantised: (1 << 62) - 1)
    #expect(near.variance == 0.5)
    // Doubling by merging: n = 2^41 numbers.
    for _ in 0..<40 { try near.merge(near) }
    #expect(near.count == 1 << 41)
    #expect(relativeError(try #require(near.variance), 0.25) < 1e-12)
  }

  /// The ratio is rounded once: compared with a Float80-free check by exact arithmetic on both neighbours.
  @Test func ratioIsCorrectlyRounded() {
    var generator = TestGenerator(state: 7)
    for _ in 0..<5000 {
      let numerator = UInt128(generator.next() >> UInt64.random(in: 0..<64, using: &generator))
      let divisor = UInt128(max(1, generator.next() >> UInt64.random(in: 2..<64, using: &generator)))
      let got = UInt256(low: numerator).ratio(to: divisor)
      // |numerator − got·divisor| must not exceed that of the neighbours; got = m·2^e with 53-bit m.
      if numerator == 0 {
        #expect(got == 0)
        continue
      }
      let error = distance(numerator, divisor, got)
      #expect(error <= distance(numerator, divisor, got.nextUp))
      #expect(error <= distance(numerator, divisor, got.nextDown))
    }
    #expect(UInt256(high: 1, low: 0).ratio(to: 1) == 0x1p128)
    #expect(UInt256(high: 1, low: 1).ratio(to: 3) == 0x1p128 / 3)
    #expect(UInt256(high: 1 << 127, low: 0).ratio(to: 1) == 0x1p255)
  }

  /// |n/d − x|·d·2^s as a whole number, for a common s.
  private func distance(_ n: UInt128, _ d: UInt128, _ x: Double) -> UInt256 {
    let shift = 120
    let significand = UInt128(x.significandBitPattern | 1 << 52)
    let exponent = Int(x.exponent) - 52 + shift
    guard exponent >= 0 else { return UInt256(high: .max, low: .max) }
    var left = UInt256(high: n >> UInt128(128 - shift), low: n << UInt128(shift))
    // x·d·2^shift: the significand times d has at most 117 bits.
    let product = significand * d
    var right =
      exponent < 128
      ? UInt256(high: exponent == 0 ? 0 : product >> UInt128(128 - exponent), low: product << UInt128(exponent))
      : UInt256(high: product << UInt128(exponent - 128), low: 0)
    if left.high < right.high || (left.high == right.high && left.low < right.low) { swap(&left, &right) }
    return left - right
  }
}

extension UInt256: Comparable {
  public static func < (a: UInt256, b: UInt256) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }
}
