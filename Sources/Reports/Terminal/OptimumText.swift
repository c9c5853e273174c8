import Experiments
import ResultTables

/// What a search for the best setting came to: the set that cannot be told apart, each with its levers.
public struct OptimumText {
  private let results: StoredStudy
  private let plan: OptimumPlan
  private let answer: Optimum.Answer
  private let directory: String
  private let width: Int

  /// - Parameters:
  ///   - results: the study of the finalists.
  ///   - plan: what was searched.
  ///   - answer: what was found.
  ///   - directory: where search and study lie.
  ///   - width: characters of a line.
  public init(
    _ results: StoredStudy, _ plan: OptimumPlan, _ answer: Optimum.Answer, directory: String, width: Int = 80
  ) {
    (self.results, self.plan, self.answer, self.directory, self.width) = (results, plan, answer, directory, width)
  }

  private func values(_ row: Row) -> [Double?] {
    answer.finalists.first { $0.name == row.text("regime") }?.values ?? []
  }

  public var text: String {
    guard let reading = SelectionReading(results) else { return "" }
    let told = SelectionLines(reading: reading, width: width)
    var lines = told.answer
    lines += Paragraph.lines(
      "\(results.manifest.scenario): \(answer.points.count) settings of \(plan.levers.count) levers in "
        + "\(answer.runs) trials, then \(answer.finalists.count - 1) and the regime as it is on fresh draws, seed \(results.manifest.seed)",
      width: width)
    lines += [""] + told.rows + [""]
    for row in reading.rows {
      let set = zip(plan.levers, values(row)).map { lever, value in
        "\(lever.name.rawValue) \(value.map { NumberText.significant($0, 4) } ?? "over time")"
      }.joined(separator: ", ")
      lines += Paragraph.lines(set, width: width, first: row.text("regime") + ": ", hanging: "  ")
    }
    return
      (lines + [""] + told.procedure + told.legend + Paragraph.lines(results.costReading.plain, width: width)
      + ["Search: \(directory)/search.csv; comparison: \(results.directory.path)"]).joined(separator: "\n")
  }

  public var json: JSONValue {
    let rows = (results.selection?.rows ?? []).map { row -> JSONValue in
      .object([
        ("regime", .string(row.text("regime"))), ("status", .string(row.text("status"))),
        ("levers", .object(zip(plan.levers, values(row)).map { ($0.name.rawValue, .optional($1)) })),
        ("n", .optional(row["n"])), ("mean", .optional(row["mean"])), ("behind", .optional(row["behind"])),
        ("behind_low", .optional(row["behind_low"])), ("behind_high", .optional(row["behind_high"])),
        ("worse_by", .optional(row["worse_by"])),
      ])
    }
    return .object([
      ("format", 1), ("scenario", .string(results.manifest.scenario)), ("directory", .string(directory)),
      ("metric", .string(plan.metric)), ("aim", .string(plan.aim.rawValue)), ("runs", .integer(plan.runs)),
      ("settings_searched", .integer(answer.points.count)), ("runs_searched", .integer(answer.runs)),
      ("interrupted", .boolean(results.isInterrupted)), ("finalists", .array(rows)),
    ])
  }
}
