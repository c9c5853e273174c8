/// State of a seat and of the person on it; rows are seats.
public enum SellerColumn: Int, ColumnKey {
  // Who sits there
  case filled, present, tenure, vacancy
  case talent, ownership, supportSkill, achievement, sociability, horizontality
  // What the seat and its manager are like
  case territory, managerSignal, managerCoaching, managerReliability, managerControl, autonomy
  // Direction
  case ownError, ownVariance, headquartersError, headquartersVariance, outlook, pushStyle, match
  // Aims
  case goalAngle, alignment, purpose
  // Week
  case sellingHours, issueHours, effort, supportEffort, supportDrive, slope, leads, openDeals, requests, answers
  // Money
  case sales, periodSales, quota, fullQuota, salesRate, variablePay, pay, payRate
  case recordSales, recordQuota
  // Learning and feeling
  case trust, ego, feedbackDrive, mentor, mentorHours
  case coachSignal, coachGain, attention, skill, schooling, craft, innovation, quadrant, route, motivation, strain
  case goodwill
  // Beliefs
  case wins, failures, belief, winChance, beliefDrag, prospectingDrag, candour
  case believedWins, believedFailures, trueWins, trueFailures, latentWins, latentFailures, deadDeals
  case kindWords
  // Practices
  case practice, practiceMode, practiceWeeks, practiceLift, experimenting, aspiration, shortfall
  case armSuccesses1, armSuccesses2, armSuccesses3, armSuccesses4
  case armSuccesses5, armSuccesses6, armSuccesses7, armSuccesses8
  case armFailures1, armFailures2, armFailures3, armFailures4
  case armFailures5, armFailures6, armFailures7, armFailures8
  case armNews1, armNews2, armNews3, armNews4, armNews5, armNews6
  case armNews7, armNews8, armNews9, armNews10, armNews11, armNews12
  // Colleagues
  case nearContact, nextContact, farContact, nearTie, nextTie, farTie
  case tieStrength, partner, peerSkill, helpHours
  // Customers
  case savedHours, exacted, pressure, accounts, accountValue
  // Change
  case changeStage, threshold, toolHours, proposals
  // The organisational code
  case viewsFor, viewsAgainst, knowledge, knowHow

