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
  /// What is written down seat by seat; nil without a field experiment.
  public let record: SeatRecord?
  /// What tests break; nil in every study.
  package var defect: Defect?

  public init(
    organisation: Organisation, horizon: Horizon, threads: [ThreadName: WeeklyPath] = [:],
    knockedOut: Set<String> = [], parameters: [String: [Double]] = [:], reference: Regime,
    cohorts: [TreatedCohort] = [], record: SeatRecord? = nil
  ) {
    self.organisation = organisation
    self.horizon = horizon
    self.threads = threads
    self.knockedOut = knockedOut
    self.parameters = parameters
    self.reference = reference
    self.cohorts = cohorts
    self.record = record
  }

  /// The same with other values of parameters.
  public func with(parameters values: [String: [Double]]) -> ModelPlan {
    ModelPlan(
      organisation: organisation, horizon: horizon, threads: threads, knockedOut: knockedOut, parameters: values,
      reference: reference, cohorts: cohorts, record: record
    ).with(defect)
  }

  /// The same with other parts of the firm to draw lots for, and other things to write down.
  public func watching(_ cohorts: [TreatedCohort], _ record: SeatRecord? = nil) -> ModelPlan {
    ModelPlan(
      organisation: organisation, horizon: horizon, threads: threads, knockedOut: knockedOut, parameters: parameters,
      reference: reference, cohorts: cohorts, record: record
    ).with(defect)
  }

  /// The same with a law that is broken.
  package func with(_ defect: Defect?) -> ModelPlan {
    var other = self
    other.defect = defect
    return other
  }
}
