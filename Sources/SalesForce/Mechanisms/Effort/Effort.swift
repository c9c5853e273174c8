import PortableMath

/// How hard to sell and how much to help: the exact optimum of a risk-averse seller under commission, accelerator,
/// quota bonus and contest, with a second task that nobody measures.
///
/// The value of a booked unit V_S follows from the Cole–Hopf solution of the quota problem (science 1.5) with the
/// risk-averse exponent θ = 1/(c′σ²) − r and c′ = c(1−γ²). Time τ is the share of a quarter that is left, money is in
/// σ_Q, so σ = 1 a quarter. With x = Ŝ − Q, q = √τ, d = x/q, a₀ = θβ, a₁ = θ(β+Δβ):
///
///     T₀ = exp(a₀x + a₀²q²/2) Φ(−d − a₀q)         (ends below quota)
///     T₁ = exp(θB + a₁x + a₁²q²/2) Φ(d + a₁q)     (ends above)
///     V_S = [βT₀ + (β+Δβ)T₁ + φ(d) (expm1(θB)/θ)/q] / (T₀ + T₁)
///
/// The larger exponent is taken out of both before exponentials are formed, and the quotient is B at θ = 0, so the
/// singular point r c′σ² = 1 is an ordinary one.
struct Effort: Mechanism {
  static let card = Card(
    name: "effort", stream: 5, claims: ["1.3", "1.5", "1.10", "1.15"],
    summary: "Sellers choose effort by what a sale is worth to them; what nobody measures rests on motivation.",
    equation:
      "e₁ = (V_S + b)/c′;  e₂ = max(f ē₂, (b₂ − γ c e₁)/c), e₁ then with e₂ given;  e₁ ← belief drag · max(e₁, min(ē, e₁ + φ/c));  drive = min(2, (e₂/ē₂)^ε₂)",
    source: "science 1.1, 1.3-1.5; model, section 2",
    procedure: procedure,
    reads: [
      .firm(.complexity), .firm(.periodWeek), .firm(.periodLength), .seller(.filled), .seller(.periodSales),
      .seller(.quota), .seller(.salesRate), .seller(.motivation), .seller(.achievement), .seller(.autonomy),
      .seller(.beliefDrag),
    ],
    writes: [.seller(.effort), .seller(.supportEffort), .seller(.supportDrive), .seller(.slope), .seller(.exacted)])

  private let common: Common
  private let pay: PayPlan
  private let expectedShare, achievementDrive, supportElasticity, professionalFloor, foresight: Double
  private let monitoring, activityFloor: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    pay = PayPlan(&settings, common)
    expectedShare = settings.number(
      "expected_share", "", 0.66, in: 0...2, unit: "1", .calibrated, "model, section 2: h = .66 × own rate",
      "share of the own sales rate that a seller counts on, whatever the added effort")
    achievementDrive = settings.number(
      "achievement_drive", "", 0.02, in: 0...1, unit: "σ_Q", .judgement,
      "direction of Vinchur et al. 1998 (science 2.1)",
      "how much one sd of achievement shifts a seller's own drive from helping to selling")
    supportElasticity = settings.number(
      "support_elasticity", "ε₂", 0.34, in: 0...1, unit: "1", .judgement,
      "as that of selling effort, .34 (Albers et al. 2010); in proportion, push would lose two thirds of its wins, where "
        + "autonomy and performance correlate at .2 (science 2.5)",
      "elasticity of owning issues, asking, helping and using skill in the effort that nobody measures")
    professionalFloor = settings.number(
      "professional_floor", "f", 0.7, in: 0...1, unit: "ē₂", .calibrated,
      "incentives do as much in complex as in simple work: Kim et al. 2022, Garbers & Konradt 2014",
      "unmeasured effort that sellers give whatever pay draws away, as a share of the reference")
    foresight = settings.number(
      "foresight", "δ_ϱ", 0.5, in: 0...1, unit: "1", .judgement,
      "Misra & Nair 2011: sellers hold back where quotas ratchet",
      "weight of what a sale takes from the next period by raising its quota")
    monitoring = settings.lever(.monitoring)
    activityFloor = settings.lever(.activityFloor)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let gamma = common.substitution(complexity: firm[.complexity])
    let c = common.costCurvature
    let (intrinsicShare, pull, pooled) = (firm.scratch[11], firm.scratch[12], firm.scratch[13])
    let plan = ByGroup(week.levers) { PayTerms($0, firm, pay, common) }
    for group in 0..<week.levers.groups {
      let terms = plan.value(of: group)
      week.levers.fill(intrinsicShare, of: group, with: 1 - common.crowding * terms.variableShare)
      week.levers.fill(pull, of: group, with: terms.contest - foresight * terms.ratchet)
      week.levers.fill(pooled, of: group, with: terms.teamReturn)
    }
    let autonomy = firm[.autonomy]
    let motivation = firm[.motivation], achievement = firm[.achievement], filled = firm[.filled]
    let (own, help, alone, slopeAlone) = (firm.scratch[0], firm.scratch[1], firm.scratch[2], firm.scratch[3])
    let effort = firm[.effort], support = firm[.supportEffort], slope = firm[.slope]

