import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

@Suite("The pipeline as an absorbing chain")
struct PipelineTests {
  /// Stage chances of science 1.13; nothing modifies the rates.
  private func bench(seats: Int, arrivals: Double, trial: UInt32) -> Bench {
    Bench(
      seats: seats, trial: trial, ["prospecting.arrival_rate": arrivals],
      lists: [
        "stages.advance": [0.20, 0.15, 0.12, 0.15], "stages.loss": [0.06, 0.05, 0.04, 0.05],
        "stages.no_decision": [0.06, 0.07, 0.08, 0.07],
      ])
  }

  @Test("Closed opportunities leave the pool also where Issues is knocked out, and nobody clears what it would read")
  func memory() {
    var bench = bench(seats: 20, arrivals: 2, trial: 0)
    for week in 0..<200 {
      bench.beginWeek()
      bench.pass(Prospecting.self, week: week)
      bench.pass(Pipeline.self, week: week)
    }
    #expect(bench.firm.opportunities.count < 20 * 40, "\(bench.firm.opportunities.count) rows are kept")
  }
}
