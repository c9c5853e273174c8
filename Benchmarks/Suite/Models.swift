import Benchmark
import Foundation
import Rainmaker
@_spi(Benchmarks) import SalesForce

/// Passes, weeks, trials and ensembles of the model.
func modelBenchmarks() {
  for (index, process) in PassBench.processes.enumerated() {
    perPass("pass \(process)") { $0.pass(index) }
  }
  perPass("week of 1,024 sellers") { $0.wholeWeek() }

  Benchmark("trial 64 sellers, 208 weeks") { benchmark in
    let model = Samples.model(seats: 64)
    var runner = TrialRunner(model)
    benchmark.startMeasurement()
    for trial in 0..<3 {
      blackHole(try! runner.run(StreamKey(seed: 1, trial: UInt32(trial)), regimes: [0], weekly: true))
    }
    benchmark.stopMeasurement()
  }

  for threads in [1, 2] {
    Benchmark("ensemble 100 trials and tables, \(threads) thread\(threads > 1 ? "s" : "")") { benchmark in
      let scenario = Samples.scenario("trials: 100\nbudget: none\n")
      Samples.withFolder { folder in
        let request = StudyRequest(
          scenario: scenario, text: { ScenarioFile.resolved($0) }, directory: folder + "/study", threads: threads)
        benchmark.startMeasurement()
        blackHole(try! StudyRun(request, build: BuildInfo(version: "0", commit: nil)).run())
        benchmark.stopMeasurement()
      }
    }
  }
}

/// A measurement on a firm of 1,024 seats in mid-trial, which starts from the same state every time.
private func perPass(_ name: String, _ work: @escaping @Sendable (inout PassBench) -> Void) {
  Benchmark(name) { benchmark in
    var bench = try! PassBench(Samples.model(seats: 1_024, weeks: 42), week: 40)
    for _ in 0..<3 {
      bench.restore()
      work(&bench)
    }
    bench.restore()
    benchmark.startMeasurement()
    work(&bench)
    benchmark.stopMeasurement()
  }
}
