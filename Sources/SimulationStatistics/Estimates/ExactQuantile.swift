/// Exact quantiles of a stream that is read several times, with flat memory.
///
/// The definition is type 7 of Hyndman and Fan, NumPy's `quantile(method='linear')`, in NumPy's own arithmetic. Missing
/// values (NaN) are left out; −0 counts as 0. The order of the stream does not matter.
///
/// Streams of at most `capacity` values are kept and selected from in memory. Longer ones are narrowed, eleven bits a
/// pass, over the order-preserving 64-bit image of doubles: each pass counts the next digit of the values that share
/// a wanted order statistic's leading digits, until the candidates fit in memory. Two or three passes are usual, seven
/// the most; the memory is bounded by `capacity` and 16 KB for every wanted order statistic.
///
///     var quantile = ExactQuantile(probabilities: [0.05, 0.5, 0.95])
///     while !quantile.isComplete {
///       for value in stream { quantile.visit(value) }   // the same values in every pass
///       try quantile.endPass()
///     }
///     quantile.values  // [Double?], in the order of the probabilities
///
/// A journal of many columns is served by one value for each column, all fed by the same passes.
///
/// - Complexity: O(N) a pass.
public struct ExactQuantile: Sendable {
  /// The stream was not the same in two passes.
  public struct StreamChanged: Error, Sendable, Hashable, CustomStringConvertible {
    public let expected: Int
    public let got: Int
    public var description: String { "quantiles: \(got) values in a later pass over a stream of \(expected)" }
  }

  /// A group of values with the same leading digits that holds wanted order statistics.
  private struct Bucket {
    var prefix: UInt64
    /// How many values of the stream lie before the group.
    var before: Int
    var size: Int
    var histogram: [Int] = []
  }

  private static let digitBits = 11

  private let probabilities: [Double]
  private let capacity: Int
  /// Values of the stream, known after the first pass.
  public private(set) var count = 0
  public private(set) var isComplete = false
  private var seen = 0
  private var passes = 0
  /// How many leading bits `buckets` have in common; 64 means the values are known.
  private var fixedBits = 0
  private var buckets: [Bucket] = [Bucket(prefix: 0, before: 0, size: 0)]
  private var isCollecting = true
  private var collected: [UInt64] = []
  private var statistics: [Int: UInt64] = [:]

