import ResultTables

// ResultsSample DIR TRIALS: writes trials.csv of made-up numbers, row by row, and its data package into a directory.
//
// Four regimes whose names readers stumble over; a revenue near 10⁷, a rate, a metric that is mostly missing, and a text.
// The last line on standard output has the rows and, regime by regime, the sums of the first two metrics.
let arguments = CommandLine.arguments
guard arguments.count == 3, let trials = Int(arguments[2]), trials > 0 else {
  fatalError("usage: ResultsSample DIR TRIALS")
}
let directory = arguments[1]
let regimes = ["NaN", "1e5", "person, \"centric\"\n", "distributed 👩‍🔬"]
let text = TableField.Constraints(required: true)

let schema = TableSchema(
  name: "trials", title: "Trials", description: "One row for each regime, design point and trial.", tier: .a,
  fields: [
    TableField("regime", type: .string, unit: "", description: "name of the regime", constraints: text),
    TableField("point", type: .integer, unit: "1", description: "design point", constraints: text),
    TableField("trial", type: .integer, unit: "1", description: "index of the trial", constraints: text),
    TableField("status", type: .string, unit: "", description: "whether all metrics have a value", constraints: text),
  ] + ["revenue", "win_rate", "rare"].map { TableField($0, type: .number, unit: "1", description: "metric \($0)") },
  primaryKey: ["regime", "point", "trial"])

/// Uniform in 0…1, from the place alone.
func uniform(_ place: Int...) -> Double {
  var z = place.reduce(UInt64(12345)) { ($0 ^ UInt64($1 &+ 1)) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
}

let table = try CSVTable(schema: schema, path: directory + "/trials.csv")
var sums = [Double](repeating: 0, count: 2 * regimes.count)
for trial in 0..<trials {
  for (place, regime) in regimes.enumerated() {
    let revenue = 1e7 + 1000 * Double(place) + 100 * uniform(0, place, trial), rate = uniform(1, place, trial)
    let isRare = uniform(2, place, trial) > 0.9
    sums[2 * place] += revenue
    sums[2 * place + 1] += rate
    try table.append([
      .text(regime), .integer(0), .integer(trial), .text(isRare ? "ok" : "undefined"), .number(revenue), .number(rate),
      .optional(isRare ? -rate : nil),
    ])
  }
}
let digest = try table.finish()
let package = DataPackage(
  name: "sample", title: "Sample", description: "Made-up numbers.", resources: [.init(schema: schema, digest: digest)])
_ = try package.write(to: directory + "/datapackage.json")
print(([String(digest.rows)] + sums.map { "\($0)" }).joined(separator: " "))
