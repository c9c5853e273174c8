import RandomStreams
import ResultTables
import SalesForce

/// A trial of one arm of a study, to be simulated again: by itself it has the bits that it had beside all others, since
/// its draws are keyed and the warm-up is the same for all regimes.
public struct TrialReplay: Sendable {
  public let regime: String
  /// Mechanisms that a knock-out run leaves out.
  public let without: [String]
  /// Whether it is a mix of two regimes, for the contrast.
  public let isMix: Bool
  public let point: Int
  public let trial: Int
  /// Member of the ensemble whose parameters the trial has; nil where all trials have the same.
  public let member: Int?
  /// Place of the arm in the records.
  let place: Int
  let model: Model
  let key: StreamKey
  /// Which sellers' years the record holds.
  let sample: SellerSample?

  /// - Parameters:
  ///   - place: of the arm in the study's records.
  ///   - sample: the sellers' years that trials of the study record.
  /// - Throws: ``ReplayRefusal/model(_:)``.
  init(
    _ arm: Arm, at place: Int, of scenario: Scenario, trial: Int, sample: SellerSample?
  ) throws(ReplayRefusal) {
    do throws(ModelRefusal) {
      let model = try Model(plan: scenario.plan(arm.world), regimes: [arm.regime])
      self.model =
        scenario.ensemble == nil
        ? model : try model.with(parameters: scenario.parameters(arm.world, trial: trial))
    } catch {
      throw .model(error.problems.map(\.message).joined(separator: "; "))
    }
    (regime, without, point, self.trial) = (arm.regime.name, arm.world.without, arm.point, trial)
    (self.place, self.sample, isMix) = (place, sample, arm.mix != nil)
    member = scenario.ensemble?.member(of: trial)
    key = scenario.keys.key(trial: trial, place: arm.place)
  }

  /// Weeks of the trial, warm-up included, and how many of them are warm-up.
  public var weeks: Int { model.plan.horizon.weeks }
  public var warmUp: Int { model.plan.horizon.warmUp }
  public var seats: Int { model.plan.organisation.seats }
  /// Names of the passes of a week, in their order.
  public var passes: [String] { model.passes }

  /// Simulates it.
  /// - Parameters:
  ///   - check: whether to test every pass of every week.
  ///   - trace: takes the history; nil for none.
  /// - Throws: `BrokenInvariant`; errors of the trace's file.
  func run(check: Bool = false, trace: TraceWriter? = nil) throws -> TrialOutcome {
    var runner = TrialRunner(model, check: check, sellers: sample)
    let outcomes = try runner.run(
      key, regimes: [0], weekly: true, people: sample.map { trial < $0.trials } ?? false,
      isWanted: { trace?.failure == nil }
    ) { firm, week, moment in trace?.take(firm, week, moment, passes: model.passes) }
    if let failure = trace?.failure { throw failure }
    guard let outcome = outcomes.first else { preconditionFailure("TrialReplay: no outcome of a trial that was run") }
    return outcome
  }

  /// Lets somebody watch the trial. A law that turns out broken at its end is told by ``run(check:trace:)``.
  /// - Parameter last: the last week that is wanted.
  func watch(through last: Int, _ see: (borrowing Firm, _ week: Int, WeekMoment) -> Void) {
    var runner = TrialRunner(model), now = 0
    _ = try? runner.run(key, regimes: [0], weekly: false, isWanted: { now <= last }) { firm, week, moment in
      see(firm, week, moment)
      if moment == .end { now = week + 1 }
    }
  }
}
