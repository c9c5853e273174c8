import PortableMath

/// Two skills grow with use and fade without: knowing what customers value, and finding new answers for them.
///
/// In a week of constant use u a skill follows dv/dt = A(1−v) − Dv with A = ηu·gain + training, D = δ(1−u), solved
/// exactly: v′ = v* + (v − v*) exp(−(A+D)), v* = A/(A+D). What is known of products, customers and rivals goes out of date
/// besides, used or not. Innovation skill is used where needs are new, learned more slowly, and only by those who know
/// enough of what exists to build on.
///
/// Training adds what use does not teach: hours add up, are forgotten slowly, and close part of what is missing of value skill.
/// A colleague who helped last week, or a mentor, makes a seller learn faster, by how far they are ahead.
struct Skill: Mechanism {
  static let card = Card(
    name: "skill", stream: 11, claims: ["3.49", "3.52", "3.54", "3.55"],
    summary: "Skill comes with use and coaching, exponentially, and half of it is gone months after use ends.",
    equation: """
      dv/dt = η_v u g (1 + λ_p(v_partner−v)⁺)(1−v) − (δ_v (1−u) + δ_o) v;  u = u₀ drive; \
      dx/dt = h_T − δ_x x;  craft = v + (1−v) r_T (1 − e^{−κ_T x/r_T});  dn/dt = η_n u_n g (1−n) − δ_n (1−u_n) n;  u_n = s_new drive 1{v ≥ v_n}
      """,
    source: "science 1.10, 1.12, 6.4 eq. 11; Heathcote et al. 2000; Tatel & Ackerman 2025; Fisher 2021 on training",
    procedure: procedure,
    reads: [
      .seller(.skill), .seller(.innovation), .seller(.route), .seller(.quadrant), .seller(.coachGain),
      .seller(.supportDrive), .seller(.peerSkill), .seller(.mentor), .seller(.schooling), .seller(.filled),
    ],
    writes: [
      .seller(.skill), .seller(.schooling), .seller(.craft), .seller(.innovation), .seller(.quadrant), .seller(.route),
      .firm(.straightLeaders),
      .firm(.roundaboutLeaders),
    ])

  private let value, innovation: LearningRates
  private let foundation, peers, schoolingDecay, schoolingWorth, schoolingReach: Double
  private let training: Lever

  init(_ settings: inout Settings, _ common: Common) {
    value = LearningRates(
      learning: settings.number(
        "learning_rate", "η_v", 0.08856, in: 0...10, unit: "1/week", .verified,
        "90 % of skill after 26 weeks of full use (V24)", "rate of learning under full use"),
      forgetting: settings.number(
        "forgetting_rate", "δ_v", 0.018, in: 0...10, unit: "1/week", .verified,
        "half gone after 6.5 to 13 months: Tatel & Ackerman 2025", "rate of forgetting without use"),
      use: settings.number(
        "use", "u₀", 0.5, in: 0...1, unit: "1", .judgement, "half of selling repeats what works",
        "share of selling in which a reference seller uses the skill"),
      ageing: settings.number(
        "turnover_of_offers", "δ_o", 0.02, in: 0...1, unit: "1/week", .judgement,
        "products, prices and rivals change within the year",
        "rate at which what is known of offers goes out of date, used or not"))
    innovation = LearningRates(
      learning: settings.number(
        "innovation_learning_rate", "η_n", 0.03, in: 0...10, unit: "1/week", .judgement,
        "science 6.4 eq. 11: slower than value skill; a third of it", "rate of learning to innovate under full use"),
      forgetting: settings.number(
        "innovation_forgetting_rate", "δ_n", 0.018, in: 0...10, unit: "1/week", .judgement,
        "as for value skill",
        "rate of forgetting to innovate without use"),
      use: common.buyers.newShare, ageing: 0)
    foundation = settings.number(
      "innovation_foundation", "v_n", 0.3, in: 0...1, unit: "1", .judgement, "science 6.4 eq. 11",
      "value skill from which a seller can use what they know of innovation, and learn more of it")
    peers = settings.number(
      "peer_learning", "λ_p", 3, in: 0...50, unit: "1", .judgement,
      "direction of Chan, Li & Pierce 2014: newcomers learn more from peers than alone",
      "how much faster value skill grows in a week with help from somebody ahead by 1")
    schoolingDecay = settings.number(
      "schooling_forgetting", "δ_x", 0.018, in: 0...10, unit: "1/week", .verified,
      "half gone after 6.5 to 13 months: Tatel & Ackerman 2025", "rate at which hours of training are forgotten")
    schoolingWorth = settings.number(
      "schooling_worth", "κ_T", 0.5, in: 0...10, unit: "1/hour", .calibrated,
      "+1.8 % sales from a module: Fisher 2021, 50,000 retail sellers",
      "share of what is missing of value skill that the first hour of training closes")
    schoolingReach = settings.number(
      "schooling_reach", "r_T", 0.5, in: 0.001...1, unit: "1", .judgement,
      "most of selling is not learned in class: r = .16 (science 2.6)",
      "share of what is missing of value skill that training can close at most")
    training = settings.lever(.training)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (open, peers) = (firm.scratch[0], firm.scratch[3]), skill = firm[.skill], ahead = firm[.peerSkill]
    let guide = firm[.mentor]
    for seat in 0..<firm.seats {
      // Both skills grow from what was known when the week began.
      open[seat] = skill[seat] >= foundation ? 1 : 0
      let mentors = guide[seat] < 0 ? 0 : skill[guide[seat].whole] - skill[seat]
      peers[seat] = 1 + self.peers * max(ahead[seat], mentors)
    }
    learn(.skill, value, open: nil, pace: peers, firm)
    learn(.innovation, innovation, open: open, pace: nil, firm)
    school(firm, week)
    if week.index % Quadrant.interval == Quadrant.interval - 1 { Quadrant.read(&firm) }
  }

