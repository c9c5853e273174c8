import PortableMath
import RandomStreams

/// Problems come up in a deal; the seller owns them, asks an expert, does both, or lets them lie.
struct Issues: Mechanism {
  static let card = Card(
    name: "issues", stream: 7, claims: ["0.1", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "3.22"],
    summary: "Deals meet problems; owning them takes time, asking requires knowing whom, and what nobody solves stays.",
    equation:
      "K ~ Poisson(ν(1 + ν_c κ_c)); owned with o(½+½A) drive; asked with u·know·drive; share x_a to colleagues, ∝ (o e^{−a})^θ_c",
    source: "science 5.0, 6.4 eq. 7; model, section 3",
    procedure: procedure,
    reads: [
      .firm(.complexity), .firm(.asked), .firm(.askedTotal), .seller(.ownership), .seller(.supportSkill),
      .seller(.sociability), .seller(.tenure), .seller(.supportDrive), .seller(.goodwill), .seller(.tieStrength),
      .seller(.filled), .seller(.talent), .seller(.autonomy),
      .opportunity(.unresolved), .opportunity(.advance), .opportunity(.ease),
    ],
    writes: [
      .firm(.issues), .firm(.issuesResolved), .firm(.asked), .firm(.askedTotal), .seller(.issueHours),
      .seller(.requests), .opportunity(.unresolved), .opportunity(.advance), .expertQueue,
    ])

