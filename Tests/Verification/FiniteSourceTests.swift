import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("Experts as a queue: sellers who wait do not ask")
struct FiniteSourceTests {
  /// Weeks of a mean service: the queue's own clock runs in weeks, so a long service makes the passes fine.
  private static let service = 2_000.0

  private func exponential(_ draws: Draws, _ number: Int, _ draw: UInt16) -> Double {
    draws.exponential(at: DrawAddress(entity: UInt32(number), week: 0, process: 903, draw: draw)) * Self.service
  }

  @Test("V14: twenty sellers, three experts: line and throughput of the finite-source queue")
  func finiteSource() {
    var bench = Bench(seats: 20, ["expert_queue.answer_limit": 10_000], levers: [.experts: 9.6])
    #expect(ExpertQueue.servers(lever: 9.6, seats: 20) == 3)
    // Each seller's next question, weeks; infinite while one is open.
    var asks = (0..<20).map { exponential(bench.draws, $0, 1) * 10 }
    var number = 20, now = 0.0, line = Sample(), throughput = Sample()
    let span = 500 * Self.service
    for batch in 0..<60 {
      bench.beginWeek()
      var answered = 0.0
      while true {
        // The next week in which something can happen: a question, or an expert for somebody who waits.
        var next = asks.min() ?? .infinity
        let free = bench.firm.experts.freeTimes
        if bench.firm.experts.count > 0 {
          next = min(next, (0..<free.count).reduce(.infinity) { min($0, free[$1]) })
        }
        now = max(now, next.rounded(.down))
        guard now < Double(batch + 1) * span else { break }
        for seat in 0..<20 where asks[seat] < now + 1 {
          bench.firm.experts.add(
            ExpertRequest(
              time: asks[seat], service: exponential(bench.draws, number, 0), goodwill: 0, luck: 1,
              priority: UInt64(number), born: 0, seat: UInt32(seat), entity: 0, row: 0, epoch: 0, owned: 0))
          asks[seat] = .infinity
          number += 1
        }
        answered += serve(&bench, at: now, &asks, &number)
        now += 1
      }
      line.add(bench.firm[.waitWeeks] / span)
      throughput.add(answered / span * Self.service)
    }
    expect("V14", "mean line", line, known("V14", "line"), sharp: 0.04)
    expect("V14", "throughput", throughput, known("V14", "throughput"), sharp: 0.04)
  }

  /// One pass; who is served asks again after the service and a pause of ten mean services.
  private func serve(_ bench: inout Bench, at now: Double, _ asks: inout [Double], _ number: inout Int) -> Double {
    let before = (0..<bench.firm.experts.count).map { bench.firm.experts.requests[$0] }
    bench.pass(ExpertQueue.self, week: Int(now))
    let waiting = Set((0..<bench.firm.experts.count).map { bench.firm.experts.requests[$0].seat })
    var served = 0.0
    for request in before where !waiting.contains(request.seat) {
      // A pass is a two-thousandth of a service: the start is known that well without asking the queue.
      let start = max(request.time, now)
      asks[Int(request.seat)] = max(
        start + request.service + 10 * exponential(bench.draws, number, 1), now + 1)
      number += 1
      served += 1
    }
    return served
  }
}
