import PortableMath
import RandomStreams

/// Colleagues meet, help each other, and so come to know each other; who is recognised by experts comes first there.
///
/// The three kinds of ties have their turn in three successive weeks, so a pair meets once in three weeks at most.
/// A meeting is one event of both: it has one draw, keyed by the seat that owns the tie, and strengthens one tie. Help
/// goes each way by itself. Whom a seller has most from in a week, the most skilled colleague who helped them, is their
/// `partner`; that need not be mutual.
struct Ties: Mechanism {
  static let card = Card(
    name: "ties", stream: 21, claims: ["0.10", "1.8", "3.6", "4.6"],
    summary: "Ties grow by meeting and helping and fade without; help is given where it pays to give it.",
    equation:
      "P(meet in 3 weeks) = 1 − exp(−3(r₀ f_i f_j (w + w₀) + r_m h));  w ← (w + η(1−w)·met) e^{−3δ};  "
      + "helps if ρ_r w (V_S + m) + shares > W m(n,k)/(n−1);  g ← g + (1 − e^{−δ_g})(recognition − g)",
    source: "science 1.4, 6.4 eq. 8, 11, 12; Bolander et al. 2015, Chan, Li & Pierce 2014 for direction",
    procedure: procedure,
    reads: [
      .firm(.complexity), .firm(.periodLength), .seller(.filled), .seller(.tenure), .seller(.sociability),
      .seller(.horizontality), .seller(.supportDrive), .seller(.slope), .seller(.motivation), .seller(.skill),
      .seller(.goodwill), .seller(.nearContact), .seller(.nextContact), .seller(.farContact), .seller(.nearTie),
      .seller(.nextTie), .seller(.farTie), .firm(.likedMost), .firm(.likedLeast),
    ],
    writes: [
      .seller(.nearContact), .seller(.nextContact), .seller(.farContact), .seller(.nearTie), .seller(.nextTie),
      .seller(.farTie), .seller(.tieStrength), .seller(.partner), .seller(.peerSkill), .seller(.helpHours),
      .seller(.goodwill), .firm(.helps), .firm(.likedMost), .firm(.likedLeast),
    ])

