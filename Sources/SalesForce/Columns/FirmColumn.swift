/// State of the firm as a whole: one value each. Flows are of the present week and start it at 0; totals only grow.
public enum FirmColumn: Int, ColumnKey {
  // Surroundings
  case information, complexity, turbulence, pain, staffing, potential
  // Quota period
  case periodWeek, periodLength, periodEnded
  // Pipeline
  case created, won, lost, undecided, wonWeeks
  case smallWon, smallClosed, smallWonWeeks, largeWon, largeClosed, largeWonWeeks
  case createdTotal, closedTotal
  // Issues and experts
  case issues, issuesResolved, asked, answered, abandoned, waitWeeks, busyWeeks, expertWeeks
  case askedTotal, answeredTotal, abandonedTotal
  // Colleagues
  case helps, likedMost, likedLeast, likedAnswered, likedWaitWeeks, dislikedAnswered, dislikedWaitWeeks
  // People
  case exits, dismissals, hires, exitsTotal, hiresTotal
  case recentExits, recentWeeks, settledExits, settledWeeks
  case salespersonExits, salespersonWeeks, professionalExits, professionalWeeks
  case straightLeaders, roundaboutLeaders
  case quotaSeats, quotaReached
  // Money
  case revenue, salaryCost, variableCost, managerCost, expertCost, programmeCost, replacementCost, cost, profit
  case effortCost, riskPremium, strainCost, administration
  // Practices
  case armRate1, armRate2, armRate3, armRate4, armRate5, armRate6, armRate7, armRate8, mandatedPractice
  case experiments, bestPractised, unsanctioned, practiceLifts
  // Feedback
  case trusts, harmed
  // Beliefs
  case beliefGaps, believedChances, falseHopes
  // Change
  case toolsHere, toolShare, toolGrowth, toolUsers
  // The organisational code
  case reality, codeFor, codeAgainst, headquartersViews, knowledges, codeKnowledges, codeWeeks
  // Customers
  case rivalQuality, discounts, lateRevenue, lateWeeks
  case accountWeeks, churned, repeatRevenue, concessions, accountsOpened, accountsClosed

  /// Whether the value belongs to one week and is set to 0 at its start.
  public var isFlow: Bool {
    switch self {
    case .information, .complexity, .turbulence, .pain, .staffing, .potential, .periodWeek, .periodLength,
      .createdTotal, .closedTotal,
      .askedTotal, .answeredTotal, .abandonedTotal, .exitsTotal, .hiresTotal, .armRate1, .armRate2, .armRate3,
      .armRate4, .armRate5, .armRate6, .armRate7, .armRate8, .mandatedPractice, .likedMost, .likedLeast,
      .toolsHere, .toolShare, .toolGrowth, .reality, .codeFor, .codeAgainst, .headquartersViews,
      .accountsOpened, .accountsClosed, .rivalQuality:
      false
    default: true
    }
  }

  package static let flows = allCases.filter { $0.isFlow }

