import PortableMath
import RandomStreams

/// What is done to customers so that business closes in time: sellers and their managers press, see to deals that can be
/// closed first, and near the end of a quota period buy the signature with a discount.
///
/// A unit booked now is worth V_S to a seller, and Ṽ = β₀ + Δβ/2 + B φ(0)/√T right after the period's end, when they will
/// be on course again. The difference, as effort it is worth (÷ c ē₀), presses on customers as far as their deals would
/// otherwise slip: e^{−R₄ w}, R₄ being the last stage's rate and w the weeks left. Effort that monitoring exacts and the
/// seller would not have given presses on customers all the time.
///
/// A seller offers the discount d, which stands, by which they gain most, if they gain. With p₀ the chance that the deal is won in time and
/// s₀ that it is won at all, p₁ and s₁ the same after the discount, they gain
///
///     V_S ((1−d) p₁ − p₀) + Ṽ ((1−d)(s₁ − p₁) − (s₀ − p₀)),
///
/// so they offer it if V_S/Ṽ exceeds a threshold: near the quota and the deadline, and never under plain commission. That
/// the firm pays for most of it is not their concern.
///
/// In the same weeks deals in the last stage are decided faster, by how much more a sale is worth to the seller now than after
/// the deadline, and by how hard managers push: all three ways out × exp(κ_s ln⁺(V_S/Ṽ) + κ_m ω_c). Whoever asks for a decision
/// gets a no sooner as well: haste moves when deals end, not how, so that a deadline alone sells nothing (at month's end
/// lost deals rise by more than won ones: InsideSales, 9.8 million deals). Where pay is flat and nobody pushes nothing changes.
struct Pressure: Mechanism {
  static let card = Card(
    name: "pressure", stream: 18, claims: ["1.9", "3.18", "3.19"],
    summary:
      "Deadlines and exacted effort press on customers; near them deals are decided faster, some of them bought with discounts.",
    equation: """
      P = ((V_S − Ṽ)⁺ e^{−R₄ w}/c + e₁ − e₁ without floor)/ē₀ + p_m ω_c e^{−R₄ w}; all rates of the last stage × exp(κ_s ln⁺(V_S/Ṽ) + κ_m ω_c); \
      discount d where it pays the seller, on the share of last-stage deals that they can move: adv × (1−d)^{−ε_d}, value × (1−d)
      """,
    source: "science 1.5, 6.4 eq. 5, 15; Larkin 2014; Oyer 1998",
    procedure: procedure,
    reads: [
      .firm(.periodWeek), .firm(.periodLength), .seller(.slope), .seller(.exacted), .seller(.filled),
      .opportunity(.ease), .opportunity(.doubt), .opportunity(.pace), .opportunity(.discount),
      .opportunity(.unresolved),
    ],
    writes: [
      .seller(.pressure), .opportunity(.advance), .opportunity(.loss), .opportunity(.undecided), .opportunity(.ease),
      .opportunity(.discount),
    ])

  private let common: Common
  private let pay: PayPlan
  private let discount, elasticity, controllable, ownUrgency, managersUrgency, managersPressure: Double
  private let window: Int
  private let closingPush: Lever

