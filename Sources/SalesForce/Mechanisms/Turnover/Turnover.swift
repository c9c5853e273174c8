import PortableMath
import RandomStreams

/// People leave, and some are sent away.
struct Turnover: Mechanism {
  static let card = Card(
    name: "turnover", stream: 14, claims: ["1.11", "1.14", "3.53"],
    summary:
      "Weak results, strain, low motivation, better pay elsewhere and short tenure make people leave; low sales get them dismissed.",
    equation: "h = h₀ exp(−θ₁ z + θ₂ s − θ₃ (m/m̄ − 1) − θ₄ ln(pay/outside) + θ₅ e^{−t/τ});  outside = p₀ eᵃ",
    source: "science 1.11, 6.4 eq. 14; model, section 7",
    procedure: procedure,
    reads: [
      .seller(.recordSales), .seller(.recordQuota), .seller(.filled), .seller(.tenure), .seller(.vacancy),
      .seller(.talent), .seller(.salesRate), .seller(.strain),
      .seller(.motivation), .seller(.payRate), .seller(.skill), .seller(.innovation), .firm(.periodEnded),
      .firm(.exitsTotal), .people, .opportunity(.ease), .opportunity(.advance),
    ],
    writes: [
      .seller(.filled), .seller(.tenure), .seller(.vacancy), .firm(.exits), .firm(.dismissals), .firm(.exitsTotal),
      .firm(.salespersonExits), .firm(.salespersonWeeks), .firm(.professionalExits), .firm(.professionalWeeks),
      .firm(.recentExits), .firm(.recentWeeks), .firm(.settledExits), .firm(.settledWeeks),
      .opportunity(.ease), .opportunity(.advance),
    ])

