import ArgumentParser
import Experiments
import Reports
import ResultTables

/// `rainmaker status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says which shards of a study are done, in work, torn or missing.",
    discussion: """
      Looks at the headers and lengths of files, at thousands of them a second; `merge` \
      reads every trial. Shards that are missing are printed as an array that a \
      scheduler takes.

      EXAMPLES
        rainmaker status results/big
        rainmaker status results/big --json
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Flag(help: "Prints everything as JSON instead.")
  var json = false

  func run() throws {
    let study: ShardStudy, survey: ShardSurvey
    do throws(StudyFailure) {
      study = try ShardFolder.study(directory)
      survey = try ShardSurvey(study)
    } catch { throw Exits.explain(error) }
    try Terminal.publish(
      (json ? Self.json(study, survey).text() : Self.text(study, survey).joined(separator: "\n")) + "\n")
  }

  /// Lines for people.
  static func text(_ study: ShardStudy, _ survey: ShardSurvey) -> [String] {
    let plan = study.plan, directory = study.directory, done = survey.done, missing = survey.missing
    func line(_ what: String, _ shards: [Int]) -> String {
      let count = String(shards.count), gap = String(repeating: " ", count: max(1, 14 - what.count - count.count))
      return what + gap + count + (shards.isEmpty ? "" : ": " + ArrayIndices.text(shards))
    }
    var lines = [
      "\(study.scenario.name): \(NumberText.count(plan.trials, "trial")) in \(NumberText.count(plan.shards, "shard"))",
      line("done", done), line("begun", survey.begun.map(\.shard)),
      line("torn", Set(survey.torn.compactMap(\.shard)).sorted()), line("missing", missing),
    ]
    for work in survey.begun.prefix(shown) {
      lines.append("shard \(work.shard): about \(work.trials) of \(NumberText.count(work.of, "trial")) done")
    }
    if survey.begun.count > shown { lines.append("and \(survey.begun.count - shown) more begun") }
    let defects = survey.torn + survey.foreign
    lines += defects.prefix(shown).map { ShardFolder.told($0, directory) }
    if defects.count > shown { lines.append("and \(defects.count - shown) more of no use") }
    if missing.isEmpty {
      lines.append(
        study.isMerged ? "all there, and merged" : "all there: `rainmaker merge \(directory)` makes the results")
    } else {
      lines.append("--array=\(ArrayIndices.text(missing))")
    }
    return lines
  }

  /// Shards that are told of one by one.
  private static let shown = 8

  /// The same for programs.
  static func json(_ study: ShardStudy, _ survey: ShardSurvey) -> JSONValue {
    func numbers(_ shards: [Int]) -> JSONValue { .array(shards.map { .integer($0) }) }
    func defects(_ defects: [ShardSurvey.Defect]) -> JSONValue {
      .array(
        defects.map {
          .object([
            ("file", .string($0.file)), ("shard", $0.shard.map { .integer($0) } ?? .null),
            ("reason", .string($0.reason)),
          ])
        })
    }
    return .object([
      ("scenario", .string(study.scenario.name)),
      ("trials", .integer(study.plan.trials)),
      ("shards", .integer(study.plan.shards)),
      ("done", numbers(survey.done)),
      (
        "begun",
        .array(
          survey.begun.map {
            .object([("shard", .integer($0.shard)), ("trials", .integer($0.trials)), ("of", .integer($0.of))])
          })
      ),
      ("torn", defects(survey.torn)),
      ("foreign", defects(survey.foreign)),
      ("missing", numbers(survey.missing)),
      ("array", .string(ArrayIndices.text(survey.missing))),
      ("merged", .boolean(study.isMerged)),
    ])
  }
}
