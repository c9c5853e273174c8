import Experiments
import ResultTables

/// What a calibration found, as a page of Markdown: the answer, every target, fitted or not, met or missed, and what is known
/// of each parameter.
public struct CalibrationPage {
  public let text: String

  /// - Parameters:
  ///   - answer: what was found.
  ///   - plan: what was asked.
  ///   - scenario: as resolved.
  ///   - digests: SHA-256 of files that the page speaks of, by name.
  ///   - build: version and commit of the program.
  public init(
    _ answer: CalibrationAnswer, _ plan: CalibrationPlan, scenario: Scenario, digests: [(name: String, sha256: String)],
    build: BuildInfo
  ) {
    let fitted = answer.targets.filter { $0.target.use == .fit },
      checks = answer.targets.filter { $0.target.use == .check }
    var parts = [
      "# What the model is held against",
      CalibrationText.headline(answer, plan) + (answer.own.map { " " + CalibrationText.own($0) } ?? ""),
      """
      Made by `rainmaker calibrate` from the scenario \(scenario.name): \(scenario.plan.organisation.seats) sellers, \
      \(scenario.plan.horizon.weeks) weeks of which \(scenario.plan.horizon.warmUp) are warm-up, \(scenario.trials) trials \
      of each set of parameters unless a target says otherwise, seed \(scenario.seed). Targets were fitted on one set of \
      random draws; all values here are from others. *Off* is the distance of the ensemble's mean from what was found, in \
      standard deviations of what is known of it; *farthest* that of the member farthest off. A value counts as met within \
      2 sd, a check within 2.5; a sign where 95 % of members show it, a range where the mean lies in it. *Alone*: sets of \
      parameters in the search that met every other target and missed only this one.
      """,
      "## Targets that were fitted", Self.targets(fitted),
    ]
    if !checks.isEmpty {
      parts += [
        "## Checks, never fitted",
        "Looked at when the ensemble was settled.", Self.targets(checks),
      ]
    }
    parts += ["## Parameters", Self.parameters(answer, plan)]
    parts += CalibrationText.parameters(answer).dropFirst(2).map { "* " + $0 }
    parts += [
      "## Digests",
      "| file | SHA-256 |\n|---|---|\n" + digests.map { "| \($0.name) | `\($0.sha256)` |" }.joined(separator: "\n"),
      "Program: \(build.description).",
    ]
    text = parts.joined(separator: "\n\n") + "\n"
  }

  private static func targets(_ rows: [TargetFit]) -> String {
    let head = """
      | target | found, sd | ensemble, members' range | off | farthest | met | before the fit | alone | source |
      |---|---|---|---|---|---|---|---|---|
      """
    return ([head] + rows.map(row)).joined(separator: "\n")
  }

  private static func row(_ row: TargetFit) -> String {
    func short(_ value: Double?) -> String { NumberText.significant(value, 3) }
    let found =
      switch row.target.finding {
      case .value(let aim): "\(short(aim.value)), \(short(aim.sd))"
      case .sign(let sign): sign.rawValue
      case .range(let range): "\(short(range.lowerBound)) to \(short(range.upperBound))"
      }
    let prior = row.prior.map { "\(short($0.mean)) (\(short($0.low)) to \(short($0.high)))" } ?? ""
    let share =
      switch row.target.finding {
      case .sign: row.share.map { " (\(NumberText.fixed(100 * $0, 0)) % of members)" } ?? ""
      default: ""
      }
    return "| \(row.target.name) | \(found) | \(short(row.mean)) (\(short(row.low)) to \(short(row.high))) | "
      + "\(NumberText.fixed(row.distance, 1)) | \(NumberText.fixed(row.farthest, 1)) | \(row.isMet ? "yes" : "**no**")\(share) | "
      + "\(prior) | \(row.target.use == .fit ? String(row.alone) : "") | \(row.target.source.replacing("|", with: "/")) |"
  }

  private static func parameters(_ answer: CalibrationAnswer, _ plan: CalibrationPlan) -> String {
    let head = """
      *Width* is the standard deviation over members as a share of that before the fit; below .5 the targets identify the
      parameter.

      | parameter | range before | central | 5 to 95 % of members | width | identified |
      |---|---|---|---|---|---|
      """
    let rows = plan.box.parameters.enumerated().map { place, parameter in
      let own = answer.identification?.parameters[place]
      func short(_ value: Double?) -> String { NumberText.significant(value, 3) }
      return "| `\(parameter.name)` | \(short(parameter.range.lowerBound)) to \(short(parameter.range.upperBound)) | "
        + "\(short(answer.members.first?.parameters[place])) | \(short(own?.low)) to \(short(own?.high)) | "
        + "\(NumberText.fixed(own?.deviationRatio, 2)) | \(own.map { $0.isIdentified ? "yes" : "no" } ?? "") |"
    }
    return ([head] + rows).joined(separator: "\n")
  }
}
