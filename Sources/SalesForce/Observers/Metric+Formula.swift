extension Metric {
  /// How the metric follows from what the weeks leave, in the notation of the ODD protocol's section 8.
  ///
  /// Σ is over measured weeks, N the number of seats, n the measured weeks, P = Σ of `present` over seats: seller-weeks.
  public var formula: String {
    switch self {
    case .revenue: "Σ `revenue`/(N n)"
    case .profit: "Σ `profit`/(N n)"
    case .cost: "Σ `cost`/(N n)"
    case .welfare: "(Σ `salaryCost` + Σ `variableCost` − Σ `effortCost` − Σ `riskPremium`)/P"
    case .pay: "(Σ `salaryCost` + Σ `variableCost`)/P"
    case .winRate: "Σ `won`/(Σ `won` + Σ `lost` + Σ `undecided`)"
    case .quotaAttainment: "Σ `quotaReached`/Σ `quotaSeats`"
    case .noDecisionShare: "Σ `undecided`/(Σ `lost` + Σ `undecided`)"
    case .cycleWeeks: "Σ `wonWeeks`/Σ `won`"
    case .openOpportunities: "Σ (`createdTotal` − `closedTotal`)/(N n)"
    case .exits: "52 Σ `exits`/P"
    case .dismissals: "52 Σ `dismissals`/P"
    case .salespersonExitRatio:
      "(Σ `salespersonExits`/Σ `salespersonWeeks`)/(Σ `professionalExits`/Σ `professionalWeeks`)"
    case .vacancy: "1 − P/(N n)"
    case .effort: Self.mean(of: "`effort`")
    case .skill: Self.mean(of: "`skill`")
    case .innovation: Self.mean(of: "`innovation`")
    case .motivation: Self.mean(of: "`motivation`")
    case .strain: Self.mean(of: "`strain`")
    case .match: Self.mean(of: "`match`")
    case .sellingHours: Self.mean(of: "`sellingHours`")
    case .tieStrength: Self.mean(of: "`tieStrength`")
    case .leaders: Self.share("`skill` ≥ ½ and `innovation` ≥ ½")
    case .professionals: Self.share("`skill` ≥ ½ and `innovation` < ½")
    case .technologists: Self.share("`skill` < ½ and `innovation` ≥ ½")
    case .salespeople: Self.share("`skill` < ½ and `innovation` < ½")
    case .roundaboutLeaders: "Σ `roundaboutLeaders`/(Σ `roundaboutLeaders` + Σ `straightLeaders`)"
    case .issueResolution: "Σ `issuesResolved`/Σ `issues`"
    case .expertWait: "H Σ `waitWeeks`/Σ `answered`"
    case .expertUtilisation: "Σ `busyWeeks`/Σ `expertWeeks`"
    case .favouredWait:
      "(Σ `likedWaitWeeks`/Σ `likedAnswered`)/(Σ `dislikedWaitWeeks`/Σ `dislikedAnswered`)"
    case .help: "Σ `helps`/P"
    case .adoption: "Σ `toolUsers`/P"
    case .knowledge: "Σ `knowledges`/P; none where Σ `codeWeeks` is 0"
    case .codeKnowledge: "Σ `codeKnowledges`/Σ `codeWeeks`"
    case .pressure: Self.mean(of: "`pressure`")
    case .priceLoss: "Σ `discounts`/(D + Σ `discounts`), D = Σ `revenue` − Σ `repeatRevenue` + Σ `concessions`"
    case .periodEndRatio: "(Σ `lateRevenue`/Σ `lateWeeks`)/(D/n), D as for `price_loss`"
    case .accounts: "Σ `accountWeeks`/(N n)"
    case .churnRate: "52 Σ `churned`/Σ `accountWeeks`"
    case .repeatShare: "Σ `repeatRevenue`/Σ `revenue`"
    case .concessionShare: "Σ `concessions`/Σ `repeatRevenue`"
    case .top20Share: "of the sums of `sales` over seat-years, the greatest fifth (⌈number/5⌉ of them)/all"
    case .top20Repeat:
      "Σ best of both years/Σ best of the first, over pairs of successive years; see above"
    case .top20RepeatGain:
      "that where `ownership` and `supportSkill` are at least ½ at the second year's end less that elsewhere"
    case .rateNeither: Self.rate("of whom managers say neither")
    case .rateOwn: Self.rate("who own their issues, they say, and do not use support")
    case .rateSupport: Self.rate("who use support, they say, and do not own their issues")
    case .rateBoth: Self.rate("who do both, they say")
    case .ownShare: "share of surveyed sellers who own their issues, as managers say"
    case .supportShare: "share of surveyed sellers who use support, as managers say"
    case .highShare: "H/M: of M surveyed sellers H sold at least `survey.bar` · `reference_revenue` · y"
    case .highDispersion: "(H − M p)²/(M p (1 − p)), p = `top_share`, H and M as for `high_share`"
    case .practiceLift: Self.practising("`practiceLifts`")
    case .experimentation: Self.practising("`experiments`")
    case .bestPracticeShare: Self.practising("`bestPractised`")
    case .unsanctionedShare: Self.practising("`unsanctioned`")
    case .unsanctionedFound: "1 if `unsanctioned`/Σ `present` ≥ .05 in a measured week, else 0; none without practices"
    case .bestFound: "1 if 2 `bestPractised` ≥ Σ `present` in a measured week, else 0; none without practices"
    case .weeksToBest: "number, from 0, of the first such measured week, or n; none without practices"
    case .beliefBias: Self.believing("`beliefGaps`")
    case .forecastRatio: "Σ `believedChances`/(Σ `believedChances` − Σ `beliefGaps`)"
    case .deadDeals: Self.believing("`falseHopes`")
    case .trust: "Σ `trusts`/P; none where it is 0"
    case .harmedShare: "Σ `harmed`/P; none where Σ `trusts` is 0"
    case .newcomerSkill: "mean of `skill` over seller-weeks with `tenure` ≤ 52 at their end"
    }
  }

  private static func mean(of column: String) -> String { "mean of \(column) over seller-weeks" }
  private static func share(_ what: String) -> String { "share of `present` seats with \(what), last week" }
  private static func rate(_ who: String) -> String {
    "share of high performers among surveyed sellers \(who), over that among all"
  }
  private static func practising(_ flow: String) -> String { "Σ \(flow)/P; none where Σ `practiceLifts` is 0" }
  private static func believing(_ flow: String) -> String { "Σ \(flow)/P; none where Σ `believedChances` is 0" }
}

