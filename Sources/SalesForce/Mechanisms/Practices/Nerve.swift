import PortableMath

/// Whether to try something else: what it may gain against the fear of what it may cost.
///
/// A trial is taken iff E[gain] > λ_L · stake · (1 − safety), both in weeks of a reference seller's response. What pay
/// makes of them: a failure costs variable pay now, a better practice earns it for the rest of the quota period, and a
/// late window lets early weeks count less and late ones more.
struct Nerve: Sendable {
  private let lossAversion, stake, horizon, payWeight: Double
  private let plan: PayPlan
  private let safety: Lever

  init(_ settings: inout Settings, _ common: Common) {
    lossAversion = settings.number(
      "loss_aversion", "λ_L", 2.25, in: 0...20, unit: "1", .memory, "Tversky & Kahneman 1992",
      "how much heavier a loss weighs than a gain")
    stake = settings.number(
      "stake", "f", 0.5, in: 0...50, unit: "weeks", .judgement, "science 2.7: a trial that fails",
      "response that a trial puts at risk, in weeks of the reference; 0 is a free trial")
    horizon = settings.number(
      "planning_horizon", "", 13, in: 0...1_000, unit: "weeks", .judgement, "sellers think in quarters",
      "time over which a seller counts on what a better practice brings")
    payWeight = settings.number(
      "pay_weight", "", 1, in: 0...20, unit: "1", .judgement, "Ederer & Manso 2013 (science 2.14)",
      "how much the variable share of pay adds to what a gain and a loss mean")
    plan = PayPlan(&settings, common)
    safety = settings.lever(.safety)
  }

  /// What this week's pay plan makes of gains and losses; the gain above which a trial is taken.
  /// - Parameters:
  ///   - batch: weeks that a trial takes.
  /// - Returns: E[gain] must exceed this, in response rates.
  func threshold(_ firm: borrowing Firm, _ levers: GroupLevers, _ common: Common, batch: Int, meanRate: Double)
    -> Double
  {
    let share = payWeight * PayTerms(levers, firm, plan, common).variableShare
    let window = LateWindow(levers, firm, plan)
    let gain = horizon * (1 + share * window.remaining(after: Double(batch)))
    let fear = lossAversion * stake * (1 - levers[safety]) * (1 + share * window.now)
    guard gain > 0 else { return .infinity }
    return fear / gain * meanRate
  }

  /// E[(θ_a − μ_b)⁺] of a practice whose rate θ_a is believed to be about `mean`, give or take `sd`, over one of rate
  /// μ_b: sd (φ(d) − d Φ(−d)), d = (μ_b − mean)/sd.
  static func expectedGain(mean: Double, sd: Double, over incumbent: Double) -> Double {
    guard sd > 0 else { return max(0, mean - incumbent) }
    let d = (incumbent - mean) / sd
    return sd * (0.3989422804014327 * Portable.exp(-0.5 * d * d) - d * Portable.normalCDF(-d))
  }
}
