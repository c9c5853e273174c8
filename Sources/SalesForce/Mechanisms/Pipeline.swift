import PortableMath

/// Opportunities move on, are won, are lost, or end without a decision: competing rates, four stages.
struct Pipeline: Mechanism {
  static let card = Card(
    name: "pipeline", stream: OpportunityPool.stageStream, claims: ["3.7", "3.23", "3.38"],
    summary: "Effort, skill and solved issues carry deals forward; a thin value gap lets them end undecided.",
    equation:
      "adv_s κ^unresolved (e₁/ē₀)^ε_c exp(λ_q(v−v̄)) ; loss_s ; nd_s exp(−λ_G(P + g(v−v̄)))",
    source: "science 1.13, 6.4 eq. 5-6; model, section 3",
    reads: [
      .firm(.pain), .seller(.effort), .seller(.skill), .seller(.filled), .seller(.sales),
    ] + OpportunityColumn.allCases.map { .opportunity($0) },
    writes: [
      .firm(.won), .firm(.lost), .firm(.undecided), .firm(.wonWeeks), .firm(.closedTotal), .firm(.revenue),
      .seller(.sales), .seller(.wins), .seller(.failures),
    ] + OpportunityColumn.allCases.map { .opportunity($0) })

  private let common: Common
  private let elasticity, skillAdvance, referenceSkill, gapWeight, gapSkill: Double

  /// Closed rows are dropped in weeks divisible by this; a matter of speed alone.
  private static let compactionWeeks = 4

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    elasticity = settings.number(
      "effort_elasticity", "ε_c", 0.15, in: 0...1, unit: "1", .memory, "Albers et al. 2010: .34 in all",
      "elasticity of advancing in selling effort")
    skillAdvance = settings.number(
      "skill_advance", "λ_q", 0.5, in: 0...5, unit: "log", .judgement, "science 6.4 eq. 6; Verbeke et al. 2011",
      "how value skill above the reference speeds deals up")
    referenceSkill = settings.number(
      "reference_skill", "v̄", 0.85, in: 0...1, unit: "1", .calibrated, "mean skill under the reference regime",
      "skill at which the stage chances hold")
    gapWeight = settings.number(
      "gap_weight", "λ_G", 1, in: 0...20, unit: "log", .judgement, "science 6.4 eq. 5",
      "how a wider value gap keeps deals from ending undecided")
    gapSkill = settings.number(
      "gap_skill", "g", 0.5, in: 0...20, unit: "1", .judgement, "science 6.4 eq. 5",
      "value gap that a unit of skill opens")
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
    let effort = firm[.effort], skill = firm[.skill], filled = firm[.filled]
    let floor = common.referenceEffort * Prospecting.effortFloor, inverse = 1 / common.referenceEffort
    for seat in 0..<firm.seats { advance[seat] = max(effort[seat], floor) * inverse }
    VectorMath.log(advance, into: advance)
    let pain = firm[.pain]
    for seat in 0..<firm.seats {
      let above = skill[seat] - referenceSkill
      advance[seat] = elasticity * advance[seat] + skillAdvance * above
      undecided[seat] = -gapWeight * (pain + gapSkill * above)
    }
    VectorMath.exp(advance, into: advance)
    VectorMath.exp(undecided, into: undecided)
    for seat in 0..<firm.seats { advance[seat] *= filled[seat] }
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
