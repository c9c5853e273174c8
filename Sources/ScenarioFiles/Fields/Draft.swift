import Experiments
import SalesForce

/// A scenario while its file is read: starts as the defaults, and a field at a time replaces them.
struct Draft: Sendable {
  var version = 1
  var name: String
  var question = ""
  var notes = ""
  var seed = 1
  var streams = Streams.common.rawValue
  private var givenTrials: TrialsRule.Value?
  var weeks = 208
  private var givenWarmUp: Int?
  var sellers = 64
  var market: Double?
  var span = 8
  var threads: [ThreadName: WeeklyPath] = [:]
  var knockedOut: Set<String> = []
  var parameters: [String: [Double]] = [:]
  /// The firm before the study begins: a style between all others, so that none of them starts at home.
  var reference = RegimeDraft(preset: "blend")
  /// Those of the file.
  var givenRegimes: [RegimeDraft] = []
  private var givenBudget: Budget??
  var factors: [Factor] = []
  /// Levels by name, in the order of the factors, of the points that the file lists; empty for all combinations.
  var points: [[String]] = []
  var sensitivity: SensitivityDraft?
  var map: MapDraft?
  var experiment: ExperimentDraft?
  var selection: SelectionDraft?
  var optimum: OptimumDraft?
  var decomposed: [String] = []
  /// Names of the regimes of a contrast: two, or none.
  var between: [String] = []
  /// Pairs of orders in which levers move.
  var orders: Int?
  var hypotheses: [HypothesisDraft] = []
  var calibration: CalibrationDraft?
  var ensemble: EnsembleDraft?
  /// Optional tables that the file switches on or off.
  var tables: [OptionalTable: Bool] = [:]
  var cadence = Outputs.Cadence.week.rawValue
  var confidence = Confidence.usual
  /// Metrics that tables have; nil for all.
  var metrics: [String]?
  var currency: CurrencyDraft?
  /// Trials that may fail; nil for any number.
  var failureLimit: FailureLimit?

  init(name: String) {
    self.name = name
  }

  /// The experiment with everything filled in; nil without one, and where something needed is missing or wrong.
  var fieldExperiment: FieldExperiment? {
    experiment?.experiment(givenRegimes, measured: warmUp..<max(warmUp, weeks))
  }

  /// The regimes that an experiment adds.
  var experimentRegimes: [RegimeDraft] {
    fieldExperiment.map { ExperimentDraft.regimes($0, beside: givenRegimes) } ?? []
  }

  /// Those of the file, and those that an experiment adds.
  var regimes: [RegimeDraft] { givenRegimes + experimentRegimes }

  /// Costs are brought to be equal unless the file says otherwise; in an experiment everybody keeps their salary.
  var budget: Budget? {
    get { givenBudget ?? (experiment == nil ? Budget.standard : nil) }
    set { givenBudget = .some(newValue) }
  }

  /// Those of a sensitivity study are replicates at many points, and a map has many cells; a choice takes as many as it needs
  /// of those there may be.
  var trials: TrialsRule.Value {
    get {
      givenTrials
        ?? TrialsRule.Value(
          count: selection != nil
            ? min(SelectionPlan.usualMaximum, ensemble?.most ?? .max) : hasManyPoints ? 20 : 200)
    }
    set { givenTrials = newValue }
  }

  /// The tables that are written: without a word the standard ones, of a study with very many points none, and none where not
  /// all regimes run in all trials.
  func isWritten(_ table: OptionalTable) -> Bool {
    tables[table] ?? (!hasManyPoints && selection == nil && table.isStandard)
  }

  private var hasManyPoints: Bool { sensitivity != nil || map != nil }

  /// A year, or a quarter of a shorter scenario, unless given.
  var warmUp: Int {
    get { givenWarmUp ?? min(52, weeks / 4) }
    set { givenWarmUp = newValue }
  }

