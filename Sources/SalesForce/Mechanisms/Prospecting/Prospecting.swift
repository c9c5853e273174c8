import PortableMath
import RandomStreams

/// Effort finds opportunities, at a falling rate; talent, territory, time and direction multiply it.
struct Prospecting: Mechanism {
  static let card = Card(
    name: "prospecting", stream: 6, claims: ["3.13", "4.6"],
    summary: "More effort finds more business, at a falling rate; time, talent, territory and direction multiply it.",
    equation: "N ~ Poisson(λ₀ T (h/20) exp(a) (M/.775) (e₁/ē₀)^ε_p · practice lift · prospecting drag · know-how)",
    source: "Albers, Mantrala & Sridhar 2010; model, section 3",
    procedure: procedure,
    reads: [
      .seller(.territory), .seller(.sellingHours), .seller(.talent), .seller(.match), .seller(.effort),
      .seller(.practiceLift), .seller(.prospectingDrag), .seller(.knowHow), .seller(.filled),
    ],
    writes: [.seller(.leads), .firm(.created), .firm(.createdTotal)]
      + OpportunityColumn.allCases.map { .opportunity($0) })

  private let common: Common
  private let arrivalRate, elasticity: Double

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    arrivalRate = settings.number(
      "arrival_rate", "λ₀", 2.88, in: 0...50, unit: "1/week", .calibrated, "16 wins a year (model, section 3)",
      "opportunities that a reference seller finds in a week")
    elasticity = settings.number(
      "effort_elasticity", "ε_p", 0.1, in: 0...1, unit: "1", .memory, "Albers et al. 2010: .34 in all",
      "elasticity of finding opportunities in selling effort")
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (power, luck) = (firm.scratch[0], firm.scratch[1])
    let effort = firm[.effort], talent = firm[.talent], leads = firm[.leads]
    let territory = firm[.territory], hours = firm[.sellingHours], match = firm[.match], filled = firm[.filled]
    let lift = firm[.practiceLift], drag = firm[.prospectingDrag], know = firm[.knowHow]
    let floor = common.referenceEffort * Self.effortFloor, inverse = 1 / common.referenceEffort
    for seat in 0..<firm.seats { power[seat] = max(effort[seat], floor) * inverse }
    VectorMath.log(power, into: power)
    for seat in 0..<firm.seats { power[seat] = elasticity * power[seat] + talent[seat] }
    VectorMath.exp(power, into: power)
    let scale = arrivalRate / (Reference.sellingHours * Reference.match)
    for seat in 0..<firm.seats {
      power[seat] *=
        filled[seat] * scale * (territory[seat] * hours[seat] * match[seat] * lift[seat] * drag[seat] * know[seat])
    }
    week.uniform(firm.seatIdentity, Self.card, into: luck)
    Draws.poisson(uniform: luck, mean: power, into: leads)

    var total = 0
    for seat in 0..<firm.seats {
      let found = min(leads[seat], Double(Identity.maximumOrdinal))
      leads[seat] = found
      total += Int(found)
    }
    firm[.created] += Double(total)
    firm[.createdTotal] += Double(total)
    if total > 0 { give(birth: total, &firm, week) }
  }

  /// Effort of nothing still answers the telephone: a hundredth of the reference, since 0^ε has no logarithm.
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
      for ordinal in 0..<UInt32(leads[seat]) {
        entity[row] = Identity.opportunity(seat: names[seat], ordinal: ordinal)
        seats[row] = UInt32(seat)
        groups[row] = UInt32(seat)
        row += 1
      }
    }
    born.fill(UInt32(week.index))
    let value = firm.opportunities[.value].slice(from: first, count: total)
    week.normal(entity, Self.card, draw: 1, into: value)
    let spread = common.dealLogSD
    for row in 0..<total { value[row] = spread * value[row] - spread * spread / 2 }
    VectorMath.exp(value, into: value)
    for row in 0..<total { value[row] *= common.dealMean }
    firm.opportunities.enter(stage: 1, first: first, count: total, common.stages, week)
  }
}
