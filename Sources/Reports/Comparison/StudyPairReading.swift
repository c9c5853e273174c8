import Experiments
import ResultTables
import SalesForce

/// Two studies side by side, as programs and people read it: what differs between their scenarios, and what that did.
public struct StudyPairReading {
  /// One of the two.
  public struct Side: Sendable {
    let directory: String
    let manifest: StoredManifest
    let trials: Int

    public init(_ study: StoredStudy, trials: Int) {
      (directory, manifest, self.trials) = (study.directory.path, study.manifest, trials)
    }

    /// Version and commit that made it.
    var maker: String { manifest.rainmaker + (manifest.commit.map { " (\($0))" } ?? "") }
  }

  /// A setting in which the scenarios differ; nil where one has none.
  public struct Setting: Sendable {
    let path: String
    let old, new: String?

    public init(path: String, old: String?, new: String?) { (self.path, self.old, self.new) = (path, old, new) }
  }

  let a, b: Side
  let studies: StudyPair
  let settings: [Setting]
  let rows: [StudyPairEntry]
  let confidence: Confidence
  /// Metrics that people are shown; programs get all.
  let metrics: [String]

  /// Metrics that say what a regime is worth.
  public static let usualMetrics = ["profit", "revenue", "cost", "quota_attainment"]

  /// Everything that can be compared.
  public static let knownMetrics = Metric.allCases.map(\.card.name)

  public init(
    _ a: Side, _ b: Side, _ studies: StudyPair, settings: [Setting], rows: [StudyPairEntry], confidence: Confidence,
    metrics: [String]
  ) {
    (self.a, self.b, self.studies, self.settings, self.rows) = (a, b, studies, settings, rows)
    (self.confidence, self.metrics) = (confidence, metrics)
  }

  /// Rows of a metric at a point that both have.
  func rows(_ metric: String, _ point: StudyPair.SharedPoint) -> [StudyPairEntry] {
    rows.filter { $0.metric == metric && $0.pointA == point.first }
  }

  func verdict(_ row: StudyPairEntry) -> String { row.verdict(confidence.errorRate) }

  /// How trials are compared.
  var design: String {
    let paired = rows.contains { $0.design == .paired }, unpaired = rows.contains { $0.design == .unpaired }
    if paired, unpaired {
      return
        "Some regimes have the same draws in both and are compared within trials, the others as independent (Welch)."
    }
    return paired
      ? "The same trials have the same draws in both, so regimes are compared within trials."
      : "Trials do not have the same draws in both, so they are compared as independent ones (Welch)."
  }

  var costs: String {
    if studies.isAtEqualCost { return "Every reading is at its own study's equal cost, the slopes' error included." }
    return studies.costs.0 == studies.costs.1 ? studies.costs.0 : "A: \(studies.costs.0) B: \(studies.costs.1)"
  }

  /// One object: both studies, what differs, what they share, and a row for each metric, regime and point.
  public var json: JSONValue {
    func side(_ side: Side) -> JSONValue {
      .object([
        ("directory", .string(side.directory)), ("scenario", .string(side.manifest.scenario)),
        ("study_sha256", .string(side.manifest.studyDigest)), ("seed", .integer(side.manifest.seed)),
        ("trials", .integer(side.trials)), ("rainmaker", .string(side.manifest.rainmaker)),
        ("commit", .optional(side.manifest.commit)), ("costs", .string(side.manifest.costs)),
      ])
    }
    func names(_ names: [String]) -> JSONValue { .array(names.map(JSONValue.string)) }
    let fields = StudyPair.table(confidence).fields.map(\.name)
    return .object([
      ("format", 1), ("a", side(a)), ("b", side(b)), ("confidence", .number(confidence.level)),
      (
        "settings",
        .array(
          settings.map {
            .object([("path", .string($0.path)), ("old", .optional($0.old)), ("new", .optional($0.new))])
          })
      ),
      ("regimes", names(studies.regimes)), ("only_a", names(studies.onlyFirst)), ("only_b", names(studies.onlySecond)),
      (
        "points",
        .array(
          studies.points.map {
            .object([("a", .integer($0.first)), ("b", .integer($0.second)), ("name", .string($0.name))])
          })
      ),
      (
        "comparison",
        .array(rows.map { row in .object(zip(fields, row.cells).map { (key: $0, value: $1.json) }) })
      ),
    ])
  }
}
