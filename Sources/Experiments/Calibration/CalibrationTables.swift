import ResultTables
import SimulationStatistics

/// The files of a calibration.
struct CalibrationTables: Sendable {
  let plan: CalibrationPlan
  let directory: String

  var pointsPath: String { directory + "/points.csv" }

  // MARK: Points

  private var pointsSchema: TableSchema {
    TableSchema(
      name: "points", title: "Sets of parameters",
      description: "Every set of parameters that was simulated, what each target came to there, and its variance.",
      tier: .b,
      fields: [
        TableField("wave", type: .integer, unit: "", description: "wave of the search, from 0"),
        TableField(
          "misfit", type: .number, unit: "sd",
          description: "largest distance to a target that is fitted, in standard deviations of what is known"),
      ] + plan.free.map { TableField($0.path, type: .number, unit: "", description: "value of the parameter") }
        + plan.targets.map { TableField($0.name, type: .number, unit: "", description: "what the target came to") }
        + plan.targets.map {
          TableField("variance " + $0.name, type: .number, unit: "", description: "its Monte Carlo variance")
        })
  }

  func write(_ points: [CalibrationPoint]) throws {
    let table = try CSVTable(schema: pointsSchema, path: pointsPath)
    for point in points {
      let misfit = point.misfit(plan.targets)
      try table.append(
        [.integer(point.wave), misfit.isFinite ? .number(misfit) : .missing]
          + point.parameters.map { .number($0) } + point.values.map { $0.isNaN ? .missing : .number($0) }
          + point.variances.map { $0.isNaN ? .missing : .number($0) })
    }
    _ = try table.finish()
  }

  // MARK: Answers

  /// `ensemble.csv`: a row a member, a column a parameter, as a design's file takes them.
  func writeEnsemble(_ members: [CalibrationPoint]) throws {
    let schema = TableSchema(
      name: "ensemble", title: "Ensemble",
      description: "Sets of parameters that were simulated and lie within three standard deviations of every target.",
      tier: .b,
      fields: [TableField("member", type: .integer, unit: "", description: "number of the member, from 0")]
        + plan.free.map { TableField($0.path, type: .number, unit: "", description: "value of the parameter") })
    let table = try CSVTable(schema: schema, path: directory + "/ensemble.csv")
    for (number, member) in members.enumerated() {
      try table.append([.integer(number)] + member.parameters.map { .number($0) })
    }
    _ = try table.finish()
  }

  func writeFit(_ rows: [TargetFit]) throws {
    func number(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: "", description: description)
    }
    let schema = TableSchema(
      name: "fit", title: "Fit", description: "Each target against the ensemble, fitted ones and checks.", tier: .b,
      fields: [
        TableField("target", type: .string, unit: "", description: "name of the target"),
        TableField("use", type: .string, unit: "", description: "fit, or check: never fitted"),
        number("value", "what was found"), number("sd", "standard deviation of what is known of it"),
        number("mean", "mean over the ensemble's members"), number("low", "smallest member"),
        number("high", "largest member"), number("distance", "mean less value, in standard deviations"),
        number("farthest", "distance of the member that is farthest off"),
        TableField("met", type: .string, unit: "", description: "yes where the mean lies within 2 sd (a check: 2.5)"),
        TableField("source", type: .string, unit: "", description: "who found it"),
      ])
    let table = try CSVTable(schema: schema, path: directory + "/fit.csv")
    for row in rows {
      try table.append([
        .text(row.target.name), .text(row.target.use.rawValue), .number(row.target.value), .number(row.target.sd),
        .optional(row.mean), .optional(row.low), .optional(row.high), .optional(row.distance), .optional(row.farthest),
        .text(row.isMet ? "yes" : "no"), .text(row.target.source),
      ])
    }
    _ = try table.finish()
  }

  func writeParameters(_ rows: [ParameterFit]) throws {
    func number(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: "", description: description)
    }
    let schema = TableSchema(
      name: "parameters", title: "Parameters", description: "What the targets say of each free parameter.", tier: .b,
      fields: [
        TableField("parameter", type: .string, unit: "", description: "its path"),
        number("prior_low", "lowest plausible value before the fit"), number("prior_high", "highest one"),
        number("mean", "mean over the ensemble"), number("p05", "5 % quantile"), number("p95", "95 % quantile"),
        number("width", "sd over the ensemble as a share of the sd before the fit"),
        TableField("identified", type: .string, unit: "", description: "yes where that share is below a half"),
        TableField(
          "trades_with", type: .string, unit: "", description: "parameters whose rank correlation with it is .6 or more"),
      ])
    let table = try CSVTable(schema: schema, path: directory + "/parameters.csv")
    for row in rows {
      try table.append([
        .text(row.parameter.path), .number(row.parameter.range.lowerBound), .number(row.parameter.range.upperBound),
        .optional(row.mean), .optional(row.low), .optional(row.high), .optional(row.width),
        .text(row.isIdentified ? "yes" : "no"), .text(row.partners.joined(separator: "; ")),
      ])
    }
    _ = try table.finish()
  }
}
