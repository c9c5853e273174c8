import PortableMath

/// What is known of an open opportunity, besides who it is and its stage.
public enum OpportunityColumn: Int, ColumnKey {
  case value, advance, loss, undecided, hazard, threshold, choice, unresolved, ease, doubt, pace, quality,
    discount

  public var card: ColumnCard {
    switch self {
    case .value: ColumnCard("pay units", 0, "what it is worth when won")
    case .advance: ColumnCard("1/week", 0, "its own rate of advancing, unresolved issues included")
    case .loss: ColumnCard("1/week", 0, "its own rate of being lost to a competitor")
    case .undecided: ColumnCard("1/week", 0, "its own rate of ending without a decision")
    case .hazard: ColumnCard("1", 0, "hazard lived through since it entered the stage")
    case .threshold: ColumnCard("1", 0, "hazard at which it leaves the stage, unit exponential")
    case .choice:
      ColumnCard("1", 0, "uniform that decides where it goes then; of a closed one 0 won, 1 lost, 2 undecided")
    case .unresolved: ColumnCard("1", 0, "issues without an answer")
    case .ease: ColumnCard("1", 1, "factor of the customer and the offer on the rate of advancing")
    case .doubt: ColumnCard("1", 1, "factor of the customer and the offer on the rate of ending without a decision")
    case .pace: ColumnCard("1", 1, "factor of its size on all its rates")
    case .discount: ColumnCard("1", 0, "share of its value given away to close it")
    case .quality: ColumnCard("1", 1, "worth of the offer for the customer's own need, 1 the best")
    }
  }
}

