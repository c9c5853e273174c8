/// The model of one study: mechanisms with their values, and the regimes to compare.
public struct Model: Sendable {
  public let plan: ModelPlan
  public let regimes: [Regime]
  let processes: [WeeklyProcess]
  let common: Common
  let survey: Survey
  let crm: CRMHabits
  let reference: LeverPaths
  let levers: [LeverPaths]
  let threads: [WeeklyPath]

  /// - Throws: the combinations of parameter values that the model refuses.
  public init(plan: ModelPlan, regimes: [Regime]) throws(ModelRefusal) {
    let declared = Self.declarations(given: plan.parameters)
    guard declared.settings.problems.isEmpty else { throw ModelRefusal(problems: declared.settings.problems) }
    self.plan = plan
    self.regimes = regimes
    common = declared.common
    survey = declared.survey
    let processes = declared.mechanisms.filter { !plan.knockedOut.contains($0.card.name) }
    self.processes = processes
    crm = declared.crm.chasing(abandonment: processes.lazy.compactMap { $0.abandonment }.first)
    reference = LeverPaths(plan.reference)
    levers = regimes.map(LeverPaths.init)
    threads = ThreadName.allCases.sorted { $0.position < $1.position }
      .map { plan.threads[$0] ?? WeeklyPath($0.card.neutral) }
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

/// A regime as the weeks read it: one path for each lever.
struct LeverPaths: Sendable {
  private let paths: [WeeklyPath]
  private let steps: [Bool]

  init(_ regime: Regime) {
    paths = LeverName.allCases.map { regime.levers[$0] ?? WeeklyPath($0.card.neutral) }
    steps = LeverName.allCases.map {
      switch $0.card.domain {
      case .choice: true
      case .number(_, let whole): whole
      }
    }
  }

  /// Value of the lever at a place in `LeverName.allCases`; counts and choices step, other levers ramp.
  func value(_ lever: Int, week: Int) -> Double {
    steps[lever] ? paths[lever].stepped(at: week) : paths[lever][week]
  }
}
