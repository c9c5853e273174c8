import SalesForce

/// A study as its file describes it, checked and complete.
public struct Scenario: Sendable, Equatable {
  /// Letters, digits, `-`, `_` and `.`, starting with a letter or digit: it names the results directory.
  public let name: String
  /// One line that says which question the study answers; may be empty.
  public let question: String
  /// Free text.
  public let notes: String
  public let seed: UInt32
  public let streams: Streams
  /// Number of trials of each regime; where a precision is wanted, as many as there may be.
  public let trials: Int
  /// How sure the study is to be; nil where it runs just so many trials.
  public let precision: Precision?
  public let plan: ModelPlan
  /// In the order of the file, which is the order of the tables.
  public let regimes: [Regime]
  /// How costs are equalised; nil where regimes cost what they cost.
  public let budget: Budget?
  public let outputs: Outputs
  /// What the study varies besides regimes and budget, the points of a sensitivity study or a map included.
  public let design: StudyDesign
  /// The same without these.
  public let baseDesign: StudyDesign
  /// Which settings vary to see what the answer hangs on; nil in other studies.
  public let sensitivity: SensitivityPlan?
  /// On which grid to see where each regime is best; nil in other studies.
  public let map: MapPlan?
  /// Between which two regimes to go lever by lever; nil where nobody asks which lever makes their difference.
  public let contrast: ContrastPlan?
  /// An experiment inside the firm, whose regimes stand among ``regimes``; nil in other studies.
  public let experiment: FieldExperiment?
  /// What the study chooses by; nil in studies where every regime runs in every trial.
  public let selection: SelectionPlan?
  /// What `optimize` looks for; nil where the file says nothing of it.
  public let optimum: OptimumPlan?
  /// Mechanisms to leave out one at a time, for the table of what each adds to the regimes' differences.
  public let decomposed: [String]
  /// Claims to be scored, in the order of the file.
  public let hypotheses: [Hypothesis]
  /// What `calibrate` holds the model against; nil where the file says nothing of it.
  public let calibration: CalibrationPlan?
  /// Sets of parameters that trials take in turn; nil where all have those of the plan.
  public let ensemble: ParameterEnsemble?
  /// What a pay unit is in money; nil where results are told in pay units.
  public let currency: Currency?
  /// How many trials may fail before the study ends; nil for any number.
  public let failureLimit: FailureLimit?

  public static let trialRange = 1...10_000_000
  public static let regimeRange = 1...64
  /// Arms × weeks at one point of the design, at most: a record stays below 40 MB.
  public static let readingLimit = 200_000
  /// Open opportunities of a firm, at most: each takes about 100 bytes, twice a thread.
  public static let opportunityLimit = 2e6

  public init(
    name: String, question: String, notes: String, seed: UInt32, streams: Streams = .common, trials: Int,
    precision: Precision? = nil, plan: ModelPlan, regimes: [Regime], budget: Budget? = nil, outputs: Outputs,
    design: StudyDesign = StudyDesign(),
    sensitivity: SensitivityPlan? = nil, map: MapPlan? = nil, contrast: ContrastPlan? = nil,
    experiment: FieldExperiment? = nil, selection: SelectionPlan? = nil, optimum: OptimumPlan? = nil,
    decomposed: [String] = [],
    hypotheses: [Hypothesis] = [],
    calibration: CalibrationPlan? = nil,
    ensemble: ParameterEnsemble? = nil, currency: Currency? = nil, failureLimit: FailureLimit? = nil
  ) {
    self.name = name
    self.question = question
    self.notes = notes
    self.seed = seed
    self.streams = streams
    self.trials = trials
    self.precision = precision
    self.regimes = regimes
    self.budget = budget
    self.outputs = outputs
    baseDesign = design
    (self.sensitivity, self.map, self.contrast) = (sensitivity, map, contrast)
    (self.selection, self.optimum) = (selection, optimum)
    let sample = sensitivity.flatMap { try? SensitivitySample($0, seed: seed) }
    self.design =
      if let sensitivity, let sample {
        StudyDesign(design, sensitivity, sample)
      } else if let map {
        StudyDesign(design, map)
      } else {
        design
      }
    self.experiment = experiment
    // Who is treated in any regime is looked at in all of them.
    let seats = self.design.settings.map { if case .sellers(let count) = $0 { count } else { 0 } }.max() ?? 0
    self.plan = plan.watching(
      TreatedCohort.all(in: regimes, plan.horizon), experiment?.record(seats: max(seats, plan.organisation.seats)))
    self.decomposed = decomposed
    self.hypotheses = hypotheses
    self.calibration = calibration
    self.ensemble = ensemble
    (self.currency, self.failureLimit) = (currency, failureLimit)
  }
}
