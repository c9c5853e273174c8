/// What sellers believe, and what the firm knows.
extension Metric.Row {
  static var beliefBias: Self {
    Self(
      "belief_bias", "1", .balance, "believed less true chance of winning, mean of seller-weeks",
      formula: Self.believing("`beliefGaps`")
    ) {
      $0.sum(.beliefGaps) / $0.believing
    }
  }

  static var forecastRatio: Self {
    Self(
      "forecast_ratio", "1", .amount, "believed over true chance of winning, means of seller-weeks",
      formula: "Σ `believedChances`/(Σ `believedChances` − Σ `beliefGaps`)"
    ) {
      $0.sum(.believedChances) / ($0.sum(.believedChances) - $0.sum(.beliefGaps))
    }
  }

  static var deadDeals: Self {
    Self(
      "dead_deals", "1 per seller", .amount, "dead deals that a seller still chases, mean of seller-weeks",
      formula: Self.believing("`falseHopes`")
    ) {
      $0.sum(.falseHopes) / $0.believing
    }
  }

  static var adoption: Self {
    Self(
      "adoption", "1", .share, "share of seller-weeks in which the tools on offer were in use",
      formula: "Σ `toolUsers`/P"
    ) {
      $0.sum(.toolUsers) / $0.sellers
    }
  }

  static var knowledge: Self {
    Self(
      "knowledge", "1", .balance,
      "questions of the organisational code that sellers see right less those seen wrong, share, mean of seller-weeks",
      formula: "Σ `knowledges`/P; none where Σ `codeWeeks` is 0"
    ) {
      $0.sum(.codeWeeks) > 0 ? $0.sum(.knowledges) / $0.sellers : .nan
    }
  }

  static var codeKnowledge: Self {
    Self(
      "code_knowledge", "1", .balance,
      "questions that the organisational code sees right less those seen wrong, share, mean",
      formula: "Σ `codeKnowledges`/Σ `codeWeeks`"
    ) {
      $0.sum(.codeKnowledges) / $0.sum(.codeWeeks)
    }
  }

  private static func believing(_ flow: String) -> String { "Σ \(flow)/P; none where Σ `believedChances` is 0" }
}
