/// What a trial comes to, over the measured weeks.
public enum Metric: Int, CaseIterable, Sendable {
  case revenue, profit, cost, welfare, pay
  case winRate, quotaAttainment, noDecisionShare, cycleWeeks, openOpportunities
  case exits, dismissals, salespersonExitRatio, vacancy
  case effort, skill, innovation, motivation, strain, match, sellingHours
  case leaders, professionals, technologists, salespeople, roundaboutLeaders
  case issueResolution, expertWait, expertUtilisation, favouredWait
  case top20Share, top20Repeat, top20RepeatGain
  case tieStrength, help
  case practiceLift, experimentation, bestPracticeShare, unsanctionedShare, unsanctionedFound, bestFound, weeksToBest
  case beliefBias, forecastRatio, deadDeals, trust, harmedShare, newcomerSkill
  // Change
  case adoption, knowledge, codeKnowledge
  // Customers
  case priceLoss, periodEndRatio, pressure, accounts, churnRate, repeatShare, concessionShare
  // What a survey of managers would find
  case rateNeither, rateOwn, rateSupport, rateBoth, ownShare, supportShare, highShare, highDispersion

  public var card: MetricCard {
    switch self {
    case .revenue: MetricCard("revenue", "pay units a seat-week", "value of deals won")
    case .profit: MetricCard("profit", "pay units a seat-week", "margin on revenue less all costs of selling")
    case .cost: MetricCard("cost", "pay units a seat-week", "all costs of selling, vacant seats included")
    case .welfare:
      MetricCard("welfare", "pay units a seller-week", "sellers' pay less cost of effort and risk premium")
    case .pay: MetricCard("pay", "pay units a seller-week", "salary and variable pay")
    case .winRate: MetricCard("win_rate", "1", "share of closed opportunities that were won")
    case .quotaAttainment:
      MetricCard("quota_attainment", "1", "share of filled seat-quarters with sales at or above quota")
    case .noDecisionShare:
      MetricCard("no_decision_share", "1", "share of opportunities not won that ended without a decision")
    case .cycleWeeks:
      MetricCard("cycle_weeks", "weeks", "transition attempts of deals won, from the week of birth, inclusive")
    case .openOpportunities: MetricCard("open_opportunities", "1 a seat", "open opportunities at the end of a week")
    case .exits: MetricCard("exits", "1 a seller-year", "sellers who left, dismissals included")
    case .dismissals: MetricCard("dismissals", "1 a seller-year", "sellers dismissed")
    case .salespersonExitRatio:
      MetricCard(
        "salesperson_exit_ratio", "1",
        "how often sellers past probation with both skills below one half leave, over how often those with value skill do"
      )
    case .vacancy: MetricCard("vacancy", "1", "share of seat-weeks without a seller")
    case .effort: MetricCard("effort", "1", "selling effort e₁ of a seller-week, mean")
    case .skill: MetricCard("skill", "1", "value skill of a seller-week, mean")
    case .innovation: MetricCard("innovation", "1", "innovation skill of a seller-week, mean")
    case .leaders:
      MetricCard("leaders", "1", "share of sellers with both skills of one half or more, at the end")
    case .professionals:
      MetricCard(
        "professionals", "1", "share of sellers with value skill of one half and less innovation skill, at the end")
    case .technologists:
      MetricCard(
        "technologists", "1", "share of sellers with innovation skill of one half and less value skill, at the end")
    case .salespeople: MetricCard("salespeople", "1", "share of sellers with both skills below one half, at the end")
    case .roundaboutLeaders:
      MetricCard(
        "roundabout_leaders", "1", "of technologists who became leaders, the share that were professionals first")
    case .motivation: MetricCard("motivation", "σ_Q", "intrinsic motivation of a seller-week, mean")
    case .strain: MetricCard("strain", "1", "strain of a seller-week, mean")
    case .match: MetricCard("match", "1", "match of what is offered and what is wanted, mean of seller-weeks")
    case .sellingHours: MetricCard("selling_hours", "hours", "time left for selling in a seller-week, mean")
    case .issueResolution: MetricCard("issue_resolution", "1", "issues resolved as a share of issues raised")
    case .expertWait: MetricCard("expert_wait", "hours", "working hours until an expert answers, answered requests")
    case .expertUtilisation: MetricCard("expert_utilisation", "1", "share of their time that experts work")
    case .favouredWait:
      MetricCard(
        "favoured_wait", "1",
        "mean wait for an answer of the quarter that experts like most over that of the least liked")
    case .tieStrength:
      MetricCard("tie_strength", "1", "mean strength of a seller's ties to colleagues, over seller-weeks")
    case .help: MetricCard("help", "1 a seller-week", "helps given to colleagues")
    case .adoption: MetricCard("adoption", "1", "share of seller-weeks in which the tools on offer were in use")
    case .knowledge:
      MetricCard(
        "knowledge", "1",
        "questions of the code that sellers see right less those seen wrong, share, mean of seller-weeks")
    case .codeKnowledge:
      MetricCard("code_knowledge", "1", "questions that the firm's code sees right less those seen wrong, share, mean")
    case .priceLoss: MetricCard("price_loss", "1", "discounts as a share of the list value of deals won")
    case .periodEndRatio:
      MetricCard(
        "period_end_ratio", "1", "value of deals won a week in a quota period's last two weeks over that of all weeks")
    case .pressure:
      MetricCard("pressure", "reference effort", "pressure on customers to decide now, mean of seller-weeks")
    case .accounts: MetricCard("accounts", "1 a seat", "customers won who are still customers")
    case .churnRate: MetricCard("churn_rate", "1 an account-year", "customers who left with their goodwill used up")
    case .repeatShare: MetricCard("repeat_share", "1", "what customers ordered again as a share of revenue")
    case .concessionShare:
      MetricCard("concession_share", "1", "concessions to customers as a share of what they ordered again")
    case .rateNeither:
      MetricCard(
        "rate_neither", "1", "surveyed share of high performers among sellers with neither behaviour, relative")
    case .rateOwn:
      MetricCard("rate_own", "1", "the same among those who own their issues and do not use support")
    case .rateSupport:
      MetricCard("rate_support", "1", "the same among those who use support and do not own their issues")
    case .rateBoth: MetricCard("rate_both", "1", "the same among those who do both")
    case .ownShare: MetricCard("own_share", "1", "surveyed share of sellers who own their issues")
    case .supportShare: MetricCard("support_share", "1", "surveyed share of sellers who use support")
    case .highShare:
      MetricCard("high_share", "1", "surveyed share of sellers whose sales reach a bar that is the same in every firm")
    case .highDispersion:
      MetricCard(
        "high_dispersion", "1",
        "squared distance of their number from what `survey.top_share` leads to expect, over its variance by chance")
    case .top20Share:
      MetricCard("top20_share", "1", "revenue of the best fifth of seat-years as a share of all seat-years' revenue")
    case .top20Repeat:
      MetricCard(
        "top20_repeat", "1",
        "of the best fifth by revenue in a year, the share in the best fifth of the next as well, among sellers there "
          + "for both years")
    case .top20RepeatGain:
      MetricCard(
        "top20_repeat_gain", "1",
        "that share among sellers who both own their issues and use support (chance of one half or more) less that "
          + "among the others")
    case .practiceLift:
      MetricCard(
        "practice_lift", "1", "response to the practice in use, relative to the reference, mean of seller-weeks")
    case .experimentation:
      MetricCard("experimentation", "1", "share of seller-weeks spent on trying another practice than the usual one")
    case .bestPracticeShare:
      MetricCard("best_practice_share", "1", "share of seller-weeks in the practice that is truly best")
    case .unsanctionedShare:
      MetricCard("unsanctioned_share", "1", "share of seller-weeks in practices that headquarters' code rules out")
    case .unsanctionedFound:
      MetricCard(
        "unsanctioned_found", "1",
        "1 where a twentieth of the sellers used practices that the code rules out in some week, else 0")
    case .trust: MetricCard("trust", "1", "trust in whoever coaches, relative to the usual, mean of seller-weeks")
    case .harmedShare:
      MetricCard("harmed_share", "1", "share of seller-weeks in which feedback threatens more than it is trusted")
    case .newcomerSkill:
      MetricCard("newcomer_skill", "1", "value skill of sellers in their first year, mean of seller-weeks")
    case .beliefBias:
      MetricCard("belief_bias", "1", "believed less true chance of winning, mean of seller-weeks")
    case .forecastRatio:
      MetricCard("forecast_ratio", "1", "believed over true chance of winning, means of seller-weeks")
    case .deadDeals:
      MetricCard("dead_deals", "1 a seller", "dead deals that a seller still chases, mean of seller-weeks")
    case .bestFound:
      MetricCard("best_found", "1", "1 where half of the sellers used the truly best practice in some week, else 0")
    case .weeksToBest:
      MetricCard(
        "weeks_to_best", "weeks",
        "measured weeks until half of the sellers use the truly best practice, or all weeks where they never do")
    }
  }
}

