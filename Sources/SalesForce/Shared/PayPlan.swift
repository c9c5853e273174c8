import PortableMath

/// The levers of the pay plan, read by every mechanism that pays or is moved by pay.
struct PayPlan: Sendable {
  let commission, accelerator, bonus, contest, teamShare, pairPay, lateWindow, salary, quotaLevel, quotaRatchet: Lever

  init(_ settings: inout Settings, _ common: Common) {
    commission = settings.lever(.commission)
    accelerator = settings.lever(.accelerator)
    bonus = settings.lever(.bonus)
    contest = settings.lever(.contest)
    teamShare = settings.lever(.teamShare)
    lateWindow = settings.lever(.lateWindow)
    pairPay = settings.lever(.pairPay)
    salary = settings.lever(.salary)
    quotaLevel = settings.lever(.quotaLevel)
    quotaRatchet = settings.lever(.quotaRatchet)
  }
}

/// What this week's pay plan means to one seller of a group.
struct PayTerms {
  /// β of the own sale after pooling and pairing, β(1−s)(1−s_p) + βs/n, at this week's rate under a late window.
  let commission: Double
  /// β(1−s)(1−s_p) + βs/n as the plan promises it, whatever week of a late window it is, and the rest of β: paid on what
  /// team mates and the pair partner sell.
  let promised, promisedByOthers: Double
  /// Δβ.
  let accelerator: Double
  /// B, σ_Q a period: lump sums are set by the quarter, and a shorter period pays a part of them.
  let bonus: Double
  /// What a unit of effort adds to the chance of a prize, times the prize: W m(n,k)/(σ√T_c), σ_Q.
  let contest: Double
  /// Return of helping team mates and the pair partner, βs(n−1)/n + β(1−s)s_p.
  let teamReturn: Double
  /// What a unit of one team mate's sales brings, βs/n, and what one of the pair partner's does, β(1−s)s_p.
  let mateShare, pairShare: Double
  /// What a unit booked right after the period's end is worth to a reference seller, whose odds of the quota are Φ(d), d =
  /// 1.452 (1 − ψ) √T_c, even at a quota level of 1: β₀ + Δβ Φ(d) + B φ(d)/√T_c, β₀ being commission as in the first week.
  let afterwards: Double
  /// What a unit booked now takes from the next period's lump sums and accelerated commission by raising its quota,
  /// ϱψ (Δβ Φ(d) + B φ(d)/√T_c) for a reference seller.
  let ratchet: Double
  /// β̂: share of variable pay in target pay, that of a reference seller.
  let variableShare: Double

  /// Share of sellers who win a contest.
  static let winners = 0.1

  init(_ levers: GroupLevers, _ firm: borrowing Firm, _ plan: PayPlan, _ common: Common) {
    let quarters = firm[.periodLength] / Reference.quarter
    let target = levers[plan.commission], share = levers[plan.teamShare]
    let late = LateWindow(levers, firm, plan), beta = target * late.now
    let team = levers.pooling
    let paired = min(firm.organisation.span, firm.seats) > 1 ? levers[plan.pairPay] : 0
    mateShare = beta * share / team
    pairShare = beta * (1 - share) * paired
    let own = (1 - share) * (1 - paired) + share / team
    commission = beta * own
    (promised, promisedByOthers) = (target * own, target * (1 - own))
    accelerator = levers[plan.accelerator]
    bonus = levers[plan.bonus] * quarters
    let sigma = quarters.squareRoot(), d = Reference.quota * (1 - levers[plan.quotaLevel]) * sigma
    let reached = Portable.normalCDF(d), density = 0.3989422804014327 * Portable.exp(-0.5 * d * d)
    let atQuota = accelerator * reached + bonus * density / sigma
    afterwards = target * late.opening * own + atQuota
    ratchet = levers[plan.quotaRatchet] * levers[plan.quotaLevel] * atQuota
    teamReturn = beta * share * (team - 1) / team + pairShare
    let prize = levers[plan.contest] * quarters
    contest = prize == 0 ? 0 : prize * levers.contestSlope / sigma
    // Per week: revenue in pay units, lump sums in σ_Q a period. E(S − Q)⁺ = σ (φ(d) + d Φ(d)); a tenth win.
    let weekly = common.salesUnit / firm[.periodLength]
    let overshoot = sigma * (density + d * reached)
    let variable =
      target * common.referenceRevenue
      + weekly * (accelerator * overshoot + bonus * reached + prize * Self.winners)
    let salary = levers[plan.salary]
    variableShare = variable > 0 ? variable / (salary + variable) : 0
  }
}
