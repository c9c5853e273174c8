import PortableMath
import RandomStreams

/// Problems come up in a deal; the seller owns them, asks an expert, does both, or lets them lie.
struct Issues: Mechanism {
  static let card = Card(
    name: "issues", stream: 7, claims: ["0.1", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"],
    summary: "A deal meets problems; owning them takes time, asking takes knowing whom, and what nobody solves stays.",
    equation: "K ~ Poisson(ν(1 + ν_c κ_c)); owned with o(½+½A) drive; asked with u·know·drive",
    source: "science 5.0, 6.4 eq. 7; model, section 3",
    reads: [
      .firm(.complexity), .firm(.asked), .firm(.askedTotal), .seller(.ownership), .seller(.supportSkill),
      .seller(.sociability), .seller(.tenure), .seller(.supportDrive), .seller(.goodwill), .seller(.tieStrength),
      .seller(.filled),
      .opportunity(.unresolved), .opportunity(.advance),
    ],
    writes: [
      .firm(.issues), .firm(.issuesResolved), .firm(.asked), .firm(.askedTotal), .seller(.issueHours),
      .seller(.requests), .opportunity(.unresolved), .opportunity(.advance), .expertQueue,
    ])

  private let common: Common
  private let rate, complexIssues, reach, reachTenure, reachDirectory, reachTies, sociable: Double
  private let service: Double
  private let pushShare, monitoring, directory: Lever

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
    pushShare = settings.lever(.pushShare)
    monitoring = settings.lever(.monitoring)
    directory = settings.lever(.directory)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let raised = firm.opportunities.raised
    let hours = firm[.issueHours], requests = firm[.requests]
    hours.fill(0)
    requests.fill(0)
    guard raised.count > 0 else { return }
    let know = firm.scratch[0]
    findExperts(firm, week, into: know)
    let autonomy = 1 - week[pushShare] * week[monitoring]
    let mean = rate * (1 + complexIssues * firm[.complexity])
    let ownership = firm[.ownership], support = firm[.supportSkill], supportDrive = firm[.supportDrive]
    let goodwill = firm[.goodwill], filled = firm[.filled]
    let owner = firm.opportunities.seat, born = firm.opportunities.born, entity = firm.opportunities.entity
    let unresolved = firm.opportunities[.unresolved], advance = firm.opportunities[.advance]
    firm.issues.draw(firm.opportunities, mean: mean, week.draws, stream: Self.card.stream)
    // Without a queue there is nobody to ask, and the seller's own work is what counts.
    let isStaffed = firm.experts.servers > 0
    let perExpert = 1 / service, now = Double(week.index), epoch = firm.opportunities.epoch
    let rows = firm.issues.row, own = firm.issues.own, ask = firm.issues.ask, solution = firm.issues.solution
    let clock = firm.issues.clock, work = firm.issues.work, order = firm.issues.order
    var resolved = 0.0, asked = 0.0
    for issue in 0..<rows.count {
      let row = Int(rows[issue]), seat = Int(owner[row])
      let drive = filled[seat] * supportDrive[seat]
      let owned = own[issue] < drive * ownership[seat] * (0.5 + 0.5 * autonomy)
      if isStaffed && ask[issue] < drive * support[seat] * know[seat] {
        asked += 1
        requests[seat] += 1
        unresolved[row] += 1
        firm.experts.add(
          ExpertRequest(
            time: now + clock[issue], service: work[issue] * perExpert, goodwill: goodwill[seat],
            luck: solution[issue], priority: UInt64(order[issue] * 0x1p53), born: born[row], seat: owner[row],
            entity: entity[row], row: rows[issue], epoch: epoch, owned: owned ? 1 : 0))
      } else {
        hours[seat] += owned ? common.resolution.hoursAlone : 0
        if solution[issue] < common.resolution.chance(owned: owned, answered: false) {
          resolved += 1
        } else {
          unresolved[row] += 1
        }
      }
    }
    let fresh = common.stages.advance[Int(StageRates.issueStage)]
    for index in 0..<raised.count {
      let row = Int(raised[index])
      advance[row] = fresh * common.resolution.drag(unresolved: unresolved[row])
    }
    firm.opportunities.clearRaised()
    firm[.issues] += Double(rows.count)
    firm[.issuesResolved] += resolved
    firm[.asked] += asked
    firm[.askedTotal] += asked
  }

  /// know = 1 − exp(−(k₀ + k_t(1 − e^{−tenure/52}) + k_d·directory + k_w(w − w̄)) e^{λ·sociability}).
  private func findExperts(_ firm: borrowing Firm, _ week: borrowing Week, into know: Column<Double>) {
    let (settled, open) = (firm.scratch[1], firm.scratch[2])
    let tenure = firm[.tenure], sociability = firm[.sociability]
    for seat in 0..<firm.seats {
      settled[seat] = tenure[seat] * (-1.0 / 52)
      open[seat] = sociable * sociability[seat]
    }
    VectorMath.expm1(settled, into: settled)
    VectorMath.exp(open, into: open)
    let base = reach + reachDirectory * week[directory]
    let ties = firm[.tieStrength]
    for seat in 0..<firm.seats {
      let known = base - reachTenure * settled[seat] + reachTies * (ties[seat] - Ties.referenceStrength)
      know[seat] = -max(0, known) * open[seat]
    }
    VectorMath.expm1(know, into: know)
    for seat in 0..<firm.seats { know[seat] = -know[seat] }
  }
}
