import PortableMath
import RandomStreams

/// Issues that a team hands to one of its members instead of leaving them with the seller of the deal.
///
/// Who gets an issue is drawn with chances in proportion to (o e^{−a})^θ: how likely they are to see it through, by what an
/// hour of theirs brings in sales. That is their comparative advantage; at θ = 0 issues are dealt out at random, and the
/// greater θ, the more all of them go to one. The taker decides and works as if it were their own; part is lost in handing over.
struct IssueAssignment: Sendable {
  private let share, advantage, kept: Double

  /// Draws of an opportunity from this one on belong to handing over, one for each of its issues; all others lie below.
  private static let firstDraw: UInt32 = 700

  init(_ settings: inout Settings, _ resolution: IssueResolution) {
    kept = 1 - resolution.handOff
    share = settings.number(
      "assigned", "x_a", 0, in: 0...1, unit: "1", .judgement, "none, unless asked for; science 3.22",
      "share of issues that a team hands to one of its sellers, whoever has the deal")
    advantage = settings.number(
      "by_advantage", "θ_c", 0, in: 0...20, unit: "1", .judgement, "at random, unless asked for; science 3.22",
      "how strongly these go to sellers who see issues through and whose hours bring little")
  }

  /// Decides who takes each issue: their seat becomes the issue's `taker`. Scratch columns 3 and 4 are overwritten.
  func deal(_ batch: borrowing IssueBatch, _ firm: borrowing Firm, _ draws: Draws, stream: UInt32) {
    guard share > 0 else { return }
    let weight = firm.scratch[3]
    fillWeights(firm, into: weight)
    let (luck, choice) = batch.handOver(draws, stream: stream, from: Self.firstDraw)
    let span = firm.organisation.span, taker = batch.taker, solution = batch.solution, mates = firm.teamMates
    for issue in 0..<batch.count where luck[issue] < share {
      let owner = taker[issue], first = Int(owner) / span * span, last = min(first + span, firm.seats)
      var total = 0.0
      for place in first..<last { total += weight[Int(mates[place])] }
      // Where nobody is there to take it, it stays where it is.
      guard total > 0 else { continue }
      var left = choice[issue] * total, place = first
      while place < last - 1, left >= weight[Int(mates[place])] {
        left -= weight[Int(mates[place])]
        place += 1
      }
      taker[issue] = mates[place]
      // Whatever chance of success is held against this is (1 − ℓ) times as good.
      if taker[issue] != owner { solution[issue] /= kept }
    }
  }

  /// (o e^{−a})^θ of filled seats, 0 of vacant ones.
  private func fillWeights(_ firm: borrowing Firm, into weight: Column<Double>) {
    let ownership = firm[.ownership], talent = firm[.talent], filled = firm[.filled], log = firm.scratch[4]
    VectorMath.log(ownership, into: log)
    for seat in 0..<firm.seats { weight[seat] = advantage * (log[seat] - talent[seat]) }
    VectorMath.exp(weight, into: weight)
    for seat in 0..<firm.seats { weight[seat] *= filled[seat] }
  }
}