extension WeeklyMetric {
  /// The same for a reading, of one week; P is the sum of `present` over seats.
  public var formula: String {
    switch self {
    case .revenue: "`revenue`/N"
    case .profit: "`profit`/N"
    case .cost: "`cost`/N"
    case .pay: "(`salaryCost` + `variableCost`)/P"
    case .winRate: "`won`/(`won` + `lost` + `undecided`)"
    case .openOpportunities: "(`createdTotal` − `closedTotal`)/N"
    case .exits: "`exits`/N"
    case .filled: "(N + `hiresTotal` − `exitsTotal`)/N"
    case .effort: Self.mean(of: "`effort`")
    case .skill: Self.mean(of: "`skill`")
    case .innovation: Self.mean(of: "`innovation`")
    case .motivation: Self.mean(of: "`motivation`")
    case .strain: Self.mean(of: "`strain`")
    case .match: Self.mean(of: "`match`")
    case .tieStrength: Self.mean(of: "`tieStrength`")
    case .expertUtilisation: "`busyWeeks`/`expertWeeks`"
    case .practiceLift: Self.practising("`practiceLifts`")
    case .experimentation: Self.practising("`experiments`")
    case .bestPracticeShare: Self.practising("`bestPractised`")
    case .beliefBias: "`beliefGaps`/P; none where `believedChances` is 0"
    case .trust: "`trusts`/P; none where it is 0"
    case .adoption: "`toolUsers`/P"
    case .knowledge: "`knowledges`/P; none where `codeWeeks` is 0"
    case .codeKnowledge: "`codeKnowledges`/`codeWeeks`"
    }
  }

  private static func mean(of column: String) -> String { "mean of \(column) over `present` seats" }
  private static func practising(_ flow: String) -> String { "\(flow)/P; none where `practiceLifts` is 0" }
}
