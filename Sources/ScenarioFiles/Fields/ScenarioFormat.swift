import Experiments
import SalesForce

/// The scenario format, version 1: every field that a file may have, declared once.
///
/// Parameters, mechanisms, levers and threads come from the model's own declarations.
struct ScenarioFormat: Sendable {
  static let standard = ScenarioFormat(Registry.standard)

  let registry: Registry
  let root: FieldGroup<Draft>
  let preset: FieldGroup<RegimeDraft>

  init(_ registry: Registry) {
    let name = NameRule(allowsDots: true)
    let version = 1...1
    let reference = FieldGroup<RegimeDraft>(fields: [
      Self.preset, .init("levers", Self.leverText, Self.levers(registry)),
    ])
    let regime = FieldGroup<RegimeDraft>(fields: [
      Self.preset, .init("levers", Self.treatedText, Self.levers(registry, isTreated: true)),
    ])
    let horizon = FieldGroup<Draft>(fields: [
      .init("weeks", "weeks in all, warm-up included", in: Horizon.weekRange, \.weeks),
      .init(
        "warm_up",
        "first weeks, managed under the reference regime and left out of every metric; unset: 52, or a quarter of the weeks"
          + " if that is less", in: 0...Horizon.weekRange.upperBound - 1, \.warmUp, hasDefault: false),
    ])
    let organisation = FieldGroup<Draft>(fields: [
      .init("sellers", "seats for sellers", in: Organisation.seatRange, \.sellers),
      .init("span", "seats under one manager", in: Organisation.spanRange, \.span),
      .init(
        "market",
        "potential of the firm's market, in seats' worth of the reference firm; unset: as many as there are seats, whatever their"
          + " number", NumberRule(range: Organisation.marketRange, isWhole: false), hasDefault: false,
        get: { $0.market },
        set: { $0.market = $1 }),
    ])
    let model = FieldGroup<Draft>(fields: [
      .init(
        "mechanisms", "mechanisms by name: off knocks one out, so that what it writes keeps its neutral value",
        Self.mechanisms(registry)),
      .init("parameters", "values of the model's parameters, by mechanism", Self.parameters(registry)),
    ])
    let outputs = FieldGroup<Draft>(
      fields: OptionalTable.allCases.map(Self.table) + [
        .init(
          "cadence", "step of the table of paths over time",
          ChoiceRule(names: Outputs.Cadence.allCases.map(\.rawValue)), \.cadence),
        Field(
          "metrics",
          "metrics and weekly readings that tables have, beside \(Outputs.always.joined(separator: ", ")); unset: all",
          NamesRule(noun: "metric", names: Self.metricNames), hasDefault: false, get: { $0.metrics },
          set: { $0.metrics = $1 }),
        Field(
          "confidence",
          "level of all intervals; one less it is the error rate of all tests; unset: \(Confidence.usual.level)",
          NumberRule(range: Confidence.range), hasDefault: false,
          annotations: [("default", .numeral(Confidence.usual.level))],
          get: { $0.confidence == .usual ? nil : $0.confidence.level }, set: { $0.confidence = Confidence($1) }),
      ])
    let design = FieldGroup<Draft>(fields: [
      .init(
        "factors",
        "settings that vary, by name: every combination of their levels is a design point, unless points lists some",
        FactorsRule(registry: registry), \.factors),
      Field(
        "points", "the design's points, each a list of the factors' levels, in the order of the factors",
        PointsRule(), hasDefault: false, get: { $0.points.isEmpty ? nil : $0.points }, set: { $0.points = $1 }),
      Field(
        "file",
        "a CSV file beside this one that makes the design instead: a header of settings' paths, then a row a point",
        PointsFileRule(registry: registry), hasDefault: false, get: { _ in nil },
        set: { ($0.factors, $0.points) = ($1.factors, $1.points) }),
      .init(
        "decompose",
        "mechanisms to leave out one at a time: decomposition.csv has what each adds to the regimes' differences",
        NamesRule(noun: "mechanism", names: registry.mechanisms.map(\.name)), \.decomposed),
      Field(
        "between",
        "two regimes, [from, to]: contrast.csv has what each lever that they differ in makes of their difference, levers moved"
          + " one at a time from both ends", PairRule(), hasDefault: false,
        get: { $0.between.isEmpty ? nil : $0.between },
        set: { $0.between = $1 }),
      Field(
        "orders",
        "pairs of orders in which levers move, where all combinations of them would be more; unset: "
          + "\(ContrastPlan.usualOrders)",
        NumberRule(
          range: Double(ContrastPlan.orderRange.lowerBound)...Double(ContrastPlan.orderRange.upperBound), isWhole: true),
        hasDefault: false, get: { $0.orders.map(Double.init) }, set: { $0.orders = Int($1) }),
    ])
    let sensitivity = FieldGroup<SensitivityDraft>(fields: [
      .init(
        "vary",
        "settings by path, each with its range [low, high]; or a share: every parameter of one number by so much of its value,"
          + " either way", VaryRule(registry: registry), \.vary),
      .init(
        "method",
        "how points are made: morris (trajectories that move one setting at a time: what matters, at the least cost) or sobol"
          + " (Saltelli's blocks: shares of the variance)",
        ChoiceRule(names: SensitivityPlan.Method.allCases.map(\.rawValue)), \.method),
      Field(
        "points",
        "how many trajectories (unset: 10) or blocks (unset: 64; eight times a power of two) of about as many points as settings",
        NumberRule(
          range: Double(SensitivityPlan.sizeRange.lowerBound)...Double(SensitivityPlan.sizeRange.upperBound),
          isWhole: true), hasDefault: false, get: { $0.points.map(Double.init) }, set: { $0.points = Int($1) }),
      Field(
        "pairs",
        "whether method sobol also tells what each two settings do together, beyond what each does alone, for twice the points",
        ToggleRule(), hasDefault: false, get: { $0.hasPairs ? true : nil }, set: { $0.hasPairs = $1 }),
      Field(
        "of",
        "the hypothesis or metric that it is about: of a metric, whether the first regime has more of it than the second; unset:"
          + " the first hypothesis, or profit", TextRule(limit: Limits.name), hasDefault: false, get: { $0.of },
        set: { $0.of = $1 }),
    ])
    let axis = MapAxisRule(registry: registry)
    let map = FieldGroup<MapDraft>(fields: [
      Field(
        "metric", "what regimes are judged by; unset: profit", TextRule(limit: Limits.name), hasDefault: false,
        get: { $0.metric }, set: { $0.metric = $1 }),
      .init(
        "best", "whether the best regime has the most of it or the least",
        ChoiceRule(names: MapPlan.Best.allCases.map(\.rawValue)), \.best),
      Field(
        "x",
        "what varies across: a setting with its values, {path, from, to, cells}, or the name of a factor of the design",
        axis, isRequired: true, get: { $0.x }, set: { $0.x = $1 }),
      Field("y", "what varies upwards, likewise", axis, isRequired: true, get: { $0.y }, set: { $0.y = $1 }),
    ])
    self.registry = registry
    preset = FieldGroup(fields: [
      Field(
        "rainmaker", "version of the format", NumberRule(range: 1...1, isWhole: true), isRequired: true,
        get: { _ in 1 }, set: { _, _ in }),
      .init("description", "what the style is, in a sentence or two", TextRule(limit: Limits.question), \.description),
      .init("levers", Self.leverText, Self.levers(registry)),
    ])
    var root = FieldGroup<Draft>(fields: [
      .init("rainmaker", "version of the format", in: version, \.version, isRequired: true),
      .init(
        "name", "name of the study and of its results directory; unset: the file's name", name, \.name,
        hasDefault: false),
      .init(
        "question", "the question that the study answers, in one line", TextRule(limit: Limits.question), \.question),
      .init("notes", "free text", TextRule(limit: Limits.notes, isMultiline: true), \.notes),
      .init("seed", "seed of all random draws", in: 0...Int(UInt32.max), \.seed),
      .init(
        "streams", "common: a trial has the same random numbers in every regime; independent: each regime has its own",
        ChoiceRule(names: Streams.allCases.map(\.rawValue)), \.streams),
      .init(
        "trials",
        "trials of each regime, with select at most; unset: 200, 20 where sensitivity or map ask for many points, 2000 with select: a number, or {precision, maximum} to go on until a metric is known well enough",
        TrialsRule(), \.trials),
      Field(
        "limit_failures",
        "trials that may fail, since a law of the model is broken, before the study ends: a number, or a share of the trials such as"
          + " 0.01; unset: any number",
        FailureLimitRule(), hasDefault: false, get: { $0.failureLimit }, set: { $0.failureLimit = $1 }),
      .init("horizon", "the weeks of a trial", horizon),
      .init("organisation", "size and shape of the firm", organisation),
      .init("environment", "exogenous trends: a number, or a path [[week, value], …]", Self.threads(registry)),
      .init("model", "what is simulated, and with which parameters", model),
      Field(
        "parameters",
        "sets of parameters that fit what is known, instead of one: trial t is a firm with member t mod n, in every regime",
        GroupRule(group: Self.ensemble(registry), fresh: EnsembleDraft()), hasDefault: false, get: { $0.ensemble },
        set: { $0.ensemble = $1 }),
      .init(
        "reference", "regime of the warm-up, before the regimes begin; unset: the preset blend", reference, \.reference,
        fresh: RegimeDraft()),
      .init(
        "regimes", "ways of managing to compare, by name", RegimesRule(regime: regime), \.givenRegimes, isRequired: true
      ),
      Field(
        "budget",
        "brings regimes to equal cost by solving for base salaries; none: costs may differ, as with an experiment",
        BudgetRule(), get: { .some($0.budget) }, set: { $0.budget = $1 }),
      .init("design", "what the study varies besides regimes", design),
      Field(
        "sensitivity", "settings that vary together, to see which of them the answer hangs on",
        GroupRule(group: sensitivity, fresh: SensitivityDraft()), hasDefault: false, get: { $0.sensitivity },
        set: { $0.sensitivity = $1 }),
      Field(
        "map", "two settings on a grid, to see which regime is best where, and how surely",
        GroupRule(group: map, fresh: MapDraft()), hasDefault: false, get: { $0.map }, set: { $0.map = $1 }),
      Field(
        "experiment",
        "an experiment inside the firm: some teams, sellers or hires get what others do not, and estimators of its effect are judged"
          + " by the truth. It adds the regimes \(FieldExperiment.pilot) and \(FieldExperiment.everybody)",
        GroupRule(group: Self.experiment(registry), fresh: ExperimentDraft()), hasDefault: false,
        get: { $0.experiment },
        set: { $0.experiment = $1 }),
      Field(
        "select",
        "what to choose by: trials go on until it is clear which regimes (and design points) cannot be beaten",
        GroupRule(group: SelectionDraft.fields, fresh: SelectionDraft()), hasDefault: false, get: { $0.selection },
        set: { $0.selection = $1 }),
      Field(
        "optimize", "levers of one regime whose best setting optimize looks for; other commands ignore it",
        GroupRule(group: OptimumDraft.fields(registry), fresh: OptimumDraft()), hasDefault: false, get: { $0.optimum },
        set: { $0.optimum = $1 }),
      .init(
        "hypotheses", "claims by name, stated in the scenario and scored on paired trials", HypothesesRule(),
        \.hypotheses),
      Field(
        "calibration",
        "what calibrate holds the model against, and which parameters it may move; other commands ignore it",
        GroupRule(group: Self.calibration(registry), fresh: CalibrationDraft()), hasDefault: false,
        get: { $0.calibration }, set: { $0.calibration = $1 }),
      .init("outputs", "optional tables", outputs),
      Field(
        "currency", "tells amounts in money in everything that people read; tables stay in pay units",
        GroupRule(group: CurrencyDraft.fields, fresh: CurrencyDraft()), hasDefault: false,
        get: { $0.currency }, set: { $0.currency = $1 }),
    ])
    root.refused = Self.homes([
      ("horizon", horizon), ("organisation", organisation), ("model", model), ("design", design), ("outputs", outputs),
    ])
    self.root = root
  }

