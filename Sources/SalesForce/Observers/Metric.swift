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
  }

  private var row: Row {
    switch self {
    case .revenue:
      Row(
        "revenue", "pay units per seat-week", .free, "value of deals won", formula: "Σ `revenue`/(N n)",
        followsPeriods: true
      ) {
        $0.sum(.revenue) / $0.seatWeeks
      }
    case .profit:
      Row(
        "profit", "pay units per seat-week", .free, "margin on revenue less all costs of selling",
        formula: "Σ `profit`/(N n)", followsPeriods: true
      ) {
        $0.sum(.profit) / $0.seatWeeks
      }
    case .cost:
      Row(
        "cost", "pay units per seat-week", .free, "all costs of selling, vacant seats included",
        formula: "Σ `cost`/(N n)", followsPeriods: true
      ) {
        $0.sum(.cost) / $0.seatWeeks
      }
    case .welfare:
      Row(
        "welfare", "pay units per seller-week", .free,
        "sellers' pay less cost of effort, risk premium and what makes up for strain",
        formula: "(Σ `salaryCost` + Σ `variableCost` − Σ `effortCost` − Σ `riskPremium` − Σ `strainCost`)/P",
        title: "Sellers' welfare"
      ) {
        ($0.pay - $0.sum(.effortCost) - $0.sum(.riskPremium) - $0.sum(.strainCost)) / $0.sellers
      }
    case .pay:
      Row(
        "pay", "pay units per seller-week", .free, "salary and variable pay",
        formula: "(Σ `salaryCost` + Σ `variableCost`)/P", followsPeriods: true
      ) {
        $0.pay / $0.sellers
      }
    case .winRate:
      Row(
        "win_rate", "1", .share, "share of closed opportunities that were won",
        formula: "Σ `won`/(Σ `won` + Σ `lost` + Σ `undecided`)"
      ) {
        $0.sum(.won) / $0.closed
      }
    case .quotaAttainment:
      Row(
        "quota_attainment", "1", .share, "share of filled seat-quarters with sales at or above quota",
        formula: "Σ `quotaReached`/Σ `quotaSeats`"
      ) {
        $0.sum(.quotaReached) / $0.sum(.quotaSeats)
      }
    case .noDecisionShare:
      Row(
        "no_decision_share", "1", .share, "share of opportunities not won that ended without a decision",
        formula: "Σ `undecided`/(Σ `lost` + Σ `undecided`)", title: "Deals without decision"
      ) {
        $0.sum(.undecided) / ($0.sum(.lost) + $0.sum(.undecided))
      }
    case .cycleWeeks:
      Row(
        "cycle_weeks", "weeks", .amount, "transition attempts of deals won, from the week of birth, inclusive",
        formula: "Σ `wonWeeks`/Σ `won`", title: "Length of the sales cycle"
      ) {
        $0.sum(.wonWeeks) / $0.sum(.won)
      }
    case .openOpportunities:
      Row(
        "open_opportunities", "1 per seat", .amount, "open opportunities at the end of a week",
        formula: "Σ (`createdTotal` − `closedTotal`)/(N n)"
      ) {
        $0.openSum / $0.seatWeeks
      }
    case .smallDealOdds:
      Row(
        "small_deal_odds", "1", .amount, "win rate of the smallest fifth of deals over that of the largest fifth",
        formula: "(Σ `smallWon`/Σ `smallClosed`)/(Σ `largeWon`/Σ `largeClosed`)"
      ) {
        $0.sum(.smallWon) / $0.sum(.smallClosed) / ($0.sum(.largeWon) / $0.sum(.largeClosed))
      }
    case .largeDealTime:
      Row(
        "large_deal_time", "1", .amount, "sales cycle of the largest fifth of deals over that of the smallest fifth",
        formula: "(Σ `largeWonWeeks`/Σ `largeWon`)/(Σ `smallWonWeeks`/Σ `smallWon`)"
      ) {
        $0.sum(.largeWonWeeks) / $0.sum(.largeWon) / ($0.sum(.smallWonWeeks) / $0.sum(.smallWon))
      }
    case .exits:
      Row(
        "exits", "1 per seller-year", .amount, "sellers who left, dismissals included", formula: "52 Σ `exits`/P",
        followsPeriods: true
      ) {
        $0.sum(.exits) / $0.sellers * TrialTotals.weeksPerYear
      }
    case .dismissals:
      Row("dismissals", "1 per seller-year", .amount, "sellers dismissed", formula: "52 Σ `dismissals`/P") {
        $0.sum(.dismissals) / $0.sellers * TrialTotals.weeksPerYear
      }
    case .earlyExitRatio:
      Row(
        "early_exit_ratio", "1", .amount,
        "how often sellers in their first two years leave, over how often those past their fifth do",
        formula: "(Σ `recentExits`/Σ `recentWeeks`)/(Σ `settledExits`/Σ `settledWeeks`)"
      ) {
        $0.sum(.recentExits) / $0.sum(.recentWeeks) / ($0.sum(.settledExits) / $0.sum(.settledWeeks))
      }
    case .rampMonths:
      Row(
        "ramp_months", "months", .amount,
        "months until a hire first books a month's share of the quota, median of those who came in time to be watched for 15",
        formula: Self.ramp("the median (the lower of the two in the middle)")
      ) {
        $0.ramp.median
      }
    case .rampFast:
      Row(
        "ramp_fast", "1", .share, "share of these hires who do so within three months",
        formula: Self.ramp("the share of those with a number of at most 3")
      ) {
        $0.ramp.share(where: { $0 <= 3 })
      }
    case .rampSlow:
      Row(
        "ramp_slow", "1", .share, "share of these hires who do not do so within twelve months",
        formula: Self.ramp("the share of those with a number above 12")
      ) {
        $0.ramp.share(where: { $0 > 12 })
      }
    case .salespersonExitRatio:
      Row(
        "salesperson_exit_ratio", "1", .amount,
        "how often sellers past probation with both skills below one half leave, over how often those with value skill do",
        formula: "(Σ `salespersonExits`/Σ `salespersonWeeks`)/(Σ `professionalExits`/Σ `professionalWeeks`)"
      ) {
        $0.sum(.salespersonExits) / $0.sum(.salespersonWeeks)
          / ($0.sum(.professionalExits) / $0.sum(.professionalWeeks))
      }
    case .vacancy:
      Row("vacancy", "1", .share, "share of seat-weeks without a seller", formula: "1 − P/(N n)") {
        1 - $0.sellers / $0.seatWeeks
      }
    case .effort:
      Row("effort", "1", .amount, "selling effort e₁ of a seller-week, mean", formula: Self.mean(of: "`effort`")) {
        $0.people.effort / $0.sellers
      }
    case .autonomy:
      Row(
        "autonomy", "1", .free, "share of the work that sellers decide themselves, mean of seller-weeks",
        formula: Self.mean(of: "`autonomy`")
      ) {
        $0.people.autonomy / $0.sellers
      }
    case .autonomyCorrelation:
      Row(
        "autonomy_correlation", "1", .balance,
        "correlation, over sellers there for the last year, of their autonomy and their sales in it",
        formula: "correlation over surveyed sellers of the sums of `autonomy` and of `sales` over the survey's weeks"
      ) {
        $0.autonomyCorrelation
      }
    case .craft:
      Row(
        "craft", "1", .free, "value skill and training together, mean of seller-weeks",
        formula: Self.mean(of: "`craft`")
      ) {
        $0.people.craft / $0.sellers
      }
    case .administrationShare:
      Row(
        "administration_share", "1", .share, "share of the week that goes into administration and reports",
        formula: "Σ `administration`/(H P)"
      ) {
        $0.sum(.administration) / ($0.hoursPerWeek * $0.sellers)
      }
    case .skill:
      Row("skill", "1", .free, "value skill of a seller-week, mean", formula: Self.mean(of: "`skill`")) {
        $0.people.skill / $0.sellers
      }
    case .innovation:
      Row("innovation", "1", .free, "innovation skill of a seller-week, mean", formula: Self.mean(of: "`innovation`")) {
        $0.people.innovation / $0.sellers
      }
    case .leaders:
      Row(
        "leaders", "1", .share, "share of sellers with both skills of one half or more, at the end",
        formula: Self.share("`skill` ≥ ½ and `innovation` ≥ ½")
      ) {
        $0.quadrants.share(Quadrant.leader)
      }
    case .professionals:
      Row(
        "professionals", "1", .share,
        "share of sellers with value skill of one half and less innovation skill, at the end",
        formula: Self.share("`skill` ≥ ½ and `innovation` < ½")
      ) {
        $0.quadrants.share(Quadrant.professional)
      }
    case .technologists:
      Row(
        "technologists", "1", .share,
        "share of sellers with innovation skill of one half and less value skill, at the end",
        formula: Self.share("`skill` < ½ and `innovation` ≥ ½")
      ) {
        $0.quadrants.share(Quadrant.technologist)
      }
    case .salespeople:
      Row(
        "salespeople", "1", .share, "share of sellers with both skills below one half, at the end",
        formula: Self.share("`skill` < ½ and `innovation` < ½")
      ) {
        $0.quadrants.share(Quadrant.salesperson)
      }
    case .roundaboutLeaders:
      Row(
        "roundabout_leaders", "1", .share,
        "of technologists who became leaders, the share that were professionals first",
        formula: "Σ `roundaboutLeaders`/(Σ `roundaboutLeaders` + Σ `straightLeaders`)"
      ) {
        $0.sum(.roundaboutLeaders) / ($0.sum(.roundaboutLeaders) + $0.sum(.straightLeaders))
      }
    case .motivation:
      Row(
        "motivation", "σ_Q", .free, "intrinsic motivation of a seller-week, mean",
        formula: Self.mean(of: "`motivation`")
      ) {
        $0.people.motivation / $0.sellers
      }
    case .strain:
      Row("strain", "1", .free, "strain of a seller-week, mean", formula: Self.mean(of: "`strain`")) {
        $0.people.strain / $0.sellers
      }
    case .match:
      Row(
        "match", "1", .free, "match of what is offered and what is wanted, mean of seller-weeks",
        formula: Self.mean(of: "`match`")
      ) {
        $0.people.match / $0.sellers
      }
    case .sellingHours:
      Row(
        "selling_hours", "hours", .amount, "time left for selling in a seller-week, mean",
        formula: Self.mean(of: "`sellingHours`")
      ) {
        $0.people.sellingHours / $0.sellers
      }
    case .issueResolution:
      Row(
        "issue_resolution", "1", .share, "issues resolved as a share of issues raised",
        formula: "Σ `issuesResolved`/Σ `issues`", title: "Issues resolved"
      ) {
        $0.sum(.issuesResolved) / $0.sum(.issues)
      }
    case .expertWait:
      Row(
        "expert_wait", "hours", .amount, "working hours until an expert answers, answered requests",
        formula: "H Σ `waitWeeks`/Σ `answered`", title: "Wait for experts"
      ) {
        $0.sum(.waitWeeks) / $0.sum(.answered) * $0.hoursPerWeek
      }
    case .expertUtilisation:
      Row(
        "expert_utilisation", "1", .share, "share of their time that experts work",
        formula: "Σ `busyWeeks`/Σ `expertWeeks`", title: "Use of experts' time"
      ) {
        $0.sum(.busyWeeks) / $0.sum(.expertWeeks)
      }
    case .favouredWait:
      Row(
        "favoured_wait", "1", .amount,
        "mean wait for an answer of the quarter that experts like most over that of the least liked",
        formula: "(Σ `likedWaitWeeks`/Σ `likedAnswered`)/(Σ `dislikedWaitWeeks`/Σ `dislikedAnswered`)"
      ) {
        $0.sum(.likedWaitWeeks) / $0.sum(.likedAnswered) / ($0.sum(.dislikedWaitWeeks) / $0.sum(.dislikedAnswered))
      }
    case .tieStrength:
      Row(
        "tie_strength", "1", .free, "mean strength of a seller's ties to colleagues, over seller-weeks",
        formula: Self.mean(of: "`tieStrength`")
      ) {
        $0.people.tieStrength / $0.sellers
      }
    case .help:
      Row("help", "1 per seller-week", .amount, "helps given to colleagues", formula: "Σ `helps`/P") {
        $0.sum(.helps) / $0.sellers
      }
    case .adoption:
      Row(
        "adoption", "1", .share, "share of seller-weeks in which the tools on offer were in use",
        formula: "Σ `toolUsers`/P"
      ) {
        $0.sum(.toolUsers) / $0.sellers
      }
    case .knowledge:
      Row(
        "knowledge", "1", .balance,
        "questions of the organisational code that sellers see right less those seen wrong, share, mean of seller-weeks",
        formula: "Σ `knowledges`/P; none where Σ `codeWeeks` is 0"
      ) {
        $0.sum(.codeWeeks) > 0 ? $0.sum(.knowledges) / $0.sellers : .nan
      }
    case .codeKnowledge:
      Row(
        "code_knowledge", "1", .balance,
        "questions that the organisational code sees right less those seen wrong, share, mean",
        formula: "Σ `codeKnowledges`/Σ `codeWeeks`"
      ) {
        $0.sum(.codeKnowledges) / $0.sum(.codeWeeks)
      }
    case .priceLoss:
      Row(
        "price_loss", "1", .share, "discounts as a share of the list value of deals won",
        formula: "Σ `discounts`/(D + Σ `discounts`), D = Σ `revenue` − Σ `repeatRevenue` + Σ `concessions`"
      ) {
        $0.sum(.discounts) / ($0.deals + $0.sum(.discounts))
      }
    case .periodEndRatio:
      Row(
        "period_end_ratio", "1", .amount,
        "weekly value of deals won in a quota period's last two weeks over that of all weeks",
        formula: "(Σ `lateRevenue`/Σ `lateWeeks`)/(D/n), D as for `price_loss`"
      ) {
        $0.sum(.lateRevenue) / $0.sum(.lateWeeks) / ($0.deals / $0.weeks)
      }
    case .pressure:
      Row(
        "pressure", "reference effort", .free, "pressure on customers to decide now, mean of seller-weeks",
        formula: Self.mean(of: "`pressure`")
      ) {
        $0.people.pressure / $0.sellers
      }
    case .accounts:
      Row("accounts", "1 per seat", .amount, "customers won who are still customers", formula: "Σ `accountWeeks`/(N n)")
      {
        $0.sum(.accountWeeks) / $0.seatWeeks
      }
    case .churnRate:
      Row(
        "churn_rate", "1 per account-year", .amount, "customers who left with their goodwill used up",
        formula: "52 Σ `churned`/Σ `accountWeeks`"
      ) {
        $0.sum(.churned) / $0.sum(.accountWeeks) * TrialTotals.weeksPerYear
      }
    case .repeatShare:
      Row(
        "repeat_share", "1", .dearShare, "what customers ordered again as a share of revenue",
        formula: "Σ `repeatRevenue`/Σ `revenue`"
      ) {
        $0.sum(.repeatRevenue) / $0.sum(.revenue)
      }
    case .concessionShare:
      Row(
        "concession_share", "1", .dearShare, "concessions to customers as a share of what they ordered again",
        formula: "Σ `concessions`/Σ `repeatRevenue`"
      ) {
        $0.sum(.concessions) / $0.sum(.repeatRevenue)
      }
    case .rateNeither:
      Row(
        "rate_neither", "1", .amount,
        "surveyed share of high performers among sellers with neither behaviour, relative",
        formula: Self.rate("of whom managers say neither")
      ) {
        $0.cells.rate(0)
      }
    case .rateOwn:
      Row(
        "rate_own", "1", .amount, "the same among those who own their issues and do not use support",
        formula: Self.rate("who own their issues, they say, and do not use support")
      ) {
        $0.cells.rate(1)
      }
    case .rateSupport:
      Row(
        "rate_support", "1", .amount, "the same among those who use support and do not own their issues",
        formula: Self.rate("who use support, they say, and do not own their issues")
      ) {
        $0.cells.rate(2)
      }
    case .rateBoth:
      Row("rate_both", "1", .amount, "the same among those who do both", formula: Self.rate("who do both, they say")) {
        $0.cells.rate(3)
      }
    case .ownShare:
      Row(
        "own_share", "1", .share, "surveyed share of sellers who own their issues",
        formula: "share of surveyed sellers who own their issues, as managers say"
      ) {
        $0.cells.share(1)
      }
    case .supportShare:
      Row(
        "support_share", "1", .share, "surveyed share of sellers who use support",
        formula: "share of surveyed sellers who use support, as managers say"
      ) {
        $0.cells.share(2)
      }
    case .highShare:
      Row(
        "high_share", "1", .share, "surveyed share of sellers whose sales reach a bar that is the same in every firm",
        formula: "H/M: of M surveyed sellers H sold at least `survey.bar` · `reference_revenue` · y"
      ) {
        $0.cells.highShare
      }
    case .highDispersion:
      Row(
        "high_dispersion", "1", .amount,
        "squared distance of their number from what `survey.top_share` implies, over its variance by chance",
        formula: "(H − M p)²/(M p (1 − p)), p = `top_share`, H and M as for `high_share`"
      ) {
        $0.cells.dispersion(expected: $0.expectedHighShare)
      }
    case .top20Share:
      Row(
        "top20_share", "1", .share, "revenue of the best fifth of seat-years as a share of all seat-years' revenue",
        formula: "of the sums of `sales` over seat-years, the greatest fifth (⌈number/5⌉ of them)/all",
        title: "Share of the best fifth"
      ) {
        $0.topShare
      }
    case .starRatio:
      Row(
        "star_ratio", "1", .amount,
        "yearly sales of the best fifth over those of the middle three fifths, among sellers there for two years",
        formula:
          "mean of r over pairs of successive years: sellers there for both, ranked by the first year's sales as for its best "
          + "(above); r = mean of these sales of the best over that of all who are neither among the best nor among as many at the "
          + "other end; without these, or where their mean is not positive, a pair is left out"
      ) {
        $0.bestFifth.starRatio
      }
    case .salesCorrelation:
      Row(
        "sales_correlation", "1", .balance,
        "correlation of sellers' sales in two successive years, among those there for both",
        formula:
          "mean of that correlation over the pairs of successive years in which it has a value; sellers as for `star_ratio`"
      ) {
        $0.bestFifth.correlation
      }
    case .top20Repeat:
      Row(
        "top20_repeat", "1", .share,
        "of the best fifth by revenue in a year, the share in the best fifth of the next as well, among sellers there for both years",
        formula: "Σ best of both years/Σ best of the first, over pairs of successive years; see above"
      ) {
        $0.bestFifth.share
      }
    case .top20RepeatGain:
      Row(
        "top20_repeat_gain", "1", .balance,
        "that share among sellers who both own their issues and use support (chance of one half or more) less that among the others",
        formula: "that where `ownership` and `supportSkill` are at least ½ at the second year's end less that elsewhere"
      ) {
        $0.bestFifth.gainOfBoth
      }
    case .practiceLift:
      Row(
        "practice_lift", "1", .free, "response to the practice in use, relative to the reference, mean of seller-weeks",
        formula: Self.practising("`practiceLifts`")
      ) {
        $0.sum(.practiceLifts) / $0.practising
      }
    case .experimentation:
      Row(
        "experimentation", "1", .share, "share of seller-weeks spent on trying another practice than the usual one",
        formula: Self.practising("`experiments`")
      ) {
        $0.sum(.experiments) / $0.practising
      }
    case .bestPracticeShare:
      Row(
        "best_practice_share", "1", .share, "share of seller-weeks in the practice that is truly best",
        formula: Self.practising("`bestPractised`")
      ) {
        $0.sum(.bestPractised) / $0.practising
      }
    case .unsanctionedShare:
      Row(
        "unsanctioned_share", "1", .share, "share of seller-weeks in practices that headquarters rules out",
        formula: Self.practising("`unsanctioned`")
      ) {
        $0.sum(.unsanctioned) / $0.practising
      }
    case .unsanctionedFound:
      Row(
        "unsanctioned_found", "1", .sign,
        "1 where a twentieth of the sellers used practices that headquarters rules out in some week, else 0",
        formula: "1 if `unsanctioned`/Σ `present` ≥ .05 in a measured week, else 0; none without practices"
      ) {
        $0.practising.isNaN ? .nan : $0.mostUnsanctioned >= 0.05 ? 1.0 : 0.0
      }
    case .trust:
      Row(
        "trust", "1", .free, "trust in whoever coaches, relative to the usual, mean of seller-weeks",
        formula: "Σ `trusts`/P; none where it is 0"
      ) {
        $0.sum(.trusts) > 0 ? $0.sum(.trusts) / $0.sellers : .nan
      }
    case .harmedShare:
      Row(
        "harmed_share", "1", .share, "share of seller-weeks in which feedback threatens more than it is trusted",
        formula: "Σ `harmed`/P; none where Σ `trusts` is 0"
      ) {
        $0.sum(.trusts) > 0 ? $0.sum(.harmed) / $0.sellers : .nan
      }
    case .newcomerSkill:
      Row(
        "newcomer_skill", "1", .free, "value skill of sellers in their first year, mean of seller-weeks",
        formula: "mean of `skill` over seller-weeks with `tenure` ≤ 52 at their end"
      ) {
        $0.people.newcomerSkill / $0.people.newcomers
      }
    case .beliefBias:
      Row(
        "belief_bias", "1", .balance, "believed less true chance of winning, mean of seller-weeks",
        formula: Self.believing("`beliefGaps`")
      ) {
        $0.sum(.beliefGaps) / $0.believing
      }
    case .forecastRatio:
      Row(
        "forecast_ratio", "1", .amount, "believed over true chance of winning, means of seller-weeks",
        formula: "Σ `believedChances`/(Σ `believedChances` − Σ `beliefGaps`)"
      ) {
        $0.sum(.believedChances) / ($0.sum(.believedChances) - $0.sum(.beliefGaps))
      }
    case .deadDeals:
      Row(
        "dead_deals", "1 per seller", .amount, "dead deals that a seller still chases, mean of seller-weeks",
        formula: Self.believing("`falseHopes`")
      ) {
        $0.sum(.falseHopes) / $0.believing
      }
    case .bestFound:
      Row(
        "best_found", "1", .sign, "1 where half of the sellers used the truly best practice in some week, else 0",
        formula: "1 if 2 `bestPractised` ≥ Σ `present` in a measured week, else 0; none without practices"
      ) {
        $0.practising.isNaN ? .nan : $0.weeksToBest == nil ? 0.0 : 1.0
      }
    case .weeksToBest:
      Row(
        "weeks_to_best", "weeks", .amount,
        "measured weeks until half of the sellers use the truly best practice, or all weeks where they never do",
        formula: "number, from 0, of the first such measured week, or n; none without practices",
        title: "Time to the best practice"
      ) {
        $0.practising.isNaN ? .nan : $0.weeksToBest ?? $0.weeks
      }
    }
  }

  private static func mean(of column: String) -> String { "mean of \(column) over seller-weeks" }
  private static func share(_ what: String) -> String { "share of `present` seats with \(what), last week" }
  private static func ramp(_ what: String) -> String {
    "\(what) of hires' numbers: m of the first month, of 15, at whose end the hire is still there and its Σ `sales`/σ_Q is at least "
      + "Σ `fullQuota`/`periodLength`, all as weeks leave them; 16 without such a month; month m has the weeks at whose end `tenure` "
      + "is from ⌊13 (m−1)/3⌋ + 1 to ⌊13 m/3⌋; hires of measured weeks that at least 66 more weeks follow"
  }
  private static func rate(_ who: String) -> String {
    "share of high performers among surveyed sellers \(who), over that among all"
  }
  private static func practising(_ flow: String) -> String { "Σ \(flow)/P; none where Σ `practiceLifts` is 0" }
  private static func believing(_ flow: String) -> String { "Σ \(flow)/P; none where Σ `believedChances` is 0" }
}
