import Benchmark
import Rainmaker

/// Everything that is measured, group by group. A name's first word says what the time is for: `draw`, `function`
/// and `scalar` one element, `pass` and `week` one pass of 1,024 seats, all else the whole job.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.throughput, .wallClock], warmupIterations: 2, maxDuration: .milliseconds(400), maxIterations: 400,
    thresholds: [.wallClock: BenchmarkThresholds(relative: [.p50: 40])])
  functionBenchmarks()
  drawBenchmarks()
  modelBenchmarks()
  fileBenchmarks()
}

/// A measurement of a million elements, in blocks of a thousand that stay in the nearest cache.
func perElement(
  _ name: String, from least: Double, to most: Double,
  _ work: @escaping @Sendable (_ input: Column<Double>, _ output: Column<Double>) -> Void
) {
  let block = 1_000
  Benchmark(name, configuration: Benchmark.Configuration(scalingFactor: .mega)) { benchmark in
    let input = ColumnBuffer<Double>(count: block, repeating: 0)
    let output = ColumnBuffer<Double>(count: block, repeating: 0)
    let x = input.column, y = output.column
    let draws = Draws(StreamKey(seed: 1, trial: 0))
    for i in 0..<block {
      let u = draws.uniform(at: DrawAddress(entity: UInt32(i), week: 0, process: 0, draw: 0))
      x[i] = least + (most - least) * u
    }
    benchmark.startMeasurement()
    for _ in 0..<(benchmark.scaledIterations.count / block) { work(x, y) }
    benchmark.stopMeasurement()
    blackHole(y[block - 1])
  }
}
