import PortableMath

/// What is known of an account, besides who it is.
enum AccountColumn: Int, CaseIterable {
  /// Goodwill is base + g·time: repair goes on by itself, so nothing needs touching between problems.
  case base
  /// When the next thing happens: a problem, or the end of the term; never for a closed account.
  case next
  /// End of the term, weeks from the scenario's start.
  case ends
  /// Value of the deal that opened it, pay units.
  case value
}

/// Accounts of all seats: customers won who are still customers, in the order in which they were won.
///
/// Closed ones stay in place, never due again, until they are half of all rows and the rest moves together: moving
/// eight columns costs more than walking past the dead.
struct AccountPool: ~Copyable {
  /// Rows in use, closed ones included.
  private(set) var count = 0
  private(set) var closed = 0
  private var capacity: Int
  private var numbers: ColumnBuffer<Double>
  private var words: ColumnBuffer<UInt32>
  private var workingNumbers: ColumnBuffer<Double>
  private var workingWords: ColumnBuffer<UInt32>

  init(capacity: Int) {
    self.capacity = PoolStride.rows(capacity)
    numbers = ColumnBuffer(count: self.capacity * AccountColumn.allCases.count, repeating: 0)
    words = ColumnBuffer(count: self.capacity * 4, repeating: 0)
    workingNumbers = ColumnBuffer(count: self.capacity * 4, repeating: 0)
    workingWords = ColumnBuffer(count: self.capacity * 4, repeating: 0)
  }

  subscript(key: AccountColumn) -> Column<Double> {
    numbers.column.slice(from: key.rawValue * capacity, count: count)
  }
  /// Identity of the opportunity from which it came, within its week of birth.
  var entity: Column<UInt32> { words.column.prefix(count) }
  var born: Column<UInt32> { words.column.slice(from: capacity, count: count) }
  var seat: Column<UInt32> { words.column.slice(from: 2 * capacity, count: count) }
  /// Problems so far: the number of the next draw.
  var problems: Column<UInt32> { words.column.slice(from: 3 * capacity, count: count) }

  /// Accounts that are open.
  var open: Int { count - closed }

  mutating func reset() {
    count = 0
    closed = 0
  }

  /// Adds rows at the end and returns the first; the caller fills them.
  mutating func extend(by rows: Int) -> Int {
    let first = count
    if count + rows > capacity {
      var larger = AccountPool(capacity: max(count + rows, capacity + capacity / 2))
      larger.copy(from: self)
      self = larger
    }
    count += rows
    return first
  }

  mutating func copy(from other: borrowing AccountPool) {
    if capacity < other.count { self = AccountPool(capacity: other.count + other.count / 4) }
    count = other.count
    closed = other.closed
    for key in AccountColumn.allCases { self[key].copy(from: other[key]) }
    entity.copy(from: other.entity)
    born.copy(from: other.born)
    seat.copy(from: other.seat)
    problems.copy(from: other.problems)
  }

  /// Lists the accounts to which something happens before a time, with working memory for what that is.
  func due(before end: Double) -> DueAccounts {
    dueAccounts(VectorMath.list(self[.next], below: end, into: workingWords.column.prefix(count)))
  }

  /// Lists those of the accounts to which something has just happened to which more happens before that time. Only
  /// theirs can be due.
  func stillDue(_ due: DueAccounts, before end: Double) -> DueAccounts {
    let rows = due.rows, next = self[.next]
    var found = 0
    for index in 0..<rows.count {
      let row = rows[index]
      rows[found] = row
      found += next[Int(row)] < end ? 1 : 0
    }
    return dueAccounts(found)
  }

  /// Working memory for so many accounts, the first of which are listed already.
  private func dueAccounts(_ found: Int) -> DueAccounts {
    DueAccounts(
      rows: workingWords.column.prefix(found), entity: workingWords.column.slice(from: capacity, count: found),
      born: workingWords.column.slice(from: 2 * capacity, count: found),
      draw: workingWords.column.slice(from: 3 * capacity, count: found),
      interval: workingNumbers.column.prefix(found),
      damage: workingNumbers.column.slice(from: capacity, count: found),
      risk: workingNumbers.column.slice(from: 2 * capacity, count: found),
      relieved: workingNumbers.column.slice(from: 3 * capacity, count: found))
  }

  /// Closes an account.
  mutating func close(_ row: Int) {
    self[.next][row] = .infinity
    closed += 1
  }

  /// Drops closed accounts once they are many, keeping the order of the others.
  mutating func compact() {
    guard closed * 2 > count else { return }
    let account = AccountColumns(self), rows = workingWords.column.prefix(count)
    var kept = 0
    for row in 0..<count {
      rows[kept] = UInt32(truncatingIfNeeded: row)
      kept += account.next[row] < .infinity ? 1 : 0
    }
    for place in 0..<kept { account.move(Int(rows[place]), to: place) }
    count = kept
    closed = 0
  }
}

/// Accounts to which something happens, one row each.
struct DueAccounts {
  let rows, entity, born, draw: Column<UInt32>
  /// Unit exponentials of the time to the problem after this, and of this one's damage.
  let interval, damage: Column<Double>
  /// Chance that the customer ever leaves, without and with a concession.
  let risk, relieved: Column<Double>
}