  private let common: Common
  private let pay: PayPlan
  private let casualRate, acquaintance, structuredRate, sociable, horizontal: Double
  private let meetingGain, helpGain, decay, startStrength: Double
  private let reciprocity, readiness, helpTime: Double
  private let goodwillSpeed, recognisedHelp: Double
  private let meetings: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    pay = PayPlan(&settings, common)
    casualRate = settings.number(
      "meeting_rate", "r₀", 0.6, in: 0...50, unit: "1/week", .judgement, "close colleagues talk every second week",
      "rate at which a pair tied with strength 1 meets by itself")
    acquaintance = settings.number(
      "acquaintance", "w₀", 0.1, in: 0...1, unit: "1", .judgement, "strangers meet seldom, but do",
      "strength that counts for meeting even where there is no tie")
    structuredRate = settings.number(
      "structured_rate", "r_m", 0.25, in: 0...50, unit: "1/(week hour)", .judgement,
      "an hour brings one and a half of six pairs together", "rate at which arranged meetings bring a pair together")
    sociable = settings.number(
      "sociability_factor", "κ_s", 0.2, in: 0...2, unit: "log/sd", .judgement, "direction of Bolander et al. 2015",
      "how sociability multiplies meeting and being recognised")
    horizontal = settings.number(
      "horizontality_factor", "κ_h", 0.2, in: 0...2, unit: "log/sd", .judgement, "science 1.8: tie rate up",
      "how horizontality multiplies meeting and being recognised")
    meetingGain = settings.number(
      "meeting_gain", "η_w", 0.15, in: 0...1, unit: "1", .judgement, "a dozen meetings make a close tie",
      "share of what is missing that a meeting adds to a tie")
    helpGain = settings.number(
      "help_gain", "η_h", 0.15, in: 0...1, unit: "1", .judgement, "help ties more than talk",
      "share that help adds on top")
    settings.require(
      meetingGain + helpGain <= 1, "a meeting with help cannot add more than is missing", at: "meeting_gain",
      "help_gain")
    decay = settings.number(
      "decay", "δ_w", 0.06, in: 0...10, unit: "1/week", .judgement, "half of a tie is gone in a quarter",
      "rate at which a tie fades")
    startStrength = settings.number(
      "start_strength", "", 0.45, in: 0...1, unit: "1", .calibrated, "where the reference firm settles",
      "strength of the first people's ties")
    reciprocity = settings.number(
      "reciprocity", "ρ_r", 0.03, in: 0...10, unit: "1", .judgement, "a favour returned in a year or two, if at all",
      "what comes back for a unit of help over a tie of strength 1")
    readiness = settings.number(
      "readiness", "", 0.5, in: 0...1, unit: "1", .judgement, "every second talk is about one's work",
      "chance that help is given in a meeting at reference effort, where it pays")
    helpTime = settings.number(
      "help_hours", "τ_h", 0.25, in: 0...40, unit: "hours", .judgement, "a talk of a quarter of an hour",
      "a seller's time for helping once")
    goodwillSpeed = settings.number(
      "goodwill_speed", "δ_g", 0.05, in: 0...10, unit: "1/week", .judgement, "half forgotten in a quarter",
      "rate at which experts' goodwill adapts")
    recognisedHelp = settings.number(
      "recognised_help", "η_g", 0.5, in: 0...10, unit: "1", .judgement, "science 3.6: repaid help",
      "goodwill of a help given, against that of ordinary recognition")
    meetings = settings.lever(.meetings)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    AdviceNetwork.lay(&firm, week.draws, stream: Self.card.stream)
    for kind in AdviceNetwork.kinds {
      let contact = firm[kind.contact], tie = firm[kind.strength]
      for seat in 0..<firm.seats where contact[seat] >= 0 { tie[seat] = startStrength }
    }
    sumTies(&firm)
  }

  /// Weeks until a kind of tie has its turn again.
  static let turn = AdviceNetwork.kinds.count

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let rule = HelpRule(reciprocity: reciprocity, pay, common, firm, week)
    week.uniform(firm.seatIdentity, Self.card, into: firm.scratch[0])
    prepare(&firm)
    let kind = week.index % Self.turn
    meet(AdviceNetwork.kinds[kind], isPair: kind == 0, &firm, rule, structured: week[meetings])
    if kind == Self.turn - 1 { sumTies(&firm) }
    settle(&firm)
    if week.index % Self.likingWeeks == 0 { rankGoodwill(&firm) }
  }

  /// Column 0: draws; 1: openness f to meeting; 2: chance to help in a meeting; 3: worth of own results; 4: skill of the
  /// best helper so far; 5: helps given; 6: working memory of a kind;
  /// 7 to 9: the rule of helping.
  private func prepare(_ firm: inout Firm) {
    let (open, ready, worth) = (firm.scratch[1], firm.scratch[2], firm.scratch[3])
    let sociability = firm[.sociability], horizontality = firm[.horizontality]
    let drive = firm[.supportDrive], slope = firm[.slope], motivation = firm[.motivation]
    let filled = firm[.filled], tenure = firm[.tenure], strength = firm[.tieStrength]
    for k in 0..<open.laneCount {
      // Whoever is new begins as a stranger.
      let isNew = (filled[lane: k] .== 1) .& (tenure[lane: k] .== 0)
      strength[lane: k] = Lanes.choose(isNew, 0, strength[lane: k])
      open[lane: k] = 0.5 * (sociable * sociability[lane: k] + horizontal * horizontality[lane: k])
      ready[lane: k] = Lanes.min(1, readiness * drive[lane: k])
      worth[lane: k] = slope[lane: k] + motivation[lane: k]
    }
    VectorMath.exp(open, into: open)
    firm.scratch[4].fill(-1)
    firm.scratch[5].fill(0)
    firm[.partner].fill(AdviceNetwork.nobody)
  }

  /// One kind of tie. Free of branches on draws: whether a pair meets cannot be guessed, and guessing wrong costs more
  /// than the arithmetic.
  private func meet(
    _ kind: AdviceNetwork.Kind, isPair: Bool, _ firm: inout Firm, _ rule: HelpRule, structured hours: Column<Double>
  ) {
    let contact = firm[kind.contact], tie = firm[kind.strength]
    let luck = firm.scratch[0], open = firm.scratch[1], ready = firm.scratch[2], worth = firm.scratch[3]
    let chance = firm.scratch[6], given = firm.scratch[5], back = chance
    let filled = firm[.filled], tenure = firm[.tenure], helpers = Helpers(firm)
    let weeks = Double(Self.turn), others = firm.ranks
    for seat in 0..<firm.seats {
      let other = max(contact[seat], 0).whole
      others[seat] = UInt32(truncatingIfNeeded: other)
      // Hours of both count where they differ.
      let structured = structuredRate * (0.5 * (hours[seat] + hours[other]))
      let present = contact[seat] < 0 ? 0 : filled[seat] * filled[other]
      // The ties of a seller who has left end then; whoever came since the last turn starts as a stranger.
      let strength = present == 0 || min(tenure[seat], tenure[other]) < weeks ? 0 : tie[seat]
      tie[seat] = strength
      chance[seat] =
        -weeks * present * (casualRate * open[seat] * open[other] * (strength + acquaintance) + structured)
    }
    VectorMath.expm1(chance, into: chance)
    let fading = Portable.exp(-weeks * decay)
    var helps = 0.0
    // First what goes from contacts to owners, then what goes back: each seat takes part once in either, so the order
    // of rows does not matter.
    for seat in 0..<tie.count {
      let other = Int(others[seat]), strength = tie[seat], reach = -chance[seat]
      let met = luck[seat] < reach ? 1.0 : 0.0
      // Given that they met, this is uniform again.
      let talk = luck[seat] / max(reach, 1e-300)
      let told =
        met * (talk < ready[other] ? 1 : 0)
        * rule.pays(other, helping: seat, tie: strength, worth: worth[other], inTeam: kind.isWithinTeam, inPair: false)
      let asked =
        met * (1 - talk < ready[seat] ? 1 : 0)
        * rule.pays(seat, helping: other, tie: strength, worth: worth[seat], inTeam: kind.isWithinTeam, inPair: isPair)
      let gain = met * meetingGain + max(told, asked) * helpGain
      tie[seat] = (strength + gain * (1 - strength)) * fading
      back[seat] = asked
      helps += told + asked
      given[other] += told
      helpers.note(other, of: seat, told)
    }
    for seat in 0..<tie.count {
      given[seat] += back[seat]
      helpers.note(seat, of: Int(others[seat]), back[seat])
    }
    firm[.helps] += helps
  }

  /// The most skilled colleague who has helped each seat this week.
  private struct Helpers {
    private let skill, best, partner: Column<Double>

    init(_ firm: borrowing Firm) { (skill, best, partner) = (firm[.skill], firm.scratch[4], firm[.partner]) }

    /// Notes a helper if there was help (1, else 0) and nobody more skilled has helped yet.
    func note(_ helper: Int, of seat: Int, _ help: Double) {
      let offered = help * (skill[helper] + 1) - 1, before = best[seat]
      best[seat] = max(before, offered)
      partner[seat] = offered > before ? Double(helper) : partner[seat]
    }
  }

  /// Mean strength over six ties, computed again once all kinds have had their turn; a tie that a small team has no room for counts as none.
  private func sumTies(_ firm: inout Firm) {
    let strength = firm[.tieStrength]
    strength.fill(0)
    let share = 1 / AdviceNetwork.degree
    for kind in AdviceNetwork.kinds {
      let contact = firm[kind.contact], tie = firm[kind.strength]
      for seat in 0..<firm.seats { strength[seat] += share * tie[seat] }
      for seat in 0..<firm.seats where contact[seat] >= 0 { strength[Int(contact[seat])] += share * tie[seat] }
    }
  }

  /// What the week's help leaves with each.
  private func settle(_ firm: inout Firm) {
    let goodwill = firm[.goodwill], filled = firm[.filled], tenure = firm[.tenure], drive = firm[.supportDrive]
    let open = firm.scratch[1], given = firm.scratch[5], hours = firm[.helpHours]
    let best = firm.scratch[4], skill = firm[.skill], ahead = firm[.peerSkill]
    let step = -Portable.expm1(-goodwillSpeed)
    for k in 0..<goodwill.laneCount {
      let known = filled[lane: k] * Lanes.choose(tenure[lane: k] .> 0, goodwill[lane: k], 0)
      let recognition = open[lane: k] * open[lane: k] * drive[lane: k] + recognisedHelp * given[lane: k]
      goodwill[lane: k] = known + filled[lane: k] * step * (recognition - known)
      hours[lane: k] = helpTime * given[lane: k]
      ahead[lane: k] = Lanes.max(0, best[lane: k] - skill[lane: k])
    }
  }

  /// Weeks between looks at who is liked most: for the metric alone.
  private static let likingWeeks = 13

  /// Goodwill that a quarter of the sellers reach, and that a quarter do not exceed.
  private func rankGoodwill(_ firm: inout Firm) {
    let goodwill = firm[.goodwill], filled = firm[.filled]
    var count = 0
    let sorted = firm.scratch[6]
    for seat in 0..<firm.seats where filled[seat] == 1 {
      sorted[count] = goodwill[seat]
      count += 1
    }
    guard count > 0 else { return }
    sorted.prefix(count).sort(by: <)
    firm[.likedMost] = sorted[count - 1 - (count - 1) / 4]
    firm[.likedLeast] = sorted[(count - 1) / 4]
  }
}