  public var card: ColumnCard {
    switch self {
    case .filled: ColumnCard("1", 1, "1 while somebody sits on the seat, else 0")
    case .present: ColumnCard("1", 1, "1 where somebody sat when the week began and so worked in it, else 0")
    case .tenure: ColumnCard("weeks", 104, "time since the present seller came")
    case .vacancy: ColumnCard("weeks", 0, "time until a vacant seat can be filled")
    case .talent: ColumnCard("log", 0, "log talent a")
    case .ownership: ColumnCard("1", 0.53, "chance of owning an issue o")
    case .supportSkill: ColumnCard("1", 0.53, "chance of asking an expert u")
    case .achievement: ColumnCard("sd", 0, "need for achievement")
    case .sociability: ColumnCard("sd", 0, "sociability")
    case .horizontality: ColumnCard("sd", 0, "preference for sideways over top-down relations")
    case .territory: ColumnCard("1", 1, "potential of the territory T")
    case .managerSignal: ColumnCard("1", 1, "precision of the manager's picture, relative to the mean manager")
    case .managerCoaching: ColumnCard("1", 1, "coaching skill of the manager, relative to the mean manager")
    case .managerReliability:
      ColumnCard("1", 1, "how often the manager keeps promises, relative to the mean manager")
    case .managerControl: ColumnCard("1", 1, "how closely the manager controls, relative to the mean manager")
    case .autonomy: ColumnCard("1", Reference.autonomy, "share of the work that the seller decides A")
    case .trust: ColumnCard("1", 1, "trust in whoever coaches, relative to the usual τ")
    case .ego: ColumnCard("1", 1, "how much criticism threatens the seller, relative to the mean seller")
    case .feedbackDrive: ColumnCard("1", 0, "what reviews and rankings add to motivation, as a share")
    case .mentor: ColumnCard("seat", -1, "row of a newcomer's mentor, −1: nobody")
    case .mentorHours: ColumnCard("hours", 0, "time with a mentor or a newcomer in the coming week")
    case .ownError: ColumnCard("w", 0, "error of the seller's estimate of the right direction x̂_L − x*")
    case .ownVariance: ColumnCard("w²", 0, "variance that the seller's filter states for it")
    case .headquartersError: ColumnCard("w", 0, "error of headquarters' estimate x̂_H − x*")
    case .headquartersVariance: ColumnCard("w²", 0, "variance that headquarters' filter states for it")
    case .outlook: ColumnCard("w", 0, "how far the right direction of this seat lies from its team's mean")
    case .pushStyle: ColumnCard("1", 0.5, "push share that the manager has come to think best π̂")
    case .goalAngle: ColumnCard("rad", 0, "angle between the seller's own goal and the firm's")
    case .alignment: ColumnCard("1", 0, "how far a shared picture has turned the seller's goal towards the firm's")
    case .purpose: ColumnCard("1", 0, "how far the shared picture is the seller's own as well")
    case .match: ColumnCard("1", Reference.match, "match of what is offered and what is wanted M")
    case .sellingHours: ColumnCard("hours", Reference.sellingHours, "time left for selling this week")
    case .issueHours: ColumnCard("hours", 0, "time that issues took this week")
    case .effort: ColumnCard("1", Reference.effort, "selling effort e₁")
    case .supportEffort: ColumnCard("1", Reference.supportEffort, "effort on unmeasured tasks e₂")
    case .supportDrive:
      ColumnCard("1", 1, "what e₂ does to owning issues, asking, helping and using skill, against the reference")
    case .slope: ColumnCard("1", 0, "marginal value of a sale to the seller V_S")
    case .leads: ColumnCard("1", 0, "opportunities found this week")
    case .openDeals: ColumnCard("1", 0, "open opportunities")
    case .requests: ColumnCard("1", 0, "requests made to experts this week")
    case .answers: ColumnCard("1", 0, "requests that experts answered this week")
    case .sales: ColumnCard("pay units", 0, "booked this week")
    case .periodSales: ColumnCard("σ_Q", 0, "booked in this quota period S")
    case .quota: ColumnCard("σ_Q", Reference.quota, "quota of this period Q")
    case .fullQuota: ColumnCard("σ_Q", Reference.quota, "quota of the whole period, whoever came in it")
    case .salesRate: ColumnCard("σ_Q per quarter", Reference.quota, "own 26-week sales rate")
    case .variablePay: ColumnCard("pay units", 0, "commission, bonus and prizes paid this week")
    case .pay: ColumnCard("pay units", 0, "salary and variable pay of this week")
    case .payRate: ColumnCard("pay units per week", 1, "own 26-week pay rate")
    case .recordSales: ColumnCard("σ_Q", 0, "booked in past quota periods, those of a year ago at e⁻¹")
    case .recordQuota: ColumnCard("σ_Q", 0, "quotas of the same periods, likewise")
    case .coachSignal: ColumnCard("1/w²", 0, "precision of what the coach says about the direction")
    case .coachGain: ColumnCard("1", 1, "factor of coaching on learning")
    case .attention:
      ColumnCard("1", 1, "factor of the coach's own part in deals on the odds that they advance, for the coming week")
    case .skill: ColumnCard("1", Reference.skill, "value skill v")
    case .schooling: ColumnCard("hours", 0, "training that the seller has not forgotten x")
    case .craft: ColumnCard("1", Reference.skill, "value skill and training together, as customers meet it")
    case .innovation: ColumnCard("1", 0.6, "innovation skill n")
    case .quadrant:
      ColumnCard("1", 1, "1 leader, 2 professional, 3 technologist, 4 salesperson, as of the quarter's end")
    case .route:
      ColumnCard("1", 0, "a technologist's way since: 1 straight so far, 2 through the professionals, 0 none")
    case .motivation: ColumnCard("σ_Q", Reference.motivation, "intrinsic motivation m")
    case .strain: ColumnCard("1", 0, "strain s")
    case .goodwill: ColumnCard("1", 0, "goodwill of the experts g")
    case .wins: ColumnCard("1", 0, "deals won this week")
    case .failures: ColumnCard("1", 0, "deals lost or ended undecided this week")
    case .belief: ColumnCard("1", 0.21, "chance of winning that the seller believes in p̂")
    case .winChance: ColumnCard("1", 0.21, "chance of winning by the same deals' true outcomes p")
    case .beliefDrag: ColumnCard("1", 1, "factor of optimism on effort, relative to a reference seller's")
    case .prospectingDrag: ColumnCard("1", 1, "factor of optimism on finding opportunities, likewise")
    case .candour: ColumnCard("1", 1, "factor of a critic on how much failures count")
    case .believedWins: ColumnCard("1", 0, "remembered successes, weighted")
    case .believedFailures: ColumnCard("1", 0, "remembered failures, weighted")
    case .trueWins: ColumnCard("1", 0, "the same deals' wins, as a bookkeeper has them")
    case .trueFailures: ColumnCard("1", 0, "the same deals' failures")
    case .latentWins: ColumnCard("1", 0, "wins whose proof is still to come")
    case .latentFailures: ColumnCard("1", 0, "failures whose proof is still to come")
    case .deadDeals: ColumnCard("1", 0, "dead deals that the seller still chases")
    case .kindWords: ColumnCard("1", 0, "failures of this week that customers made sound like hopes")
    case .practice: ColumnCard("1", 0, "practice in use, from 0")
    case .practiceMode: ColumnCard("1", 0, "way of choosing practices: greedy, ε-greedy, Thompson, satisficing")
    case .practiceWeeks: ColumnCard("weeks", 0, "weeks of the present batch")
    case .practiceLift: ColumnCard("1", 1, "response to the practice in use, relative to a reference seller's")
    case .experimenting: ColumnCard("1", 0, "1 while the practice in use is a trial of something else than the usual")
    case .aspiration: ColumnCard("1", 0, "response rate that the seller aspires to")
    case .shortfall: ColumnCard("1", 0, "responses heard of in this practice, short of the aspiration")
    case .armSuccesses1: ColumnCard("1", 0, "believed successes of practice 1, prior included")
    case .armSuccesses2: ColumnCard("1", 0, "believed successes of practice 2, prior included")
    case .armSuccesses3: ColumnCard("1", 0, "believed successes of practice 3, prior included")
    case .armSuccesses4: ColumnCard("1", 0, "believed successes of practice 4, prior included")
    case .armSuccesses5: ColumnCard("1", 0, "believed successes of practice 5, prior included")
    case .armSuccesses6: ColumnCard("1", 0, "believed successes of practice 6, prior included")
    case .armSuccesses7: ColumnCard("1", 0, "believed successes of practice 7, prior included")
    case .armSuccesses8: ColumnCard("1", 0, "believed successes of practice 8, prior included")
    case .armFailures1: ColumnCard("1", 0, "believed failures of practice 1, prior included")
    case .armFailures2: ColumnCard("1", 0, "believed failures of practice 2, prior included")
    case .armFailures3: ColumnCard("1", 0, "believed failures of practice 3, prior included")
    case .armFailures4: ColumnCard("1", 0, "believed failures of practice 4, prior included")
    case .armFailures5: ColumnCard("1", 0, "believed failures of practice 5, prior included")
    case .armFailures6: ColumnCard("1", 0, "believed failures of practice 6, prior included")
    case .armFailures7: ColumnCard("1", 0, "believed failures of practice 7, prior included")
    case .armFailures8: ColumnCard("1", 0, "believed failures of practice 8, prior included")
    case .armNews1: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews2: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews3: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews4: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews5: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews6: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews7: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews8: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews9: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews10: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews11: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .armNews12: ColumnCard("1", 0, "results on their way: practice, successes and contacts of one week in twelve")
    case .nearContact: ColumnCard("seat", -1, "row of the first contact in the team and pair partner, −1: none")
    case .nextContact: ColumnCard("seat", -1, "row of the second contact in the team, −1: none")
    case .farContact: ColumnCard("seat", -1, "row of the contact in another team, −1: none")
    case .nearTie: ColumnCard("1", 0, "strength of the tie to the first contact w")
    case .nextTie: ColumnCard("1", 0, "strength of the tie to the second contact w")
    case .farTie: ColumnCard("1", 0, "strength of the tie to the contact in another team w")
    case .tieStrength:
      ColumnCard("1", Reference.tieStrength, "mean strength of a seller's six ties, outgoing and incoming")
    case .partner:
      ColumnCard("seat", -1, "row of the most skilled colleague who helped this week, −1: nobody; may have left since")
    case .peerSkill: ColumnCard("1", 0, "what that colleague is ahead in value skill (v_partner − v)⁺")
    case .helpHours: ColumnCard("hours", 0, "time given to colleagues this week")
    case .exacted: ColumnCard("reference effort", 0, "effort that monitoring exacts beyond what the seller would give")
    case .pressure: ColumnCard("reference effort", 0, "pressure on customers to decide now P")
    case .accounts: ColumnCard("1", 0, "customers won who are still customers")
    case .accountValue: ColumnCard("pay units", 0, "value of the deals that won them")
    case .savedHours: ColumnCard("hours", 0, "time for finding out needs that a set agenda saves in the coming week")
    case .changeStage:
      ColumnCard("1", 0, "towards the tools on offer: 0 denial, 1 resistance, 2 exploration, 3 commitment")
    case .threshold: ColumnCard("1", 0, "share of others in use that a seller waits for, habit and voice apart θ")
    case .toolHours: ColumnCard("hours", 0, "time that tools save in the coming week, less what learning them takes")
    case .proposals: ColumnCard("1/w²", 0, "precision of what a seller tells headquarters about the direction")
    case .viewsFor: ColumnCard("bits", 0, "questions of the organisational code that a seller answers with yes")
    case .viewsAgainst: ColumnCard("bits", 0, "questions of the organisational code that a seller answers with no")
    case .knowledge: ColumnCard("1", 0, "share of questions seen right less share seen wrong k")
    case .knowHow: ColumnCard("1", 1, "what that does to finding opportunities, relative to a reference seller")
    }
  }
}
