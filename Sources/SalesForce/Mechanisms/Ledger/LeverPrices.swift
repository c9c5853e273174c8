/// What levers cost a seat-week, vacant seats included.
struct LeverPrices: Sendable {
  private let supervision, planning, monitoringPrice, coachingHour, directoryPrice, trainingHour, dataPrice,
    meetingHour: Double
  private let outsideFactor, reviewPrice, rankingPrice: Double
  private let oneWay, twoWay: Double
  private let toolsPrice, messagePrice, seedingPrice: Double
  /// Pay units of an expert-week.
  let expert: Double
  private let pushShare, monitoring, coaching, directory, training, meetings, visioning, buyerData: Lever
  private let coachSource, reviews, ranking: Lever
  private let tools, messages, seeding: Lever

  init(_ settings: inout Settings) {
    func price(_ name: String, _ value: Double, _ summary: String) -> Double {
      settings.number(
        name, "", value, in: 0...100, unit: "pay units", .judgement, "model, section 12", summary)
    }
    supervision = price("supervision", 0.067, "a manager's time for a seat, whatever the regime")
    planning = price("push_share", 0.05, "planning staff for a seat under full push share")
    monitoringPrice = price("monitoring", 0.067, "a supervisor's time for a seat under full monitoring")
    coachingHour = price("coaching_hour", 0.033, "an hour of coaching")
    expert = price("expert", 1.2, "an expert for a week")
    directoryPrice = price("directory", 0.01, "a full directory, for a seat")
    trainingHour = price("training_hour", 0.05, "an hour of training")
    dataPrice = price("buyer_data", 0.03, "full buyer data, for a seat")
    meetingHour = price("meeting_hour", 0.005, "arranging an hour of meetings, for a seat")
    outsideFactor = settings.number(
      "outside_coach", "", 1.5, in: 0...100, unit: "1", .judgement, "model, section 12",
      "price of an hour with an outside coach, as a multiple of a manager's")
    reviewPrice = price("review", 0.005, "a review a quarter of each seller")
    rankingPrice = price("ranking", 0.001, "a ranking, for a seat")
    oneWay = price("visioning_one_way", 0.02, "one-way visioning, for a seat")
    twoWay = price("visioning_two_way", 0.04, "two-way visioning, for a seat")
    toolsPrice = price("tools", 0.03, "full tools, for a seat")
    messagePrice = price("message", 0.002, "a message a week to everybody, for a seat")
    seedingPrice = price("seeding", 0.002, "knowing fully who has standing among colleagues, for a seat")
    pushShare = settings.lever(.pushShare)
    monitoring = settings.lever(.monitoring)
    coaching = settings.lever(.coaching)
    directory = settings.lever(.directory)
    training = settings.lever(.training)
    meetings = settings.lever(.meetings)
    visioning = settings.lever(.visioning)
    buyerData = settings.lever(.buyerData)
    coachSource = settings.lever(.coachSource)
    reviews = settings.lever(.reviews)
    ranking = settings.lever(.ranking)
    tools = settings.lever(.tools)
    messages = settings.lever(.messages)
    seeding = settings.lever(.seeding)
  }

  func managers(_ levers: GroupLevers) -> Double {
    supervision + planning * levers[pushShare] + monitoringPrice * levers[monitoring] + coachingHour * levers[coaching]
      * (levers.choice(coachSource) == 1 ? outsideFactor : 1)
      + reviewPrice * levers[reviews] + (levers.choice(ranking) > 0 ? rankingPrice : 0)
  }

  func programmes(_ levers: GroupLevers) -> Double {
    let picture = levers.choice(visioning)
    return directoryPrice * levers[directory] + trainingHour * levers[training] + dataPrice * levers[buyerData]
      + meetingHour * levers[meetings] + toolsPrice * levers[tools] + messagePrice * levers[messages]
      + seedingPrice * levers[seeding]
      + (picture == 2 ? twoWay : picture == 1 ? oneWay : 0)
  }
}
