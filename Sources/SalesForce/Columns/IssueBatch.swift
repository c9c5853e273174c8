import PortableMath
import RandomStreams

/// The issues of one week, one row each, with all the draws that they need: drawn in blocks, keyed by the customer.
struct IssueBatch: ~Copyable {
  private var words: ColumnBuffer<UInt32>
  private var numbers: ColumnBuffer<Double>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = (max(capacity, 64) + 7) & ~7
    words = ColumnBuffer(count: self.capacity * 5, repeating: 0)
    numbers = ColumnBuffer(count: self.capacity * 8, repeating: 0)
  }

  private func word(_ place: Int) -> Column<UInt32> { words.column.slice(from: place * capacity, count: count) }
  private func number(_ place: Int) -> Column<Double> { numbers.column.slice(from: place * capacity, count: count) }

  /// Row of the opportunity in the pool.
  var row: Column<UInt32> { word(0) }
  /// Seat of whoever takes it: the opportunity's own, unless it is handed to a colleague.
  var taker: Column<UInt32> { word(4) }
  /// Uniforms that decide whether the seller owns the issue, whether they ask, and whether it is resolved.
  var own: Column<Double> { number(0) }
  var ask: Column<Double> { number(1) }
  var solution: Column<Double> { number(2) }
  /// When in the week it is asked, [0, 1).
  var clock: Column<Double> { number(3) }
  /// Unit exponential of an expert's work.
  var work: Column<Double> { number(4) }
  /// Uniform that orders equals.
  var order: Column<Double> { number(5) }

  /// Draws who is to take each issue: a uniform that says whether it changes hands, and one that says to whom.
  /// - Parameter draw: of an opportunity's first issue; the others follow.
  func handOver(_ draws: Draws, stream: UInt32, from draw: UInt32) -> (Column<Double>, Column<Double>) {
    let (name, week, last) = (word(1), word(2), word(3)), (luck, choice) = (number(6), number(7))
    // The last of the three pairs of issue n, from 0, was draw 3(n + 1).
    for issue in 0..<count { last[issue] = draw + last[issue] / 3 - 1 }
    fillPair(draws, name, week, last, stream, luck, choice)
    return (luck, choice)
  }

  /// Working memory for two lists of issues, once their draws are made and it is known who takes them.
  var parted: (Column<UInt32>, Column<UInt32>) { (word(1), word(2)) }

  /// Lists the issues of the opportunities that have just entered the issue stage, and makes their draws.
  /// - Parameter mean: issues of an opportunity, on average.
  mutating func draw(_ pool: borrowing OpportunityPool, mean: Double, _ draws: Draws, stream: UInt32) {
    let raised = pool.raised, entity = pool.entity, born = pool.born, seat = pool.seat
    reserve(raised.count)
    count = raised.count
    let (entities, births) = (word(1), word(2))
    for index in 0..<count {
      entities[index] = entity[Int(raised[index])]
      births[index] = born[Int(raised[index])]
    }
    let howMany = number(0)
    draws.uniform(entity: entities, week: .each(births), process: stream, draw: .same(0), into: howMany)
    number(1).fill(mean)
    Draws.poisson(uniform: howMany, mean: number(1), into: howMany)
    var total = 0
    for index in 0..<count { total += min(howMany[index].whole, IssueResolution.limit) }
    expand(raised, total: total, entity, born, seat)
    let (name, week, first) = (word(1), word(2), word(3))
    fillPair(draws, name, week, first, stream, own, ask)
    for issue in 0..<count { first[issue] += 1 }
    fillPair(draws, name, week, first, stream, solution, clock)
    for issue in 0..<count { first[issue] += 1 }
    fillPair(draws, name, week, first, stream, work, order)
    VectorMath.exponentialQuantile(work, into: work)
  }

  /// One row for each issue instead of each opportunity; the counts stand in the first column of numbers.
  private mutating func expand(
    _ raised: Column<UInt32>, total: Int, _ entity: Column<UInt32>, _ born: Column<UInt32>, _ seat: Column<UInt32>
  ) {
    let opportunities = count
    reserve(total)
    let howMany = numbers.column.slice(from: 0, count: opportunities)
    count = total
    let (row, name, week, first, taker) = (word(0), word(1), word(2), word(3), word(4))
    var issue = 0
    for index in 0..<opportunities {
      for number in 0..<UInt32(min(howMany[index].whole, IssueResolution.limit)) {
        row[issue] = raised[index]
        name[issue] = entity[Int(raised[index])]
        week[issue] = born[Int(raised[index])]
        taker[issue] = seat[Int(raised[index])]
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
