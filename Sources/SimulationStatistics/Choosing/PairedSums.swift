/// Differences of all pairs of alternatives over the observations that both have, added up exactly.
///
/// An observation is one trial of several alternatives. Under common random numbers what two of them share cancels in their
/// difference, which is why differences are added up and not the alternatives themselves. The sums are fixed-point: the
/// order of observations changes no bit.
///
/// - Complexity: O(k²) memory, some 100 bytes a pair; O(m²) an observation of m alternatives.
public struct PairedSums: Sendable {
  /// k, the number of alternatives.
  public let alternatives: Int
  public let resolution: Resolution
  /// i − j for i < j, at j(j − 1)/2 + i.
  private var differences: [FixedPointSum]
  private var own: [FixedPointSum]

  /// - Parameters:
  ///   - alternatives: k, at least 1.
  ///   - resolution: the scale of the values.
  public init(_ alternatives: Int, _ resolution: Resolution) {
    (self.alternatives, self.resolution) = (alternatives, resolution)
    differences = Array(repeating: FixedPointSum(resolution), count: alternatives * (alternatives - 1) / 2)
    own = Array(repeating: FixedPointSum(resolution), count: alternatives)
  }

  /// Takes an observation.
  /// - Parameter row: a value an alternative, NaN for those that have none.
  /// - Throws: ``FixedPointError`` for infinities and values beyond half the resolution's limit; nothing is then added.
  /// - Precondition: there are k values.
  public mutating func add(_ row: [Double]) throws(FixedPointError) {
    precondition(row.count == alternatives, "PairedSums: \(row.count) values of \(alternatives) alternatives")
    var present: [(place: Int, value: Int64)] = []
    for (place, value) in row.enumerated() where !value.isNaN {
      let quantised = try resolution.quantise(value)
      guard quantised.magnitude < 1 << 61 else { throw .tooLarge(value, limit: resolution.limit / 2) }
      present.append((place, quantised))
    }
    for (rank, one) in present.enumerated() {
      own[one.place].add(quantised: one.value)
      let base = one.place * (one.place - 1) / 2
      for other in present[..<rank] { differences[base + other.place].add(quantised: other.value - one.value) }
    }
  }

  /// Observations of an alternative.
  public func count(_ i: Int) -> Int { own[i].count }

  /// Mean of an alternative over all its observations; nil without any.
  public func mean(_ i: Int) -> Double? { own[i].mean }

  /// Sample variance of an alternative; nil for fewer than two observations.
  public func variance(_ i: Int) -> Double? { own[i].variance }

  /// Observations that two alternatives share.
  public func count(_ i: Int, _ j: Int) -> Int { differences[Self.place(i, j)].count }

  /// Mean of i − j over the observations that they share; nil without any.
  public func mean(_ i: Int, _ j: Int) -> Double? {
    differences[Self.place(i, j)].mean.map { i < j ? $0 : -$0 }
  }

  /// Sample variance of the difference of two alternatives; nil for fewer than two observations that they share.
  public func variance(_ i: Int, _ j: Int) -> Double? { differences[Self.place(i, j)].variance }

  static func place(_ i: Int, _ j: Int) -> Int { max(i, j) * (max(i, j) - 1) / 2 + min(i, j) }

  /// The one of some alternatives that is ahead of most of the others, pair by pair; of several the one with the highest
  /// mean, then the first.
  func ahead(among places: [Int]) -> Int? {
    func wins(_ i: Int) -> Int { places.count { $0 != i && (mean(i, $0) ?? 0) > 0 } }
    return places.map { (place: $0, wins: wins($0), mean: mean($0) ?? -.infinity) }
      .max { ($0.wins, $0.mean, -$0.place) < ($1.wins, $1.mean, -$1.place) }?.place
  }
}