    for k in 0..<own.laneCount {
      let drive = achievementDrive * achievement[lane: k], intrinsic = motivation[lane: k] * intrinsicShare[lane: k]
      own[lane: k] = intrinsic + drive + pull[lane: k]
      help[lane: k] = intrinsic * autonomy[lane: k] - drive + pooled[lane: k]
      alone[lane: k] = own[lane: k] - gamma * help[lane: k]
    }
    let problem = QuotaProblem(firm, week.levers, plan, common, expectedShare: expectedShare)
    let joint = c * (1 - gamma * gamma)
    problem.slope(firm, drive: alone, curvature: joint, into: slope)
    let least = professionalFloor * common.referenceSupport
    for k in 0..<effort.laneCount {
      effort[lane: k] = (slope[lane: k] + alone[lane: k]) / joint
      support[lane: k] = (help[lane: k] - gamma * c * effort[lane: k]) / c
    }
    var corner = false
    for seat in 0..<firm.seats { corner = corner || effort[seat] < 0 || support[seat] < least }
    // At a corner one task is given and the other chosen beside it: c e₁ + γ c e₂ = V_S + b₁ with e₂ at its floor.
    if corner {
      for seat in 0..<firm.seats { own[seat] -= gamma * c * least }
      problem.slope(firm, drive: own, curvature: c, into: slopeAlone)
      for seat in 0..<firm.seats {
        if effort[seat] < 0 {
          effort[seat] = 0
          support[seat] = max(least, help[seat] / c)
        } else if support[seat] < least {
          support[seat] = least
          slope[seat] = slopeAlone[seat]
          effort[seat] = max(0, (slope[seat] + own[seat]) / c)
        }
      }
    }
    let floor = week[activityFloor], watched = week[monitoring], drag = firm[.beliefDrag]
    let exacted = firm[.exacted], perReference = 1 / common.referenceEffort
    for k in 0..<effort.laneCount {
      let given = effort[lane: k], there = filled[lane: k]
      let held = Lanes.max(
        given, Lanes.min(floor[lane: k] * common.referenceEffort, given + watched[lane: k] / c))
      exacted[lane: k] = there * (held - given) * perReference
      effort[lane: k] = there * drag[lane: k] * held
      support[lane: k] = there * support[lane: k]
    }
    fillSupportDrive(firm)
  }

  /// Unmeasured effort of nothing still does a little, as selling effort does: a hundredth of the reference.
  private func fillSupportDrive(_ firm: borrowing Firm) {
    let support = firm[.supportEffort], drive = firm[.supportDrive], filled = firm[.filled]
    let inverse = 1 / common.referenceSupport
    let lanes = 0..<drive.laneCount
    for k in lanes { drive[lane: k] = Lanes.max(support[lane: k] * inverse, Prospecting.effortFloor) }
    VectorMath.log(drive, into: drive)
    for k in lanes { drive[lane: k] *= supportElasticity }
    VectorMath.exp(drive, into: drive)
    for k in lanes { drive[lane: k] = filled[lane: k] * Lanes.min(2, drive[lane: k]) }
  }
}

/// The quota problem of one week: what is common to all sellers, and the block solution for V_S.
struct QuotaProblem {
  private let levers: LeverTable
  private let plan: ByGroup<PayTerms>
  private let common: Common
  private let expectedShare, timeLeft: Double

