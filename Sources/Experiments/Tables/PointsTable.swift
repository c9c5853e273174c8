import ResultTables

/// `points.csv`: what the numbers of the design points stand for.
struct PointsTable: StudyTable {
  let scenario: Scenario

  func rows(_ write: ([Cell]) throws -> Void) throws {
    for number in 0..<scenario.points {
      let point = scenario.point(number)
      try write(
        [.integer(number), .text(scenario.name(of: number)), .optional(cost(point))]
          + zip(scenario.factors, point.levels).map { .text($0.levels[$1].name) })
    }
  }

  private func cost(_ point: DesignPoint) -> Double? {
    guard case .costPerSeller(let levels) = scenario.budget?.target else { return nil }
    return levels[point.budgetLevel]
  }

  var schema: TableSchema {
    TableSchema(
      name: "points", title: "Design points", description: "Levels of budget and factors at each design point.",
      tier: .a,
      fields: [
        StudySchemas.point,
        TableField("name", type: .string, unit: "", description: "the point in words"),
        TableField(
          Factor.budget, type: .number, unit: "pay units per seat-week",
          description: "what the budget allows per seat-week; empty without one, or where it follows a regime"),
      ]
        + scenario.factors.map {
          TableField(
            $0.name, type: .string, unit: "",
            description: "level of the factor that varies " + $0.paths.prefix(8).joined(separator: ", "),
            constraints: .init(required: true, values: $0.levels.map(\.name)))
        }, primaryKey: ["point"])
  }
}
