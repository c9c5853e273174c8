import PortableMath

/// Time with a manager: sellers learn faster, and hear a second opinion on the direction.
struct Coaching: Mechanism {
  static let card = Card(
    name: "coaching", stream: 10, claims: ["1.12", "4.7"],
    summary: "Coaching speeds learning up and adds the manager's signal to the seller's picture.",
    equation: "gain = 1 + g_c C √h;  signal precision = ρ_c S h", source: "science 6.4 eq. 9, 11; Jones et al. 2015",
    reads: [.seller(.managerCoaching), .seller(.managerSignal)],
    writes: [.seller(.coachGain), .seller(.coachSignal)])

  private let gain, signal: Double
  private let coaching: Lever

  init(_ settings: inout Settings, _ common: Common) {
    gain = settings.number(
      "learning_gain", "g_c", 0.4, in: 0...10, unit: "1/√hour", .verified,
      "d ≈ .28-.59 on skill: Theeboom 2014, Jones 2015 (science 2.6)",
      "how much faster an hour of coaching a week makes learning, for the mean coach")
    signal = settings.number(
      "signal_precision", "ρ_c", 0.02, in: 0...100, unit: "1/(w² hour)", .judgement, "science 6.4 eq. 9",
      "what an hour with a mean manager tells about the direction, in a week")
    coaching = settings.lever(.coaching)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let hours = week[coaching], reach = gain * hours.squareRoot()
    let skill = firm[.managerCoaching], knowledge = firm[.managerSignal]
    let factor = firm[.coachGain], precision = firm[.coachSignal]
    for seat in 0..<firm.seats {
      factor[seat] = 1 + reach * skill[seat]
      precision[seat] = signal * hours * knowledge[seat]
    }
  }
}
