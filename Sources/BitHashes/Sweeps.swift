import PortableMath
import RandomStreams

/// Sweeps over streams, functions and distributions, each reduced to one hash.
enum Sweeps {
  /// Elements of a block sweep: not a multiple of any group, so that tails count too.
  static let length = 20_011

  /// Name and hash of every sweep, in a fixed order.
  static func all() -> [(name: String, hash: String)] {
    streams() + functions() + scalars() + counts() + distributions()
  }

  static let draws = Draws(StreamKey(seed: 0x5eed_1234, trial: 77))

  static func hash(_ column: Column<Double>) -> String {
    var hash = BitHash()
    for i in 0..<column.count { hash.add(column[i]) }
    return hash.text
  }

  static func hash(_ values: some Sequence<Double>) -> String {
    var hash = BitHash()
    for x in values { hash.add(x) }
    return hash.text
  }

  private static func streams() -> [(name: String, hash: String)] {
    let ids = ColumnBuffer<UInt32>(count: length, repeating: 0)
    let weeks = ColumnBuffer<UInt32>(count: length, repeating: 0)
    let a = ColumnBuffer<Double>(count: length, repeating: 0)
    let b = ColumnBuffer<Double>(count: length, repeating: 0)
    let (entity, week, first, second) = (ids.column, weeks.column, a.column, b.column)
    for i in 0..<length {
      entity[i] = UInt32(truncatingIfNeeded: i &* 2_654_435_761)
      week[i] = UInt32(i % 521)
    }
    var results: [(name: String, hash: String)] = []
    draws.uniform(entity: entity, week: .same(3), process: 5, draw: .same(2), into: first)
    results.append(("uniform", hash(first)))
    draws.openUniform(entity: entity, week: .each(week), process: 5, draw: .same(2), into: first)
    results.append(("openUniform", hash(first)))
    draws.uniformPair(entity: entity, week: .same(9), process: 5, draw: .each(week), first: first, second: second)
    results.append(("uniformPair", hash(first) + hash(second)))
    draws.normal(entity: entity, week: .each(week), process: 8, draw: .each(week), into: first)
    results.append(("normal", hash(first)))
    draws.exponential(entity: entity, week: .same(1), process: 9, draw: .same(0), into: first)
    results.append(("exponential", hash(first)))
    let order = draws.keyedOrder((0..<2_000).map { UInt32($0) }, process: 11, week: 4)
    results.append(("keyedOrder", hash(order.lazy.map { Double($0) })))
    return results
  }

  private static func functions() -> [(name: String, hash: String)] {
    let arguments = ColumnBuffer<Double>(count: length, repeating: 0)
    let values = ColumnBuffer<Double>(count: length, repeating: 0)
    let (x, y) = (arguments.column, values.column)
    func sweep(
      _ name: String, _ low: Double, _ high: Double, edges: [Double],
      _ function: (Column<Double>, Column<Double>) -> Void
    ) -> (name: String, hash: String) {
      for i in 0..<length { x[i] = low + (high - low) * draws.uniform(at: at(i, 20)) }
      for (i, edge) in edges.enumerated() { x[i * 37] = edge }
      function(x, y)
      return (name, hash(y))
    }
    let infinity = Double.infinity
    let tiny = Double.leastNonzeroMagnitude
    return [
      sweep("exp", -750, 715, edges: [0, -0.0, infinity, -infinity, 1e-300, tiny], VectorMath.exp),
      sweep("expm1", -45, 715, edges: [0, -0.0, infinity, -infinity, 1e-300, -tiny], VectorMath.expm1),
      sweep("expm1-near-0", -0.5, 0.5, edges: [1e-10, -1e-20], VectorMath.expm1),
      sweep("log", 0, 4, edges: [0, infinity, tiny, tiny * 1e10, 1e308], VectorMath.log),
      sweep("log1p", -1, 3, edges: [0, -0.0, infinity, -1, 1e-300, 1e300], VectorMath.log1p),
      sweep("logistic", -750, 715, edges: [0, -0.0, infinity, -infinity], VectorMath.logistic),
      sweep("normalCDF", -40, 10, edges: [0, -0.0, infinity, -infinity, 39, -39], VectorMath.normalCDF),
      sweep("normalQuantile", 0, 1, edges: [0, 1, 0.5, 1e-300, tiny, 1e-12], VectorMath.normalQuantile),
    ]
  }

  static func at(_ i: Int, _ process: UInt32) -> DrawAddress {
    DrawAddress(entity: UInt32(i), week: 0, process: process, draw: 0)
  }
}
