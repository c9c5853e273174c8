import PortableMath
import RandomStreams

extension OpportunityPool {
  /// Number of the stream that decides how long a stage lasts and how it ends: that of `Pipeline`.
  static let stageStream: UInt32 = 9

  /// Puts consecutive rows into a stage: its rates, no hazard lived through, and the draws of the stage.
  ///
  /// Draws are made once, when the stage is entered, and keyed by customer and stage alone. An opportunity leaves when
  /// the hazard it has lived through reaches a unit exponential: in a week of constant rate R that happens with chance
  /// 1 − exp(−R), as a weekly draw would have it, at a fraction of the cost, and the same customer has the same
  /// patience in every regime.
  mutating func enter(stage number: UInt32, first: Int, count rows: Int, _ rates: StageRates, _ week: borrowing Week) {
    let place = Int(number)
    stage.slice(from: first, count: rows).fill(number)
    self[.advance].slice(from: first, count: rows).fill(rates.advance[place])
    self[.loss].slice(from: first, count: rows).fill(rates.loss[place])
    self[.undecided].slice(from: first, count: rows).fill(rates.undecided[place])
    self[.hazard].slice(from: first, count: rows).fill(0)
    let threshold = self[.threshold].slice(from: first, count: rows)
    week.draws.uniformPair(
      entity: entity.slice(from: first, count: rows), week: .each(born.slice(from: first, count: rows)),
      process: Self.stageStream, draw: .same(number), first: threshold,
      second: self[.choice].slice(from: first, count: rows))
    VectorMath.exponentialQuantile(threshold, into: threshold)
  }
}