  /// Hours of training add up and fade, and close part of what is missing.
  private func school(_ firm: borrowing Firm, _ week: borrowing Week) {
    let schooling = firm[.schooling], craft = firm[.craft], skill = firm[.skill], filled = firm[.filled]
    let keep = Portable.exp(-schoolingDecay), hours = week[training]
    let perHour = -schoolingWorth / schoolingReach
    for k in 0..<craft.laneCount {
      schooling[lane: k] = keep * schooling[lane: k] + filled[lane: k] * hours[lane: k]
      craft[lane: k] = perHour * schooling[lane: k]
    }
    VectorMath.expm1(craft, into: craft)
    for k in 0..<craft.laneCount {
      craft[lane: k] = skill[lane: k] - (1 - skill[lane: k]) * schoolingReach * craft[lane: k]
    }
  }

  /// - Parameters:
  ///   - open: 1 where there is something to build on, else 0; nil where everybody has it.
  ///   - pace: what multiplies learning by use; nil for 1.
  private func learn(
    _ key: SellerColumn, _ rates: LearningRates, open: Column<Double>?, pace: Column<Double>?, _ firm: borrowing Firm
  ) {
    let (decay, target) = (firm.scratch[1], firm.scratch[2]), drive = firm[.supportDrive]
    let skill = firm[key], gain = firm[.coachGain], filled = firm[.filled]
    let one = Lanes(repeating: 1)
    for k in 0..<skill.laneCount {
      let used = Lanes.min(1, rates.use * drive[lane: k]) * (open?[lane: k] ?? one)
      let up = rates.learning * used * gain[lane: k] * (pace?[lane: k] ?? one)
      let down = rates.forgetting * (1 - used) + rates.ageing, both = up + down
      target[lane: k] = Lanes.choose(both .> 0, up / both, skill[lane: k])
      decay[lane: k] = -1 * filled[lane: k] * both
    }
    VectorMath.exp(decay, into: decay)
    for k in 0..<skill.laneCount {
      skill[lane: k] = target[lane: k] + (skill[lane: k] - target[lane: k]) * decay[lane: k]
    }
  }
}

/// How one skill comes and goes.
struct LearningRates: Sendable {
  /// η under full use, and δ without use, 1/week.
  let learning, forgetting: Double
  /// Share of a reference seller's work that uses it.
  let use: Double
  /// Rate at which it goes out of date, used or not, 1/week.
  let ageing: Double
}
