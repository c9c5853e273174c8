import PortableMath

/// Experts answer requests one by one: continuous time, several servers, the best-liked seller first, and whoever has
/// waited too long goes away.
struct ExpertQueue: Mechanism {
  static let card = Card(
    name: "expert_queue", stream: 8, claims: ["0.6", "3.6"],
    summary: "Shared experts are a queue: support helps as long as somebody answers in time.",
    equation: "c servers, exponential service at rate μ, non-preemptive by goodwill, patience D", source: "science 1.6",
    procedure: procedure,
    reads: [
      .expertQueue, .firm(.issuesResolved), .firm(.answeredTotal), .firm(.abandonedTotal), .firm(.likedMost),
      .firm(.likedLeast), .seller(.issueHours),
      .opportunity(.unresolved), .opportunity(.advance), .opportunity(.ease),
    ],
    writes: [
      .expertQueue, .firm(.answered), .firm(.abandoned), .firm(.waitWeeks), .firm(.busyWeeks), .firm(.expertWeeks),
      .firm(.answeredTotal), .firm(.abandonedTotal), .firm(.issuesResolved), .seller(.issueHours),
      .opportunity(.unresolved), .opportunity(.advance), .firm(.likedAnswered), .firm(.likedWaitWeeks),
      .firm(.dislikedAnswered), .firm(.dislikedWaitWeeks), .seller(.answers),
    ])

  private let resolution: IssueResolution
  private let stages: StageRates
  private let patience: Double
  private let experts: Lever

  init(_ settings: inout Settings, _ common: Common) {
    resolution = common.resolution
    stages = common.stages
    patience = settings.number(
      "answer_limit", "D", 0.25, in: 0...10_000, unit: "weeks", .calibrated, "science 5.0",
      "longest wait after which an answer still counts")
    experts = settings.lever(.experts)
  }

  /// The lever counts experts per 64 sellers; a firm has a whole number, at least one.
  static func servers(lever: Double, seats: Int) -> Int {
    max(1, Int((lever * Double(seats) / 64).rounded()))
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let now = Double(week.index), end = now + 1
    firm[.answers].fill(0)
    let servers = Self.servers(lever: week.firm(experts), seats: firm.seats)
    firm.experts.staff(servers, now: now)
    firm[.expertWeeks] += Double(servers)
    // Work begun earlier goes on; work of a service counts in the weeks in which it is done.
    for server in 0..<servers { firm[.busyWeeks] += min(max(firm.experts.freeTimes[server] - now, 0), 1) }
    firm.experts.sortByTime(week: now)
    var line = WaitingLine(firm.experts.requests, waiting: firm.experts.waiting, patience: patience)
    while let event = line.next(firm.experts.freeTimes, before: end) {
      switch event {
      case .served(let request, let wait):
        firm[.answered] += 1
        firm[.answeredTotal] += 1
        firm[.waitWeeks] += wait
        firm[.answers][Int(request.seat)] += 1
        if request.goodwill >= firm[.likedMost] {
          firm[.likedAnswered] += 1
          firm[.likedWaitWeeks] += wait
        }
        if request.goodwill <= firm[.likedLeast] {
          firm[.dislikedAnswered] += 1
          firm[.dislikedWaitWeeks] += wait
        }
        firm[.busyWeeks] += min(request.service, end - (request.time + wait))
        settle(request, answered: true, &firm)
      case .left(let request):
        firm[.abandoned] += 1
        firm[.abandonedTotal] += 1
        settle(request, answered: false, &firm)
      }
    }
    firm.experts.keep(waiting: line.waiting)
  }

  private func settle(_ request: ExpertRequest, answered: Bool, _ firm: inout Firm) {
    let owned = request.owned == 1
    let hours = owned ? (answered ? resolution.hoursTogether : resolution.hoursAlone) : 0
    firm[.issueHours][Int(request.seat)] += hours
    guard request.luck < resolution.chance(owned: owned, answered: answered) else { return }
    firm[.issuesResolved] += 1
    guard let row = firm.opportunities.row(of: request) else { return }
    let left = firm.opportunities[.unresolved][row] - 1
    firm.opportunities[.unresolved][row] = left
    firm.opportunities[.advance][row] =
      stages.advance[Int(firm.opportunities.stage[row])] * firm.opportunities[.ease][row]
      * resolution.drag(unresolved: left)
  }
}
