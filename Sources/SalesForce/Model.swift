/// The model of one study: mechanisms with their values, and the regimes to compare.
public struct Model: Sendable {
  public private(set) var plan: ModelPlan
  public let regimes: [Regime]
  private(set) var processes: [WeeklyProcess]
  private(set) var common: Common
  private(set) var survey: Survey
  private(set) var crm: CRMHabits
  let reference: LeverPaths
  let levers: [LeverPaths]
  let threads: [WeeklyPath]
  /// Parts of the firm that a lot is drawn for, given to them anything or not.
  public let cohorts: [TreatedCohort]
  /// How many take part in what they are free to leave.
  private(set) var volunteering: Volunteering

  /// - Throws: the combinations of parameter values that the model refuses.
  public init(plan: ModelPlan, regimes: [Regime]) throws(ModelRefusal) {
    self.plan = plan
    self.regimes = regimes
    (processes, common, survey, crm, volunteering) = try Self.made(plan)
    let own = TreatedCohort.all(in: regimes, plan.horizon)
    let cohorts = plan.cohorts + own.filter { one in !plan.cohorts.contains { $0.cohort == one.cohort } }
    precondition(cohorts.count <= Cohort.most, "\(cohorts.count) cohorts")
    self.cohorts = cohorts
    reference = LeverPaths(plan.reference.withoutTreatments, cohorts: cohorts.map { $0.cohort }, horizon: plan.horizon)
    levers = regimes.map { regime in LeverPaths(regime, cohorts: cohorts.map { $0.cohort }, horizon: plan.horizon) }
    threads = ThreadName.allCases.sorted { $0.position < $1.position }
      .map { plan.threads[$0] ?? WeeklyPath($0.card.neutral) }
  }

  /// Names of the mechanisms whose passes make up a week, in their order.
  package var passes: [String] { processes.map { $0.card.name } }

  /// The same study with other values of its parameters. Levers and trends, whose paths take most of the time that a model
  /// takes to be made, are shared.
  ///
  /// - Parameter values: by path; a missing one means the default.
  /// - Throws: the combinations of values that the model refuses.
  public func with(parameters values: [String: [Double]]) throws(ModelRefusal) -> Model {
    var other = self
    other.plan = plan.with(parameters: values)
    (other.processes, other.common, other.survey, other.crm, other.volunteering) = try Self.made(other.plan)
    return other
  }

  private static func made(
    _ plan: ModelPlan
  ) throws(ModelRefusal) -> ([WeeklyProcess], Common, Survey, CRMHabits, Volunteering) {
    let declared = declarations(given: plan.parameters)
    guard declared.settings.problems.isEmpty else { throw ModelRefusal(problems: declared.settings.problems) }
    var processes = declared.mechanisms.filter { !plan.knockedOut.contains($0.card.name) }
    if let defect = plan.defect { processes.append(WeeklyProcess(DefectPass(defect))) }
    return (
      processes, declared.common, declared.survey,
      declared.crm.chasing(abandonment: processes.lazy.compactMap { $0.abandonment }.first),
      declared.mechanisms.lazy.compactMap { $0.volunteering }.first ?? Volunteering()
    )
  }

  /// Has every mechanism declare what it reads, in the week's order.
  static func declarations(given: [String: [Double]]) -> (
    settings: Settings, common: Common, mechanisms: [WeeklyProcess], survey: Survey, crm: CRMHabits
  ) {
    var settings = Settings(given: given)
    let common = Common(&settings)
    var mechanisms: [WeeklyProcess] = []
    for process in weeklyProcesses {
      settings.begin(group: process.card.name)
      mechanisms.append(process.make(&settings, common))
    }
    let survey = Survey(&settings, common)
    let crm = CRMHabits(&settings)
    return (settings, common, mechanisms, survey, crm)
  }
}

/// Settings that the model refuses.
public struct ModelRefusal: Error, Sendable {
  public let problems: [SettingsProblem]
}
