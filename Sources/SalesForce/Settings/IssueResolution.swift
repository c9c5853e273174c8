/// Chances that an issue is resolved, and the hours that it takes.
struct IssueResolution: Sendable {
  /// More issues of one opportunity than this are not looked at: with the largest mean, 90, more have a chance of 1e-22.
  static let limit = 200

  private let byItself, alone, expert: Double
  /// ℓ.
  let handOff: Double
  /// κ_issue^k: factor of k unresolved issues on the rate of advancing.
  private let drag: [Double]
  /// Hours of a seller who works an issue alone, and together with an expert.
  let hoursAlone, hoursTogether: Double

  init(_ settings: inout Settings) {
    byItself = settings.number(
      "resolved_by_itself", "ρ0", 0.37, in: 0...1, unit: "1", .calibrated, "science 5.0",
      "chance that an issue nobody takes up resolves itself")
    alone = settings.number(
      "resolved_alone", "ρ_d", 0.92, in: 0...1, unit: "1", .calibrated, "science 5.0",
      "chance that a seller resolves an issue alone")
    expert = settings.number(
      "resolved_by_expert", "ρ_e", 0.94, in: 0...1, unit: "1", .calibrated, "science 5.0",
      "chance that an expert's answer resolves an issue")
    handOff = settings.number(
      "hand_off_loss", "ℓ", 0.13, in: 0...1, unit: "1", .calibrated, "science 5.0",
      "share of answers lost when the seller does not follow through, and of solutions when a colleague takes the issue"
    )
    let each = settings.number(
      "drag", "κ_issue", 0.42, in: 0.001...1, unit: "1", .calibrated, "science 5.0; model, section 3",
      "factor of each unresolved issue on the rate of advancing")
    hoursAlone = settings.number(
      "hours_alone", "τ_d", 2.6, in: 0...40, unit: "hours", .calibrated, "science 5.0",
      "a seller's time for an issue alone")
    hoursTogether = settings.number(
      "hours_together", "τ_b", 1.3, in: 0...40, unit: "hours", .calibrated, "science 5.0",
      "a seller's time for an issue with an expert")
    var powers = [1.0]
    while powers.count <= Self.limit { powers.append(powers[powers.count - 1] * each) }
    drag = powers
  }

  /// Factor of a number of unresolved issues on the rate of advancing.
  func drag(unresolved: Double) -> Double { drag[min(unresolved.whole, drag.count - 1)] }

  /// Chance of resolution, by who worked on it.
  func chance(owned: Bool, answered: Bool) -> Double {
    switch (owned, answered) {
    case (false, false): byItself
    case (true, false): alone
    case (false, true): expert * (1 - handOff)
    case (true, true): alone + (1 - alone) * expert
    }
  }
}
