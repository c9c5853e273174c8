import Testing

@testable import SalesForce

@Suite("Control: what sellers decide themselves")
struct ControlTests {
  private static let parameters = [
    "control.push_share": 0.3, "control.monitoring": 0.35, "control.trust_in_results": 0.5,
  ]

  private func autonomy(
    push: Double, monitoring: Double, sales: [Double] = [1, 1, 1, 1], control: Double = 1,
    _ changed: [String: Double] = [:]
  ) -> [Double] {
    var bench = Bench(
      seats: sales.count, Self.parameters.merging(changed) { $1 },
      levers: [.pushShare: push, .monitoring: monitoring])
    bench.firm[.managerControl].fill(control)
    for (seat, sold) in sales.enumerated() { bench.firm[.salesRate][seat] = sold }
    bench.pass(Control.self)
    return (0..<sales.count).map { bench.firm[.autonomy][$0] }
  }

  @Test("The corners: free, planned, watched, both; plans and monitoring add up")
  func corners() {
    for (push, monitoring, expected) in [(0.0, 0.0, 1.0), (1, 0, 0.7), (0, 1, 0.65), (1, 1, 0.35), (0.4, 0.3, 0.775)] {
      for free in autonomy(push: push, monitoring: monitoring) {
        expectExact("control", "A at \(push), \(monitoring)", free, expected, to: 1e-15)
      }
    }
  }

  @Test("Reins are loosened for those who sell and tightened for those who do not, as far as twice the mean")
  func results() {
    let sales = [0.0, 0.5, 1, 1.5, 2, 7, 0, 0]
    // The mean is 1.5.
    let standing = [-1, -2.0 / 3, -1.0 / 3, 0, 1.0 / 3, 1, -1, -1]
    for (seat, free) in autonomy(push: 0.5, monitoring: 0.4, sales: sales).enumerated() {
      expectExact(
        "control", "A of seat \(seat)", free, 1 - (1 - 0.5 * standing[seat]) * (0.3 * 0.5 + 0.35 * 0.4), to: 1e-14)
    }
    let blind = autonomy(push: 0.5, monitoring: 0.4, sales: sales, ["control.trust_in_results": 0])
    #expect(Set(blind).count == 1)
    // Where nobody sells, nobody is better than another.
    #expect(Set(autonomy(push: 0.5, monitoring: 0.4, sales: [0, 0, 0])).count == 1)
  }

  @Test("A manager keeps as tight a rein as they do; what is left is never less than nothing")
  func reins() {
    for free in autonomy(push: 1, monitoring: 1, control: 0.5) { expectExact("control", "loose", free, 0.675) }
    #expect(autonomy(push: 1, monitoring: 1, control: 4).allSatisfy { $0 == 0 })
    #expect(autonomy(push: 0, monitoring: 0, sales: [0, 9, 1], control: 4).allSatisfy { $0 == 1 })
    // A full trust in results takes the rein off whoever sells twice the mean.
    let trusting = autonomy(push: 1, monitoring: 1, sales: [2, 1, 0], ["control.trust_in_results": 1])
    for (free, expected) in zip(trusting, [1, 0.35, 0]) { expectExact("control", "trusting", free, expected) }
  }

  @Test("Vacant seats do not count for the mean")
  func vacancy() {
    var bench = Bench(seats: 3, Self.parameters, levers: [.pushShare: 1])
    for (seat, sold) in [1.0, 1, 50].enumerated() { bench.firm[.salesRate][seat] = sold }
    bench.firm[.filled][2] = 0
    bench.pass(Control.self)
    for seat in 0..<2 { expectExact("control", "A", bench.firm[.autonomy][seat], 0.7, to: 1e-15) }
  }
}
