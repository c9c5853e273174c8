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
    let freeTimes = firm.experts.freeTimes
    var busy = firm[.busyWeeks]
    for server in 0..<servers { busy += min(max(freeTimes[server] - now, 0), 1) }
    firm.experts.sortByTime(week: now)
    let answers = firm[.answers], likedMost = firm[.likedMost], likedLeast = firm[.likedLeast]
    var waited = firm[.waitWeeks], answered = 0.0, abandoned = 0.0
    var line = WaitingLine(firm.experts.requests, waiting: firm.experts.waiting, patience: patience)
    let pool = PoolColumns(firm.opportunities), hours = firm[.issueHours]
    var resolved = 0.0
    while let event = line.next(freeTimes, before: end) {
      switch event {
      case .served(let request, let wait):
        answered += 1
        waited += wait
        answers[Int(request.seat)] += 1
        if request.goodwill >= likedMost {
          firm[.likedAnswered] += 1
          firm[.likedWaitWeeks] += wait
        }
        if request.goodwill <= likedLeast {
          firm[.dislikedAnswered] += 1
          firm[.dislikedWaitWeeks] += wait
        }
        busy += min(request.service, end - (request.time + wait))
        resolved += settle(request, answered: true, hours, pool, firm)
      case .left(let request):
        abandoned += 1
        resolved += settle(request, answered: false, hours, pool, firm)
      }
    }
    firm[.issuesResolved] += resolved
    firm[.waitWeeks] = waited
    firm[.busyWeeks] = busy
    firm[.answered] += answered
    firm[.answeredTotal] += answered
    firm[.abandoned] += abandoned
    firm[.abandonedTotal] += abandoned
    firm.experts.keep(waiting: line.waiting)
  }

  /// - Returns: 1 where that resolves the issue, else 0.
  @inline(__always)
  private func settle(
    _ request: ExpertRequest, answered: Bool, _ hours: Column<Double>, _ pool: PoolColumns, _ firm: borrowing Firm
  ) -> Double {
    let owned = request.owned == 1
    hours[Int(request.seat)] += owned ? (answered ? resolution.hoursTogether : resolution.hoursAlone) : 0
    guard request.luck < resolution.chance(owned: owned, answered: answered) else { return 0 }
    guard let row = firm.opportunities.row(of: request) else { return 1 }
    let left = pool.unresolved[row] - 1
    pool.unresolved[row] = left
    pool.advance[row] =
      stages.advance[Int(pool.stage[row])] * pool.ease[row] * resolution.drag(unresolved: left)
    return 1
  }
}
