import PortableMath
import RandomStreams

/// Time and effort find opportunities, each at a falling rate; talent, territory and direction multiply them.
///
/// A second call on the same account is worth less than the first, so twice the hours find less than twice the
/// opportunities. Deals differ in value and in a merit of their own, which nobody sets: whoever has a good one advances it
/// faster. Large ones take longer, and are won less often.
struct Prospecting: Mechanism {
  static let card = Card(
    name: "prospecting", stream: 6, claims: ["3.13", "4.6"],
    summary:
      "More hours and effort find more business, at a falling rate; deals differ in value, pace and merit.",
    equation: """
      N ~ Poisson(λ₀ T · potential · (h/20)^ε_h exp(a) (M/.878) (e₁/ē₀)^ε_p · practice lift · prospecting drag · know-how); \
      ln v = ln v̄ + s_v z − s_v²/2;  all rates × exp(−ζ_r s_v z), advancing × exp(s_m z′ − ζ_w s_v z)
      """,
    source: "Albers, Mantrala & Sridhar 2010; model, section 3",
    procedure: procedure,
    reads: [
      .seller(.territory), .seller(.sellingHours), .seller(.talent), .seller(.match), .seller(.effort),
      .seller(.practiceLift), .seller(.prospectingDrag), .seller(.knowHow), .seller(.filled), .seller(.openDeals),
      .firm(.potential),
    ],
    writes: [.seller(.leads), .seller(.openDeals), .firm(.created), .firm(.createdTotal)]
      + OpportunityColumn.allCases.map { .opportunity($0) })

  private let common: Common
  private let arrivalRate, hoursElasticity, sizeOdds, sizePace: Double

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    arrivalRate = settings.number(
      "arrival_rate", "λ₀", 1.87, in: 0...50, unit: "1/week", .calibrated, "16 wins a year (model, section 3)",
      "opportunities that a reference seller finds in a week")
    hoursElasticity = settings.number(
      "hours_elasticity", "ε_h", 0.31, in: 0...2, unit: "1", .calibrated,
      "Albers, Mantrala & Sridhar 2010: .31, corrected",
      "elasticity of finding opportunities in selling hours")
    sizeOdds = settings.number(
      "size_odds", "ζ_w", 0.27, in: -2...2, unit: "1", .calibrated,
      "win rate of the smallest over the largest deals 2: IBM",
      "how value lowers a deal's rate of advancing")
    sizePace = settings.number(
      "size_pace", "ζ_r", 0.5, in: -2...2, unit: "1", .judgement,
      "direction of published price bands: large deals take longer",
      "how value lowers all rates of a deal")
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (power, time, luck) = (firm.scratch[0], firm.scratch[1], firm.scratch[2])
    let effort = firm[.effort], talent = firm[.talent], leads = firm[.leads], open = firm[.openDeals]
    let territory = firm[.territory], hours = firm[.sellingHours], match = firm[.match], filled = firm[.filled]
    let lift = firm[.practiceLift], drag = firm[.prospectingDrag], know = firm[.knowHow]
    let floor = common.referenceEffort * Self.effortFloor, inverse = 1 / common.referenceEffort
    let perHour = 1 / Reference.sellingHours
    let lanes = 0..<power.laneCount
    for k in lanes {
      power[lane: k] = Lanes.max(effort[lane: k], floor) * inverse
      time[lane: k] = Lanes.max(hours[lane: k] * perHour, Self.effortFloor)
    }
    VectorMath.log(power, into: power)
    VectorMath.log(time, into: time)
    for k in lanes {
      power[lane: k] = common.leadElasticity * power[lane: k] + hoursElasticity * time[lane: k] + talent[lane: k]
    }
    VectorMath.exp(power, into: power)
    let scale = arrivalRate / Reference.match * firm[.potential]
    for k in lanes {
      let worth = territory[lane: k] * match[lane: k] * lift[lane: k] * drag[lane: k] * know[lane: k]
      power[lane: k] *= filled[lane: k] * scale * worth
    }
    week.uniform(firm.seatIdentity, Self.card, into: luck)
    Draws.poisson(uniform: luck, mean: power, into: leads)

    var total = 0
    for seat in 0..<leads.count {
      let found = min(leads[seat], Double(Identity.maximumOrdinal))
      leads[seat] = found
      open[seat] += found
      total += found.whole
    }
    firm[.created] += Double(total)
    firm[.createdTotal] += Double(total)
    if total > 0 { give(birth: total, &firm, week) }
  }

  /// Effort of nothing still answers the telephone, and so do no hours: a hundredth of the reference, since 0^ε has no
  /// logarithm.
  static let effortFloor = 0.01

  private func give(birth total: Int, _ firm: inout Firm, _ week: borrowing Week) {
    let first = firm.opportunities.extend(by: total)
    let entity = firm.opportunities.entity.slice(from: first, count: total)
    let born = firm.opportunities.born.slice(from: first, count: total)
    let seats = firm.opportunities.seat.slice(from: first, count: total)
    let groups = firm.opportunities.group.slice(from: first, count: total)
    let leads = firm[.leads], names = firm.seatIdentity
    var row = 0
    for seat in 0..<firm.seats {
      for ordinal in 0..<UInt32(truncatingIfNeeded: leads[seat].whole) {
        entity[row] = Identity.opportunity(seat: names[seat], ordinal: ordinal)
        seats[row] = UInt32(seat)
        groups[row] = UInt32(seat)
        row += 1
      }
    }
    born.fill(UInt32(week.index))
    firm.opportunities.enter(stage: 1, first: first, count: total, common.stages, week)
    characterise(first, total, &firm, week)
  }

  /// What a deal is worth, how fast it goes, and how good it is.
  private func characterise(_ first: Int, _ total: Int, _ firm: inout Firm, _ week: borrowing Week) {
    func column(_ key: OpportunityColumn) -> Column<Double> {
      firm.opportunities[key].slice(from: first, count: total)
    }
    let value = column(.value), pace = column(.pace), ease = column(.ease), doubt = column(.doubt)
    week.normalPair(
      firm.opportunities.entity.slice(from: first, count: total), Self.card, draw: 1, into: value, ease)
    let spread = common.dealLogSD
    for row in 0..<total {
      let size = spread * value[row]
      pace[row] = -sizePace * size
      ease[row] = common.meritLogSD * ease[row] - (sizeOdds + sizePace) * size
      value[row] = size - spread * spread / 2
    }
    for each in [value, pace, ease] { VectorMath.exp(each, into: each) }
    let advance = column(.advance), loss = column(.loss), undecided = column(.undecided)
    for row in 0..<total {
      value[row] *= common.dealMean
      doubt[row] = pace[row]
      advance[row] *= ease[row]
      loss[row] *= pace[row]
      undecided[row] *= pace[row]
    }
  }
}
