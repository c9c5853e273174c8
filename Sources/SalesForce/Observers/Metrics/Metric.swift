/// What a trial comes to, over the measured weeks.
public enum Metric: Int, CaseIterable, Sendable {
  case revenue, profit, cost, welfare, pay
  case winRate, quotaAttainment, noDecisionShare, cycleWeeks, openOpportunities, smallDealOdds, largeDealTime
  case exits, dismissals, earlyExitRatio, salespersonExitRatio, vacancy, rampMonths, rampFast, rampSlow
  case effort, autonomy, autonomyCorrelation, skill, craft, innovation, motivation, strain, match, sellingHours
  case administrationShare
  case leaders, professionals, technologists, salespeople, roundaboutLeaders
  case issueResolution, expertWait, expertUtilisation, favouredWait
  case top20Share, starRatio, salesCorrelation, top20Repeat, top20RepeatGain
  case tieStrength, help
  case practiceLift, experimentation, bestPracticeShare, unsanctionedShare, unsanctionedFound, bestFound, weeksToBest
  case beliefBias, forecastRatio, deadDeals, trust, harmedShare, newcomerSkill
  // Change
  case adoption, knowledge, codeKnowledge
  // Customers
  case priceLoss, periodEndRatio, pressure, accounts, churnRate, repeatShare, concessionShare
  // What a survey of managers would find
  case rateNeither, rateOwn, rateSupport, rateBoth, ownShare, supportShare, highShare, highDispersion

  /// Name, unit, meaning and the rest of the metric.
  public var card: MetricCard { Self.rows[rawValue].card }

  static let rows: [Row] = allCases.map { $0.row }

  /// A metric: its descriptor, and how it follows from what the trial left. Formulas are in the notation of the ODD protocol's
  /// section 8: Σ is over measured weeks, N the number of seats, n the measured weeks, P = Σ of `present` over seats, the
  /// seller-weeks, and D = Σ `revenue` − Σ `repeatRevenue` + Σ `concessions`.
  struct Row: Sendable {
    let card: MetricCard
    let value: @Sendable (TrialTotals) -> Double

    init(
      _ name: String, _ unit: String, _ range: MetricCard.Range, _ summary: String, formula: String,
      title: String? = nil,
      followsPeriods: Bool = false, _ value: @escaping @Sendable (TrialTotals) -> Double
    ) {
      card = MetricCard(
        name, unit, range, summary, formula: formula, title: title, followsPeriods: followsPeriods)
      self.value = value
    }

    static func mean(of column: String) -> String { "mean of \(column) over seller-weeks" }
  }

  /// Rows stand by subject in the files beside this one.
  private var row: Row {
    switch self {
    case .revenue: .revenue
    case .profit: .profit
    case .cost: .cost
    case .welfare: .welfare
    case .pay: .pay
    case .winRate: .winRate
    case .quotaAttainment: .quotaAttainment
    case .noDecisionShare: .noDecisionShare
    case .cycleWeeks: .cycleWeeks
    case .openOpportunities: .openOpportunities
    case .smallDealOdds: .smallDealOdds
    case .largeDealTime: .largeDealTime
    case .exits: .exits
    case .dismissals: .dismissals
    case .earlyExitRatio: .earlyExitRatio
    case .salespersonExitRatio: .salespersonExitRatio
    case .vacancy: .vacancy
    case .rampMonths: .rampMonths
    case .rampFast: .rampFast
    case .rampSlow: .rampSlow
    case .effort: .effort
    case .autonomy: .autonomy
    case .autonomyCorrelation: .autonomyCorrelation
    case .skill: .skill
    case .craft: .craft
    case .innovation: .innovation
    case .motivation: .motivation
    case .strain: .strain
    case .match: .match
    case .sellingHours: .sellingHours
    case .administrationShare: .administrationShare
    case .leaders: .leaders
    case .professionals: .professionals
    case .technologists: .technologists
    case .salespeople: .salespeople
    case .roundaboutLeaders: .roundaboutLeaders
    case .issueResolution: .issueResolution
    case .expertWait: .expertWait
    case .expertUtilisation: .expertUtilisation
    case .favouredWait: .favouredWait
    case .top20Share: .top20Share
    case .starRatio: .starRatio
    case .salesCorrelation: .salesCorrelation
    case .top20Repeat: .top20Repeat
    case .top20RepeatGain: .top20RepeatGain
    case .tieStrength: .tieStrength
    case .help: .help
    case .practiceLift: .practiceLift
    case .experimentation: .experimentation
    case .bestPracticeShare: .bestPracticeShare
    case .unsanctionedShare: .unsanctionedShare
    case .unsanctionedFound: .unsanctionedFound
    case .bestFound: .bestFound
    case .weeksToBest: .weeksToBest
    case .beliefBias: .beliefBias
    case .forecastRatio: .forecastRatio
    case .deadDeals: .deadDeals
    case .trust: .trust
    case .harmedShare: .harmedShare
    case .newcomerSkill: .newcomerSkill
    case .adoption: .adoption
    case .knowledge: .knowledge
    case .codeKnowledge: .codeKnowledge
    case .priceLoss: .priceLoss
    case .periodEndRatio: .periodEndRatio
    case .pressure: .pressure
    case .accounts: .accounts
    case .churnRate: .churnRate
    case .repeatShare: .repeatShare
    case .concessionShare: .concessionShare
    case .rateNeither: .rateNeither
    case .rateOwn: .rateOwn
    case .rateSupport: .rateSupport
    case .rateBoth: .rateBoth
    case .ownShare: .ownShare
    case .supportShare: .supportShare
    case .highShare: .highShare
    case .highDispersion: .highDispersion
    }
  }
}
