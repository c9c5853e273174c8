import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Experts as a queue: open arrivals")
struct ExpertQueueTests {
  /// Services a week; a week's pass handles this many times two arrivals.
  private static let rate = 500.0
  private static let batch = 8

  /// Three experts among 64 seats, each busy with `rate` answers a week.
  private func bench(limit: Double) -> Bench {
    Bench(seats: 64, ["expert_queue.answer_limit": limit], levers: [.experts: 3])
  }

  /// A week's Poisson arrivals at offered load 2, the service times exponential.
  private func arrive(_ bench: inout Bench, week: Int, number: inout Int, clock: inout Double) {
    while clock < Double(week + 1) {
      let here = DrawAddress(entity: UInt32(number), week: 0, process: 902, draw: 0)
      let (gap, kind) = bench.draws.uniformPair(at: DrawAddress(entity: UInt32(number), week: 0, process: 902, draw: 1))
      if clock >= Double(week) {
        bench.firm.experts.add(
          ExpertRequest(
            time: clock, service: bench.draws.exponential(at: here) / Self.rate, goodwill: kind < 0.5 ? 1 : 0, luck: 1,
            priority: UInt64(number), born: 0, seat: 0, entity: 0, row: 0, epoch: 0, owned: 0))
        bench.firm[.askedTotal] += 1
        number += 1
      }
      clock -= Portable.log1p(-gap) / (2 * Self.rate)
    }
  }

  @Test("V13: three experts under load 2: the line is aC/(c − a) long, and a third of their time is free")
  func line() {
    var bench = bench(limit: 10_000)
    var number = 0, clock = 0.0, line = Sample(), busy = Sample()
    for batch in 0..<40 {
      bench.beginWeek()
      for week in 0..<Self.batch {
        arrive(&bench, week: batch * Self.batch + week, number: &number, clock: &clock)
        bench.pass(ExpertQueue.self, week: batch * Self.batch + week)
      }
      line.add(bench.firm[.waitWeeks] / Double(Self.batch))
      busy.add(bench.firm[.busyWeeks] / bench.firm[.expertWeeks])
    }
    expect("V13", "mean line", line, known("V13", "line"), sharp: 0.12)
    expect("V13", "utilisation", busy, known("V13", "utilisation"), sharp: 0.015)
    #expect(bench.firm[.askedTotal] == bench.firm[.answeredTotal] + Double(bench.firm.experts.count))
  }

  @Test("V13: 4/9 of the requests wait; the better liked half waits Cobham's W₁, the other W₂")
  func waiting() {
    var bench = bench(limit: 10_000)
    bench.firm.experts.staff(3, now: 0)
    var number = 0, clock = 0.0, waited = Sample(), liked = Sample(), others = Sample()
    for week in 0..<320 {
      arrive(&bench, week: week, number: &number, clock: &clock)
      bench.firm.experts.sortByTime(week: Double(week))
      var line = WaitingLine(
        bench.firm.experts.requests, waiting: bench.firm.experts.waiting, patience: 10_000)
      var (count, late, waits, classes) = (0.0, 0.0, [0.0, 0.0], [0.0, 0.0])
      while let event = line.next(bench.firm.experts.freeTimes, before: Double(week + 1)) {
        guard case .served(let request, let wait) = event else { continue }
        let kind = Int(request.goodwill)
        count += 1
        if wait > 0 { late += 1 }
        waits[kind] += wait * Self.rate
        classes[kind] += 1
      }
      bench.firm.experts.keep(waiting: line.waiting)
      waited.add(late / count)
      liked.add(waits[1] / classes[1])
      others.add(waits[0] / classes[0])
    }
    expect("V13", "chance of waiting", waited, known("V13", "chance_of_waiting"), sharp: 0.02)
    expect("V13", "wait of the better liked", liked, known("V13", "wait_liked"), sharp: 0.02)
    expect("V13", "wait of the others", others, known("V13", "wait_others"), sharp: 0.12)
  }

  @Test("Requests leave when the limit has passed: the share of M/M/3+D, first come first served")
  func limit() {
    var bench = bench(limit: 0.25 / Self.rate)
    var number = 0, clock = 0.0, left = Sample()
    for week in 0..<160 {
      bench.beginWeek()
      arrive(&bench, week: week, number: &number, clock: &clock)
      // Equal goodwill: ties go by priority, which here is the order of asking.
      let requests = bench.firm.experts.requests
      for place in 0..<requests.count { requests[place].goodwill = 0 }
      bench.pass(ExpertQueue.self, week: week)
      left.add(bench.firm[.abandoned] / (bench.firm[.abandoned] + bench.firm[.answered]))
    }
    expect("V13", "share that leaves at D .25", left, known("V13", "abandoned_limit_0.25"), sharp: 0.01)
  }
}