  /// - Parameters:
  ///   - probabilities: each in 0…1.
  ///   - capacity: how many values may be kept in memory (8 bytes each).
  /// - Precondition: probabilities lie in 0…1; capacity is not negative.
  public init(probabilities: [Double], capacity: Int = 2_000_000) {
    precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "ExactQuantile: a probability outside 0…1")
    precondition(capacity >= 0, "ExactQuantile: negative capacity")
    self.probabilities = probabilities
    self.capacity = capacity
  }

  /// Takes the next value of the pass; NaN is left out.
  public mutating func visit(_ value: Double) {
    guard !value.isNaN else { return }
    seen += 1
    let image = Self.image(of: value)
    if passes == 0 {
      if isCollecting {
        if collected.count < capacity { return collected.append(image) }
        startCounting()
      }
      return count(image, in: 0)
    }
    guard let index = bucketIndex(of: image) else { return }
    if isCollecting { collected.append(image) } else { count(image, in: index) }
  }

  /// Ends a pass: afterwards the quantiles are known, or ``isComplete`` asks for another pass.
  ///
  /// - Throws: ``StreamChanged`` when this pass had another number of values than the first.
  public mutating func endPass() throws(StreamChanged) {
    if passes == 0 {
      count = seen
    } else if seen != count {
      throw StreamChanged(expected: count, got: seen)
    }
    passes += 1
    seen = 0
    if isCollecting { return try finish() }
    narrow()
    if fixedBits == 64 {
      for rank in wantedRanks {
        if let bucket = buckets.last(where: { $0.before <= rank }) { statistics[rank] = bucket.prefix }
      }
      isComplete = true
    } else if buckets.reduce(0, { $0 + $1.size }) <= capacity {
      isCollecting = true
    }
  }

  /// The quantiles in the order of the probabilities; nil before completion and for a stream without values.
  public var values: [Double?] {
    probabilities.map { probability in
      guard isComplete, count > 0 else { return nil }
      let (index, fraction) = Self.position(probability, count: count)
      guard let low = statistics[index], let high = statistics[min(index + 1, count - 1)] else { return nil }
      return Self.interpolate(Self.value(of: low), Self.value(of: high), fraction)
    }
  }

  /// Quantiles of an array, NaN left out; nil when no value is left.
  ///
  /// - Complexity: O(n) on average.
  public static func of(_ values: some Sequence<Double>, probabilities: [Double]) -> [Double?] {
    var quantile = ExactQuantile(probabilities: probabilities, capacity: .max)
    for value in values { quantile.visit(value) }
    // Nothing can have changed within one pass.
    try? quantile.endPass()
    return quantile.values
  }

  // MARK: Passes

  private mutating func startCounting() {
    isCollecting = false
    buckets[0].histogram = Array(repeating: 0, count: 1 << Self.digitBits)
    for image in collected { count(image, in: 0) }
    collected = []
  }

  private var digitWidth: Int { min(Self.digitBits, 64 - fixedBits) }

  @inline(__always)
  private mutating func count(_ image: UInt64, in bucket: Int) {
    let digit = (image << UInt64(fixedBits)) >> UInt64(64 - digitWidth)
    buckets[bucket].histogram[Int(digit)] += 1
  }

  /// Buckets are few (at most two for each probability), so a linear search is the fast one.
  @inline(__always)
  private func bucketIndex(of image: UInt64) -> Int? {
    let mask: UInt64 = fixedBits == 0 ? 0 : ~0 << UInt64(64 - fixedBits)
    let prefix = image & mask
    for index in buckets.indices where buckets[index].prefix == prefix { return index }
    return nil
  }

  /// Replaces each bucket by those of its parts which hold wanted order statistics.
  private mutating func narrow() {
    let width = digitWidth
    let ranks = wantedRanks
    var parts: [Bucket] = []
    for bucket in buckets {
      var before = bucket.before
      for (digit, size) in bucket.histogram.enumerated() where size > 0 {
        if ranks.contains(where: { $0 >= before && $0 < before + size }) {
          let prefix = bucket.prefix | UInt64(digit) << UInt64(64 - fixedBits - width)
          parts.append(Bucket(prefix: prefix, before: before, size: size))
        }
        before += size
      }
    }
    fixedBits += width
    buckets = parts
    guard fixedBits < 64 else { return }
    for index in buckets.indices { buckets[index].histogram = Array(repeating: 0, count: 1 << digitWidth) }
  }

  /// All candidates are in memory: select.
  private mutating func finish() throws(StreamChanged) {
    isComplete = true
    defer { collected = [] }
    let ranks = wantedRanks
    guard !ranks.isEmpty else { return }
    // Candidates of different buckets are ordered among themselves, so their offsets add up.
    var offset = 0
    var positions: [(rank: Int, position: Int)] = []
    if passes == 1 { buckets[0].size = count }
    for bucket in buckets {
      for rank in ranks where rank >= bucket.before && rank < bucket.before + bucket.size {
        positions.append((rank: rank, position: rank - bucket.before + offset))
      }
      offset += bucket.size
    }
    guard collected.count == offset else { throw StreamChanged(expected: offset, got: collected.count) }
    Selection.select(positions.map { $0.position }, in: &collected)
    for (rank, position) in positions { statistics[rank] = collected[position] }
  }

  private var wantedRanks: [Int] {
    guard count > 0 else { return [] }
    var ranks: Set<Int> = []
    for probability in probabilities {
      let index = Self.position(probability, count: count).index
      ranks.formUnion([index, min(index + 1, count - 1)])
    }
    return ranks.sorted()
  }
}

extension ExactQuantile {
  // MARK: NumPy's arithmetic

  /// The virtual index (n − 1)·p as its whole and fractional part.
  static func position(_ probability: Double, count: Int) -> (index: Int, fraction: Double) {
    let virtual = Double(count - 1) * probability
    let whole = virtual.rounded(.down)
    return (min(Int(whole), count - 1), virtual - whole)
  }

  /// NumPy's `_lerp`: from the nearer end, which makes it monotone and exact at both.
  static func interpolate(_ a: Double, _ b: Double, _ t: Double) -> Double {
    if a == b { return a }
    let difference = b - a
    return t >= 0.5 ? b - difference * (1 - t) : a + difference * t
  }

  // MARK: Order-preserving image

  /// A number's place in the order of all doubles: the sign bit flipped, negative numbers inverted.
  @inline(__always)
  static func image(of value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  @inline(__always)
  static func value(of image: UInt64) -> Double {
    Double(bitPattern: image >> 63 == 1 ? image & ~(1 << 63) : ~image)
  }
}