  /// A sale that is worth more than e² times as much now than later makes no more haste.
  private static let mostUrgent = 2.0

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    pay = PayPlan(&settings, common)
    discount = settings.number(
      "discount", "d_c", 0.4, in: 0...0.9, unit: "1", .judgement,
      "what list prices of software leave room for: Larkin 2014",
      "largest discount that a seller may give to close a deal; a third and two thirds of it are the others")
    elasticity = settings.number(
      "price_elasticity", "ε_d", 3.1, in: 0...20, unit: "1", .calibrated,
      "mean price elasticity −2.62: Bijmolt, van Heerde & Pieters 2005", "elasticity of advancing in the price")
    controllable = settings.number(
      "controllable", "", 0.9, in: 0...1, unit: "1", .calibrated, "science 6.4 eq. 15: a share of deals",
      "share of last-stage deals whose timing a seller can move")
    window = settings.whole(
      "window", "", 2, in: 0...13, unit: "weeks", .judgement, "science 6.4 eq. 15",
      "last weeks of a quarter in which deals are pulled forward; of another period as large a part, at least one")
    ownUrgency = settings.number(
      "own_urgency", "κ_s", 2, in: 0...10, unit: "1", .calibrated,
      "price given away to timing: Larkin 2014, Steenburgh 2008",
      "elasticity of the pace of decisions in what a sale is worth to the seller now against after the period's end")
    managersUrgency = settings.number(
      "managers_urgency", "κ_m", 2.5, in: 0...10, unit: "log", .calibrated,
      "30-40 % of bookings in the last ten days of quarters, where quarters count",
      "how much faster deals are decided in the window under a full push by managers")
    managersPressure = settings.number(
      "managers_pressure", "p_m", 0.5, in: 0...10, unit: "reference effort", .judgement,
      "they call customers themselves",
      "pressure on customers of a full push by managers at the period's end")
    closingPush = settings.lever(.closingPush)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let pressure = firm[.pressure], slope = firm[.slope], exacted = firm[.exacted], filled = firm[.filled]
    let left = firm[.periodLength] - firm[.periodWeek]
    let later = firm.scratch[1], push = week[closingPush]
    week.spread(into: later) { PayTerms($0, firm, pay, common).afterwards }
    let slip = Portable.exp(-common.stages.leaving(StageRates.stages) * left)
    let scale = slip / (common.costCurvature * common.referenceEffort)
    for seat in 0..<firm.seats {
      pressure[seat] =
        filled[seat]
        * (scale * max(0, slope[seat] - later[seat]) + managersPressure * push[seat] * slip + exacted[seat])
    }
    guard left <= span(of: firm[.periodLength]) else {
      // What was urgent before the deadline is not any more.
      if firm[.periodWeek] == 0 { hasten(firm, urgency: nil) }
      return
    }
    if discount > 0 { pullForward(weeks: left, later: later, firm, week) }
    hasten(firm, urgency: urgency(later: later, firm, week))
  }

  /// Last weeks of a period in which its end counts.
  private func span(of period: Double) -> Double {
    window == 0 ? 0 : max(1, (Double(window) * period / Reference.quarter).rounded())
  }

  /// Factor on the rates of decision, by seat.
  private func urgency(later: Column<Double>, _ firm: borrowing Firm, _ week: borrowing Week) -> Column<Double> {
    let urgency = firm.scratch[0], slope = firm[.slope], push = week[closingPush]
    for seat in 0..<firm.seats {
      // Nothing is more urgent where a sale is worth nothing to the seller, now or later.
      urgency[seat] = later[seat] > 0 ? max(1, slope[seat] / later[seat]) : 1
    }
    VectorMath.log(urgency, into: urgency)
    for seat in 0..<firm.seats {
      urgency[seat] = ownUrgency * min(Self.mostUrgent, urgency[seat]) + managersUrgency * push[seat]
    }
    VectorMath.exp(urgency, into: urgency)
    return urgency
  }

  /// Sets the rates of all deals in the last stage, from this week's `pipeline` on.
  private func hasten(_ firm: borrowing Firm, urgency: Column<Double>?) {
    let pool = PoolColumns(firm.opportunities), place = StageRates.stages, last = UInt32(place), rates = common.stages
    let unresolved = firm.opportunities[.unresolved]
    for row in 0..<pool.stage.count where pool.stage[row] == last {
      let haste = urgency?[Int(pool.seat[row])] ?? 1
      let plain = rates.advance[place] * pool.ease[row] * common.resolution.drag(unresolved: unresolved[row])
      pool.advance[row] = plain * haste
      pool.loss[row] = rates.loss[place] * pool.pace[row] * haste
      pool.undecided[row] = rates.undecided[place] * pool.doubt[row] * haste
    }
  }

  /// Discounts among which sellers choose, as shares of the largest.
  private static let steps = 3

  private func pullForward(weeks: Double, later: Column<Double>, _ firm: borrowing Firm, _ week: borrowing Week) {
    let offered = firm.scratch[0], worth = firm.scratch[2], slope = firm[.slope], filled = firm[.filled]
    offered.fill(0)
    worth.fill(0)
    for step in 1...Self.steps {
      let size = discount * Double(step) / Double(Self.steps)
      let rule = DiscountRule(common.stages, weeks: weeks, discount: size, elasticity: elasticity)
      for seat in 0..<firm.seats where filled[seat] == 1 {
        let gain = rule.gain(now: slope[seat], later: later[seat])
        guard gain > worth[seat] else { continue }
        worth[seat] = gain
        offered[seat] = size
      }
    }
    var offers = 0.0
    for seat in 0..<firm.seats { offers += offered[seat] }
    guard offers > 0 else { return }
    let pool = PoolColumns(firm.opportunities), last = UInt32(StageRates.stages)
    let luck = firm.opportunities.promotion(firm.opportunities.count), rows = firm.opportunities.leavingRows
    var found = 0
    for row in 0..<pool.stage.count
    where pool.stage[row] == last && pool.discount[row] == 0 && offered[Int(pool.seat[row])] > 0 {
      rows[found] = UInt32(truncatingIfNeeded: row)
      luck.entity[found] = pool.entity[row]
      luck.born[found] = pool.born[row]
      found += 1
    }
    // Whether a deal can be moved is a trait of it: the same draw in every week.
    let chance = luck.choice.prefix(found)
    week.draws.uniform(
      entity: luck.entity.prefix(found), week: .each(luck.born.prefix(found)), process: Self.card.stream,
      draw: .same(0), into: chance)
    for index in 0..<found where chance[index] < controllable {
      let row = Int(rows[index]), size = offered[Int(pool.seat[row])]
      pool.discount[row] = size
      pool.ease[row] *= DiscountRule.lift(size, elasticity: elasticity)
    }
  }
}
