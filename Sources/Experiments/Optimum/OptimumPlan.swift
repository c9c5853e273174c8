import SalesForce
import SimulationStatistics

/// What `optimize` looks for: the setting of some levers of one regime that is the best in a metric, at equal cost.
public struct OptimumPlan: Sendable, Equatable {
  public struct Lever: Sendable, Equatable {
    public let name: LeverName
    /// Both ends included, in the lever's unit.
    public let range: ClosedRange<Double>
    public let isWhole: Bool

    public init(name: LeverName, range: ClosedRange<Double>, isWhole: Bool) {
      (self.name, self.range, self.isWhole) = (name, range, isWhole)
    }
  }

  /// In the order of the file.
  public let levers: [Lever]
  /// Whose levers; nil for the first regime.
  public let regime: String?
  public let metric: String
  public let aim: SelectionPlan.Aim
  /// Trials in all, pilots and pairs behind slopes included.
  public let runs: Int
  /// What `optimize` writes beside the scenario.
  public static let files = ["search.csv", "finalists.csv"]

  /// Settings that are compared at the end.
  public let finalists: Int
  public let confidence: Double

  public static let leverRange = 1...12
  public static let runRange = 2_000...100_000_000
  public static let finalistRange = 2...50
  public static let usualRuns = 10_000, usualFinalists = 6

  public init(
    levers: [Lever], regime: String? = nil, metric: String = "profit", aim: SelectionPlan.Aim = .highest,
    runs: Int = usualRuns, finalists: Int = usualFinalists, confidence: Double = Precision.usualConfidence
  ) {
    (self.levers, self.regime, self.metric, self.aim) = (levers, regime, metric, aim)
    (self.runs, self.finalists, self.confidence) = (runs, finalists, confidence)
  }

  /// Steps that a lever's range has at the least, of a power of ten: a setting can be written down.
  private static let least = 200.0

  /// A setting as it is simulated: whole where the lever is, and with few digits.
  func rounded(_ row: [Double]) -> [Double] {
    zip(levers, row).map { lever, value in
      let (low, high) = (lever.range.lowerBound, lever.range.upperBound)
      var scale = 1.0
      while !lever.isWhole, scale * (high - low) < Self.least, scale < 1e12 { scale *= 10 }
      return min(max((value * scale).rounded() / scale, low), high)
    }
  }

  func box() throws(StatisticsError) -> ParameterBox {
    var parameters: [FreeParameter] = []
    for lever in levers { parameters.append(try FreeParameter(name: lever.name.rawValue, range: lever.range)) }
    return try ParameterBox(parameters)
  }
}
