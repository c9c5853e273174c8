import ResultTables

/// What one question about power comes to, as tidy tables.
public struct PowerTables {
  public let answer: PowerAnswer
  /// What sizes are counted in (`sellers`), and what they come to; nil where trials alone are asked for.
  public let sizes: (unit: String, answer: SizeAnswer)?

  public init(_ answer: PowerAnswer, sizes: (unit: String, answer: SizeAnswer)? = nil) {
    (self.answer, self.sizes) = (answer, sizes)
  }

  /// Writes `power.csv` (the curve), `power_needed.csv` (the answers) and `power_pilots.csv` (what they rest on), each as JSON
  /// too, beside `datapackage.json`.
  /// - Throws: `TableError`, `FileError`.
  public func write(to directory: String, title: String) throws {
    var resources: [DataPackage.Resource] = []
    for (schema, rows) in tables {
      let csv = try CSVTable(schema: schema, path: directory + "/\(schema.name).csv")
      let json = try JSONTable(schema: schema, path: directory + "/\(schema.name).json")
      for row in rows {
        try csv.append(row)
        try json.append(row)
      }
      resources.append(DataPackage.Resource(schema: schema, digest: try csv.finish()))
      _ = try json.finish()
    }
    _ = try DataPackage(
      name: DataPackage.slug(title), title: title, description: "Power: \(answer.question.name).", resources: resources
    ).write(to: directory + "/datapackage.json")
  }

  private var tables: [(TableSchema, [[Cell]])] { [(Self.curve, curve), (Self.needed, needed), (Self.pilots, pilots)] }

  // MARK: Rows

  private var curve: [[Cell]] {
    let trials = answer.grid.map { count -> [Cell] in
      let power = answer.power(trials: count)
      return [.text("trials"), .integer(count), .integer(count)]
        + [power.value, power.low, power.high].map(Cell.optional)
    }
    guard let (unit, sizes) = sizes else { return trials }
    return trials
      + sizes.grid.map { size in
        let power = sizes.power(size: size)
        return [.text(unit), .integer(size), .integer(sizes.trials)]
          + [power.value, power.low, power.high].map(Cell.optional)
      }
  }

  private var needed: [[Cell]] {
    PowerQuestion.powers.flatMap { power -> [[Cell]] in
      let trials = answer.needed(power), change = answer.detectable(trials: answer.trials, power: power)
      func row(_ what: String, _ given: Cell, _ values: [Cell]) -> [Cell] {
        [.text(what), .number(power), .number(answer.question.confidence), given] + values
      }
      var rows = [
        row(
          "trials", .number(answer.question.change),
          [trials.value, trials.low, trials.high].map { .optional($0.map(Double.init)) }),
        row("change", .integer(answer.trials).real, [change.value, change.low, change.high].map(Cell.optional)),
      ]
      if let (unit, sizes) = sizes {
        let size = sizes.needed(power)
        rows.append(
          row(
            unit, .number(answer.question.change),
            [size.value, size.low, size.high].map { .optional($0.map(Double.init)) }))
      }
      return rows
    }
  }

  private var pilots: [[Cell]] {
    let own =
      [("scenario", 0, answer.pilot)]
      + (sizes.map { sizes in
        sizes.answer.pilots.map { (sizes.unit, $0.size, $0.pilot) }
      } ?? [])
    return own.map { by, size, pilot in
      let spread = pilot.power.spread, factors = spread.factors(level: 0.95)
      func deviation(_ factor: Double) -> Cell { .number((factor * spread.variance).squareRoot()) }
      return [
        .text(by), by == "scenario" ? .missing : .integer(size), .integer(pilot.trials),
        .integer(Int((Double(pilot.trials) * pilot.share).rounded())), .number(pilot.mean), deviation(1),
        deviation(factors.low), deviation(factors.high),
      ]
    }
  }

  // MARK: Columns

  private static func number(_ name: String, _ unit: String, _ description: String) -> TableField {
    TableField(name, type: .number, unit: unit, description: description)
  }

  private static func whole(_ name: String, _ description: String) -> TableField {
    TableField(name, type: .integer, unit: "", description: description)
  }

  private static let by = TableField(
    "by", type: .string, unit: "", description: "what is varied: trials, or the size that was asked for")

  private static let curve = TableSchema(
    name: "power", title: "Power", description: "How often the change is told from noise, the right way.", tier: .a,
    fields: [
      by, whole("size", "trials, sellers, teams or measured weeks"), whole("trials", "trials at this size"),
      number("power", "1", "share of studies that tell the change from noise"),
      number("power_low", "1", "lower end over the 95 % interval of the pilots' variance"),
      number("power_high", "1", "its upper end"),
    ], primaryKey: ["by", "size"])

  private static let needed = TableSchema(
    name: "power_needed", title: "What is needed",
    description:
      "Trials or sizes with which the change is told with a power, and the change that the scenario's trials tell.",
    tier: .a,
    fields: [
      TableField(
        "what", type: .string, unit: "",
        description: "trials or a size that is needed; change: the smallest that the scenario's trials tell"),
      number("power", "1", "power that is wanted"), number("confidence", "1", "level of the test"),
      number("given", "", "the change that is given; for what = change the number of trials"),
      number("value", "", "what is needed; empty where nothing within reach does"),
      number("low", "", "its lower end over the 95 % interval of the pilots' variance"),
      number("high", "", "its upper end"),
    ], primaryKey: ["what", "power"])

  private static let pilots = TableSchema(
    name: "power_pilots", title: "Pilots", description: "The trials that the answers rest on.", tier: .a,
    fields: [
      TableField("by", type: .string, unit: "", description: "scenario: as it is; else what was varied"),
      whole("size", "the size; empty for the scenario as it is"), whole("trials", "trials that were run"),
      whole("n", "trials with a value"), number("mean", "that of the question", "mean over trials"),
      number("sd", "that of the question", "standard deviation over trials"),
      number("sd_low", "that of the question", "lower end of its 95 % interval"),
      number("sd_high", "that of the question", "its upper end"),
    ], primaryKey: ["by", "size"])
}

extension Cell {
  /// A whole number in a column of real ones.
  fileprivate var real: Cell {
    if case .integer(let value) = self { return .number(Double(value)) }
    return self
  }
}

extension SizeAnswer {
  /// Sizes for a curve, from half of the smallest pilot to twice the largest, or to what is needed for a power of .9.
  public var grid: [Int] {
    let sizes = pilots.map(\.size), first = max(1, (sizes.min() ?? 1) / 2)
    let last = max(2 * (sizes.max() ?? 1), needed(0.9).value ?? 0), steps = 40
    return Set((0...steps).map { first + (last - first) * $0 / steps }).union(sizes).sorted()
  }
}