  private let common: Common
  private let rate, complexIssues, reach, reachTenure, reachDirectory, reachTies, sociable: Double
  private let service: Double
  private let assignment: IssueAssignment
  private let directory: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    rate = settings.number(
      "rate", "ν", 1.93, in: 0...30, unit: "1", .calibrated, "science 5.0", "issues of an opportunity, on average")
    complexIssues = settings.number(
      "complex_factor", "ν_c", 1, in: 0...2, unit: "1", .judgement, "science 6.4 eq. 7",
      "how many more issues there are in fully complex work, as a share")
    reach = settings.number(
      "reach", "k₀", 1, in: 0...100, unit: "1", .judgement, "science 0.8: know = 1 − exp(−k)",
      "how well anybody knows who can help")
    reachTenure = settings.number(
      "reach_tenure", "k_t", 1.5, in: 0...100, unit: "1", .judgement, "science 0.8",
      "how much better a settled seller knows, reached over years")
    reachDirectory = settings.number(
      "reach_directory", "k_d", 1.5, in: 0...100, unit: "1", .judgement, "science 0.8",
      "how much better a directory lets sellers know")
    reachTies = settings.number(
      "reach_ties", "k_w", 1, in: 0...100, unit: "1", .judgement, "direction of Steward et al. 2010",
      "how much better ties above the reference let a seller know")
    sociable = settings.number(
      "reach_sociability", "", 0.1, in: 0...2, unit: "log/sd", .judgement, "direction of Bolander et al. 2015",
      "how sociability multiplies knowing who can help")
    service = settings.number(
      "expert_rate", "μ", 20, in: 0.01...10_000, unit: "1/week", .calibrated, "science 5.0",
      "issues that an expert answers in a week")
    assignment = IssueAssignment(&settings, common.resolution)
    directory = settings.lever(.directory)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let raised = firm.opportunities.raised
    firm[.issueHours].fill(0)
    firm[.requests].fill(0)
    guard raised.count > 0 else { return }
    let know = firm.scratch[0]
    findExperts(firm, week, into: know)
    let mean = rate * (1 + complexIssues * firm[.complexity])
    firm.issues.draw(firm.opportunities, mean: mean, week.draws, stream: Self.card.stream)
    assignment.deal(firm.issues, firm, week.draws, stream: Self.card.stream)
    let (asking, alone) = part(firm, know: know)
    request(asking, &firm, week)
    let resolved = settle(alone, firm)
    let unresolved = firm.opportunities[.unresolved], advance = firm.opportunities[.advance]
    let ease = firm.opportunities[.ease]
    let fresh = common.stages.advance[Int(StageRates.issueStage)]
    for index in 0..<raised.count {
      let row = Int(raised[index])
      advance[row] = fresh * ease[row] * common.resolution.drag(unresolved: unresolved[row])
    }
    firm.opportunities.clearRaised()
    firm[.issues] += Double(firm.issues.count)
    firm[.issuesResolved] += resolved
    firm[.asked] += Double(asking.count)
    firm[.askedTotal] += Double(asking.count)
  }

  /// Decides who sees to each issue: `own` becomes 1 where the seller does and 0 where not, and the issues are parted
  /// into those that an expert is asked about and the others.
  ///
  /// Free of branches on draws: who asks cannot be guessed, and guessing wrong costs more than the arithmetic.
  private func part(
    _ firm: borrowing Firm, know: Column<Double>
  ) -> (asking: Column<UInt32>, alone: Column<UInt32>) {
    let autonomy = firm[.autonomy]
    let ownership = firm[.ownership], support = firm[.supportSkill], supportDrive = firm[.supportDrive]
    let filled = firm[.filled], taker = firm.issues.taker
    let own = firm.issues.own, ask = firm.issues.ask
    let (asking, alone) = firm.issues.parted
    // Without a queue there is nobody to ask, and the seller's own work is what counts.
    let staffed = firm.experts.servers > 0 ? 1 : 0
    var (asked, rest) = (0, 0)
    for issue in 0..<taker.count {
      let seat = Int(taker[issue])
      let drive = filled[seat] * supportDrive[seat]
      own[issue] = own[issue] < drive * ownership[seat] * (0.5 + 0.5 * autonomy[seat]) ? 1 : 0
      let asks = staffed & (ask[issue] < drive * support[seat] * know[seat] ? 1 : 0)
      asking[asked] = UInt32(truncatingIfNeeded: issue)
      asked += asks
      alone[rest] = UInt32(truncatingIfNeeded: issue)
      rest += 1 - asks
    }
    return (asking.prefix(asked), alone.prefix(rest))
  }

  /// Sends the issues to the experts.
  private func request(_ asking: Column<UInt32>, _ firm: inout Firm, _ week: borrowing Week) {
    let requests = firm[.requests], goodwill = firm[.goodwill], unresolved = firm.opportunities[.unresolved]
    let taker = firm.issues.taker, owner = firm.opportunities.seat
    let born = firm.opportunities.born, entity = firm.opportunities.entity
    let rows = firm.issues.row, own = firm.issues.own, solution = firm.issues.solution
    let clock = firm.issues.clock, work = firm.issues.work, order = firm.issues.order
    let perExpert = 1 / service, now = Double(week.index), epoch = firm.opportunities.epoch
    for index in 0..<asking.count {
      let issue = Int(asking[index]), row = Int(rows[issue]), seat = Int(taker[issue])
      requests[seat] += 1
      unresolved[row] += 1
      firm.experts.add(
        ExpertRequest(
          time: now + clock[issue], service: work[issue] * perExpert, goodwill: goodwill[seat],
          luck: solution[issue], priority: UInt64(order[issue] * 0x1p53), born: born[row],
          seat: UInt16(seat), dealSeat: UInt16(owner[row]), entity: entity[row], row: rows[issue], epoch: epoch,
          owned: UInt32(own[issue])))
    }
  }

  /// What sellers do by themselves, and what nobody does.
  /// - Returns: how many of the issues are resolved.
  private func settle(_ alone: Column<UInt32>, _ firm: borrowing Firm) -> Double {
    let hours = firm[.issueHours], unresolved = firm.opportunities[.unresolved], taker = firm.issues.taker
    let rows = firm.issues.row, own = firm.issues.own, solution = firm.issues.solution
    let worked = common.resolution.chance(owned: true, answered: false)
    let left = common.resolution.chance(owned: false, answered: false)
    var resolved = 0.0
    for index in 0..<alone.count {
      let issue = Int(alone[index]), row = Int(rows[issue])
      let isSolved = solution[issue] < (own[issue] == 1 ? worked : left) ? 1.0 : 0
      hours[Int(taker[issue])] += own[issue] * common.resolution.hoursAlone
      unresolved[row] += 1 - isSolved
      resolved += isSolved
    }
    return resolved
  }

  /// know = 1 − exp(−(k₀ + k_t(1 − e^{−tenure/52}) + k_d·directory + k_w(w − w̄)) e^{λ·sociability}).
  private func findExperts(_ firm: borrowing Firm, _ week: borrowing Week, into know: Column<Double>) {
    let (settled, open) = (firm.scratch[1], firm.scratch[2])
    let tenure = firm[.tenure], sociability = firm[.sociability]
    for k in 0..<know.laneCount {
      settled[lane: k] = tenure[lane: k] * (-1.0 / 52)
      open[lane: k] = sociable * sociability[lane: k]
    }
    VectorMath.expm1(settled, into: settled)
    VectorMath.exp(open, into: open)
    let ties = firm[.tieStrength], listed = week[directory]
    for k in 0..<know.laneCount {
      let tied = reachTies * (ties[lane: k] - Reference.tieStrength)
      let known = reach + reachDirectory * listed[lane: k] - reachTenure * settled[lane: k] + tied
      know[lane: k] = -1 * Lanes.max(0, known) * open[lane: k]
    }
    VectorMath.expm1(know, into: know)
    for k in 0..<know.laneCount { know[lane: k] *= -1 }
  }
}
