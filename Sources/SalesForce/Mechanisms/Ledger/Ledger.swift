import PortableMath

/// The books of the week: what selling cost, and what it left.
struct Ledger: Mechanism {
  static let card = Card(
    name: "ledger", stream: 16, claims: ["V40"],
    summary: "Every lever that helps has a price, and all of it is charged.",
    equation: "profit = margin·revenue − (salary + variable + managers + experts + programmes + replacement)",
    source: "science 6.4 eq. 16; model, sections 6, 8, 12",
    procedure: procedure,
    reads: [
      .firm(.revenue), .firm(.salaryCost), .firm(.variableCost), .firm(.exits), .firm(.hires), .firm(.complexity),
      .firm(.expertWeeks), .seller(.effort), .seller(.supportEffort), .seller(.slope), .seller(.present),
      .seller(.strain), .seller(.filled), .seller(.tenure),
    ],
    writes: [
      .firm(.managerCost), .firm(.expertCost), .firm(.programmeCost), .firm(.replacementCost), .firm(.cost),
      .firm(.profit), .firm(.effortCost), .firm(.riskPremium), .firm(.strainCost),
    ])

  private let common: Common
  private let prices: LeverPrices
  private let margin, replacement, assessment, strainPrice: Double
  private let talent, ownership, support: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    prices = LeverPrices(&settings)
    margin = settings.number(
      "margin", "", 0.6, in: 0...1, unit: "1", .judgement, "gross margin of products that need sellers",
      "gross margin on revenue")
    replacement = settings.number(
      "replacement", "", 52, in: 0...1_000, unit: "pay units", .verified, "35-200 % of a year's pay (science 2.3)",
      "cost of replacing a seller")
    assessment = settings.number(
      "assessment", "", 0.1, in: 0...100, unit: "pay units", .judgement, "model, section 12",
      "cost of assessing a hire as well as can be, where any trait is weighted; charged by validity")
    strainPrice = settings.number(
      "strain", "k_s", 0.1, in: 0...10, unit: "pay units", .judgement,
      "a tenth of pay for a week under full monitoring",
      "pay that makes up for a unit of strain, in sellers' welfare")
    talent = settings.lever(.hiringTalent)
    ownership = settings.lever(.hiringOwnership)
    support = settings.lever(.hiringSupport)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    firm[.managerCost] = week.sum { $0.seats * prices.managers($0) }
    firm[.programmeCost] = week.sum { $0.seats * prices.programmes($0) }
    firm[.expertCost] = firm[.expertWeeks] * prices.expert
    let assessed = assessedHires(firm, week)
    firm[.replacementCost] = replacement * firm[.exits] + (assessed > 0 ? assessment * common.validity * assessed : 0)
    firm[.cost] =
      firm[.salaryCost] + firm[.variableCost] + firm[.managerCost] + firm[.expertCost] + firm[.programmeCost]
      + firm[.replacementCost]
    firm[.profit] = margin * firm[.revenue] - firm[.cost]
    chargeEffort(&firm)
  }

  /// This week's hires who were chosen by any trait.
  private func assessedHires(_ firm: borrowing Firm, _ week: borrowing Week) -> Double {
    let assessed = week.byGroup { $0[talent] + $0[ownership] + $0[support] > 0 }
    guard week.levers.groups > 1 else { return assessed[0] ? firm[.hires] : 0 }
    let filled = firm[.filled], tenure = firm[.tenure]
    var hires = 0.0
    // Who was hired a week ago has a week of tenure by now.
    for seat in 0..<firm.seats where filled[seat] == 1 && tenure[seat] == 0 && assessed[seat] { hires += 1 }
    return hires
  }

  /// Sellers' own costs: ½c(e₁² + e₂² + 2γe₁e₂) of effort, and ½ r V_S² for carrying the risk of the next sale,
  /// both a quarter in σ_Q, and what makes up for strain.
  private func chargeEffort(_ firm: inout Firm) {
    let effort = firm[.effort], support = firm[.supportEffort], slope = firm[.slope], present = firm[.present]
    let strain = firm[.strain]
    let gamma = common.substitution(complexity: firm[.complexity])
    var work = 0.0, risk = 0.0, strained = 0.0
    for seat in 0..<firm.seats {
      let (a, b) = (effort[seat], support[seat])
      work += present[seat] * (a * a + b * b + 2 * gamma * a * b)
      risk += present[seat] * slope[seat] * slope[seat]
      strained += present[seat] * strain[seat]
    }
    let weekly = common.salesUnit / Reference.quarter
    firm[.effortCost] = 0.5 * common.costCurvature * work * weekly
    firm[.riskPremium] = 0.5 * common.riskAversion * risk * weekly
    firm[.strainCost] = strainPrice * strained
  }
}
