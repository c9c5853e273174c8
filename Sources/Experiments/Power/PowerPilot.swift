import SalesForce
import SimulationStatistics

/// Trials that were run to see how much chance is in what is to be told from it.
public struct PowerPilot: Sendable {
  /// Trials that were run.
  public let trials: Int
  /// Share of them that have a value.
  public let share: Double
  /// What they show: mean of the numbers that trials give.
  public let mean: Double
  public let power: MeanPower

  /// Why a pilot says nothing.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    /// Fewer than three trials have a value.
    case tooFew(trials: Int, values: Int)
    /// A ratio of something that is not above 0, or nothing varies that could be a unit.
    case undefined(trials: Int)
    /// The number is the same in every trial.
    case constant(trials: Int)

    public var description: String {
      switch self {
      case .tooFew(let trials, let values):
        "\(values) of the pilot's \(trials) trials have a value, and 3 are needed; run more with --pilot"
      case .undefined(let trials):
        "the hypothesis has no effect to speak of in the pilot's \(trials) trials: a ratio needs values above 0 in all of "
          + "them, standard deviations need some that differ"
      case .constant(let trials):
        "the pilot's \(trials) trials are all alike: there is no noise that a change would have to be told from"
      }
    }
  }

  /// Runs one in a folder that nobody else uses.
  /// - Parameters:
  ///   - scenario: what is simulated.
  ///   - question: what the pilot is for.
  ///   - trials: how many, from number 0 on; at least 3.
  ///   - folder: made for it, with the journals of the trials.
  ///   - text: a scenario in full, as a file holds it.
  ///   - threads: worker threads, 1 or more.
  ///   - build: version and commit of the program.
  ///   - stop: raise it to give up.
  ///   - progress: called with what is done, and how much there is.
  /// - Throws: ``StudyFailure``, ``Failure``.
  public static func run(
    _ scenario: Scenario, _ question: PowerQuestion, trials: Int, folder: String,
    text: @escaping @Sendable (Scenario) -> String, threads: Int, build: BuildInfo, stop: StopSignal = StopSignal(),
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> PowerPilot {
    let pilot = scenario.pilot(trials, question.claim)
    let run = StudyRun(
      StudyRequest(
        scenario: pilot, text: text, directory: folder, threads: threads, selection: question.regimes,
        keepsFailures: false),
      build: build)
    return try PowerPilot(try run.runOnlyTrials(stop: stop, progress: progress), question, trials)
  }

  init(_ data: StudyData, _ question: PowerQuestion, _ trials: Int) throws {
    let all = data.study.all
    let equalCost = try data.slopes.map { try EqualCost(data.scenario, all, trials: data.reader, slopes: $0) }
    let studied = StudyTrials(data.scenario, reader: data.reader, equalCost: equalCost)
    let (values, nuisance): ([Double], NuisanceVariance)
    switch question.subject {
    case .difference(let metric, let regime, let against, let point):
      let look = try PrecisionLook(
        Precision(metric: metric, between: [regime, against], halfWidth: .absolute(1)), data.arms)
      (values, nuisance) = try look.values(studied, point: point)
    case .claim:
      guard let claim = question.claim,
        let found = try HypothesisPass(scenario: data.scenario, trials: studied, slopes: data.slopes, arms: all)
          .numbers(of: claim)
      else { throw Failure.undefined(trials: trials) }
      (values, nuisance) = found
    }
    guard values.count > 2 else { throw Failure.tooFew(trials: trials, values: values.count) }
    guard let spread = SpreadEstimate(values) else { throw Failure.constant(trials: trials) }
    let scenario = data.scenario
    self.trials = trials
    share = Double(values.count) / Double(trials)
    mean = values.reduce(0, +) / Double(values.count)
    power = MeanPower(
      spread, pull: nuisance.variance * (nuisance.degreesOfFreedom + 1),
      pairs: { SlopeTrials.count(scenario, trials: $0) }, confidence: question.confidence)
  }

  // MARK: Trials with and without a value

  /// Power with so many trials, some of which have no value.
  public func power(of change: Double, trials: Int) -> Double {
    power.power(of: change, trials: Int(Double(trials) * share))
  }

  /// Trials that have to be run; nil where no number of them does.
  public func trials(for change: Double, power wanted: Double, factor: Double = 1) -> Int? {
    power.scaled(by: factor).trials(for: change, power: wanted).map { Int((Double($0) / share).rounded(.up)) }
  }
}

extension Scenario {
  /// So many trials and no table, scored on one hypothesis or none.
  fileprivate func pilot(_ trials: Int, _ claim: Hypothesis?) -> Scenario {
    Scenario(
      name: name, question: question, notes: notes, seed: seed, streams: streams, trials: trials, plan: plan,
      regimes: regimes, budget: budget, outputs: Outputs([]), design: design,
      hypotheses: claim.map { [$0] } ?? [], ensemble: ensemble)
  }
}
