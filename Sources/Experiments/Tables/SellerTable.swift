import ResultTables
import SalesForce

/// `sellers.csv`: sellers' years as the journal has them, a row each, in the order point, trial, regime, year, seat.
struct SellerTable: StudyTable {
  let study: StudyData
  let sample: SellerSample

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let reader = study.reader, fields = SellerField.allCases.count
    for arms in study.armsByPoint {
      for trial in reader.sellerTrials {
        for arm in arms {
          let records = try reader.sellers(of: trial, arm: arm)
          for row in 0..<sample.years * sample.seats where !records[row * fields].isNaN {
            try write(
              [
                .text(study.arms[arm].regime.name), .integer(study.arms[arm].point), .integer(trial),
                .integer(sample.skippedYears + row / sample.seats), .integer(row % sample.seats),
              ] + records[(row * fields)..<((row + 1) * fields)].map(Cell.number))
          }
        }
      }
    }
  }

  var schema: TableSchema {
    func number(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: "", description: description)
    }
    return TableSchema(
      name: "sellers", title: "Sellers' years",
      description: "One row for each seat and measured year in which somebody worked on it for at least half of the "
        + "year's \(sample.length) weeks: that person's year. The first \(sample.trials) trials, the first "
        + "\(sample.seats) seats and the last \(sample.years) years.",
      tier: .a,
      fields: [
        study.schemas.regime(), StudySchemas.point, number("trial", "number of the trial, from 0"),
        number("year", "measured year, from 0"), number("seat", "number of the seat, from 0"),
      ]
        + SellerField.allCases.map {
          TableField(
            $0.card.name, type: $0 == .hire || $0 == .weeks ? .integer : .number, unit: $0.card.unit,
            description: $0.card.summary)
        }, primaryKey: ["regime", "point", "trial", "year", "seat"], note: study.schemas.costNote)
  }
}