  init(
    _ firm: borrowing Firm, _ levers: LeverTable, _ plan: ByGroup<PayTerms>, _ common: Common, expectedShare: Double
  ) {
    (self.levers, self.plan, self.common) = (levers, plan, common)
    self.expectedShare = expectedShare
    // A period's last instant is approached, never reached: τ is at least a millionth of a quarter.
    timeLeft = max((firm[.periodLength] - firm[.periodWeek]) / Reference.quarter, 1e-6)
  }

  /// What a group's terms come to under a curvature.
  private struct Rates {
    /// β, β + Δβ, a₀, a₁, and what the exponents and the density get besides.
    let beta, top, a0, a1, constant0, constant1, peak: Double

    init(_ terms: PayTerms, theta: Double, tau: Double, q: Double) {
      beta = terms.commission
      top = terms.commission + terms.accelerator
      a0 = theta * beta
      a1 = theta * top
      // expm1(θB)/θ → B.
      let jump = theta == 0 ? terms.bonus : Portable.expm1(theta * terms.bonus) / theta
      constant0 = a0 * a0 * tau / 2
      constant1 = theta * terms.bonus + a1 * a1 * tau / 2
      peak = jump / q * 0.3989422804014327
    }
  }

  /// V_S of every seller.
  /// - Parameters:
  ///   - drive: b, the pull of everything but pay, σ_Q.
  ///   - curvature: c′.
  ///   - slope: where V_S goes. Scratch columns 4 to 9 and 14 to 20 are overwritten.
  func slope(_ firm: borrowing Firm, drive: Column<Double>, curvature: Double, into slope: Column<Double>) {
    let (below, above, density) = (firm.scratch[4], firm.scratch[5], firm.scratch[6])
    let (chanceBelow, chanceAbove, d) = (firm.scratch[7], firm.scratch[8], firm.scratch[9])
    let sales = firm[.periodSales], quota = firm[.quota], rate = firm[.salesRate]
    let tau = timeLeft, q = tau.squareRoot()
    let theta = 1 / curvature - common.riskAversion
    let (beta, top, a0, a1) = (firm.scratch[14], firm.scratch[15], firm.scratch[16], firm.scratch[17])
    let (constant0, constant1, peak) = (firm.scratch[18], firm.scratch[19], firm.scratch[20])
    for group in 0..<levers.groups {
      let rates = Rates(plan.value(of: group), theta: theta, tau: tau, q: q)
      levers.fill(beta, of: group, with: rates.beta)
      levers.fill(top, of: group, with: rates.top)
      levers.fill(a0, of: group, with: rates.a0)
      levers.fill(a1, of: group, with: rates.a1)
      levers.fill(constant0, of: group, with: rates.constant0)
      levers.fill(constant1, of: group, with: rates.constant1)
      levers.fill(peak, of: group, with: rates.peak)
    }
    for k in 0..<slope.laneCount {
      let expected = sales[lane: k] + (expectedShare * rate[lane: k] + drive[lane: k] / curvature) * tau
      let x = expected - quota[lane: k], distance = x / q
      let exponent0 = a0[lane: k] * x + constant0[lane: k], exponent1 = a1[lane: k] * x + constant1[lane: k]
      let larger = Lanes.max(exponent0, exponent1)
      d[lane: k] = distance
      below[lane: k] = exponent0 - larger
      above[lane: k] = exponent1 - larger
      density[lane: k] = -0.5 * (distance * distance) - larger
      chanceBelow[lane: k] = -1 * distance - a0[lane: k] * q
      chanceAbove[lane: k] = distance + a1[lane: k] * q
    }
    for column in [below, above, density] { VectorMath.exp(column, into: column) }
    for column in [chanceBelow, chanceAbove] { VectorMath.normalCDF(column, into: column) }
    for k in 0..<slope.laneCount {
      let t0 = below[lane: k] * chanceBelow[lane: k], t1 = above[lane: k] * chanceAbove[lane: k], both = t0 + t1
      let mean = (beta[lane: k] * t0 + top[lane: k] * t1 + peak[lane: k] * density[lane: k]) / both
      // Both can underflow far from the quota under extreme settings; there one rate alone counts.
      let alone = Lanes.choose(d[lane: k] .> 0, top[lane: k], beta[lane: k])
      slope[lane: k] = Lanes.choose(both .> 1e-300, mean, alone)
    }
  }
}
