import Benchmark
import Foundation
import Rainmaker

/// Scenario files, tables and the program's start.
func fileBenchmarks() {
  let environment = ProcessInfo.processInfo.environment
  Benchmark("scenario parse, smallest") { _ in blackHole(Samples.scenario()) }
  Benchmark("scenario parse, every setting") { benchmark in
    let text = ScenarioFile.resolved(Samples.scenario())
    benchmark.startMeasurement()
    blackHole(try! ScenarioFile.parse(text: text, source: "sample.yaml"))
    benchmark.stopMeasurement()
  }
  Benchmark("scenario write, every setting") { benchmark in
    let scenario = Samples.scenario()
    benchmark.startMeasurement()
    blackHole(ScenarioFile.resolved(scenario))
    benchmark.stopMeasurement()
  }
  Benchmark("scenario schema") { _ in blackHole(ScenarioSchema.json()) }
  tableBenchmark("table 10,000 x 12 as CSV") { try! CSVTable(schema: $0, path: $1 + "/t.csv") }
  tableBenchmark("table 10,000 x 12 as JSON") { try! JSONTable(schema: $0, path: $1 + "/t.json") }

  guard let program = environment["RAINMAKER_PROGRAM"] else { return }
  Benchmark("start-up: rainmaker --version") { _ in run(program, ["--version"]) }
  Benchmark("start-up: rainmaker schema") { _ in run(program, ["schema"]) }
}

private func tableBenchmark(
  _ name: String, _ open: @escaping @Sendable (TableSchema, _ folder: String) -> any TableWriter
) {
  Benchmark(name) { benchmark in
    let fields = (0..<12).map { TableField("metric\($0)", type: .number, unit: "1", description: "a number") }
    let schema = TableSchema(
      name: "sample", title: "Sample", description: "For measurements.", tier: .a, fields: fields, primaryKey: [])
    let draws = Draws(StreamKey(seed: 1, trial: 0))
    let rows = (0..<100).map { row in
      (0..<12).map {
        Cell.number(draws.normal(at: DrawAddress(entity: UInt32(row), week: UInt32($0), process: 0, draw: 0)))
      }
    }
    Samples.withFolder { folder in
      benchmark.startMeasurement()
      let table = open(schema, folder)
      for row in 0..<10_000 { try! table.append(rows[row % 100]) }
      blackHole(try! table.finish())
      benchmark.stopMeasurement()
    }
  }
}

private func run(_ program: String, _ arguments: [String]) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  try! process.run()
  process.waitUntilExit()
}
