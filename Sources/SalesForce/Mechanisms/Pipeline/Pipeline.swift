import PortableMath

/// Opportunities move on, are won, are lost, or end without a decision: competing rates, four stages.
struct Pipeline: Mechanism {
  static let card = Card(
    name: "pipeline", stream: OpportunityPool.stageStream, claims: ["1.9", "3.38", "3.43"],
    summary:
      "Effort, a fitting offer and solved issues carry deals forward; pressure drives customers off, and without pain nothing is decided.",
    equation:
      "adv_s κ^unresolved (e₁/ē₀)^ε_c · ease · attention ; loss_s pace f ; nd_s exp(−λ_G·pain) · doubt · f ; f = exp(η_P (P − θ e^{−ι_B I})⁺)",
    source: "science 1.13, 6.4 eq. 5-6; model, section 3",
    procedure: procedure,
    reads: [
      .firm(.pain), .firm(.information), .firm(.periodWeek), .firm(.periodLength), .seller(.effort),
      .seller(.pressure), .seller(.filled), .seller(.sales), .seller(.attention), .seller(.openDeals),
    ] + OpportunityColumn.allCases.map { .opportunity($0) },
    writes: [
      .firm(.discounts), .firm(.lateRevenue), .firm(.lateWeeks), .firm(.won), .firm(.lost), .firm(.undecided),
      .firm(.wonWeeks), .firm(.closedTotal), .firm(.revenue), .firm(.smallWon), .firm(.smallClosed),
      .firm(.smallWonWeeks), .firm(.largeWon), .firm(.largeClosed), .firm(.largeWonWeeks),
      .seller(.openDeals), .seller(.sales), .seller(.wins), .seller(.failures),
    ] + OpportunityColumn.allCases.map { .opportunity($0) })

  private let common: Common
  /// Values that a fifth of opportunities do not reach, and that a fifth exceed.
  private let small, large: Double

  /// Closed rows are dropped in weeks divisible by this; a matter of speed alone.
  private static let compactionWeeks = 4

  /// Log of the factor at which a customer is gone within the week however much more they are pressed.
  private static let utmostPressure = 100.0

