import Experiments
import ResultTables
import Verification

/// Reports of verification for programs.
enum VerifyJSON {
  static func report(
    _ report: VerificationRun.Report, _ session: Session,
    dropped: [(id: String, title: String, reason: String)], point: Point?
  ) -> String {
    let checks = zip(report.checks, report.outcomes).map { check, outcome in
      JSONValue.object(describe(check, point) + result(outcome))
    }
    let rest = dropped.map { row in
      JSONValue.object([
        ("id", .string(row.id)), ("title", .string(row.title)), ("status", .string("dropped")),
        ("reason", .string(row.reason)),
      ])
    }
    return JSONValue.object([
      ("rainmaker", .string(BuildInfo.program.description)), ("seed", .integer(Int(session.seed))),
      ("share", .number(session.share)),
      ("status", .string(report.failures == 0 ? "passed" : "failed")),
      ("figures", .integer(report.figures.count)), ("failed", .integer(report.failures)),
      ("not_run", .integer(report.notRun)), ("sampled", .integer(report.sampled)),
      ("chance_of_false_alarm", .number(report.chanceOfFalseAlarm)), ("checks", .array(checks + rest)),
    ]).text() + "\n"
  }

  private static func describe(_ check: Check, _ point: Point?) -> [(String, JSONValue)] {
    let here = point ?? check.defaults
    return [
      ("id", .string(check.id)), ("title", .string(check.title)), ("subject", .string(check.subject.rawValue)),
      ("law", .string(check.law)), ("source", .string(check.source)),
      ("point", .object(check.parameters.map { ($0.name, .number(here[$0.name])) })),
    ]
  }

  private static func result(_ outcome: Check.Outcome) -> [(String, JSONValue)] {
    switch outcome {
    case .figures(let figures):
      [
        ("status", .string(figures.allSatisfy(\.passes) ? "passed" : "failed")),
        ("figures", .array(figures.map(figure))),
      ]
    case .notRun(_, let reason): [("status", .string("not run")), ("reason", .string(reason))]
    case .failed(_, let reason): [("status", .string("failed")), ("reason", .string(reason))]
    }
  }

  private static func figure(_ figure: Finding) -> JSONValue {
    let (rule, bound): (String, Double) =
      switch figure.rule {
      case .exact(let tolerance): ("relative error", tolerance)
      case .sampled: ("standard errors", 4)
      case .digits(let digits): ("digits", digits)
      case .near(let distance): ("distance", distance)
      }
    return .object([
      ("what", .string(figure.what)), ("expected", .number(figure.expected)), ("got", .number(figure.got)),
      ("standard_error", figure.standardError.map { .number($0) } ?? .null),
      ("z", figure.z.map { .number($0) } ?? .null), ("lre", figure.lre.map { .number($0) } ?? .null),
      ("rule", .string(rule)), ("bound", .number(bound)), ("passes", .boolean(figure.passes)),
      ("note", figure.note.map { .string($0) } ?? .null),
    ])
  }

  /// What `--points --json` prints.
  static func points() -> String {
    JSONValue.array(
      Catalogue.checks.map { check in
        .object([
          ("id", .string(check.id)), ("title", .string(check.title)), ("law", .string(check.law)),
          ("parameters", .array(check.parameters.map(parameter))),
          ("constraints", .array(check.constraints.map(constraint))),
        ])
      }
    ).text() + "\n"
  }

  private static func constraint(_ constraint: Constraint) -> JSONValue {
    .object([
      ("quantity", .string(constraint.quantity)), ("minimum", .number(constraint.range.lowerBound)),
      ("maximum", constraint.range.upperBound.isFinite ? .number(constraint.range.upperBound) : .null),
      ("reason", .string(constraint.reason)),
    ])
  }

  private static func parameter(_ parameter: CheckParameter) -> JSONValue {
    .object([
      ("name", .string(parameter.name)), ("symbol", .string(parameter.symbol)),
      ("default", .number(parameter.standard)),
      ("minimum", .number(parameter.range.lowerBound)), ("maximum", .number(parameter.range.upperBound)),
      ("whole", .boolean(parameter.isWhole)), ("unit", .string(parameter.unit)),
      ("description", .string(parameter.summary)),
    ])
  }
}
