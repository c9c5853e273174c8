import PortableMath

/// Two skills grow with use and fade without: knowing what customers value, and finding new answers for them.
///
/// In a week of constant use u a skill follows dv/dt = A(1−v) − Dv with A = ηu·gain + training, D = δ(1−u), solved
/// exactly: v′ = v* + (v − v*) exp(−(A+D)), v* = A/(A+D). Innovation skill is used where needs are new, learned more
/// slowly, and only by those who know enough of what exists to build on; training teaches what exists.
struct Skill: Mechanism {
  static let card = Card(
    name: "skill", stream: 11, claims: ["3.49", "3.52", "3.54", "3.55"],
    summary: "Skill comes with use and coaching, exponentially, and half of it is gone months after use ends.",
    equation: """
      dv/dt = η_v u g (1 + λ_p(v_partner−v)⁺)(1−v) + η_T h_T (1−v) − δ_v (1−u) v;  u = u₀ drive; \
      dn/dt = η_n u_n g (1−n) − δ_n (1−u_n) n;  u_n = s_new drive 1{v ≥ v_n}
      """,
    source: "science 1.10, 1.12, 6.4 eq. 11; Heathcote et al. 2000; Tatel & Ackerman 2025",
    procedure: procedure,
    reads: [
      .seller(.skill), .seller(.innovation), .seller(.route), .seller(.quadrant), .seller(.coachGain),
      .seller(.supportDrive), .seller(.peerSkill), .seller(.filled),
    ],
    writes: [
      .seller(.skill), .seller(.innovation), .seller(.quadrant), .seller(.route), .firm(.straightLeaders),
      .firm(.roundaboutLeaders),
    ])

  private let value, innovation: LearningRates
  private let foundation, peers, trainingRate: Double
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
        "share of selling in which a reference seller uses the skill"))
    innovation = LearningRates(
      learning: settings.number(
        "innovation_learning_rate", "η_n", 0.03, in: 0...10, unit: "1/week", .judgement,
        "science 6.4 eq. 11: slower than value skill; a third of it", "rate of learning to innovate under full use"),
      forgetting: settings.number(
        "innovation_forgetting_rate", "δ_n", 0.018, in: 0...10, unit: "1/week", .judgement,
        "as for value skill",
        "rate of forgetting to innovate without use"),
      use: common.buyers.newShare)
    foundation = settings.number(
      "innovation_foundation", "v_n", 0.3, in: 0...1, unit: "1", .judgement, "science 6.4 eq. 11",
      "value skill from which a seller can use what they know of innovation, and learn more of it")
    peers = settings.number(
      "peer_learning", "λ_p", 3, in: 0...50, unit: "1", .judgement,
      "direction of Chan, Li & Pierce 2014: newcomers learn more from peers than alone",
      "how much faster value skill grows in a week with help from somebody ahead by 1")
    trainingRate = settings.number(
      "training_rate", "η_T", 0.02, in: 0...10, unit: "1/(week hour)", .judgement,
      "training counts for little: r = .16, n.s. (science 2.6)", "rate of learning in an hour of training a week")
    training = settings.lever(.training)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (open, peers) = (firm.scratch[0], firm.scratch[3]), skill = firm[.skill], ahead = firm[.peerSkill]
    for seat in 0..<firm.seats {
      // Both skills grow from what was known when the week began.
      open[seat] = skill[seat] >= foundation ? 1 : 0
      peers[seat] = 1 + self.peers * ahead[seat]
    }
    learn(.skill, value, taught: trainingRate * week[training], open: nil, pace: peers, firm)
    learn(.innovation, innovation, taught: 0, open: open, pace: nil, firm)
    if week.index % Quadrant.interval == Quadrant.interval - 1 { Quadrant.read(&firm) }
  }

  /// - Parameters:
  ///   - taught: what training adds to the rate of learning by use.
  ///   - open: 1 where there is something to build on, else 0; nil where everybody has it.
  ///   - pace: what multiplies learning by use; nil for 1.
  private func learn(
    _ key: SellerColumn, _ rates: LearningRates, taught: Double, open: Column<Double>?, pace: Column<Double>?,
    _ firm: borrowing Firm
  ) {
    let (decay, target) = (firm.scratch[1], firm.scratch[2]), drive = firm[.supportDrive]
    let skill = firm[key], gain = firm[.coachGain], filled = firm[.filled]
    for seat in 0..<firm.seats {
      let used = min(1, rates.use * drive[seat]) * (open?[seat] ?? 1)
      let up = rates.learning * used * gain[seat] * (pace?[seat] ?? 1) + taught
      let down = rates.forgetting * (1 - used)
      target[seat] = up + down > 0 ? up / (up + down) : skill[seat]
      decay[seat] = -filled[seat] * (up + down)
    }
    VectorMath.exp(decay, into: decay)
    for seat in 0..<firm.seats { skill[seat] = target[seat] + (skill[seat] - target[seat]) * decay[seat] }
  }
}

/// How one skill comes and goes.
struct LearningRates: Sendable {
  /// η under full use, and δ without use, 1/week.
  let learning, forgetting: Double
  /// Share of a reference seller's work that uses it.
  let use: Double
}
