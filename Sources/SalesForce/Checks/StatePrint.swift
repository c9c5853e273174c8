import PortableMath

/// Fingerprints of a firm's state: one of all that belongs to each seat and, behind them, one of what is the firm's.
///
/// Two histories are laid beside each other by them in little memory: equal states have equal prints, and unequal ones the
/// same by chance once in 2⁶⁴. A single value that changes always changes its print.
package struct StatePrint {
  /// One a seat, then the firm's.
  package private(set) var values: [UInt64]

  /// - Complexity: O(state).
  package init(_ firm: borrowing Firm) {
    let seats = firm.seats
    values = [UInt64](repeating: 0, count: seats + 1)
    for key in SellerColumn.allCases { take(firm[key], of: nil) }
    let people = firm.person
    for seat in 0..<seats { add(UInt64(people[seat]), to: seat) }
    for key in FirmColumn.allCases { add(firm[key].bitPattern, to: seats) }
    takeAccounts(firm.accounts)
    takeOpportunities(firm.opportunities)
    takeExperts(firm.experts)
  }

  private mutating func takeAccounts(_ pool: borrowing AccountPool) {
    let owners = pool.seat
    for key in AccountColumn.allCases { take(pool[key], of: owners) }
    for words in [pool.entity, pool.born, pool.problems] { take(words, of: owners) }
  }

  private mutating func takeOpportunities(_ pool: borrowing OpportunityPool) {
    let owners = pool.seat
    for key in OpportunityColumn.allCases { take(pool[key], of: owners) }
    for words in [pool.entity, pool.born, pool.group, pool.stage] { take(words, of: owners) }
  }

  private mutating func takeExperts(_ pool: borrowing ExpertPool) {
    let rest = values.count - 1, free = pool.freeTimes, requests = pool.requests
    add(UInt64(pool.servers), to: rest)
    for server in 0..<free.count { add(free[server].bitPattern, to: rest) }
    for row in 0..<requests.count {
      let request = requests[row]
      for value in [request.time, request.service, request.goodwill, request.luck] {
        add(value.bitPattern, to: Int(request.seat))
      }
      let words = [request.born, UInt32(request.dealSeat), request.entity, request.row, request.epoch, request.owned]
      for word in words { add(UInt64(word), to: Int(request.seat)) }
      add(request.priority, to: Int(request.seat))
    }
  }

  /// - Parameter owners: the seat of each row; nil where rows are seats.
  private mutating func take(_ column: Column<Double>, of owners: Column<UInt32>?) {
    for row in 0..<column.count { add(column[row].bitPattern, to: owners.map { Int($0[row]) } ?? row) }
  }

  private mutating func take(_ column: Column<UInt32>, of owners: Column<UInt32>) {
    for row in 0..<column.count { add(UInt64(column[row]), to: Int(owners[row])) }
  }

  /// Each step is a bijection of the word it takes in.
  private mutating func add(_ word: UInt64, to place: Int) {
    var print = (values[place] ^ word) &* 0x9E37_79B9_7F4A_7C15
    print ^= print >> 29
    values[place] = print &* 0xBF58_476D_1CE4_E5B9
  }
}
