import PortableMath

/// Value skill grows with use and training and fades without.
///
/// In a week of constant use u it follows dv/dt = A(1−v) − Dv with A = ηu·gain + training, D = δ(1−u), solved exactly:
/// v′ = v* + (v − v*) exp(−(A+D)), v* = A/(A+D).
struct Skill: Mechanism {
  static let card = Card(
    name: "skill", stream: 11, claims: ["3.49", "3.52", "3.54"],
    summary: "Skill comes with use and coaching, exponentially, and half of it is gone months after use ends.",
    equation: "dv/dt = η u g (1−v) + η_T h_T (1−v) − δ (1−u) v;  u = u₀ min(2, e₂/ē₂)",
    source: "science 1.10, 6.4 eq. 11; Heathcote et al. 2000; Tatel & Ackerman 2025",
    reads: [
      .seller(.skill), .seller(.coachGain), .seller(.supportEffort), .seller(.filled),
    ],
    writes: [.seller(.skill)])

  private let common: Common
  private let learning, forgetting, use, trainingRate: Double
  private let training: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    learning = settings.number(
      "learning_rate", "η_v", 0.08856, in: 0...10, unit: "1/week", .verified,
      "90 % of skill after 26 weeks of full use (V24)", "rate of learning under full use")
    forgetting = settings.number(
      "forgetting_rate", "δ_v", 0.018, in: 0...10, unit: "1/week", .verified,
      "half gone after 6.5 to 13 months: Tatel & Ackerman 2025", "rate of forgetting without use")
    use = settings.number(
      "use", "u₀", 0.5, in: 0...1, unit: "1", .judgement, "half of selling repeats what works",
      "share of selling in which a reference seller uses the skill")
    trainingRate = settings.number(
      "training_rate", "η_T", 0.02, in: 0...10, unit: "1/(week hour)", .judgement,
      "training counts for little: r = .16, n.s. (science 2.6)", "rate of learning in an hour of training a week")
    training = settings.lever(.training)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (decay, target) = (firm.scratch[0], firm.scratch[1])
    let skill = firm[.skill], gain = firm[.coachGain], support = firm[.supportEffort]
    let filled = firm[.filled]
    let taught = trainingRate * week[training], perReference = 1 / common.referenceSupport
    for seat in 0..<firm.seats {
      let used = min(1, use * min(2, support[seat] * perReference))
      let up = learning * used * gain[seat] + taught, down = forgetting * (1 - used)
      target[seat] = up + down > 0 ? up / (up + down) : skill[seat]
      decay[seat] = -filled[seat] * (up + down)
    }
    VectorMath.exp(decay, into: decay)
    for seat in 0..<firm.seats { skill[seat] = target[seat] + (skill[seat] - target[seat]) * decay[seat] }
  }
}