  /// The design, as far as it is free of problems.
  var design: StudyDesign {
    guard factors.allSatisfy({ !$0.levels.isEmpty }) else { return StudyDesign() }
    if points.isEmpty { return StudyDesign.combinations(factors) == nil ? StudyDesign() : StudyDesign(factors) }
    let places = factors.map { factor in
      Dictionary(factor.levels.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let found = points.compactMap { names in
      let levels = zip(places, names).compactMap { $0[$1] }
      return levels.count == factors.count ? levels : nil
    }
    return found.isEmpty ? StudyDesign() : StudyDesign(factors, points: found)
  }

  /// Whether the budget will move the regime's salary.
  func solvesSalary(of regime: RegimeDraft) -> Bool {
    guard let budget, budget.salaries == nil else { return false }
    return budget.target != .sameAs(regime.name)
  }

  var isWarmUpGiven: Bool { givenWarmUp != nil }
}

extension Draft {
  /// The way back, for writing.
  init(_ scenario: Scenario) {
    self.init(name: scenario.name)
    let plan = scenario.plan
    (question, notes) = (scenario.question, scenario.notes)
    seed = Int(scenario.seed)
    givenTrials = TrialsRule.Value(count: scenario.trials, precision: scenario.precision)
    (weeks, givenWarmUp) = (plan.horizon.weeks, plan.horizon.warmUp)
    (sellers, span) = (plan.organisation.seats, plan.organisation.span)
    market = plan.organisation.givenMarket
    let neutral = ThreadName.allCases.map { ($0, WeeklyPath($0.card.neutral)) }
    threads = plan.threads.merging(neutral) { given, _ in given }
    (knockedOut, parameters) = (plan.knockedOut, plan.parameters)
    reference = RegimeDraft(plan.reference)
    streams = scenario.streams.rawValue
    budget = scenario.budget
    let made = scenario.experiment == nil ? [] : [FieldExperiment.pilot, FieldExperiment.everybody]
    givenRegimes = scenario.regimes.filter { !made.contains($0.name) }.map(RegimeDraft.init)
    // A salary that is still to be solved for is nobody's setting.
    for index in givenRegimes.indices where solvesSalary(of: givenRegimes[index]) {
      givenRegimes[index].levers[.salary] = nil
    }
    (factors, decomposed) = (scenario.baseDesign.factors, scenario.decomposed)
    sensitivity = scenario.sensitivity.map(SensitivityDraft.init)
    map = scenario.map.map(MapDraft.init)
    if let contrast = scenario.contrast { (between, orders) = ([contrast.from, contrast.to], contrast.orders) }
    experiment = scenario.experiment.map(ExperimentDraft.init)
    selection = scenario.selection.map(SelectionDraft.init)
    optimum = scenario.optimum.map(OptimumDraft.init)
    if !scenario.baseDesign.isFull {
      points = scenario.baseDesign.points.map { zip(factors, $0).map { $0.levels[$1].name } }
    }
    hypotheses = scenario.hypotheses.map(HypothesisDraft.init)
    calibration = scenario.calibration.map(CalibrationDraft.init)
    ensemble = scenario.ensemble.map(EnsembleDraft.init)
    tables = Dictionary(uniqueKeysWithValues: OptionalTable.allCases.map { ($0, scenario.outputs.tables.contains($0)) })
    cadence = scenario.outputs.cadence.rawValue
    (confidence, metrics) = (scenario.outputs.confidence, scenario.outputs.metrics)
    currency = scenario.currency.map(CurrencyDraft.init)
    failureLimit = scenario.failureLimit
  }

  /// The scenario with every setting filled in. The draft has to be free of problems.
  func scenario(_ registry: Registry) -> Scenario {
    let plan = ModelPlan(
      organisation: Organisation(seats: sellers, span: span, market: market),
      horizon: Horizon(weeks: weeks, warmUp: warmUp),
      threads: Dictionary(
        uniqueKeysWithValues: registry.threads.map { ($0.name, threads[$0.name] ?? WeeklyPath($0.neutral)) }),
      knockedOut: knockedOut,
      parameters: Dictionary(
        uniqueKeysWithValues: registry.parameters.map { ($0.path, parameters[$0.path] ?? $0.defaults) }),
      reference: reference.regime(named: "reference", registry))
    return Scenario(
      name: name, question: question, notes: notes, seed: UInt32(clamping: seed),
      streams: Streams(rawValue: streams) ?? .common, trials: trials.count,
      precision: trials.precision, plan: plan,
      regimes: regimes.map { $0.regime(named: $0.name, registry) }, budget: budget,
      outputs: Outputs(
        Set(OptionalTable.allCases.filter(isWritten)), cadence: Outputs.Cadence(rawValue: cadence) ?? .week,
        confidence: confidence, metrics: metrics),
      design: design, sensitivity: sensitivityPlan(registry), map: map?.plan(among: factors), contrast: contrast,
      experiment: fieldExperiment, selection: selection?.plan, optimum: optimum?.plan, decomposed: decomposed,
      hypotheses: selection == nil ? hypotheses.map(\.hypothesis) : [], calibration: calibration.flatMap(\.plan),
      ensemble: ensemble?.ensemble(
        given: Set(parameters.keys), trials: trials.count, isChoice: selection != nil), currency: currency?.currency,
      failureLimit: failureLimit)
  }
}
