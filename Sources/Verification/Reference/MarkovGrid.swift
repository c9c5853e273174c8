import RandomStreams

/// The grid of value skill and innovation skill as a Markov chain over quarters: 1 leader, 2 professional, 3
/// technologist, 4 salesperson (science 1.12). Its rates are placeholders; a reference model for docking.
package struct MarkovGrid {
  /// Chances a quarter without turnover, by row.
  package static let moves: [[Double]] = [
    [0.92, 0.05, 0.02, 0.01], [0.05, 0.89, 0.02, 0.04], [0.02, 0.08, 0.87, 0.03], [0.005, 0.10, 0.015, 0.88],
  ]

  /// Chance a quarter of leaving, and the share of newcomers who are technologists; the others are salespeople.
  package let turnover, technologists: Double
  /// Chances a quarter of a seat, turnover included.
  private let seatMoves: [[Double]]

  package init(turnover: Double, technologists: Double) {
    self.turnover = turnover
    self.technologists = technologists
    let entrants = [0, 0, technologists, 1 - technologists]
    seatMoves = Self.moves.map { row in zip(row, entrants).map { (1 - turnover) * $0 + turnover * $1 } }
  }

  /// Shares of seats after some quarters, all of them technologists' at first.
  package func shares(after quarters: Int) -> [Double] {
    (0..<quarters).reduce([0, 0, 1, 0]) { shares, _ in
      (0..<4).map { to in (0..<4).reduce(0) { $0 + shares[$1] * seatMoves[$1][to] } }
    }
  }

  /// Shares of seats in the long run: the solution of x (I − (1−h)T) = h·entrants.
  package var stationary: [Double] {
    let entrants = [0, 0, technologists, 1 - technologists]
    let rows = (0..<4).map { i in (0..<4).map { j in (i == j ? 1 : 0) - (1 - turnover) * Self.moves[j][i] } }
    return Self.solve(rows, entrants.map { turnover * $0 })
  }

  /// Mean quarters until a leader from 2, 3 and 4, for somebody who stays.
  package static var quartersToLead: [Double] {
    let rows = (1..<4).map { i in (1..<4).map { j in (i == j ? 1 : 0) - moves[i][j] } }
    return solve(rows, [1, 1, 1])
  }

  /// Of those who start at 3: the share that becomes a professional before a leader.
  package static var shareByWayOfProfession: Double {
    let rows = (2..<4).map { i in (2..<4).map { j in (i == j ? 1 : 0) - moves[i][j] } }
    return solve(rows, (2..<4).map { moves[$0][1] })[0]
  }

  /// Gaussian elimination; the matrices are diagonally dominant.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let n = rows.count
    for pivot in 0..<n {
      for row in 0..<n where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot...n { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    return (0..<n).map { rows[$0][n] / rows[$0][$0] }
  }

  private static func next(_ chances: [[Double]], _ state: Int, _ entity: UInt32, _ quarter: Int, _ draws: Draws) -> Int
  {
    draws.categorical(
      chances[state], at: DrawAddress(entity: entity, week: UInt32(quarter), process: 913, draw: 0))
  }

  /// The state of a seat after some quarters, from a technologist on.
  package func state(of seat: UInt32, after quarters: Int, _ draws: Draws) -> Int {
    (0..<quarters).reduce(2) { Self.next(seatMoves, $0, seat, $1, draws) }
  }

  /// Quarters until one of the states is reached, and which.
  package static func journey(
    from start: Int, until aims: Set<Int>, _ entity: UInt32, _ draws: Draws
  ) -> (quarters: Int, end: Int) {
    var state = start, quarter = 0
    while !aims.contains(state) {
      state = next(moves, state, entity, quarter, draws)
      quarter += 1
    }
    return (quarter, state)
  }
}
