import PortableMath

/// The conservation identities: nothing comes from nowhere, nothing gets lost.
enum Balances {
  static func check(_ firm: borrowing Firm) throws(BrokenInvariant) {
    try checkCounts(firm)
    try checkMoney(firm)
    try checkRanges(firm)
  }

  private static func checkCounts(_ firm: borrowing Firm) throws(BrokenInvariant) {
    let stage = firm.opportunities.stage
    var open = 0.0
    for row in 0..<stage.count where stage[row] != OpportunityPool.closed { open += 1 }
    try equal(
      "opportunities found = open + won + lost + undecided", firm[.createdTotal], open + firm[.closedTotal])
    try equal(
      "requests = answered + left + waiting", firm[.askedTotal],
      firm[.answeredTotal] + firm[.abandonedTotal] + Double(firm.experts.count))
    let accounts = firm[.accounts]
    var customers = 0.0
    for seat in 0..<firm.seats { customers += accounts[seat] }
    try equal("customers of all seats = accounts", customers, Double(firm.accounts.open))
    try equal(
      "customers won = still customers + gone", firm[.accountsOpened], customers + firm[.accountsClosed])
    let filled = firm[.filled]
    var sellers = 0.0
    for seat in 0..<firm.seats { sellers += filled[seat] }
    try equal(
      "sellers = seats + hires − exits", sellers, Double(firm.seats) + firm[.hiresTotal] - firm[.exitsTotal])
  }

  private static func checkMoney(_ firm: borrowing Firm) throws(BrokenInvariant) {
    let sales = firm[.sales], pay = firm[.pay]
    var booked = 0.0, paid = 0.0
    for seat in 0..<firm.seats {
      booked += sales[seat]
      paid += pay[seat]
    }
    try close("revenue = sum of sellers' sales", firm[.revenue], booked)
    try close("salaries and variable pay = sum of sellers' pay", firm[.salaryCost] + firm[.variableCost], paid)
  }

  private static func checkRanges(_ firm: borrowing Firm) throws(BrokenInvariant) {
    for key in SellerColumn.allCases {
      let column = firm[key]
      for seat in 0..<firm.seats where !column[seat].isFinite {
        throw BrokenInvariant("sellers.\(key) is finite", found: "\(column[seat]) on seat \(seat)")
      }
    }
    for (key, range) in [
      (SellerColumn.skill, 0.0...1.0), (.knowledge, -1.0...1.0), (.match, 0.0...1.0), (.filled, 0.0...1.0),
      (.effort, 0.0...Double.greatestFiniteMagnitude), (.supportEffort, 0.0...Double.greatestFiniteMagnitude),
    ] {
      let column = firm[key]
      for seat in 0..<firm.seats where !range.contains(column[seat]) {
        throw BrokenInvariant(
          "sellers.\(key) lies in \(range.lowerBound)...\(range.upperBound)", found: "\(column[seat]) on seat \(seat)")
      }
    }
    if firm[.busyWeeks] > firm[.expertWeeks] * (1 + 1e-9) {
      throw BrokenInvariant("experts work no longer than they are there", found: "\(firm[.busyWeeks]) weeks")
    }
    let discount = firm.opportunities[.discount]
    for row in 0..<discount.count where !(0..<1).contains(discount[row]) {
      throw BrokenInvariant("a discount leaves something of the price", found: "\(discount[row]) in row \(row)")
    }
    let unresolved = firm.opportunities[.unresolved]
    for row in 0..<unresolved.count where unresolved[row] < 0 {
      throw BrokenInvariant("unresolved issues are not negative", found: "\(unresolved[row]) in row \(row)")
    }
  }

  private static func equal(_ law: String, _ a: Double, _ b: Double) throws(BrokenInvariant) {
    if a != b { throw BrokenInvariant(law, found: "\(a) against \(b)") }
  }

  /// Equal but for the rounding of sums taken in another order.
  private static func close(_ law: String, _ a: Double, _ b: Double) throws(BrokenInvariant) {
    if !((a - b).magnitude <= 1e-9 * max(1, a.magnitude)) { throw BrokenInvariant(law, found: "\(a) against \(b)") }
  }
}