  /// Last weeks of a quota period by which the timing of wins is measured.
  private static let lateWeeks = 2.0

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    let spread = common.dealLogSD, quintile = Portable.normalQuantile(0.8)
    small = common.dealMean * Portable.exp(-spread * quintile - spread * spread / 2)
    large = common.dealMean * Portable.exp(spread * quintile - spread * spread / 2)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let sales = firm[.sales]
    for flow in [sales, firm[.wins], firm[.failures]] { flow.fill(0) }
    // Issues comes earlier in the week: what is still raised belongs to a knocked-out mechanism.
    firm.opportunities.clearRaised()
    firm.opportunities.clearWon()
    if week.index % Self.compactionWeeks == 0 { firm.opportunities.compact() }
    let factors = StageFactors(firm)
    fill(factors, firm)
    let leaving = firm.opportunities.liveThrough(
      advance: factors.advance, loss: factors.loss, undecided: factors.undecided)
    close(leaving, factors, &firm, week)
  }

  /// Factors of a seller on the rates of all their deals, by how much pressure the customer bears; a vacant seat's deals
  /// wait, and may be lost meanwhile.
  private func fill(_ factors: StageFactors, _ firm: borrowing Firm) {
    let effort = firm[.effort], filled = firm[.filled], pressure = firm[.pressure], buyers = common.buyers
    let attention = firm[.attention]
    let advance = factors.column(factors.advance, 0)
    let floor = common.referenceEffort * Prospecting.effortFloor, inverse = 1 / common.referenceEffort
    var pressed = 0.0
    for seat in 0..<firm.seats { pressed = max(pressed, pressure[seat]) }
    let lanes = 0..<advance.laneCount
    for k in lanes { advance[lane: k] = Lanes.max(effort[lane: k], floor) * inverse }
    VectorMath.log(advance, into: advance)
    for k in lanes { advance[lane: k] *= common.advanceElasticity }
    VectorMath.exp(advance, into: advance)
    for k in lanes { advance[lane: k] *= filled[lane: k] * attention[lane: k] }
    let painless = Portable.exp(-buyers.gapWeight * firm[.pain])
    let patience = Portable.exp(-buyers.control * firm[.information])
    for degree in 0..<Buyers.tolerances {
      let bears = buyers.tolerance[degree] * patience
      let loss = factors.column(factors.loss, degree), undecided = factors.column(factors.undecided, degree)
      if degree > 0 { factors.column(factors.advance, degree).copy(from: advance) }
      guard pressed > bears else {
        loss.fill(1)
        undecided.fill(painless)
        continue
      }
      for k in lanes {
        loss[lane: k] = Lanes.min(
          buyers.pressureWeight * Lanes.max(0, pressure[lane: k] - bears), Self.utmostPressure)
      }
      VectorMath.exp(loss, into: loss)
      for k in lanes { undecided[lane: k] = painless * loss[lane: k] }
    }
  }

  private func close(
    _ leaving: Column<UInt32>, _ factors: StageFactors, _ firm: inout Firm, _ week: borrowing Week
  ) {
    let ends = firm.opportunities.part(
      leaving, advance: factors.advance, loss: factors.loss, undecided: factors.undecided)
    let pool = PoolColumns(firm.opportunities)
    let sales = firm[.sales], wins = firm[.wins], failures = firm[.failures], open = firm[.openDeals]
    var wonWeeks = 0.0, discounts = 0.0, sizes = SizeCounts()
    for index in 0..<ends.won.count {
      let row = Int(ends.won[index]), seat = Int(pool.seat[row])
      let weeks = Double(week.index - Int(pool.born[row]) + 1)
      wonWeeks += weeks
      sizes.add(isSmall: pool.value[row] < small, isLarge: pool.value[row] > large, won: 1, weeks: weeks)
      let given = pool.discount[row] * pool.value[row]
      discounts += given
      sales[seat] += pool.value[row] - given
      wins[seat] += 1
      open[seat] -= 1
      pool.close(row)
    }
    for index in 0..<ends.failed.count {
      let row = Int(ends.failed[index]), seat = Int(pool.seat[row])
      failures[seat] += 1
      open[seat] -= 1
      sizes.add(isSmall: pool.value[row] < small, isLarge: pool.value[row] > large, won: 0, weeks: 0)
      pool.close(row)
    }
    firm[.won] += Double(ends.won.count)
    firm[.lost] += Double(ends.lost)
    firm[.undecided] += Double(ends.failed.count - ends.lost)
    firm[.wonWeeks] += wonWeeks
    sizes.report(&firm)
    firm[.closedTotal] += Double(ends.won.count + ends.failed.count)
    firm[.discounts] += discounts
    var revenue = firm[.revenue]
    for seat in 0..<firm.seats { revenue += sales[seat] }
    firm[.revenue] = revenue
    if firm[.periodLength] - firm[.periodWeek] <= Self.lateWeeks {
      firm[.lateWeeks] = 1
      firm[.lateRevenue] = firm[.revenue]
    }
    firm.opportunities.keep(won: ends.won)
    firm.opportunities.promote(ends.moving, common, week)
  }
}

/// Ends of deals by size: the smallest, those between, the largest. Those between are counted so that there is no
/// branch on what cannot be guessed.
private struct SizeCounts {
  private var won = InlineArray<3, Double>(repeating: 0), closed = InlineArray<3, Double>(repeating: 0)
  private var wonWeeks = InlineArray<3, Double>(repeating: 0)

  mutating func add(isSmall: Bool, isLarge: Bool, won outcome: Double, weeks: Double) {
    let kind = (isSmall ? 0 : 1) + (isLarge ? 1 : 0)
    closed[kind] += 1
    won[kind] += outcome
    wonWeeks[kind] += weeks
  }

  func report(_ firm: inout Firm) {
    firm[.smallWon] += won[0]
    firm[.smallClosed] += closed[0]
    firm[.smallWonWeeks] += wonWeeks[0]
    firm[.largeWon] += won[2]
    firm[.largeClosed] += closed[2]
    firm[.largeWonWeeks] += wonWeeks[2]
  }
}
