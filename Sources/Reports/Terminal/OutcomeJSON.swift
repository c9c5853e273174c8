import ResultTables

/// The outcome of a run, for programs. `Guides/reading-results.md` documents every key; keys are added, never changed.
public enum OutcomeJSON {
  /// One JSON object: the study, where its results lie, and the rows of its small tables.
  public static func value(_ results: StoredStudy) throws(ResultsError) -> JSONValue {
    let manifest = results.manifest
    var members: [(key: String, value: JSONValue)] = [
      (key: "format", value: 1), (key: "scenario", value: .string(manifest.scenario)),
      (key: "question", value: .string(results.directory.question)),
      (key: "directory", value: .string(results.directory.path)), (key: "seed", value: .integer(manifest.seed)),
      (key: "streams", value: .string(manifest.streams)),
      (key: "regimes", value: .array(manifest.regimes.map(JSONValue.string))),
      (key: "trials_requested", value: .integer(manifest.requested)),
      (key: "trials_completed", value: .integer(manifest.completed)),
      (key: "trials_failed", value: .integer(manifest.failed ?? 0)),
      (key: "interrupted", value: .boolean(results.isInterrupted)),
      (key: "stopping", value: manifest.stopping?.json ?? .null),
      (key: "missing_tables", value: .array((manifest.missing ?? []).map { .string($0.table) })),
      (key: "confidence", value: .number(results.confidence.level)),
      (key: "costs", value: .string(manifest.costs)),
      (
        key: "currency",
        value: results.currency.map {
          .object([
            ("symbol", .string($0.symbol)), ("pay_unit", .number($0.payUnit)), ("headcount", .integer($0.headcount)),
          ])
        } ?? .null
      ),
      (key: "budget", value: .array(manifest.budget.map(\.json))),
    ]
    for table in [results.summary, results.comparisons]
      + [
        results.hypotheses, results.sensitivity, results.selection, results.map, results.contrast, results.experiment,
        results.groupEffects, results.ensembleEffects, results.ensembleHypotheses,
        results.failures,
      ].compactMap({ $0 })
    {
      members.append((key: table.name, value: .array(table.rows.map { $0.json(table.fields) })))
    }
    return .object(members)
  }
}

extension StoredManifest.Receipt {
  var json: JSONValue {
    .object([
      ("regime", .string(regime)), ("point", .integer(point)), ("salary", .number(salary)), ("target", .number(target)),
      ("cost", .number(cost)), ("gap", .number(gap)), ("gap_low", .optional(gapLow)), ("gap_high", .optional(gapHigh)),
      ("kept", .boolean(kept)),
    ])
  }
}
