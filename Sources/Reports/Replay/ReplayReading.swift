import Experiments
import ResultTables
import SalesForce

/// A trial that was simulated again, as programs and people read it: whether it is the stored one, and what it came to.
public struct ReplayReading {
  let directory: String
  let study: StudyReplay
  let replay: TrialReplay
  let outcome: TrialOutcome
  /// Held against the journal.
  let journal: ReplayCheck
  /// Held against the table that has the row; nil for a run that has not finished.
  let table: StoredRow?
  /// Which program this is.
  let build: BuildInfo

  public init(
    _ study: StudyReplay, in directory: String, _ replay: TrialReplay, _ outcome: TrialOutcome, journal: ReplayCheck,
    table: StoredRow?, build: BuildInfo
  ) {
    (self.study, self.directory, self.replay, self.outcome) = (study, directory, replay, outcome)
    (self.journal, self.table, self.build) = (journal, table, build)
  }

  /// Whether every stored value is the one that came out.
  public var isEqual: Bool { journal.isEqual && table?.differences.isEmpty ?? true }

  /// Whether another build ran the trials.
  public var isOfAnotherBuild: Bool { study.build != build }

  /// What was simulated again.
  public var row: TrialReplay { replay }

  /// Metrics whose stored values are others, in the journal or the table.
  var metrics: [(place: String, difference: ReplayCheck.Difference)] {
    (table?.differences.map { (table?.file ?? "", $0) } ?? []) + journal.metrics.map { ("trials.journal", $0) }
  }

  /// `push without coaching, trial 3`
  public var name: String { Self.name(replay) }

  static func name(_ replay: TrialReplay) -> String {
    replay.regime + (replay.without.isEmpty ? "" : " without " + replay.without.joined(separator: " and "))
      + ", trial \(replay.trial)"
  }

  /// Everything as one object.
  public var json: JSONValue {
    func differences(_ list: [ReplayCheck.Difference]) -> JSONValue {
      .array(
        list.map {
          .object([("name", .string($0.name)), ("stored", .number($0.stored)), ("found", .number($0.found))])
        })
    }
    let readings = WeeklyMetric.allCases
    return .object([
      ("format", 1), ("directory", .string(directory)), ("scenario", .string(study.scenario.name)),
      ("regime", .string(replay.regime)), ("without", .array(replay.without.map(JSONValue.string))),
      ("point", .integer(replay.point)), ("trial", .integer(replay.trial)),
      ("member", replay.member.map(JSONValue.integer) ?? .null), ("run_by", .string(study.build.description)),
      ("replayed_by", .string(build.description)), ("equal", .boolean(isEqual)),
      (
        "compared",
        .object([
          ("table", .optional(table?.file)), ("table_metrics", .integer(table?.compared ?? 0)),
          ("journal_metrics", .integer(journal.metricsCompared)), ("weekly", .integer(journal.weeklyCompared)),
          ("sellers", .integer(journal.sellersCompared)), ("groups", .integer(journal.groupsCompared)),
        ])
      ),
      ("table_differences", differences(table?.differences ?? [])),
      ("journal_differences", differences(journal.metrics)),
      (
        "weekly_differences",
        .array(
          journal.weeks.map { .object([("week", .integer($0.number)), ("readings", differences($0.readings))]) })
      ),
      ("sellers_different", .integer(journal.sellers)), ("groups_different", .integer(journal.groups)),
      (
        "metrics",
        .object(Metric.allCases.enumerated().map { ($1.card.name, .number(outcome.metrics[$0])) })
      ),
      (
        "weekly",
        .object(
          readings.enumerated().map { place, reading in
            (reading.card.name, .array(path(place).map(JSONValue.number)))
          })
      ),
    ])
  }

  /// A weekly reading over the weeks.
  /// - Parameter place: of the reading.
  func path(_ place: Int) -> [Double] {
    let count = WeeklyMetric.allCases.count
    return stride(from: place, to: outcome.weekly.count, by: count).map { outcome.weekly[$0] }
  }
}
