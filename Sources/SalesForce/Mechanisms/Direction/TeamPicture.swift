import PortableMath

/// What a team knows of the right direction when its sellers lay their pictures side by side.
///
/// Each estimate comes with its precision, and precisions of independent estimates add up: with complete sharing in one
/// market v_pool = (1/v_H + Σ 1/v_L)⁻¹ (science 4.7). Two things spoil it. Territories differ, so that what is right for a
/// colleague is off by δ with variance h for me: z_j − z_i of fixed outlooks of variance h/2 each. What z_j differ in
/// averages out over colleagues; my own z_i is in all they say, so that however many they are, h/2 stays. And colleagues
/// who watch the same news err together, which the weights do not allow for: the echo.
struct TeamPicture: Sendable {
  private let sharing, difference: Double
  /// Correlation ρ_e of what team mates' observations get wrong.
  let echo: Double

  init(_ settings: inout Settings) {
    sharing = settings.number(
      "sharing", "ξ", 0.5, in: 0...1, unit: "1", .judgement, "science 4.7: maps are never complete",
      "share of colleagues' knowledge that two-way visioning brings to the table")
    difference = settings.number(
      "territory_difference", "h", 4, in: 0...1_000, unit: "w²", .judgement, "territories differ more than sellers err",
      "variance of the difference between what is right for two sellers of a team")
    echo = settings.number(
      "echo", "ρ_e", 0.2, in: 0...1, unit: "1", .judgement, "science 4.7: falls when errors are correlated",
      "correlation of the errors in what team mates observe")
  }

  /// Where each seat's market lies, for as long as the firm exists.
  func start(_ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) {
    let outlook = firm[.outlook], sd = (difference / 2).squareRoot()
    week.normal(firm.seatIdentity, card, draw: 10, into: outlook)
    for seat in 0..<firm.seats { outlook[seat] *= sd }
  }

  /// Adds to each seat what it hears from its team.
  /// - Parameters:
  ///   - picture: visioning by seat; who does not share a picture two-way brings none to the table.
  ///   - precision: of all that colleagues say, out.
  ///   - weighted: precision times error of all that colleagues say, out.
  func hear(
    _ firm: borrowing Firm, picture: Column<Double>, precision: Column<Double>, weighted: Column<Double>
  ) {
    let error = firm[.ownError], spread = firm[.ownVariance], outlook = firm[.outlook], filled = firm[.filled]
    let span = firm.organisation.span, mates = firm.teamMates
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      var total = 0.0, sum = 0.0
      for place in team {
        let seat = Int(mates[place])
        precision[seat] = (picture[seat] == 2 ? filled[seat] : 0) / (spread[seat] + difference / 2)
        weighted[seat] = precision[seat] * (error[seat] + outlook[seat])
        total += precision[seat]
        sum += weighted[seat]
      }
      for seat in team {
        let others = total - precision[seat], mean = others > 0 ? (sum - weighted[seat]) / others : 0
        precision[seat] = others > 0 ? sharing / (1 / others + difference / 2) : 0
        weighted[seat] = precision[seat] * (mean - outlook[seat])
      }
    }
  }

  /// Makes the draws of team mates' observations partly one: √(1−ρ) own + √ρ the team's.
  func mix(_ luck: Column<Double>, _ firm: borrowing Firm, _ week: borrowing Week, _ card: Card) {
    guard echo > 0 else { return }
    let span = firm.organisation.span, own = (1 - echo).squareRoot(), common = echo.squareRoot()
    for first in stride(from: 0, to: firm.seats, by: span) {
      let shared = common * week.draws.normal(firm.teamIdentity(from: first), week: UInt32(week.index), card, draw: 4)
      for seat in first..<min(first + span, firm.seats) { luck[seat] = own * luck[seat] + shared }
    }
  }
}
