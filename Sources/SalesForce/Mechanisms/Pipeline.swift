import PortableMath

/// Opportunities move on, are won, are lost, or end without a decision: competing rates, four stages.
struct Pipeline: Mechanism {
  static let card = Card(
    name: "pipeline", stream: OpportunityPool.stageStream, claims: ["3.38", "3.43"],
    summary: "Effort, a fitting offer and solved issues carry deals forward; who feels no pain decides nothing.",
    equation:
      "adv_s κ^unresolved (e₁/ē₀)^ε_c · ease ; loss_s ; nd_s exp(−λ_G·pain) · doubt",
    source: "science 1.13, 6.4 eq. 5-6; model, section 3",
    reads: [
      .firm(.pain), .seller(.effort), .seller(.filled), .seller(.sales),
    ] + OpportunityColumn.allCases.map { .opportunity($0) },
    writes: [
      .firm(.won), .firm(.lost), .firm(.undecided), .firm(.wonWeeks), .firm(.closedTotal), .firm(.revenue),
      .seller(.sales), .seller(.wins), .seller(.failures),
    ] + OpportunityColumn.allCases.map { .opportunity($0) })

  private let common: Common
  private let elasticity: Double

  /// Closed rows are dropped in weeks divisible by this; a matter of speed alone.
  private static let compactionWeeks = 4

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    elasticity = settings.number(
      "effort_elasticity", "ε_c", 0.15, in: 0...1, unit: "1", .memory, "Albers et al. 2010: .34 in all",
      "elasticity of advancing in selling effort")
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let sales = firm[.sales]
    for flow in [sales, firm[.wins], firm[.failures]] { flow.fill(0) }
    // Issues comes earlier in the week: what is still raised belongs to a knocked-out mechanism.
    firm.opportunities.clearRaised()
    if week.index % Self.compactionWeeks == 0 { firm.opportunities.compact() }
    let (advance, undecided, loss) = (firm.scratch[0], firm.scratch[1], firm.scratch[2])
    factors(firm, advance: advance, undecided: undecided)
    loss.fill(1)
    let leaving = firm.opportunities.liveThrough(advance: advance, loss: loss, undecided: undecided)
    close(leaving, &firm, week)
  }

  /// Factors of a seller on the rates of all his deals; a vacant seat's deals wait, and may be lost meanwhile.
  private func factors(_ firm: borrowing Firm, advance: Column<Double>, undecided: Column<Double>) {
    let effort = firm[.effort], filled = firm[.filled]
    let floor = common.referenceEffort * Prospecting.effortFloor, inverse = 1 / common.referenceEffort
    for seat in 0..<firm.seats { advance[seat] = max(effort[seat], floor) * inverse }
    VectorMath.log(advance, into: advance)
    for seat in 0..<firm.seats { advance[seat] = elasticity * advance[seat] }
    VectorMath.exp(advance, into: advance)
    for seat in 0..<firm.seats { advance[seat] *= filled[seat] }
    undecided.fill(Portable.exp(-common.buyers.gapWeight * firm[.pain]))
  }

  private func close(_ leaving: Column<UInt32>, _ firm: inout Firm, _ week: borrowing Week) {
    let ends = firm.opportunities.part(
      leaving, advance: firm.scratch[0], loss: firm.scratch[2], undecided: firm.scratch[1])
    let pool = PoolColumns(firm.opportunities)
    let sales = firm[.sales], wins = firm[.wins], failures = firm[.failures]
    var wonWeeks = 0.0
    for index in 0..<ends.won.count {
      let row = Int(ends.won[index]), seat = Int(pool.seat[row])
      wonWeeks += Double(week.index - Int(pool.born[row]) + 1)
      sales[seat] += pool.value[row]
      wins[seat] += 1
      pool.close(row)
    }
    for index in 0..<ends.failed.count {
      let row = Int(ends.failed[index])
      failures[Int(pool.seat[row])] += 1
      pool.close(row)
    }
    firm[.won] += Double(ends.won.count)
    firm[.lost] += Double(ends.lost)
    firm[.undecided] += Double(ends.failed.count - ends.lost)
    firm[.wonWeeks] += wonWeeks
    firm[.closedTotal] += Double(ends.won.count + ends.failed.count)
    for seat in 0..<firm.seats { firm[.revenue] += sales[seat] }
    firm.opportunities.promote(ends.moving, common, week)
  }
}
