import PortableMath
import RandomStreams

/// The issues of one week, one row each, with all the luck that they need: drawn in blocks, keyed by the customer.
struct IssueBatch: ~Copyable {
  private var words: ColumnBuffer<UInt32>
  private var numbers: ColumnBuffer<Double>
  private var capacity: Int
  private(set) var count = 0

  /// More issues of one opportunity than this are not looked at: with the largest mean, 90, more have a chance of 1e-22.
  static let limit = 200

  init(capacity: Int) {
    self.capacity = (max(capacity, 64) + 7) & ~7
    words = ColumnBuffer(count: self.capacity * 4, repeating: 0)
    numbers = ColumnBuffer(count: self.capacity * 6, repeating: 0)
  }

  private func word(_ place: Int) -> Column<UInt32> { words.column.slice(from: place * capacity, count: count) }
  private func number(_ place: Int) -> Column<Double> { numbers.column.slice(from: place * capacity, count: count) }

  /// Row of the opportunity in the pool.
  var row: Column<UInt32> { word(0) }
  /// Uniforms that decide whether the seller owns the issue, whether he asks, and whether it is resolved.
  var own: Column<Double> { number(0) }
  var ask: Column<Double> { number(1) }
  var solution: Column<Double> { number(2) }
  /// When in the week it is asked, [0, 1).
  var clock: Column<Double> { number(3) }
  /// Unit exponential of an expert's work.
  var work: Column<Double> { number(4) }
  /// Uniform that orders equals.
  var order: Column<Double> { number(5) }

  /// Working memory for two lists of issues, once their luck is drawn.
  var parted: (Column<UInt32>, Column<UInt32>) { (word(1), word(2)) }

  /// Lists the issues of the opportunities that have just entered the issue stage, and draws their luck.
  /// - Parameter mean: issues of an opportunity, on average.
  mutating func draw(_ pool: borrowing OpportunityPool, mean: Double, _ draws: Draws, stream: UInt32) {
    let raised = pool.raised, entity = pool.entity, born = pool.born
    reserve(raised.count)
    count = raised.count
    for index in 0..<count {
      word(1)[index] = entity[Int(raised[index])]
      word(2)[index] = born[Int(raised[index])]
    }
    let howMany = number(0)
    draws.uniform(entity: word(1), week: .each(word(2)), process: stream, draw: .same(0), into: howMany)
    number(1).fill(mean)
    Draws.poisson(uniform: howMany, mean: number(1), into: howMany)
    var total = 0
    for index in 0..<count { total += min(Int(howMany[index]), Self.limit) }
    expand(raised, total: total, entity, born)
    let (name, week, first) = (word(1), word(2), word(3))
    fillPair(draws, name, week, first, stream, own, ask)
    for issue in 0..<count { first[issue] += 1 }
    fillPair(draws, name, week, first, stream, solution, clock)
    for issue in 0..<count { first[issue] += 1 }
    fillPair(draws, name, week, first, stream, work, order)
    VectorMath.exponentialQuantile(work, into: work)
  }

  /// One row for each issue instead of each opportunity; the counts stand in the first column of numbers.
  private mutating func expand(_ raised: Column<UInt32>, total: Int, _ entity: Column<UInt32>, _ born: Column<UInt32>) {
    let opportunities = count
    reserve(total)
    let howMany = numbers.column.slice(from: 0, count: opportunities)
    count = total
    let (row, name, week, first) = (word(0), word(1), word(2), word(3))
    var issue = 0
    for index in 0..<opportunities {
      for number in 0..<UInt32(min(Int(howMany[index]), Self.limit)) {
        row[issue] = raised[index]
        name[issue] = entity[Int(raised[index])]
        week[issue] = born[Int(raised[index])]
        // Three pairs of draws an issue; draw 0 was the number of issues.
        first[issue] = 1 + 3 * number
        issue += 1
      }
    }
  }

  private func fillPair(
    _ draws: Draws, _ name: Column<UInt32>, _ week: Column<UInt32>, _ draw: Column<UInt32>, _ stream: UInt32,
    _ first: Column<Double>, _ second: Column<Double>
  ) {
    draws.uniformPair(
      entity: name, week: .each(week), process: stream, draw: .each(draw), first: first, second: second)
  }

  private mutating func reserve(_ rows: Int) {
    guard rows > capacity else { return }
    var larger = IssueBatch(capacity: max(rows, capacity * 2))
    // The counts alone are alive when a batch grows.
    larger.numbers.column.prefix(count).copy(from: numbers.column.prefix(count))
    larger.count = count
    self = larger
  }
}
