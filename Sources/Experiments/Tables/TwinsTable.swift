import ResultTables
import SalesForce

/// `twins.csv`: the trials of arms that run without a mechanism, for hypotheses that name it and for the decomposition.
/// They have a table of their own, so that asking for them changes no byte of the others.
struct TwinsTable {
  let study: StudyArms
  let seed: Int
  let reader: JournalReader

  func write(_ schemas: StudySchemas, to path: String) throws -> DataPackage.Resource {
    let table = try CSVTable(schema: schemas.twins(), path: path)
    let metrics = Metric.allCases.count, first = study.ordinary.count
    try reader.forEachTrial { trial, values, _ in
      for (place, arm) in study.twins.enumerated() {
        let row = values[((first + place) * metrics)..<((first + place + 1) * metrics)]
        try table.append(
          [
            .text(arm.world.without.joined(separator: " ")), .text(arm.regime.name), .integer(arm.point),
            .integer(trial), .integer(seed), .text(StudySchemas.status(row)),
          ] + row.map(Cell.number))
      }
    }
    return DataPackage.Resource(schema: schemas.twins(), digest: try table.finish())
  }
}

extension StudySchemas {
  func twins() -> TableSchema {
    let trials = trials()
    return TableSchema(
      name: "twins", title: "Twins",
      description: "Arms that run without a mechanism, for hypotheses that name it or for the decomposition: as "
        + "trials.csv, with the same luck.",
      tier: .a,
      fields: [
        TableField(
          "without", type: .string, unit: "", description: "mechanisms that the arm runs without",
          constraints: .init(required: true))
      ] + trials.fields, primaryKey: ["without"] + trials.primaryKey, note: costNote)
  }

  /// Whether every metric has a value in a trial.
  static func status(_ row: ArraySlice<Double>) -> String { row.contains { $0.isNaN } ? "undefined" : "ok" }
}