  /// Names of metrics and weekly readings, each once.
  private static let metricNames = (Metric.allCases.map(\.card.name) + WeeklyMetric.allCases.map(\.card.name))
    .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }

  private static func ensemble(_ registry: Registry) -> FieldGroup<EnsembleDraft> {
    let members = ParameterEnsemble.memberRange
    return FieldGroup(fields: [
      Field(
        "ensemble",
        "\(EnsembleRule.shipped): the one that ships; or a CSV file beside this one, as calibrate writes it. What"
          + " model.parameters sets stays as it is in every trial",
        EnsembleRule(registry: registry), hasDefault: false, get: { _ in nil }, set: { $0.file = $1 }),
      Field(
        "members", "how many of them, the first in the file; unset: as many as have four trials each, all at most",
        NumberRule(range: Double(members.lowerBound)...Double(members.upperBound), isWhole: true), hasDefault: false,
        get: { $0.limit.map(Double.init) }, set: { $0.limit = Int($1) }),
      Field(
        "name", "what the ensemble is called in results, where its sets are written out", TextRule(limit: Limits.name),
        hasDefault: false, get: { $0.sets == nil ? nil : $0.name }, set: { $0.name = $1 }),
      Field(
        "sets", "the ensemble written out: a list of parameters' paths, then a list of values for each member",
        EnsembleSetsRule(registry: registry), hasDefault: false, get: { $0.sets }, set: { $0.sets = $1 }),
    ])
  }

  private static func calibration(_ registry: Registry) -> FieldGroup<CalibrationDraft> {
    FieldGroup(fields: [
      .init("points", "sets of parameters simulated in a wave", in: CalibrationPlan.pointRange, \.points),
      .init("waves", "waves of such sets, at most", in: CalibrationPlan.waveRange, \.waves),
      .init("members", "sets of parameters wanted that fit every target", in: CalibrationPlan.memberRange, \.members),
      Field(
        "free", "parameters that may move, by path, each with its lowest and highest plausible value",
        FreeRule(registry: registry), isRequired: true, get: { $0.free }, set: { $0.free = $1 }),
      Field(
        "targets", "published effects and levels, by name", TargetsRule(), isRequired: true, get: { $0.targets },
        set: { $0.targets = $1 }),
    ])
  }

  /// Where keys belong that somebody wrote at the top.
  private static func homes(_ groups: [(name: String, group: FieldGroup<Draft>)]) -> [String: String] {
    let pairs = groups.flatMap { name, group in group.fields.map { ($0.key, "belongs under \(name):") } }
    return Dictionary(
      pairs + [("levers", "belongs under a regime, regimes: {NAME: {levers: …}}")],
      uniquingKeysWith: { first, _ in first })
  }

  private static func table(_ table: OptionalTable) -> Field<Draft> {
    Field(
      table.rawValue, "whether to write \(table.rawValue).csv: \(table.summary)", ToggleRule(),
      get: { $0.isWritten(table) }, set: { $0.tables[table] = $1 })
  }

  private static let leverText =
    "levers that the regime sets: a number or name, or a path [[week, value], …] over time; unset: as in the preset, or"
    + " the neutral value without one"

  private static let treatedText =
    leverText
    + "; or {value, who, weeks, otherwise}: a value for a part of the firm, drawn by lot (who: {teams: half}, {sellers:"
    + " 0.3, opt_in: 0.6} or {hires: half}), for some weeks ([first, last]), or both"

  private static let preset = Field<RegimeDraft>(
    "preset", "ready-made regime to start from", ChoiceRule(names: Presets.names), hasDefault: false,
    get: { $0.preset }, set: { $0.preset = $1 })
}
