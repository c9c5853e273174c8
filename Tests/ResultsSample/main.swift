import ResultTables
import SimulationStatistics

// ResultsSample DIR [TRIALS]: writes a synthetic results directory into an existing directory.
let arguments = CommandLine.arguments
guard arguments.count >= 2 else { fatalError("usage: ResultsSample DIR [TRIALS]") }
let directory = arguments[1]
let trialCount = arguments.count > 2 ? Int(arguments[2]) ?? 60 : 60

/// Uniform in 0…1, from the place alone.
func uniform(_ place: Int...) -> Double {
  var z = place.reduce(UInt64(12345)) { ($0 ^ UInt64($1 &+ 1)) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
}

let resolution = Resolution(fractionBits: 28)

/// Revenue near 10⁷, a rate, and a metric which is mostly missing (in the first regime: but for one trial).
func metric(_ metric: Int, _ regime: Int, _ trial: Int) throws -> Double {
  let value = raw(metric, regime, trial)
  return value.isNaN ? value : try resolution.rounded(value)
}

func raw(_ metric: Int, _ regime: Int, _ trial: Int) -> Double {
  let u = uniform(metric, regime, trial)
  switch metric {
  case 0: return 1e7 + 1000 * Double(regime) + 100 * u
  case 1: return u
  default: return regime == 0 ? (trial == 3 ? u : .nan) : (regime == 1 || u < 0.7 ? .nan : u - 5)
  }
}

let trials = try CSVTable(schema: SampleSchemas.trials, path: directory + "/trials.csv")
for trial in 0..<trialCount {
  for (index, regime) in SampleSchemas.regimes.enumerated() {
    try trials.append(
      [.text(regime), .integer(0), .integer(trial), .text("complete")]
        + (0..<SampleSchemas.metrics.count).map { .number(try metric($0, index, trial)) })
  }
}
let summaries: [any TableWriter] = [
  try CSVTable(schema: SampleSchemas.summary, path: directory + "/summary.csv"),
  try JSONTable(schema: SampleSchemas.summary, path: directory + "/summary.json"),
]
for (number, name) in SampleSchemas.metrics.enumerated() {
  for (index, regime) in SampleSchemas.regimes.enumerated() {
    let row = try SummaryRow(of: (0..<trialCount).map { try metric(number, index, $0) }, resolution: resolution)
    let cells: [Cell] = [.text(name), .text(regime), .integer(0), .integer(row.n)] + row.values.map(Cell.optional)
    for table in summaries { try table.append(cells) }
  }
}
let series = try CSVTable(schema: SampleSchemas.timeseries, path: directory + "/timeseries.csv")
for (index, regime) in SampleSchemas.regimes.enumerated() {
  for week in 0..<52 {
    let row = try SummaryRow(
      of: (0..<trialCount).map { uniform(9, index, week, $0) + Double(week) * 0.01 * Double(index) },
      resolution: resolution)
    try series.append(
      [.text(regime), .integer(0), .integer(week), .text("revenue")]
        + [row.mean, row.ciLow, row.ciHigh, row.p05, row.p95].map(Cell.optional))
  }
}
let tables: [any TableWriter] = [trials, summaries[0], series]
let digests = try tables.map { try $0.finish() }
let json = try summaries[1].finish()
let package = DataPackage(
  name: "Sample of results", title: "Sample", description: "Made-up numbers.",
  resources: zip(tables, digests).map { .init(schema: $0.schema, digest: $1) })
let descriptor = try package.write(to: directory + "/datapackage.json")
var manifest = Manifest([("scenario", "sample"), ("seed", 7), ("trials", .integer(trialCount))])
manifest["files"] = .array((digests + [json, descriptor]).map(\.json))
try manifest.write(to: directory + "/manifest.json")
