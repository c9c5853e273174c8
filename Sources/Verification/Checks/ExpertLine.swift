import PortableMath
import RandomStreams
import SalesForce

/// V13: experts with open arrivals.
enum ExpertLine {
  static let servers = CheckParameter("servers", "c", 3, in: 1...20, whole: true, "experts")

  static let open = Check(
    "V13", "experts as a queue, open arrivals",
    law: "Erlang C; L_q = aC/(c − a); Cobham's waits by priority; M/M/c+D where a request leaves after D",
    source: "science 1.6; Cobham 1954",
    parameters: [
      servers, CheckParameter("load", "a", 2, in: 0.1...16, "requests in a mean service"),
      CheckParameter("patience", "D", 0.25, in: 0.05...4, unit: "services", "wait after which a request leaves"),
    ],
    constraints: [
      Constraint("load/servers", in: 0...0.85, "queues near saturation forget their start too slowly") {
        $0["load"] / $0["servers"]
      },
      // A trial has 8,000 services times the load: dozens of waits and of departures each.
      Constraint("chance of waiting", in: 0.01...1, "else too few wait for their waits to be seen") {
        QueueTheory.chanceOfWaiting(servers: $0.whole("servers"), load: $0["load"])
      },
      Constraint("share that leaves after D", in: 0.004...1, "else too few leave to be counted") {
        QueueTheory.shareThatLeaves(servers: $0.whole("servers"), load: $0["load"], patience: $0["patience"])
      },
    ],
    expected: { p in
      let c = p["servers"], a = p["load"], chance = QueueTheory.chanceOfWaiting(servers: Int(c), load: a)
      // Half of the requests are of the better liked kind: ρ₁ = a/(2c).
      let first = chance / (c - a / 2), second = first / (1 - a / c)
      return [
        Expectation("mean line", a * chance / (c - a), .sampled(sharp: 0.08), known: Known("V13", "line")),
        Expectation("utilisation", a / c, .sampled(sharp: 0.01), known: Known("V13", "utilisation")),
        Expectation("chance of waiting", chance, .sampled(sharp: 0.015), known: Known("V13", "chance_of_waiting")),
        Expectation(
          "wait of the better liked, services", first, .sampled(sharp: 0.015), known: Known("V13", "wait_liked")),
        Expectation("wait of the others, services", second, .sampled(sharp: 0.08), known: Known("V13", "wait_others")),
        Expectation(
          "share that leaves after D", QueueTheory.shareThatLeaves(servers: Int(c), load: a, patience: p["patience"]),
          .sampled(sharp: 0.008), known: Known("V13", "abandoned_limit_0.25")),
      ]
    },
    measured: { p, session in
      try session.samples(session.repetitions(128)) { trial in
        line(p, session, trial) + waits(p, session, trial) + impatience(p, session, trial)
      }
    })

  /// Services a week of one expert; weeks that settle the queue, and weeks that count.
  private static let rate = 500.0
  private static let settling = 4
  private static let weeks = 16

  private static func bench(_ p: Point, _ session: Session, _ trial: Int, limit: Double) -> Bench {
    // The lever counts experts for each 64 sellers.
    Bench(
      seats: 64, seed: session.seed, trial: UInt32(trial), ["expert_queue.answer_limit": limit],
      levers: [.experts: p["servers"]])
  }

  /// Poisson arrivals of the week, the service times exponential; half of the sellers are better liked.
  private static func arrive(_ bench: inout Bench, _ p: Point, week: Int, number: inout Int, clock: inout Double) {
    while clock < Double(week + 1) {
      let here = DrawAddress(entity: UInt32(number), week: 0, process: 902, draw: 0)
      let (gap, kind) = bench.draws.uniformPair(at: DrawAddress(entity: UInt32(number), week: 0, process: 902, draw: 1))
      if clock >= Double(week) {
        bench.firm.experts.add(
          ExpertRequest(
            time: clock, service: bench.draws.exponential(at: here) / rate, goodwill: kind < 0.5 ? 1 : 0, luck: 1,
            priority: UInt64(number), born: 0, seat: 0, entity: 0, row: 0, epoch: 0, owned: 0))
        number += 1
      }
      clock -= Portable.log1p(-gap) / (p["load"] * rate)
    }
  }

  /// Mean line and utilisation.
  private static func line(_ p: Point, _ session: Session, _ trial: Int) -> [Double] {
    var bench = bench(p, session, trial, limit: 10_000)
    var number = 0, clock = 0.0
    for week in 0..<settling + weeks {
      if week <= settling { bench.beginWeek() }
      arrive(&bench, p, week: week, number: &number, clock: &clock)
      bench.pass("expert_queue", week: week)
    }
    // Waiting time of those answered is the line's area but for the ends, which settling makes alike.
    return [bench.firm[.waitWeeks] / Double(weeks), bench.firm[.busyWeeks] / bench.firm[.expertWeeks]]
  }

  /// Chance of waiting, and the waits of both kinds: through the line that the pass itself uses.
  private static func waits(_ p: Point, _ session: Session, _ trial: Int) -> [Double] {
    var bench = bench(p, session, trial, limit: 10_000)
    bench.firm.experts.staff(p.whole("servers"), now: 0)
    var number = 0, clock = 0.0
    var (count, late, waits, classes) = (0.0, 0.0, [0.0, 0.0], [0.0, 0.0])
    for week in 0..<settling + weeks {
      arrive(&bench, p, week: week, number: &number, clock: &clock)
      bench.firm.experts.sortByTime(week: Double(week))
      var line = WaitingLine(bench.firm.experts.requests, waiting: bench.firm.experts.waiting, patience: 10_000)
      while let event = line.next(bench.firm.experts.freeTimes, before: Double(week + 1)) {
        guard case .served(let request, let wait) = event, week >= settling else { continue }
        let kind = Int(request.goodwill)
        count += 1
        if wait > 0 { late += 1 }
        waits[kind] += wait * rate
        classes[kind] += 1
      }
      bench.firm.experts.keep(waiting: line.waiting)
    }
    return [late / count, waits[1] / classes[1], waits[0] / classes[0]]
  }

  /// Share of requests that leave.
  private static func impatience(_ p: Point, _ session: Session, _ trial: Int) -> [Double] {
    var bench = bench(p, session, trial, limit: p["patience"] / rate)
    var number = 0, clock = 0.0
    for week in 0..<1 + weeks {
      if week <= 1 { bench.beginWeek() }
      arrive(&bench, p, week: week, number: &number, clock: &clock)
      // Equal goodwill: ties go by priority, which here is the order of asking.
      let requests = bench.firm.experts.requests
      for place in 0..<requests.count { requests[place].goodwill = 0 }
      bench.pass("expert_queue", week: week)
    }
    return [bench.firm[.abandoned] / (bench.firm[.abandoned] + bench.firm[.answered])]
  }
}
