import PortableMath

/// Units and quantities that several mechanisms share, declared once under `common`.
///
/// Money is counted in pay units (a reference seller's target weekly pay), sales against quota in σ_Q, the standard
/// deviation of what a reference seller books in a quarter, and time in weeks. A class, since passes hand it on: a
/// reference costs less than thirty numbers and the lists among them.
public final class Common: Sendable {
  /// Mean deal value v̄, pay units.
  let dealMean: Double
  /// Standard deviation of log deal value.
  let dealLogSD: Double
  /// Standard deviation of a deal's log merit.
  let meritLogSD: Double
  /// σ_Q in pay units: the sd of four lognormal wins a quarter, v̄ √(4 e^{s²}).
  package let salesUnit: Double
  /// Curvature c of the cost of effort.
  package let costCurvature: Double
  /// Absolute risk aversion r, per σ_Q.
  let riskAversion: Double
  /// Task substitution γ in simple and in fully complex work.
  let substitutionSimple, substitutionComplex: Double
  /// Crowding χ of motivation by variable pay.
  let crowding: Double
  /// Elasticity of finding opportunities and of advancing in selling effort: together ε_e, where nothing else is in the way.
  let leadElasticity, advanceElasticity: Double
  /// ē₀, ē₂ and m̄.
  let referenceEffort, referenceSupport, referenceMotivation: Double
  /// Revenue of a reference seller-week, pay units.
  let referenceRevenue: Double
  /// Pay elsewhere of a seller of mean talent, p₀.
  let outsidePay: Double
  /// Correlation ϑ of what assessment sees with what applicants are like.
  let validity: Double
  /// Working hours H of a week.
  let workingWeek: Double
  /// How opportunities leave their stages.
  package let stages: StageRates
  /// What customers are like.
  let buyers: Buyers
  /// How customers' feedback is taken.
  let feedback: Feedback
  /// How issues end.
  let resolution: IssueResolution

  init(_ settings: inout Settings) {
    settings.begin(group: "common")
    dealMean = settings.number(
      "deal_mean", "v̄", 16.25, in: 0.01...1e6, unit: "pay units", .derived,
      "16 wins a year bring 5 pay units a week (model, section 1)", "mean value of a deal")
    dealLogSD = settings.number(
      "deal_log_sd", "s_v", 0.8, in: 0...3, unit: "log", .judgement, "model, section 1", "spread of deal values")
    meritLogSD = settings.number(
      "merit_log_sd", "s_m", 0.5, in: 0...3, unit: "log", .judgement,
      "deals that look alike differ as much as sellers do",
      "spread of a deal's own merit, which speeds its advance")
    // Portable exponential: the unit reaches every table.
    salesUnit = dealMean * (4 * Portable.exp(dealLogSD * dealLogSD)).squareRoot()
    costCurvature = settings.number(
      "cost_curvature", "c", 0.5, in: 0.01...100, unit: "1", .judgement, "science 6.5: β* = .5 at r c σ² = 1",
      "curvature of the cost of effort c e²/2")
    riskAversion = settings.number(
      "risk_aversion", "r", 1.5, in: 0...20, unit: "1/σ_Q", .judgement, "model, section 1",
      "absolute risk aversion of sellers")
    substitutionSimple = settings.number(
      "substitution_simple", "γ", 0.1, in: 0...0.95, unit: "1", .judgement, "science 6.5",
      "how much measured and unmeasured effort crowd each other out in simple work")
    substitutionComplex = settings.number(
      "substitution_complex", "γ", 0.3, in: 0...0.95, unit: "1", .judgement,
      "science 6.5; bounded by Kim et al. 2022: incentives do as much in complex as in simple work",
      "the same in fully complex work")
    crowding = settings.number(
      "crowding", "χ", 0.5, in: 0...5, unit: "1", .judgement,
      "science 6.5; direction of Deci, Koestner & Ryan 1999, contested by Kim, Gerhart & Fang 2022",
      "how far the variable share of pay crowds out intrinsic motivation")
    let elasticity = settings.number(
      "effort_elasticity", "ε_e", 0.7, in: 0...3, unit: "1", .calibrated,
      "+22 % from the same workers under a piece rate: Lazear 2000", "elasticity of wins in selling effort")
    let onLeads = settings.number(
      "effort_on_leads", "", 0.3, in: 0...1, unit: "1", .judgement, "most effort goes into deals at hand",
      "share of that elasticity by finding opportunities; the rest by advancing them")
    referenceEffort = settings.number(
      "reference_effort", "ē₀", Reference.effort, in: 0.01...10, unit: "1", .calibrated,
      "model, section 2: .34 × 1.452", "selling effort of a reference seller")
    referenceSupport = settings.number(
      "reference_support_effort", "ē₂", Reference.supportEffort, in: 0.001...10, unit: "1", .calibrated,
      "e₂ at reference motivation, autonomy .96 and variable share ½", "unmeasured effort of a reference seller")
    referenceMotivation = settings.number(
      "reference_motivation", "m̄", Reference.motivation, in: 0.001...10, unit: "σ_Q", .derived,
      "c ē₀ − .05 (model, section 2)", "intrinsic motivation of a reference seller")
    referenceRevenue = settings.number(
      "reference_revenue", "", 5, in: 0.01...1e6, unit: "pay units per week", .derived, "model, section 1",
      "revenue of a reference seller, by which the variable share of target pay is reckoned")
    outsidePay = settings.number(
      "outside_pay", "p₀", 1, in: 0.01...100, unit: "pay units per week", .derived, "the pay unit's definition",
      "what a seller of mean talent would earn elsewhere")
    validity = settings.number(
      "assessment_validity", "ϑ", 0.45, in: 0...1, unit: "1", .verified,
      "sales-ability inventories .45: Vinchur et al. 1998",
      "correlation of what assessment sees with what applicants are like")
    workingWeek = settings.number(
      "working_week", "H", 45, in: 1...100, unit: "hours", .judgement, "science 6.4 eq. 3", "working hours of a week")
    settings.begin(group: "stages")
    stages = StageRates(&settings)
    leadElasticity = onLeads * elasticity
    advanceElasticity = stages.response > 0 ? (1 - onLeads) * elasticity / stages.response : 0
    settings.begin(group: "buyers")
    buyers = Buyers(&settings)
    settings.begin(group: "feedback")
    feedback = Feedback(&settings)
    settings.begin(group: "issue_outcomes")
    resolution = IssueResolution(&settings)
  }

  /// Task substitution at a degree of complexity.
  func substitution(complexity: Double) -> Double {
    substitutionSimple + (substitutionComplex - substitutionSimple) * complexity
  }
}
