import PortableMath

/// What applicants can expect here: what somebody of their talent sells, and what the plan pays for it.
///
/// A year's commission is reckoned at its target, and what colleagues' sales bring where it is pooled or paired is what those
/// who are there sell. Sales of a quarter are taken as normal about S̄ e^{a − ā}, with standard deviation 1, as in the effort model: then the
/// bonus is worth B Φ(d) and the accelerator Δβ σ (φ(d) + d Φ(d)), d = (S − Q)/σ, σ = √T_c.
struct Prospect {
  private let terms: PayTerms
  private let salary, prize, quarters, talent, quota, perWeek: Double
  /// What a newcomer is expected to sell before having a record, σ_Q per quarter.
  let sales: Double

  /// - Parameters:
  ///   - salary: pay units a week.
  ///   - prize: of the contest, σ_Q per quarter.
  ///   - quarters: length of a quota period T_c.
  ///   - sales: mean of those who are there S̄, σ_Q per quarter.
  ///   - talent: their mean ā.
  ///   - quota: mean quota of a period, σ_Q.
  ///   - perWeek: pay units a week for σ_Q a quarter.
  init(
    terms: PayTerms, salary: Double, prize: Double, quarters: Double, sales: Double, talent: Double, quota: Double,
    perWeek: Double
  ) {
    (self.terms, self.salary, self.prize, self.quarters) = (terms, salary, prize, quarters)
    (self.sales, self.talent, self.quota, self.perWeek) = (sales, talent, quota, perWeek)
  }

  /// Expected pay of somebody with that log talent, pay units a week.
  func pay(talent own: Double) -> Double {
    let sold = sales * Portable.exp(own - talent), sigma = quarters.squareRoot()
    let d = (sold * quarters - quota) / sigma
    let reached = Portable.normalCDF(d),
      overshoot = sigma * (0.3989422804014327 * Portable.exp(-0.5 * d * d) + d * reached)
    let lump = (terms.accelerator * overshoot + terms.bonus * reached) / quarters
    return salary + perWeek * (terms.promised * sold + terms.promisedByOthers * sales + lump + prize * PayTerms.winners)
  }
}
