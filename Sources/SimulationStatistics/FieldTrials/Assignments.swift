import RandomStreams

/// The ways in which a lot could have fallen: all of them where they are few, else a sample that is keyed.
public struct Assignments: Sendable {
  /// Units, and how many of them are treated.
  public let units, treated: Int
  /// Whether every way is there.
  public let isExact: Bool
  /// The treated units of each way, ascending; in an exact list each way once.
  public let ways: [[Int]]

  /// Most ways that are listed one by one; of more, as many less one are drawn, and the one that happened makes up the number.
  public static let limit = 5_000
  /// The process number of these draws: "lots" in ASCII, above all of the model's.
  public static let process: UInt32 = 0x6c6f_7473

  /// - Parameters:
  ///   - units: how many there are, two or more.
  ///   - treated: how many of them are treated, at least one, and one less than all at most.
  ///   - key: of the sample; equal keys give equal samples.
  /// - Throws: ``StatisticsError`` for other numbers.
  /// - Complexity: O(ways × units log units)
  public init(units: Int, treated: Int, key: StreamKey) throws(StatisticsError) {
    guard units > 1, treated > 0, treated < units else {
      throw .argument(
        function: "Assignments", argument: "treated", value: "\(treated) of \(units)",
        expected: "at least one unit on either side")
    }
    (self.units, self.treated) = (units, treated)
    isExact = Self.count(units, treated) <= Double(Self.limit)
    if isExact {
      ways = Self.all(units, treated)
    } else {
      let draws = Draws(key)
      ways = (0..<UInt32(Self.limit - 1)).map { way in
        draws.keyedOrder(0..<UInt32(units), process: Self.process, week: way).prefix(treated).map(Int.init).sorted()
      }
    }
  }

  /// The number of ways to choose; exact as far as it matters.
  static func count(_ units: Int, _ treated: Int) -> Double {
    let few = min(treated, units - treated)
    return (0..<few).reduce(1.0) { ($0 * Double(units - $1) / Double($1 + 1)).rounded() }
  }

  /// In lexicographic order.
  private static func all(_ units: Int, _ treated: Int) -> [[Int]] {
    var way = Array(0..<treated), ways = [way]
    while let place = way.indices.last(where: { way[$0] < units - treated + $0 }) {
      let first = way[place] + 1
      for later in place..<treated { way[later] = first + later - place }
      ways.append(way)
    }
    return ways
  }
}
