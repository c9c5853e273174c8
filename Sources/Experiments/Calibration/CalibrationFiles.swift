import ResultTables
import SimulationStatistics

/// The files of a calibration.
struct CalibrationFiles: Sendable {
  let plan: CalibrationPlan
  let directory: String

  var points: PointTable {
    PointTable(
      name: "points",
      description: "Every set of parameters of the search, and what each target that is fitted came to.",
      paths: plan.paths, targets: plan.fitted, directory: directory)
  }

  var confirmed: PointTable {
    PointTable(
      name: "confirmed",
      description:
        "Sets of parameters that fit in the search, simulated again on fresh draws: members are those that fit.",
      paths: plan.paths, targets: plan.fitted, directory: directory)
  }

  var checks: PointTable {
    PointTable(
      name: "checks", description: "Members, and what each check came to, which was never fitted.", paths: plan.paths,
      targets: plan.checks, directory: directory)
  }

  func write(_ answer: CalibrationAnswer) throws {
    try writeEnsemble(answer.members)
    try writeFit(answer.targets)
    try writeParameters(answer)
  }

  /// `ensemble.csv`: a row a member, a column a parameter, as a design's file takes them.
  func writeEnsemble(_ members: [CalibrationPoint]) throws {
    try write(
      "ensemble", "Ensemble",
      "Sets of parameters that were simulated and lie within three standard deviations of every target.",
      [Self.column("member", .integer, "number of the member; 0 is the central one")]
        + plan.paths.map { Self.column($0, .number, "value of the parameter") },
      members.enumerated().map { number, member in [.integer(number)] + member.parameters.map { .number($0) } })
  }

  private func writeFit(_ rows: [TargetFit]) throws {
    try write(
      "fit", "Fit", "Each target against the ensemble, fitted ones and checks.",
      [
        Self.column("target", .string, "name of the target"),
        Self.column("use", .string, "fit, or check: never fitted"),
        Self.column("value", .number, "what was found; missing for a sign or a range"),
        Self.column("sd", .number, "standard deviation of what is known of it"),
        Self.column("expected", .string, "the sign or range that was found"),
        Self.column("discrepancy", .number, "standard deviation of what the model may miss"),
        Self.column("monte_carlo", .number, "standard deviation of a member's Monte Carlo error"),
        Self.column("mean", .number, "mean over the ensemble's members, on draws that the search did not see"),
        Self.column("low", .number, "smallest member"), Self.column("high", .number, "largest member"),
        Self.column("distance", .number, "mean less value, in standard deviations", unit: "sd"),
        Self.column("farthest", .number, "distance of the member that is farthest off", unit: "sd"),
        Self.column("share", .number, "share of members with the sign, in the range, or within 3 sd of the value"),
        Self.column(
          "met", .string,
          "yes where the mean lies within 2 sd (a check: 2.5) or in the range, or 95 % of members have the sign"),
        Self.column("prior_mean", .number, "mean over the first wave, which knows nothing of the targets"),
        Self.column("prior_p05", .number, "5 % quantile there"),
        Self.column("prior_p95", .number, "95 % quantile there"),
        Self.column("misses_alone", .integer, "sets that fit every other target and miss only this one"),
        Self.column("source", .string, "who found it"),
      ],
      rows.map { row in
        let aim = row.target.aim
        return [
          .text(row.target.name), .text(row.target.use.rawValue), .optional(aim?.value), .optional(aim?.sd),
          .text(row.target.expected), .optional(aim?.discrepancy), .optional(row.monteCarlo), .optional(row.mean),
          .optional(row.low), .optional(row.high), .optional(row.distance), .optional(row.farthest),
          .optional(row.share), .text(row.isMet ? "yes" : "no"),
          .optional(row.prior?.mean), .optional(row.prior?.low), .optional(row.prior?.high), .integer(row.alone),
          .text(row.target.source),
        ]
      })
  }

  private func writeParameters(_ answer: CalibrationAnswer) throws {
    let found = answer.identification
    try write(
      "parameters", "Parameters", "What the targets say of each free parameter.",
      [
        Self.column("parameter", .string, "its path"),
        Self.column("prior_low", .number, "lowest plausible value before the fit"),
        Self.column("prior_high", .number, "highest one"),
        Self.column("central", .number, "value of the central member"),
        Self.column("p05", .number, "5 % quantile over the ensemble"), Self.column("p95", .number, "95 % quantile"),
        Self.column("low", .number, "smallest member"), Self.column("high", .number, "largest member"),
        Self.column("width", .number, "standard deviation over the ensemble as a share of that before the fit"),
        Self.column("identified", .string, "yes where that share is below a half"),
        Self.column("trades_with", .string, "parameters whose rank correlation with it is .6 or more, either way"),
      ],
      plan.box.parameters.enumerated().map { place, parameter in
        let own = found?.parameters[place]
        let partners = (found?.tradeOffs ?? []).compactMap { pair in
          pair.first == parameter.name ? pair.second : pair.second == parameter.name ? pair.first : nil
        }
        return [
          .text(parameter.name), .number(parameter.range.lowerBound), .number(parameter.range.upperBound),
          .optional(answer.members.first?.parameters[place]), .optional(own?.low), .optional(own?.high),
          .optional(own?.range.lowerBound), .optional(own?.range.upperBound), .optional(own?.deviationRatio),
          .text(own.map { $0.isIdentified ? "yes" : "no" } ?? ""), .text(partners.joined(separator: "; ")),
        ]
      })
  }

  private static func column(
    _ name: String, _ type: TableField.Kind, _ description: String, unit: String = ""
  ) -> TableField {
    TableField(name, type: type, unit: unit, description: description)
  }

  private func write(
    _ name: String, _ title: String, _ description: String, _ fields: [TableField], _ rows: [[Cell]]
  ) throws {
    let schema = TableSchema(name: name, title: title, description: description, tier: .b, fields: fields)
    let table = try CSVTable(schema: schema, path: "\(directory)/\(name).csv")
    for row in rows { try table.append(row) }
    _ = try table.finish()
  }
}

extension StudyTarget {
  /// What was found, where it is no value.
  fileprivate var expected: String {
    switch finding {
    case .value: ""
    case .sign(let sign): sign.rawValue
    case .range(let range): "\(range.lowerBound) to \(range.upperBound)"
    }
  }
}
