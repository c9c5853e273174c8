/// The tables that are small enough to show at the end of a run.
public struct StudyDigest: Sendable, Equatable {
  public let summary: [SummaryEntry]
  public let comparisons: [ComparisonEntry]
  /// In the order of the scenario; empty where it registers none.
  public let hypotheses: [HypothesisEntry]
  /// Empty where no budget equalises costs.
  public let budget: [BudgetReceipt]
}
