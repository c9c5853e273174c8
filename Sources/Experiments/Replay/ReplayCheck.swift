import SalesForce

/// An outcome that was simulated again, held against what the journal keeps, bit for bit.
public struct ReplayCheck: Sendable, Equatable {
  /// A value that is not the stored one; NaN where it is missing.
  public struct Difference: Sendable, Equatable {
    /// Of the metric or reading.
    public let name: String
    public let stored, found: Double

    public init(name: String, stored: Double, found: Double) {
      (self.name, self.stored, self.found) = (name, stored, found)
    }
  }

  /// A week in which readings differ.
  public struct Week: Sendable, Equatable {
    public let number: Int
    public let readings: [Difference]
  }

  /// Values of each kind that were compared.
  public private(set) var metricsCompared = 0, weeklyCompared = 0, sellersCompared = 0, groupsCompared = 0
  public private(set) var metrics: [Difference] = []
  /// Weeks with differences, in order.
  public private(set) var weeks: [Week] = []
  /// How many values of sellers' years and of groups differ.
  public private(set) var sellers = 0, groups = 0

  public var isEqual: Bool { metrics.isEmpty && weeks.isEmpty && sellers == 0 && groups == 0 }

  /// Nothing was compared.
  init() {}

  /// - Parameters:
  ///   - outcome: of the trial simulated again.
  ///   - metrics: as stored.
  ///   - weekly: the same of weekly readings; nil where the trial keeps none, as below.
  init(
    _ outcome: TrialOutcome, metrics stored: [Double], weekly: [Double]?, sellers years: [Double]?,
    groups sides: [Double]?
  ) {
    metricsCompared = stored.count
    metrics = Metric.allCases.indices.compactMap {
      Self.difference(Metric.allCases[$0].card.name, stored[$0], outcome.metrics[$0])
    }
    if let weekly, weekly.count == outcome.weekly.count {
      weeklyCompared = weekly.count
      let readings = WeeklyMetric.allCases
      weeks = (0..<weekly.count / readings.count).compactMap { week in
        let differences = readings.indices.compactMap {
          Self.difference(
            readings[$0].card.name, weekly[week * readings.count + $0], outcome.weekly[week * readings.count + $0])
        }
        return differences.isEmpty ? nil : Week(number: week, readings: differences)
      }
    }
    if let years { (sellersCompared, sellers) = (years.count, Self.count(years, outcome.sellers)) }
    if let sides { (groupsCompared, groups) = (sides.count, Self.count(sides, outcome.groups)) }
  }

  private static func difference(_ name: String, _ stored: Double, _ found: Double) -> Difference? {
    JournalRecord.image(stored) == JournalRecord.image(found)
      ? nil : Difference(name: name, stored: stored, found: found)
  }

  private static func count(_ stored: [Double], _ found: [Double]) -> Int {
    guard stored.count == found.count else { return stored.count }
    return zip(stored, found).reduce(0) { $0 + (JournalRecord.image($1.0) == JournalRecord.image($1.1) ? 0 : 1) }
  }
}
