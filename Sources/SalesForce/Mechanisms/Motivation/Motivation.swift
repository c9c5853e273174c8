import PortableMath

/// Intrinsic motivation follows autonomy and a purpose of one's own; strain follows monitoring and overwork.
struct Motivation: Mechanism {
  static let card = Card(
    name: "motivation", stream: 12, claims: ["1.8", "1.15", "3.5", "3.32", "3.34", "4.2", "4.8"],
    summary: "Autonomy and purpose feed motivation, control wears people out.",
    equation: "m → m̄(1 + δ_A(A−½)(1 + χ_A·horizontality) + δ_p·purpose);  s → φ + (e₁/ē₀ − 1)⁺",
    source: "science 6.4 eq. 13; Muecke & Iseke (science 2.5)",
    procedure: procedure,
    reads: [
      .seller(.motivation), .seller(.strain), .seller(.effort), .seller(.horizontality), .seller(.feedbackDrive),
      .seller(.purpose), .seller(.autonomy), .seller(.filled),
    ],
    writes: [.seller(.motivation), .seller(.strain)])

  private let common: Common
  private let speed, autonomyWeight, reactance, purposeWeight, strainSpeed: Double
  private let monitoring: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    speed = settings.number(
      "speed", "η_m", 0.05, in: 0...10, unit: "1/week", .judgement, "half of a change shows in a quarter",
      "rate at which motivation adapts")
    autonomyWeight = settings.number(
      "autonomy_weight", "δ_A", 0.4, in: 0...2, unit: "1", .memory, "ρ ≈ .2 with autonomy: Humphrey 2007",
      "how far motivation moves with autonomy")
    reactance = settings.number(
      "reactance", "χ_A", 0.3, in: 0...2, unit: "1/sd", .judgement, "science 1.8",
      "how much more autonomy matters to a seller one sd more horizontal")
    purposeWeight = settings.number(
      "purpose_weight", "δ_p", 0.1, in: 0...2, unit: "1", .judgement, "science 3.34, 6.4 eq. 13",
      "how far a purpose shared and made one's own raises motivation")
    strainSpeed = settings.number(
      "strain_speed", "δ_s", 0.1, in: 0...10, unit: "1/week", .judgement, "recovery within a quarter",
      "rate at which strain adapts")
    monitoring = settings.lever(.monitoring)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let motivationStep = -Portable.expm1(-speed), strainStep = -Portable.expm1(-strainSpeed)
    let motivation = firm[.motivation], strain = firm[.strain], effort = firm[.effort], filled = firm[.filled]
    let horizontal = firm[.horizontality], purpose = firm[.purpose], told = firm[.feedbackDrive]
    let autonomy = firm[.autonomy]
    let pull = common.referenceMotivation * autonomyWeight, watched = week[monitoring]
    let meaning = common.referenceMotivation * purposeWeight
    let usual = common.referenceMotivation
    for k in 0..<motivation.laneCount {
      let freedom = pull * (autonomy[lane: k] - 0.5) * Lanes.max(0, 1 + reactance * horizontal[lane: k])
      let aim = Lanes.max(0, usual + freedom + meaning * purpose[lane: k] + usual * told[lane: k])
      let load = watched[lane: k] + Lanes.max(0, effort[lane: k] / common.referenceEffort - 1)
      motivation[lane: k] += filled[lane: k] * motivationStep * (aim - motivation[lane: k])
      strain[lane: k] += filled[lane: k] * strainStep * (load - strain[lane: k])
    }
  }
}