/// Open opportunities of all seats: columns in the order of birth (week, seat, ordinal).
///
/// Closed ones stay in place with rates of zero and an endless threshold until ``compact()`` moves the rest together,
/// which `Pipeline` asks for every few weeks: moving all columns costs more than walking past the dead.
package struct OpportunityPool: ~Copyable {
  /// Rows in use, closed ones included.
  package private(set) var count = 0
  /// Counts how often rows have moved: a row number is good while this stays the same.
  private(set) var epoch: UInt32 = 0
  private var capacity: Int
  private var numbers: ColumnBuffer<Double>
  private var entities: ColumnBuffer<UInt32>
  private var births: ColumnBuffer<UInt32>
  private var seats: ColumnBuffer<UInt32>
  private var groups: ColumnBuffer<UInt32>
  private var stages: ColumnBuffer<UInt32>
  private var raisedRows: ColumnBuffer<UInt32>
  private var workingWords: ColumnBuffer<UInt32>
  private var workingNumbers: ColumnBuffer<Double>
  /// Rows that entered the issue stage since `Issues` last looked.
  private(set) var raisedCount = 0
  private var wonList: ColumnBuffer<UInt32>
  private var wonCount = 0

  /// Stage of a closed opportunity.
  package static let closed: UInt32 = 0

  init(capacity: Int) {
    self.capacity = PoolStride.rows(capacity)
    numbers = ColumnBuffer(count: self.capacity * OpportunityColumn.allCases.count, repeating: 0)
    entities = ColumnBuffer(count: self.capacity, repeating: 0)
    births = ColumnBuffer(count: self.capacity, repeating: 0)
    seats = ColumnBuffer(count: self.capacity, repeating: 0)
    groups = ColumnBuffer(count: self.capacity, repeating: 0)
    stages = ColumnBuffer(count: self.capacity, repeating: 0)
    raisedRows = ColumnBuffer(count: self.capacity, repeating: 0)
    wonList = ColumnBuffer(count: self.capacity, repeating: 0)
    workingWords = ColumnBuffer(count: self.capacity * 4, repeating: 0)
    workingNumbers = ColumnBuffer(count: self.capacity * 4, repeating: 0)
  }

  package subscript(key: OpportunityColumn) -> Column<Double> {
    numbers.column.slice(from: key.rawValue &* capacity, count: count)
  }
  /// Identity within the week of birth: seat identity and ordinal, see ``Identity``.
  package var entity: Column<UInt32> { entities.column.prefix(count) }
  /// Week of birth.
  var born: Column<UInt32> { births.column.prefix(count) }
  /// Row of the seat that owns it.
  package var seat: Column<UInt32> { seats.column.prefix(count) }
  /// Row of the week's factors: that of the seat, and as many strides of ``Scratch`` further as the customer's degree of
  /// tolerance.
  var group: Column<UInt32> { groups.column.prefix(count) }
  /// 1…4, or ``closed``.
  package var stage: Column<UInt32> { stages.column.prefix(count) }
  /// Rows that entered the issue stage.
  var raised: Column<UInt32> { raisedRows.column.prefix(raisedCount) }

  /// Rows won since the list was last cleared: closed, and in place until the pool is next compacted.
  var wonRows: Column<UInt32> { wonList.column.prefix(wonCount) }

  /// Working memory for a list of rows.
  var leavingRows: Column<UInt32> { workingWords.column.prefix(count) }

  /// Working memory for two lists of rows more; that for a promotion's draws takes the same place.
  func partedRows(_ list: Int, _ rows: Int) -> Column<UInt32> {
    workingWords.column.slice(from: (1 + list) * capacity, count: rows)
  }

  /// Working memory for the draws of rows that enter a stage.
  func promotion(_ rows: Int) -> Promotion {
    let words = workingWords.column, numbers = workingNumbers.column
    return Promotion(
      entity: words.slice(from: capacity, count: rows), born: words.slice(from: 2 * capacity, count: rows),
      stage: words.slice(from: 3 * capacity, count: rows), threshold: numbers.prefix(rows),
      choice: numbers.slice(from: capacity, count: rows))
  }

  /// Working memory for consecutive rows, four columns of them.
  func working(_ index: Int, _ rows: Int) -> Column<Double> {
    workingNumbers.column.slice(from: index * capacity, count: rows)
  }

  mutating func reset() {
    count = 0
    epoch = 0
    raisedCount = 0
    wonCount = 0
  }

  package mutating func markRaised(_ row: Int) {
    raisedRows.column[raisedCount] = UInt32(truncatingIfNeeded: row)
    raisedCount += 1
  }

  package mutating func clearRaised() { raisedCount = 0 }

  mutating func keep(won rows: Column<UInt32>) {
    wonList.column.prefix(rows.count).copy(from: rows)
    wonCount = rows.count
  }

  package mutating func clearWon() { wonCount = 0 }

  /// Adds rows at the end, all columns at their neutral value, and returns the first.
  /// - Complexity: O(rows), amortised.
  mutating func extend(by rows: Int) -> Int {
    let first = count
    if count + rows > capacity { grow(to: max(count + rows, capacity + capacity / 2)) }
    count += rows
    for key in OpportunityColumn.allCases {
      self[key].slice(from: first, count: rows).fill(Self.neutral[key.rawValue])
    }
    return first
  }

  private static let neutral = OpportunityColumn.allCases.map { $0.card.neutral }

  private mutating func grow(to minimum: Int) {
    var larger = OpportunityPool(capacity: minimum)
    larger.copy(from: self)
    self = larger
  }

  mutating func copy(from other: borrowing OpportunityPool) {
    if capacity < other.count { self = OpportunityPool(capacity: other.count + other.count / 4) }
    count = other.count
    epoch = other.epoch
    raisedCount = other.raisedCount
    for key in OpportunityColumn.allCases { self[key].copy(from: other[key]) }
    entity.copy(from: other.entity)
    born.copy(from: other.born)
    seat.copy(from: other.seat)
    group.copy(from: other.group)
    stage.copy(from: other.stage)
    raised.copy(from: other.raised)
    wonCount = other.wonCount
    wonRows.copy(from: other.wonRows)
  }

  /// Drops closed rows, keeping the order of the others.
  /// - Precondition: no raised rows are waiting: they are kept by position.
  mutating func compact() {
    precondition(raisedCount == 0, "rows that wait for their issues would move")
    let pool = PoolColumns(self), open = leavingRows
    var kept = 0
    for row in 0..<count {
      open[kept] = UInt32(truncatingIfNeeded: row)
      kept += pool.stage[row] == Self.closed ? 0 : 1
    }
    guard kept < count else { return }
    for place in 0..<kept { pool.move(Int(open[place]), to: place) }
    count = kept
    epoch += 1
  }

  /// The row of the opportunity that a request is about, or nil once it is gone or closed.
  /// - Complexity: O(1) while no row has moved since the request was made, else O(log count).
  @inline(__always)
  func row(of request: ExpertRequest) -> Int? {
    if request.epoch == epoch {
      let row = Int(request.row)
      return stage[row] == Self.closed ? nil : row
    }
    let (born, seat, entity) = (self.born, self.seat, self.entity)
    let wanted = (request.born, UInt32(request.dealSeat), request.entity)
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if (born[middle], seat[middle], entity[middle]) < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < count, (born[low], seat[low], entity[low]) == wanted, stage[low] != Self.closed else { return nil }
    return low
  }
}

/// Working columns of a promotion, one row each.
struct Promotion {
  let entity, born, stage: Column<UInt32>
  let threshold, choice: Column<Double>
}
