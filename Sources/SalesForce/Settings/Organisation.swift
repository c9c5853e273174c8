/// Size and shape of the firm of one trial.
public struct Organisation: Sendable, Equatable {
  /// Seats for sellers; a vacant seat counts.
  public let seats: Int
  /// Seats under one manager: a team. The last team may be smaller.
  public let span: Int
  /// Potential of the firm's market, in what a seat of the reference firm has to work on; nil for as much as it has seats.
  public let givenMarket: Double?

  public static let seatRange = 1...20_000
  public static let spanRange = 1...1_000
  public static let marketRange = 0.01...1_000_000.0

  /// - Parameters:
  ///   - seats: of sellers.
  ///   - span: sellers of a manager at most.
  ///   - market: how many sellers it has room for; nil for as many as the firm has seats.
  public init(seats: Int, span: Int, market: Double? = nil) {
    self.seats = seats
    self.span = span
    givenMarket = market
  }

  /// Potential of the firm's market.
  public var market: Double { givenMarket ?? Double(seats) }

  /// Number of teams.
  public var teams: Int { (seats + span - 1) / span }
}

/// The weeks of a trial.
public struct Horizon: Sendable, Equatable {
  /// Weeks in all, warm-up included.
  public let weeks: Int
  /// First weeks, run under the reference regime and left out of every metric.
  public let warmUp: Int

  public static let weekRange = 1...5_200

  public init(weeks: Int, warmUp: Int) {
    self.weeks = weeks
    self.warmUp = warmUp
  }
}

/// A way of managing: a path for each lever that it sets. Levers left out keep their neutral value.
public struct Regime: Sendable, Equatable {
  /// The name in the scenario file and in every table.
  public let name: String
  /// The preset that it starts from, if any: kept for the record, its levers are already in ``levers``.
  public let preset: String?
  /// Weeks are those of the scenario; what a path says about the warm-up is not used, the reference regime rules then.
  public let levers: [LeverName: WeeklyPath]
  /// What a part of the firm, or some weeks, get instead; outside, ``levers`` hold.
  public let treatments: [LeverName: Treatment]

  public init(
    name: String, preset: String?, levers: [LeverName: WeeklyPath], treatments: [LeverName: Treatment] = [:]
  ) {
    self.name = name
    self.preset = preset
    self.levers = levers
    self.treatments = treatments
  }

  /// The parts of the firm that it treats, in the order of the levers.
  public var cohorts: [Cohort] {
    LeverName.allCases.compactMap { treatments[$0]?.cohort }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The same without its treatments.
  var withoutTreatments: Regime { Regime(name: name, preset: preset, levers: levers) }
}

/// What one trial simulates, without seeds and regimes.
public struct ModelPlan: Sendable, Equatable {
  public let organisation: Organisation
  public let horizon: Horizon
  /// Paths of the exogenous trends; a missing one stays neutral.
  public let threads: [ThreadName: WeeklyPath]
  /// Names of mechanisms that are knocked out.
  public let knockedOut: Set<String>
  /// Values by parameter path; a missing one means the default.
  public let parameters: [String: [Double]]
  /// The regime of the warm-up, the same for all.
  public let reference: Regime
  /// Parts of the firm to draw lots for besides those that a regime treats: what compares regimes looks at the same
  /// people in each.
  public let cohorts: [TreatedCohort]

  public init(
    organisation: Organisation, horizon: Horizon, threads: [ThreadName: WeeklyPath] = [:],
    knockedOut: Set<String> = [], parameters: [String: [Double]] = [:], reference: Regime, cohorts: [TreatedCohort] = []
  ) {
    self.organisation = organisation
    self.horizon = horizon
    self.threads = threads
    self.knockedOut = knockedOut
    self.parameters = parameters
    self.reference = reference
    self.cohorts = cohorts
  }

  /// The same with other values of parameters.
  public func with(parameters values: [String: [Double]]) -> ModelPlan {
    ModelPlan(
      organisation: organisation, horizon: horizon, threads: threads, knockedOut: knockedOut, parameters: values,
      reference: reference, cohorts: cohorts)
  }

  /// The same with other parts of the firm to draw lots for.
  public func watching(_ cohorts: [TreatedCohort]) -> ModelPlan {
    ModelPlan(
      organisation: organisation, horizon: horizon, threads: threads, knockedOut: knockedOut, parameters: parameters,
      reference: reference, cohorts: cohorts)
  }
}