  public var card: ColumnCard {
    switch self {
    case .information: ColumnCard("1", 0, "democratised information I")
    case .complexity: ColumnCard("1", 0, "complexity of products and deals κ_c")
    case .turbulence: ColumnCard("× reference", 1, "speed at which the right direction moves")
    case .pain: ColumnCard("1", 0, "accounts' pain of staying, above its reference")
    case .staffing: ColumnCard("1", 0, "sellers among whom the market is divided, mean of recent weeks")
    case .potential: ColumnCard("1", 1, "potential of a mean territory, relative to the reference")
    case .periodWeek: ColumnCard("weeks", 0, "weeks gone of the quota period; fractions are admissible")
    case .periodLength: ColumnCard("weeks", 13, "length of this quota period")
    case .periodEnded: ColumnCard("1", 0, "1 in the last week of a quota period, after pay")
    case .created: ColumnCard("1", 0, "opportunities found")
    case .won: ColumnCard("1", 0, "opportunities won")
    case .lost: ColumnCard("1", 0, "opportunities lost to a competitor")
    case .undecided: ColumnCard("1", 0, "opportunities that ended without a decision")
    case .wonWeeks: ColumnCard("weeks", 0, "transition attempts of the deals won, added up")
    case .smallWon: ColumnCard("1", 0, "of those won, the smallest fifth by value as they are found")
    case .smallClosed: ColumnCard("1", 0, "opportunities closed of that fifth")
    case .smallWonWeeks: ColumnCard("weeks", 0, "transition attempts of those won of that fifth, added up")
    case .largeWon: ColumnCard("1", 0, "of those won, the largest fifth by value as they are found")
    case .largeClosed: ColumnCard("1", 0, "opportunities closed of that fifth")
    case .largeWonWeeks: ColumnCard("weeks", 0, "transition attempts of those won of that fifth, added up")
    case .createdTotal: ColumnCard("1", 0, "opportunities found since the start")
    case .closedTotal: ColumnCard("1", 0, "opportunities closed since the start")
    case .issues: ColumnCard("1", 0, "issues raised")
    case .issuesResolved: ColumnCard("1", 0, "issues resolved")
    case .asked: ColumnCard("1", 0, "requests to experts")
    case .answered: ColumnCard("1", 0, "requests answered")
    case .abandoned: ColumnCard("1", 0, "requests that left unanswered")
    case .waitWeeks: ColumnCard("weeks", 0, "waiting time of answered requests, added up")
    case .busyWeeks: ColumnCard("weeks", 0, "time that experts worked")
    case .expertWeeks: ColumnCard("weeks", 0, "time that experts were there")
    case .askedTotal: ColumnCard("1", 0, "requests since the start")
    case .answeredTotal: ColumnCard("1", 0, "requests answered since the start")
    case .abandonedTotal: ColumnCard("1", 0, "requests that left unanswered since the start")
    case .helps: ColumnCard("1", 0, "helps between colleagues")
    case .likedMost: ColumnCard("1", 0, "goodwill of experts that a quarter of sellers reach")
    case .likedLeast: ColumnCard("1", 0, "goodwill of experts that a quarter of sellers do not exceed")
    case .likedAnswered: ColumnCard("1", 0, "answered requests of the quarter that experts like most")
    case .likedWaitWeeks: ColumnCard("weeks", 0, "waiting time of these, added up")
    case .dislikedAnswered: ColumnCard("1", 0, "answered requests of the quarter that experts like least")
    case .dislikedWaitWeeks: ColumnCard("weeks", 0, "waiting time of these, added up")
    case .exits: ColumnCard("1", 0, "sellers who left, dismissals included")
    case .dismissals: ColumnCard("1", 0, "sellers dismissed")
    case .hires: ColumnCard("1", 0, "sellers hired")
    case .recentExits: ColumnCard("1", 0, "of those who left, sellers in their first two years")
    case .recentWeeks: ColumnCard("1", 0, "sellers in their first two years, before anybody left")
    case .settledExits: ColumnCard("1", 0, "of those who left, sellers past their fifth year")
    case .settledWeeks: ColumnCard("1", 0, "sellers past their fifth year, before anybody left")
    case .salespersonExits:
      ColumnCard("1", 0, "of those who left, sellers past probation with both skills below one half")
    case .salespersonWeeks:
      ColumnCard("1", 0, "sellers past probation with both skills below one half, before anybody left")
    case .professionalExits:
      ColumnCard("1", 0, "of those who left, sellers past probation with value skill and not innovation skill")
    case .professionalWeeks:
      ColumnCard("1", 0, "sellers past probation with value skill and not innovation skill, before anybody left")
    case .exitsTotal: ColumnCard("1", 0, "sellers who left since the start")
    case .hiresTotal: ColumnCard("1", 0, "sellers hired since the start")
    case .straightLeaders: ColumnCard("1", 0, "technologists who became leaders without being professionals first")
    case .roundaboutLeaders: ColumnCard("1", 0, "technologists who became leaders by way of the professionals")
    case .quotaSeats: ColumnCard("1", 0, "filled seats at the end of a quota period")
    case .quotaReached: ColumnCard("1", 0, "of these, seats at or above quota")
    case .revenue: ColumnCard("pay units", 0, "value of the deals won")
    case .salaryCost: ColumnCard("pay units", 0, "salaries")
    case .variableCost: ColumnCard("pay units", 0, "commission, bonuses and prizes")
    case .managerCost: ColumnCard("pay units", 0, "managers and planners")
    case .expertCost: ColumnCard("pay units", 0, "experts")
    case .programmeCost: ColumnCard("pay units", 0, "programmes")
    case .replacementCost: ColumnCard("pay units", 0, "replacement and assessment of people")
    case .cost: ColumnCard("pay units", 0, "all costs of selling")
    case .profit: ColumnCard("pay units", 0, "margin less all costs")
    case .effortCost: ColumnCard("pay units", 0, "sellers' cost of effort")
    case .riskPremium: ColumnCard("pay units", 0, "what sellers would pay to avoid the risk in pay")
    case .strainCost: ColumnCard("pay units", 0, "pay that would make up for sellers' strain")
    case .administration: ColumnCard("hours", 0, "sellers' time for administration and reports")
    case .armRate1: ColumnCard("1", 0, "true response rate of practice 1")
    case .armRate2: ColumnCard("1", 0, "true response rate of practice 2")
    case .armRate3: ColumnCard("1", 0, "true response rate of practice 3")
    case .armRate4: ColumnCard("1", 0, "true response rate of practice 4")
    case .armRate5: ColumnCard("1", 0, "true response rate of practice 5")
    case .armRate6: ColumnCard("1", 0, "true response rate of practice 6")
    case .armRate7: ColumnCard("1", 0, "true response rate of practice 7")
    case .armRate8: ColumnCard("1", 0, "true response rate of practice 8")
    case .mandatedPractice: ColumnCard("1", 0, "practice that headquarters tells sellers to use, from 0")
    case .experiments: ColumnCard("1", 0, "sellers who try another practice than their usual one")
    case .bestPractised: ColumnCard("1", 0, "sellers who use the practice that is truly best")
    case .unsanctioned: ColumnCard("1", 0, "sellers who use a practice that headquarters rules out")
    case .trusts: ColumnCard("1", 0, "trust of sellers in whoever coaches, added up")
    case .harmed: ColumnCard("1", 0, "sellers whom feedback threatens more than they trust it")
    case .beliefGaps: ColumnCard("1", 0, "believed less true chance of winning, added up over sellers")
    case .believedChances: ColumnCard("1", 0, "believed chance of winning, added up over sellers")
    case .falseHopes: ColumnCard("1", 0, "dead deals that sellers still chase")
    case .toolsHere: ColumnCard("1", 0, "1 while there are tools to use, else 0")
    case .toolShare: ColumnCard("1", 0, "share of sellers who used the tools when the week began F")
    case .toolGrowth: ColumnCard("1", 0, "rise of that share over a quarter, recent weeks counting most G")
    case .toolUsers: ColumnCard("1", 0, "sellers who use the tools, trying or committed")
    case .reality: ColumnCard("bits", 0, "questions of the organisational code to which yes is the right answer")
    case .codeFor: ColumnCard("bits", 0, "questions that the organisational code answers with yes")
    case .codeAgainst: ColumnCard("bits", 0, "questions that it answers with no")
    case .headquartersViews: ColumnCard("bits", 0, "questions that headquarters' research answers with yes")
    case .knowledges: ColumnCard("1", 0, "knowledge of sellers, added up")
    case .codeKnowledges: ColumnCard("1", 0, "share of questions that the organisational code sees right, less wrong")
    case .codeWeeks: ColumnCard("1", 0, "1 where there is an organisational code to learn from")
    case .rivalQuality:
      ColumnCard("1", 0, "worth of rivals' offers where needs exist, above which an offer helps")
    case .discounts: ColumnCard("pay units", 0, "given away in discounts on deals won")
    case .lateRevenue: ColumnCard("pay units", 0, "value of the deals won in the last two weeks of a quota period")
    case .lateWeeks: ColumnCard("weeks", 0, "1 in the last two weeks of a quota period")
    case .accountWeeks: ColumnCard("weeks", 0, "customers at the end of the week")
    case .churned: ColumnCard("1", 0, "customers who left because their goodwill was used up")
    case .repeatRevenue: ColumnCard("pay units", 0, "value of what customers ordered again")
    case .concessions: ColumnCard("pay units", 0, "given to customers so that they stay")
    case .accountsOpened: ColumnCard("1", 0, "customers won since the start")
    case .accountsClosed: ColumnCard("1", 0, "customers who left or whose term ended since the start")
    case .practiceLifts: ColumnCard("1", 0, "response to practices in use relative to the reference, added up")
    }
  }
}
