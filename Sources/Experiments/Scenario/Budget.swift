/// How regimes are brought to equal cost: base salaries move until each costs the same a seat-week.
public struct Budget: Sendable, Equatable {
  /// What a seat-week may cost.
  public enum Target: Sendable, Equatable {
    /// Pay units per seat-week; several levels make several design points.
    case costPerSeller([Double])
    /// What this regime of the scenario costs at the salary that it has, whether it runs or not.
    case sameAs(String)
  }

  public let target: Target
  /// Lowest base salary that may be solved for, pay units a week.
  public let salaryFloor: Double
  /// Base salaries by regime (`push`) or knock-out run (`push without coaching`), then by design point.
  public typealias Salaries = [String: [Int: Double]]

  /// Solved base salaries; nil until the solver has run.
  public let salaries: Salaries?

  /// About what a reference seller costs, pay units a week.
  public static let usual = 1.6
  /// Default of the model.
  public static let standard = Budget(target: .costPerSeller([usual]))
  public static let costRange = 0.01...100.0
  public static let levelRange = 1...16

  public init(target: Target, salaryFloor: Double = 0.1, salaries: Salaries? = nil) {
    self.target = target
    self.salaryFloor = salaryFloor
    self.salaries = salaries
  }

  /// Number of levels, which make design points.
  public var levels: Int {
    if case .costPerSeller(let levels) = target { return levels.count }
    return 1
  }

  func solved(_ salaries: Salaries) -> Budget {
    Budget(target: target, salaryFloor: salaryFloor, salaries: salaries)
  }
}

/// How the random streams of regimes relate.
public enum Streams: String, Sendable, CaseIterable {
  /// The same trial meets the same customers, talents and random draws in every regime.
  case common
  /// Every regime has independent random draws, as in separate experiments.
  case independent
}