/// What is read off the firm each week.
public enum WeeklyMetric: Int, CaseIterable, Sendable {
  case revenue, profit, cost, pay, winRate, openOpportunities, exits, filled
  case effort, skill, innovation, motivation, strain, match, expertUtilisation
  case practiceLift, experimentation, bestPracticeShare, beliefBias, trust, tieStrength
  case adoption, knowledge, codeKnowledge

  public var card: MetricCard {
    switch self {
    case .revenue: Metric.revenue.card
    case .profit: Metric.profit.card
    case .cost: Metric.cost.card
    case .pay: Metric.pay.card
    case .winRate: Metric.winRate.card
    case .openOpportunities: Metric.openOpportunities.card
    case .exits: MetricCard("exits", "1 a seat", "sellers who left this week")
    case .filled: MetricCard("filled", "1", "share of seats with a seller at the end of the week")
    case .effort: Metric.effort.card
    case .skill: Metric.skill.card
    case .innovation: Metric.innovation.card
    case .motivation: Metric.motivation.card
    case .strain: Metric.strain.card
    case .match: Metric.match.card
    case .expertUtilisation: Metric.expertUtilisation.card
    case .practiceLift: Metric.practiceLift.card
    case .experimentation: Metric.experimentation.card
    case .bestPracticeShare: Metric.bestPracticeShare.card
    case .tieStrength: Metric.tieStrength.card
    case .beliefBias: Metric.beliefBias.card
    case .trust: Metric.trust.card
    case .adoption: Metric.adoption.card
    case .knowledge: Metric.knowledge.card
    case .codeKnowledge: Metric.codeKnowledge.card
    }
  }
}

/// Name, unit, meaning and resolution of a metric.
public struct MetricCard: Sendable, Equatable {
  /// The column in tables.
  public let name: String
  public let unit: String
  public let summary: String
  /// Values are rounded to multiples of 2^−fractionBits when a trial ends, so that sums over trials are exact in any
  /// order. 2⁻³² is far below what any metric can mean.
  public let fractionBits: Int

  init(_ name: String, _ unit: String, _ summary: String, fractionBits: Int = 32) {
    self.name = name
    self.unit = unit
    self.summary = summary
    self.fractionBits = fractionBits
  }

  /// The value rounded to the resolution; NaN and values too large for it are returned as NaN, a missing value.
  public func rounded(_ value: Double) -> Double {
    let scale = Double(sign: .plus, exponent: fractionBits, significand: 1)
    let ticks = (value * scale).rounded(.toNearestOrEven)
    guard ticks.magnitude < 0x1p62 else { return .nan }
    return ticks / scale
  }
}