  private let common: Common
  private let baseHazard, resultWeight, strainWeight, motivationWeight, payWeight, newnessWeight, newnessTime,
    handover, firstTenure: Double
  private let vacancyWeeks, probation: Int
  private let dismissal, safety: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    baseHazard = settings.number(
      "base_hazard", "h₀", 0.0026, in: 0...1, unit: "1/week", .calibrated, "27 % a year leave (science 2.3)",
      "hazard of leaving for a reference seller")
    resultWeight = settings.number(
      "result_weight", "θ₁", 0.3, in: 0...5, unit: "1/σ_Q", .judgement, "science 6.4 eq. 14",
      "how much results above the firm's mean keep people")
    strainWeight = settings.number(
      "strain_weight", "θ₂", 0.3, in: 0...5, unit: "1", .judgement, "science 6.4 eq. 14", "how much strain drives out")
    motivationWeight = settings.number(
      "motivation_weight", "θ₃", 0.5, in: 0...5, unit: "1", .judgement, "science 6.4 eq. 14; Seibert et al. 2011",
      "how much motivation keeps people")
    payWeight = settings.number(
      "pay_weight", "θ₄", 1, in: 0...10, unit: "1", .judgement, "science 6.4 eq. 14",
      "elasticity of leaving in pay against outside pay")
    newnessWeight = settings.number(
      "newness_weight", "θ₅", 1.3, in: 0...10, unit: "1", .calibrated,
      "hazard in years 1-2 four times that after five: LIMRA", "how much likelier somebody new is to leave")
    newnessTime = settings.number(
      "newness_time", "τ", 104, in: 1...1_000, unit: "weeks", .judgement,
      "most who do not fit have gone after two years",
      "time constant at which that fades with tenure")
    handover = settings.number(
      "handover", "κ_h", 0.5, in: 0.001...1, unit: "1", .calibrated,
      "customers buy from somebody they know; a third of hires ramp in a quarter",
      "factor on the advance of open deals whose seller leaves")
    vacancyWeeks = settings.whole(
      "vacancy", "", 8, in: 0...520, unit: "weeks", .judgement, "science 6.4 eq. 14",
      "time until a seat is filled again")
    probation = settings.whole(
      "probation", "", 26, in: 0...520, unit: "weeks", .judgement, "model, section 7",
      "tenure before anybody is dismissed")
    firstTenure = settings.number(
      "first_tenure", "", 150, in: 0...5_000, unit: "weeks", .judgement,
      "a firm of long standing, which a quarter leave in a year",
      "tenure of the first people, mean of an exponential distribution")
    dismissal = settings.lever(.dismissal)
    safety = settings.lever(.safety)
  }

  /// Tenures begin where they grow: a firm that nobody leaves consists of people who have been there for long.
  func start(_ firm: inout Firm, _ week: borrowing Week) {
    let tenure = firm[.tenure]
    for seat in 0..<firm.seats {
      // One of the draws of a person's traits, so that whoever sits there first is the same as ever.
      let luck = week.draws.uniform(
        at: DrawAddress(entity: firm.person[seat], week: 0, process: Hiring.card.stream, draw: 7))
      tenure[seat] = 1 + (-firstTenure * Portable.log1p(-luck)).rounded(.down)
    }
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (hazard, luck) = (firm.scratch[0], firm.scratch[1])
    let filled = firm[.filled], tenure = firm[.tenure], vacancy = firm[.vacancy]
    let value = firm[.skill], innovation = firm[.innovation]
    fillHazards(firm, into: hazard)
    week.uniform(firm.person, Self.card, into: luck)
    var salespeople = LeavingCount(), professionals = LeavingCount(), recent = LeavingCount(), old = LeavingCount()
    // Where failing is safe, only the weakest are sent away.
    let ended = firm[.periodEnded] == 1, bar = week[dismissal], safe = week[safety]
    for seat in 0..<filled.count {
      guard filled[seat] == 1 else {
        vacancy[seat] -= 1
        continue
      }
      let threshold = ended ? bar[seat] * (1 - safe[seat] / 2) : 0
      let weak = threshold > 0 && tenure[seat] >= Double(probation) && Self.attainment(firm, seat) < threshold
      tenure[seat] += 1
      let leaves = weak || luck[seat] < -hazard[seat]
      recent.add(tenure[seat] <= Self.recentWeeks, leaves)
      old.add(tenure[seat] > Self.settledWeeks, leaves)
      let quadrant = Quadrant.of(value: value[seat], innovation: innovation[seat])
      // Newcomers, who have no skill yet and no record, would reflect probation instead.
      let isSettled = tenure[seat] > Double(probation)
      salespeople.add(isSettled && quadrant == Quadrant.salesperson, leaves)
      professionals.add(isSettled && quadrant == Quadrant.professional, leaves)
      guard leaves else { continue }
      filled[seat] = 0
      vacancy[seat] = Double(vacancyWeeks)
      cool(seat, firm)
      firm[.exits] += 1
      firm[.exitsTotal] += 1
      if weak { firm[.dismissals] += 1 }
    }
    firm[.salespersonWeeks] = salespeople.sellers
    firm[.salespersonExits] = salespeople.exits
    firm[.professionalWeeks] = professionals.sellers
    firm[.professionalExits] = professionals.exits
    firm[.recentWeeks] = recent.sellers
    firm[.recentExits] = recent.exits
    firm[.settledWeeks] = old.sellers
    firm[.settledExits] = old.exits
  }

  /// Weeks up to which somebody is recent, and from which on settled.
  private static let recentWeeks = 104.0, settledWeeks = 260.0

  /// Open deals of somebody who leaves lose what the customer knew of them.
  private func cool(_ seat: Int, _ firm: borrowing Firm) {
    let pool = PoolColumns(firm.opportunities), owner = UInt32(seat)
    for row in 0..<pool.stage.count where pool.seat[row] == owner {
      pool.ease[row] *= handover
      pool.advance[row] *= handover
    }
  }

  /// Sellers of a kind, and how many of them leave.
  private struct LeavingCount {
    var sellers = 0.0, exits = 0.0

    mutating func add(_ isOne: Bool, _ leaves: Bool) {
      sellers += isOne ? 1 : 0
      exits += isOne && leaves ? 1 : 0
    }
  }

  /// exp(−hazard) − 1 for each seat: minus the chance of leaving this week.
  private func fillHazards(_ firm: borrowing Firm, into hazard: Column<Double>) {
    let (pay, newness, sales) = (firm.scratch[2], firm.scratch[3], firm[.salesRate])
    let tenure = firm[.tenure], perTime = -1 / newnessTime
    let rate = firm[.payRate], talent = firm[.talent], strain = firm[.strain], motivation = firm[.motivation]
    let lanes = 0..<hazard.laneCount
    for k in lanes {
      // Nobody earns nothing for long; the floor keeps the logarithm finite.
      pay[lane: k] = Lanes.max(rate[lane: k] / common.outsidePay, 0.01)
      newness[lane: k] = perTime * tenure[lane: k]
    }
    let mean = firm.sellersMean(.salesRate) ?? 0
    VectorMath.log(pay, into: pay)
    VectorMath.exp(newness, into: newness)
    for k in lanes {
      let results = resultWeight * (sales[lane: k] - mean)
      let drive = motivationWeight * (motivation[lane: k] / common.referenceMotivation - 1)
      let paid = payWeight * (pay[lane: k] - talent[lane: k])
      hazard[lane: k] = strainWeight * strain[lane: k] - results - drive - paid + newnessWeight * newness[lane: k]
    }
    VectorMath.exp(hazard, into: hazard)
    for k in lanes { hazard[lane: k] *= -baseHazard }
    VectorMath.expm1(hazard, into: hazard)
  }

  /// Sales over quota of about the last year.
  private static func attainment(_ firm: borrowing Firm, _ seat: Int) -> Double {
    let quota = firm[.recordQuota][seat]
    return quota > 0 ? firm[.recordSales][seat] / quota : 1
  }
}
