import RandomStreams

/// Which coalitions of players to look at so that each player's part of the whole can be told, and what each coalition counts.
///
/// With v(S) the outcome where the players of S have moved, a player's part is the mean, over all orders in which players may
/// move, of what their own move adds (Shapley, in Contributions to the Theory of Games II, 1953, 307): parts add up to
/// v(all) − v(none), whatever the interactions. Few players: all coalitions, exactly. More: orders drawn by key, each with its
/// reverse, so that every player moves early in one and late in the other (Mitchell, Cooper, Frank & Holmes, J. Mach. Learn.
/// Res. 23 (2022) 43); parts add up in every order. Whoever moves first and whoever moves last is among the coalitions
/// either way.
///
///     let design = ShapleyDesign(players: 3, pairs: 8, key: StreamKey(seed: 1, trial: 0))
///     design.coalitions.count  // 8
///     design.part(of: 0)       // what each coalition counts
public struct ShapleyDesign: Sendable {
  /// What a coalition counts in a sum.
  public struct Term: Sendable, Hashable {
    /// Position in ``ShapleyDesign/coalitions``.
    public let coalition: Int
    public let weight: Double
  }

  public let players: Int
  /// Each a set of players, player i the bit i, each once: nobody, everybody, those of one, those of all but one, the rest.
  public let coalitions: [UInt64]
  /// Orders in which players move, each followed by its reverse; none where all coalitions are there.
  public let orders: [[Int]]
  private let places: [UInt64: Int]

  public static let playerRange = 1...63
  public static let pairRange = 2...4_096
  /// Players of whom all coalitions are looked at, however few orders are wanted.
  public static let fewPlayers = 6
  private static let manyPlayers = 16
  /// "shap"
  public static let process: UInt32 = 0x7368_6170

  public var isExact: Bool { orders.isEmpty }

  /// - Parameters:
  ///   - players: how many, within ``playerRange``.
  ///   - pairs: of orders, within ``pairRange``; all coalitions are taken instead where they are no more.
  ///   - key: equal keys give equal orders; more pairs begin with fewer ones'.
  /// - Precondition: both are within their ranges.
  /// - Complexity: O(2^players) where exact, else O(pairs · players · log players)
  public init(players: Int, pairs: Int, key: StreamKey) {
    precondition(
      Self.playerRange.contains(players) && Self.pairRange.contains(pairs), "ShapleyDesign: \(players), \(pairs)")
    self.players = players
    let all: UInt64 = (1 << UInt64(players)) - 1
    var found: [UInt64] = [], places: [UInt64: Int] = [:]
    func take(_ coalition: UInt64) {
      guard places[coalition] == nil else { return }
      places[coalition] = found.count
      found.append(coalition)
    }
    take(0)
    take(all)
    for player in 0..<players { take(1 << UInt64(player)) }
    for player in 0..<players { take(all & ~(1 << UInt64(player))) }
    let isExact =
      players <= Self.fewPlayers || players <= Self.manyPlayers && 1 << players <= 2 * pairs * (players - 1)
    if isExact {
      for coalition in 0...all { take(coalition) }
      orders = []
    } else {
      let draws = Draws(key)
      orders = (0..<pairs).flatMap { pair -> [[Int]] in
        let order = draws.keyedOrder(0..<UInt32(players), process: Self.process, week: UInt32(pair)).map { Int($0) }
        return [order, order.reversed()]
      }
      for order in orders {
        var moved: UInt64 = 0
        for player in order {
          moved |= 1 << UInt64(player)
          take(moved)
        }
      }
    }
    (coalitions, self.places) = (found, places)
  }

  /// The place of a coalition that is there.
  private func place(_ coalition: UInt64) -> Int { places[coalition] ?? 0 }

  private var all: UInt64 { coalitions[1] }

  /// What a player adds who moves alone.
  /// - Parameter player: from 0.
  public func alone(_ player: Int) -> [Term] {
    [Term(coalition: place(1 << UInt64(player)), weight: 1), Term(coalition: 0, weight: -1)]
  }

  /// What a player adds who moves last.
  /// - Parameter player: from 0.
  public func last(_ player: Int) -> [Term] {
    [Term(coalition: 1, weight: 1), Term(coalition: place(all & ~(1 << UInt64(player))), weight: -1)]
  }

  /// A player's part of the whole; coalitions that count nothing are left out.
  /// - Parameter player: from 0.
  /// - Complexity: O(coalitions), or O(orders · players)
  public func part(of player: Int) -> [Term] {
    if !isExact {
      return sum(orders.indices.map { (step(player, orders[$0]), 1 / Double(orders.count)) })
    }
    let bit: UInt64 = 1 << UInt64(player)
    var terms: [Term] = []
    for (place, coalition) in coalitions.enumerated() {
      let others = (coalition & ~bit).nonzeroBitCount
      // |S|! (k − |S| − 1)!/k! = 1/(k · C(k − 1, |S|))
      let weight = 1 / (Double(players) * choose(players - 1, others))
      terms.append(Term(coalition: place, weight: coalition & bit == 0 ? -weight : weight))
    }
    return terms
  }

  /// The same in each pair of orders alone; none where all coalitions are there.
  /// - Parameter player: from 0.
  public func parts(of player: Int) -> [[Term]] {
    stride(from: 0, to: orders.count, by: 2).map { pair in
      sum([(step(player, orders[pair]), 0.5), (step(player, orders[pair + 1]), 0.5)])
    }
  }

  /// Before a player's move, and after it.
  private func step(_ player: Int, _ order: [Int]) -> (before: Int, after: Int) {
    var moved: UInt64 = 0
    for other in order.prefix(while: { $0 != player }) { moved |= 1 << UInt64(other) }
    return (place(moved), place(moved | 1 << UInt64(player)))
  }

  private func sum(_ steps: [(step: (before: Int, after: Int), weight: Double)]) -> [Term] {
    var weights: [Int: Double] = [:]
    for (step, weight) in steps {
      weights[step.after, default: 0] += weight
      weights[step.before, default: 0] -= weight
    }
    return weights.keys.sorted().compactMap { place in
      weights[place].flatMap { $0 == 0 ? nil : Term(coalition: place, weight: $0) }
    }
  }

  private func choose(_ n: Int, _ k: Int) -> Double {
    var result = 1.0
    for i in 0..<min(k, n - k) { result = result * Double(n - i) / Double(i + 1) }
    return result.rounded()
  }
}
