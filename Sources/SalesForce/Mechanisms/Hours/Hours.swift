import PortableMath

/// The week's time budget: what is left for selling once everything else is done.
struct Hours: Mechanism {
  static let card = Card(
    name: "hours", stream: 4, claims: ["1.2", "3.52", "3.55", "4.1"],
    summary: "Reporting, learning and problems take time from selling; tools give some back.",
    equation:
      "h = H − base − (τ_a + τ_φ φ + τ_π π) − (coaching + training + meetings + voice) − mentoring − issues − help − dead deals + saved + τ_n n",
    source: "science 6.4 eq. 3; Proudfoot 2005, 11,000 hours observed",
    procedure: procedure,
    reads: [
      .seller(.issueHours), .seller(.helpHours), .seller(.deadDeals), .seller(.mentorHours),
      .seller(.savedHours), .seller(.toolHours), .seller(.innovation), .seller(.filled),
    ], writes: [.seller(.sellingHours), .firm(.administration)])

  /// A seller always finds some time to sell.
  private let floor: Double
  private let workingWeek, base, administration, reporting, planning, chase, voiceHours, processGain: Double
  private let pushShare, monitoring, coaching, training, meetings, voice: Lever

  init(_ settings: inout Settings, _ common: Common) {
    workingWeek = common.workingWeek
    base = settings.number(
      "base", "", 15, in: 0...100, unit: "hours", .verified,
      "travel .21 and part of the dead time .17 of the week: Proudfoot 2005",
      "travelling and waiting hours that nothing in the model moves")
    administration = settings.number(
      "administration", "τ_a", 10.5, in: 0...60, unit: "hours", .calibrated,
      "administration and reports .26 of the week in ordinary firms: Proudfoot 2005",
      "hours of administration whatever the regime: orders, systems, internal mail")
    reporting = settings.number(
      "reporting", "τ_φ", 2.5, in: 0...60, unit: "hours", .judgement, "half an hour a day and a weekly report",
      "further hours of reporting under full monitoring")
    planning = settings.number(
      "planning", "τ_π", 1, in: 0...60, unit: "hours", .judgement, "a meeting a week about the plan",
      "further hours for headquarters' plans under full push share")
    chase = settings.number(
      "chase", "", 0.05, in: 0...10, unit: "hours", .judgement, "a call every few weeks",
      "weekly time that a seller spends on each dead deal still hoped for")
    voiceHours = settings.number(
      "voice", "", 0.5, in: 0...20, unit: "hours", .judgement, "model, section 12",
      "weekly time of each seller for having a full say in changes")
    processGain = settings.number(
      "process_innovation", "τ_n", 0, in: 0...20, unit: "hours", .judgement,
      "none, unless asked for: science 3.55 names no size",
      "weekly time that a seller with full innovation skill saves in their own work")
    floor = settings.number(
      "floor", "", 2, in: 0.01...40, unit: "hours", .judgement, "somebody always answers the phone",
      "selling hours that are left in the busiest week")
    settings.require(
      base + administration < workingWeek, "non-selling hours must leave some of the working week", at: "base",
      "administration")
    pushShare = settings.lever(.pushShare)
    monitoring = settings.lever(.monitoring)
    coaching = settings.lever(.coaching)
    training = settings.lever(.training)
    meetings = settings.lever(.meetings)
    voice = settings.lever(.voice)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let free = firm.scratch[0]
    week.spread(into: free) {
      workingWeek - base - paperwork($0) - $0[coaching] - $0[training] - $0[meetings] - voiceHours * $0[voice]
    }
    let hours = firm[.sellingHours], issues = firm[.issueHours], help = firm[.helpHours], filled = firm[.filled]
    let mentoring = firm[.mentorHours], dead = firm[.deadDeals], saved = firm[.savedHours], tools = firm[.toolHours]
    let innovation = firm[.innovation]
    for k in 0..<hours.laneCount {
      let given = issues[lane: k] + help[lane: k] + mentoring[lane: k] + chase * dead[lane: k]
      let taken = given - saved[lane: k] - tools[lane: k] - processGain * innovation[lane: k]
      hours[lane: k] = filled[lane: k] * Lanes.min(workingWeek, Lanes.max(floor, free[lane: k] - taken))
    }
    firm[.administration] = week.total(filled, paperwork)
  }

  /// Hours of administration and reports.
  private func paperwork(_ levers: GroupLevers) -> Double {
    administration + reporting * levers[monitoring] + planning * levers[pushShare]
  }
}
