import RandomStreams
import SalesForce

/// V14: experts whose questioners wait for the answer before they ask again.
enum FiniteSource {
  static let closed = Check(
    "V14", "experts as a queue, sellers who wait do not ask", law: "p_k ∝ Π (N − j)λ/(min(j + 1, c)μ)",
    source: "science 1.6",
    parameters: [
      CheckParameter("sellers", "N", 20, in: 2...60, whole: true, "sellers"), ExpertLine.servers,
      CheckParameter("rate", "λ", 0.1, in: 0.02...1, unit: "1/service", "questions of a seller who has none open"),
    ],
    constraints: [
      Constraint("sellers − servers", in: 1...Double.infinity, "else nobody ever waits") {
        $0["sellers"] - $0["servers"]
      },
      Constraint("mean line", in: 0.01...Double.infinity, "else too few wait for their line to be seen") {
        QueueTheory.finiteSource(customers: $0.whole("sellers"), servers: $0.whole("servers"), rate: $0["rate"]).line
      },
    ],
    expected: { p in
      let exact = QueueTheory.finiteSource(
        customers: p.whole("sellers"), servers: p.whole("servers"), rate: p["rate"])
      return [
        Expectation("mean line", exact.line, .sampled(sharp: 0.03), known: Known("V14", "line")),
        Expectation(
          "throughput, answers in a service", exact.throughput, .sampled(sharp: 0.03), known: Known("V14", "throughput")
        ),
      ]
    },
    measured: { p, session in
      try session.samples(session.repetitions(400)) { trial in
        var source = Source(p, session, trial)
        return source.live()
      }
    })

  /// Weeks of a mean service. The queue's own clock runs in weeks: the longer a service, the finer the passes; but the
  /// mechanism lets nobody wait more than 10,000 weeks, and a line of sixty takes up to a hundred services.
  private static let service = 80.0
  /// Services that settle the queue, and services that count.
  private static let settling = 40.0
  private static let counted = 1_600.0

  /// A pool of sellers and what each is about to do.
  private struct Source: ~Copyable {
    private var bench: Bench
    private let pause: Double
    /// Each seller's next question, weeks; infinite while one is open.
    private var asks: [Double]
    private var number: Int

    init(_ p: Point, _ session: Session, _ trial: Int) {
      let sellers = p.whole("sellers")
      // The lever counts experts for each 64 sellers.
      bench = Bench(
        seats: sellers, seed: session.seed, trial: UInt32(trial), ["expert_queue.answer_limit": 10_000],
        levers: [.experts: 64 * p["servers"] / p["sellers"]])
      pause = 1 / p["rate"]
      number = sellers
      let draws = bench.draws, pause = self.pause
      asks = (0..<sellers).map { FiniteSource.exponential(draws, $0, 1) * pause }
    }

    /// Mean line and throughput.
    mutating func live() -> [Double] {
      var now = 0.0, answered = 0.0, hasSettled = false
      let start = settling * service, end = (settling + counted) * service
      while true {
        // The next week in which something can happen: a question, or an expert for somebody who waits.
        var next = asks.min() ?? .infinity
        let free = bench.firm.experts.freeTimes
        if bench.firm.experts.count > 0 { next = min(next, (0..<free.count).reduce(.infinity) { min($0, free[$1]) }) }
        now = max(now, next.rounded(.down))
        if !hasSettled, now >= start {
          bench.beginWeek()
          answered = 0
          hasSettled = true
        }
        guard now < end else { break }
        for seat in asks.indices where asks[seat] < now + 1 {
          bench.firm.experts.add(
            ExpertRequest(
              time: asks[seat], service: FiniteSource.exponential(bench.draws, number, 0), goodwill: 0, luck: 1,
              priority: UInt64(number), born: 0, seat: UInt16(seat), entity: 0, row: 0, epoch: 0, owned: 0))
          asks[seat] = .infinity
          number += 1
        }
        answered += serve(at: now)
        now += 1
      }
      return [bench.firm[.waitWeeks] / (counted * service), answered / counted]
    }

    /// One pass; who is served asks again after the service and a pause.
    private mutating func serve(at now: Double) -> Double {
      let before = (0..<bench.firm.experts.count).map { bench.firm.experts.requests[$0] }
      bench.pass("expert_queue", week: Int(now))
      let waiting = Set((0..<bench.firm.experts.count).map { bench.firm.experts.requests[$0].seat })
      let free = bench.firm.experts.freeTimes
      var served = 0.0
      for request in before where !waiting.contains(request.seat) {
        // Some expert is busy with it, and so free a service after the start; unless it was over within the week.
        let earliest = max(request.time, now),
          end = (0..<free.count).first {
            let start = free[$0] - request.service
            return start >= earliest - 1e-9 && start < now + 1
          }
        let start = end.map { free[$0] - request.service } ?? earliest
        asks[Int(request.seat)] = max(
          start + request.service + pause * FiniteSource.exponential(bench.draws, number, 1), now + 1)
        number += 1
        served += 1
      }
      return served
    }
  }

  private static func exponential(_ draws: Draws, _ number: Int, _ draw: UInt16) -> Double {
    draws.exponential(at: DrawAddress(entity: UInt32(number), week: 0, process: 903, draw: draw)) * service
  }
}
