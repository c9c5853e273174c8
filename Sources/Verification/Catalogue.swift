/// All checks, in the order of the report.
public enum Catalogue {
  /// V1-V40 as model, section 10, has them.
  static let model: [Check] = [
    LinearPay.commission, LinearPay.multitask, LinearPay.team, Contests.duel, Contests.topTenth, Contests.privateCost,
    Quotas.riskNeutral, Quotas.flatEffort, WeeklyDecisions.thirteen, Quotas.riskAverse, Quotas.combinations,
    WeeklyDecisions.discounting, ExpertLine.open, FiniteSource.closed,
    BeliefChecks.asymmetry, BeliefChecks.abandonment, Directions.gain, Learning.exponential,
    Learning.mixed, Tenure.constantHazard, Docking.grid, PipelineChain.absorption, PipelineChain.little,
    Docking.mutualLearning, Docking.rugged, Directions.match, QuotaShares.lognormal, Docking.halo,
    NullRegime.equalRegimes, Docking.salesAgent, Conservation.balances,
  ]

  /// Random streams, functions and statistics.
  static let library: [Check] = [
    StreamAnswers.philox, StreamAnswers.elementary, StreamAnswers.blocks, CertifiedStatistics.means,
    CertifiedStatistics.anova, CertifiedStatistics.regression, CertifiedStatistics.bootstrap, CertifiedStatistics.holm,
  ]

  public static let checks = model + library

  /// Rows of the verification table that are not checked, with the reason.
  public static let dropped: [(id: String, title: String, reason: String)] =
    [
      (
        "V15", "weekly rationing of experts",
        "dropped: experts are served event by event, nobody rations them by the week; V13 and V14 test the queue"
      )
    ]
    + [
      ("V16", "Bass diffusion on a complete graph"), ("V17", "DeGroot averaging on a star"),
      ("V18", "adoption thresholds 0 to 99"), ("V19", "normal adoption thresholds"),
      ("V22", "words and actions, bias of the mixture"), ("V30", "goodwill reserve"),
      ("V36", "repeated messages"), ("V37", "contact timing"),
    ].map { ($0.0, $0.1, "mechanism not built, or not yet wired to a check") }

  /// Checks that are long enough to be started first, longest first.
  static let longest = ["V38", "V31", "V13", "V7", "V8", "V10", "V40", "V14"]
}
