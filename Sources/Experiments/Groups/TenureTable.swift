import ResultTables
import SalesForce
import SimulationStatistics

/// `tenure.csv`: treated and untreated sellers by month of tenure, from the first treated week on, all trials together.
struct TenureTable: StudyTable {
  let groups: GroupTrials

  var schema: TableSchema {
    let schemas = groups.data.schemas
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    return TableSchema(
      name: "tenure", title: "Treated and untreated by tenure",
      description: "One row for each regime, treated part of the firm, group and month of tenure up to "
        + "\(GroupLayout.months), from the first week in which any regime treats the part on.",
      tier: .a,
      fields: [
        schemas.regime(), StudySchemas.point, StudySchemas.cohort(groups.cohorts), StudySchemas.side,
        TableField(
          "month", type: .integer, unit: "months", description: "month of tenure, from 1, of 52/12 weeks"),
        TableField("trials", type: .integer, unit: "", description: "trials that did not fail"),
        number("seller_weeks", "weeks", "weeks in which sellers of that tenure worked, over all trials"),
        number("revenue", "pay units per week", "value of what they booked, per seller-week"),
        number("exits", "1 per seller-month", "sellers of that tenure who left, per seller-month"),
      ], primaryKey: ["regime", "point", "cohort", "group", "month"], note: schemas.groupNote)
  }

  func rows(_ write: ([Cell]) throws -> Void) throws {
    let resolution = Resolution(fractionBits: GroupMeasure.revenue.card.fractionBits)
    for arms in groups.data.armsByPoint {
      for arm in arms {
        // Months × what is added up, cohort by cohort and side by side.
        let series = groups.cohorts.indices.flatMap { cohort in
          GroupSide.allCases.flatMap { side in (0..<GroupLayout.months).map { (cohort, side, $0) } }
        }
        var sums = series.map { _ in (0..<3).map { _ in FixedPointSum(resolution) } }
        try groups.forEach(arm..<arm + 1) { _, _, values in
          for (place, (cohort, side, month)) in series.enumerated() {
            let first = GroupLayout.place(cohort, side, month: month)
            for value in 0..<3 { try sums[place][value].add(values[0][first + value]) }
          }
        }
        for ((cohort, side, month), sum) in zip(series, sums) {
          let weeks = sum[0].total
          guard weeks > 0 else { continue }
          try write([
            .text(groups.arms[arm].regime.name), .integer(groups.arms[arm].point), .text(groups.cohorts[cohort].name),
            .text(side.name), .integer(month + 1), .integer(sum[0].count), .number(weeks),
            .number(sum[1].total / weeks), .number(sum[2].total / weeks * GroupLayout.weeksPerMonth),
          ])
        }
      }
    }
  }
}
