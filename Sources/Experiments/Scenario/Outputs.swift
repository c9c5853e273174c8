/// A table that a scenario may switch on or off. None of them changes another's bytes.
public enum OptionalTable: String, Sendable, CaseIterable, Codable {
  case timeseries, correlations, bootstrap, drivers, trajectories, sellers, weekly, forecast, crm, truth

  /// Whether it is written unless the scenario says otherwise.
  public var isStandard: Bool { ![.sellers, .weekly, .forecast, .crm, .truth].contains(self) }

  /// Whether it is BLAS-dependent.
  var needsBLAS: Bool {
    switch self {
    case .correlations, .bootstrap, .drivers, .trajectories: true
    case .timeseries, .sellers, .weekly, .forecast, .crm, .truth: false
    }
  }

  /// Whether it is made from the weekly readings that the journal keeps of the first trials.
  var needsWeekly: Bool { [.timeseries, .trajectories, .weekly].contains(self) }

  /// Whether it is made from the sellers' records that the journal keeps of the first trials.
  var needsSellers: Bool { [.drivers, .sellers].contains(self) }

  /// The file that holds it.
  var fileName: String { rawValue + ".csv" }

  public var summary: String {
    switch self {
    case .timeseries: "paths over time: mean, interval and quantiles of each weekly reading"
    case .correlations: "correlations of all metrics over trials"
    case .bootstrap: "joint bootstrap intervals (BCa) of all means and paired differences"
    case .drivers: "regressions of sellers' performance on traits, behaviour and support use"
    case .trajectories: "principal components of weekly paths"
    case .sellers: "records of single sellers, a row a seat and year"
    case .weekly: "weekly readings of single trials"
    case .forecast: "sellers' forecasts week by week, and what came of the same deals"
    case .crm: "single opportunities as sellers enter them in the CRM"
    case .truth: "how the opportunities of crm.csv truly went"
    }
  }
}

/// Which optional tables a run writes, and how sure they are of what they say. Nothing of it moves a trial.
public struct Outputs: Sendable, Equatable {
  /// Step of the table of paths.
  public enum Cadence: String, Sendable, CaseIterable {
    case week, quarter

    /// How long a step is.
    public var weeks: Int { self == .week ? 1 : 13 }
  }

  /// In the order of ``OptionalTable``.
  public let tables: [OptionalTable]
  public let cadence: Cadence
  public let confidence: Confidence
  /// Metrics and weekly readings that tables have beside ``always``; nil for all. The journal keeps all in any case.
  public let metrics: [String]?

  /// What reports lean on.
  public static let always = ["profit", "revenue", "cost", "quota_attainment"]

  public static let standard = Set(OptionalTable.allCases.filter(\.isStandard))

  public init(
    _ tables: Set<OptionalTable> = standard, cadence: Cadence = .week, confidence: Confidence = .usual,
    metrics: [String]? = nil
  ) {
    self.tables = OptionalTable.allCases.filter(tables.contains)
    (self.cadence, self.confidence, self.metrics) = (cadence, confidence, metrics)
  }

  /// Whether tables have a metric or weekly reading.
  public func keeps(_ name: String) -> Bool {
    metrics.map { $0.contains(name) || Self.always.contains(name) } ?? true
  }

  /// The same with other tables.
  func with(_ tables: Set<OptionalTable>) -> Outputs {
    Outputs(tables, cadence: cadence, confidence: confidence, metrics: metrics)
  }

  /// The same at another level of confidence.
  func with(_ confidence: Confidence) -> Outputs {
    Outputs(Set(tables), cadence: cadence, confidence: confidence, metrics: metrics)
  }
}
