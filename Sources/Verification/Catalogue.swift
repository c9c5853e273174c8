/// All checks, in the order of the report.
public enum Catalogue {
  /// V1-V40 as model, section 10, has them.
  static let model: [Check] = [
    LinearPay.commission, LinearPay.multitask, LinearPay.team, Contests.duel, Contests.topTenth, Contests.privateCost,
    Quotas.riskNeutral, Quotas.flatEffort, WeeklyDecisions.thirteen, Quotas.riskAverse, Quotas.combinations,
    WeeklyDecisions.discounting, ExpertLine.open, FiniteSource.closed,
    BassDiffusion.completeGraph, OpinionAveraging.star, AdoptionThresholds.staircase, NormalThresholds.quantiles,
    BeliefChecks.asymmetry, BeliefChecks.abandonment, BeliefChecks.wordsAndDeeds, Directions.gain, Learning.exponential,
    Learning.mixed, Tenure.constantHazard, Docking.grid, PipelineChain.absorption, PipelineChain.little,
    GoodwillReserves.ruin, Docking.mutualLearning, Docking.rugged, Directions.match, QuotaShares.lognormal,
    Docking.halo,
    RepeatedMessages.heard, ContactTiming.present,
    NullRegime.equalRegimes, Docking.salesAgent, Conservation.balances,
  ]

  /// Random streams, functions and statistics.
  static let library: [Check] = [
    StreamAnswers.philox, StreamAnswers.elementary, StreamAnswers.blocks, CertifiedStatistics.means,
    CertifiedStatistics.anova, CertifiedStatistics.regression, CertifiedStatistics.bootstrap, CertifiedStatistics.holm,
  ]

  /// Exact limits of channels that V1-V40 do not know.
  static let channels: [Check] = [Returns.hours, Returns.market, Deadlines.urgency, Offers.expectedPay]

  public static let checks = model + channels + library

  /// Rows of the verification table that are not checked, with the reason.
  public static let dropped: [(id: String, title: String, reason: String)] =
    [
      (
        "V15", "weekly rationing of experts",
        "dropped: experts are served event by event, nobody rations them by the week; V13 and V14 test the queue"
      )
    ]

  /// Checks that are long enough to be started first, longest first.
  static let longest = ["V38", "V31", "V13", "V7", "V8", "V10", "V40", "V14"]
}
