import PortableMath
import RandomStreams

/// What sellers believe of their chance of winning, and what the error does to them.
///
/// When a deal ends, words come at once, and they flatter; deeds become known weeks later. Both are added up by their
/// precision, failures at a lower weight, and memory rewrites some failures into successes. The truth beside it is
/// kept from the very same deals, by a bookkeeper who hears no words: the difference is bias and nothing else.
struct Beliefs: Mechanism {
  static let card = Card(
    name: "beliefs", stream: 20, claims: ["2.1", "2.2", "2.3", "2.4", "2.10", "2.13"],
    summary: "Sellers overrate their chances; those who think they are winning try less hard and look less far.",
    equation:
      "s += R₁⁻¹(W + k) + R₂⁻¹W_L, f += ω(R₁⁻¹(F − k) + R₂⁻¹F_L), k ~ B(F, φ_b);  drag = (1 − θ_f (p̂−p)⁺)/(1 − θ_f ō)",
    source: "science 1.8, 1.9, 5.2, 6.4 eq. 2, 9; Kappes & Oettingen 2011",
    procedure: procedure,
    reads: [
      .seller(.filled), .seller(.tenure), .seller(.wins), .seller(.failures), .seller(.candour),
    ] + Beliefs.state.map { .seller($0) },
    writes: [
      .firm(.beliefGaps), .firm(.believedChances), .firm(.falseHopes), .seller(.belief), .seller(.winChance),
      .seller(.beliefDrag), .seller(.prospectingDrag), .seller(.kindWords),
    ] + Beliefs.state.map { .seller($0) })

  private static let state: [SellerColumn] = [
    .believedWins, .believedFailures, .trueWins, .trueFailures, .latentWins, .latentFailures, .deadDeals,
  ]

  private let feedback: Feedback
  private let lag, memory, priorDeals, typicalChance, rewriting, sunkCost, fantasy, slack, referenceOptimism: Double

  init(_ settings: inout Settings, _ common: Common) {
    feedback = common.feedback
    lag = settings.number(
      "lag", "L", 6, in: 1...104, unit: "weeks", .judgement, "science 6.5",
      "mean time until a seller knows what a customer did, geometric")
    memory = settings.number(
      "memory", "", 52, in: 2...1e9, unit: "weeks", .judgement, "last year's deals are what one remembers",
      "time constant at which remembered deals fade")
    priorDeals = settings.number(
      "prior_deals", "", 10, in: 0.1...10_000, unit: "deals", .judgement, "a month's worth",
      "weight of what a seller believes before the first deal, which is what others believe")
    typicalChance = settings.number(
      "typical_chance", "p̄", 0.21, in: 0.001...0.999, unit: "1", .calibrated, "win rate under the blend",
      "chance of winning that sellers' stories are about")
    rewriting = settings.number(
      "rewriting", "ν_h", 0.001, in: 0...0.5, unit: "1/week", .judgement, "science 2.10: hindsight",
      "share of remembered failures that turn into successes")
    sunkCost = settings.number(
      "sunk_cost", "ξ", 0.5, in: 0...20, unit: "1", .judgement, "science 2.10: chasing losses",
      "how much longer a dead deal is chased than it takes to know better, as a share")
    fantasy = settings.number(
      "fantasy", "θ_f", 0.25, in: 0...1, unit: "1", .judgement, "direction of Kappes & Oettingen 2011",
      "share of selling effort that a unit of optimism costs")
    slack = settings.number(
      "slack", "", 0.1, in: 0...1, unit: "1", .judgement, "science 2.3: the pipeline looks full",
      "share of new opportunities that a unit of optimism lets pass")
    referenceOptimism = settings.number(
      "reference_optimism", "ō", 0.225, in: 0...0.9, unit: "1", .calibrated, "mean optimism under the blend",
      "optimism of a reference seller, which the rates of the model already contain")
  }

  /// Chance a week that a dead deal is given up.
  private var givenUp: Double { 1 / (lag * (1 + sunkCost)) }

  var abandonment: Double? { givenUp }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    for seat in 0..<firm.seats { open(seat, firm) }
  }

  /// A seller who has seen nothing yet: believes what others say, and the truth is the usual one.
  private func open(_ seat: Int, _ firm: borrowing Firm) {
    let words = feedback.weightsWithoutData.words, deeds = feedback.weightsWithoutData.deeds
    let p = typicalChance, polite = feedback.politeness * (1 - p)
    firm[.believedWins][seat] = priorDeals * (words * (p + polite) + deeds * p)
    firm[.believedFailures][seat] =
      priorDeals * feedback.failureWeight * (words * (1 - p - polite) + deeds * (1 - p))
    firm[.trueWins][seat] = priorDeals * (words + deeds) * p
    firm[.trueFailures][seat] = priorDeals * (words + deeds) * (1 - p)
    for column in [SellerColumn.latentWins, .latentFailures, .deadDeals] { firm[column][seat] = 0 }
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let (kind, few, chance) = (firm.scratch[0], firm.scratch[1], firm.scratch[2])
    let wins = firm[.wins], failures = firm[.failures], filled = firm[.filled], tenure = firm[.tenure]
    for seat in 0..<firm.seats where filled[seat] == 1 && tenure[seat] == 0 { open(seat, firm) }
    week.uniform(firm.seatIdentity, Self.card, into: kind)
    chance.fill(feedback.politeness)
    for seat in 0..<firm.seats { few[seat] = min(16, failures[seat]) }
    Draws.binomialFew(uniform: kind, n: few, p: chance, into: kind)

    let (s, f) = (firm[.believedWins], firm[.believedFailures])
    let (trueWins, trueFailures) = (firm[.trueWins], firm[.trueFailures])
    let (latentWins, latentFailures) = (firm[.latentWins], firm[.latentFailures])
    let dead = firm[.deadDeals], candour = firm[.candour]
    let words = feedback.weightsWithoutData.words, known = firm.scratch[3]
    week.spread(into: known) { feedback.weights($0).deeds }
    let keep = 1 - 1 / memory, release = 1 / lag
    let abandon = givenUp, kindWords = firm[.kindWords]
    for k in 0..<s.laneCount {
      let isThere = filled[lane: k] .== 1
      func set(_ column: Column<Double>, _ value: Lanes) {
        column[lane: k] = Lanes.choose(isThere, value, column[lane: k])
      }
      let deeds = known[lane: k], all = words + deeds
      let won = wins[lane: k], failed = failures[lane: k], polite = kind[lane: k]
      let knownWins = release * latentWins[lane: k], knownFailures = release * latentFailures[lane: k]
      let weight = feedback.weight(candour: candour[lane: k]), rewritten = rewriting * f[lane: k]
      set(s, keep * (s[lane: k] + rewritten) + words * (won + polite) + deeds * knownWins)
      let blamed = weight * (words * (failed - polite) + deeds * knownFailures)
      set(f, keep * (f[lane: k] - rewritten) + blamed)
      set(trueWins, keep * trueWins[lane: k] + all * won)
      set(trueFailures, keep * trueFailures[lane: k] + all * failed)
      set(latentWins, latentWins[lane: k] + (won - knownWins))
      set(latentFailures, latentFailures[lane: k] + (failed - knownFailures))
      kindWords[lane: k] = Lanes.choose(isThere, polite, 0)
      set(dead, dead[lane: k] + (polite - abandon * dead[lane: k]))
    }
    settle(&firm)
  }

  /// Beliefs from counts, and what they do.
  private func settle(_ firm: inout Firm) {
    let (s, f) = (firm[.believedWins], firm[.believedFailures])
    let (trueWins, trueFailures) = (firm[.trueWins], firm[.trueFailures])
    let belief = firm[.belief], chance = firm[.winChance], dead = firm[.deadDeals], filled = firm[.filled]
    let drag = firm[.beliefDrag], prospecting = firm[.prospectingDrag]
    let perEffort = 1 / (1 - fantasy * referenceOptimism), perLead = 1 / (1 - slack * referenceOptimism)
    var gaps = 0.0, beliefs = 0.0, hopes = 0.0
    for k in 0..<s.laneCount {
      let isThere = filled[lane: k] .== 1
      func set(_ column: Column<Double>, _ value: Lanes) {
        column[lane: k] = Lanes.choose(isThere, value, column[lane: k])
      }
      // A trifle keeps the quotients finite when all is forgotten.
      let wins = trueWins[lane: k], typical = Self.trifle * typicalChance
      let believed = (s[lane: k] + typical) / (s[lane: k] + f[lane: k] + Self.trifle)
      let actual = (wins + typical) / (wins + trueFailures[lane: k] + Self.trifle)
      let optimism = Lanes.max(0, believed - actual)
      set(belief, believed)
      set(chance, actual)
      set(drag, Lanes.max(0, 1 - fantasy * optimism) * perEffort)
      set(prospecting, Lanes.max(0, 1 - slack * optimism) * perLead)
    }
    for seat in 0..<firm.seats where filled[seat] == 1 {
      gaps += belief[seat] - chance[seat]
      beliefs += belief[seat]
      hopes += dead[seat]
    }
    firm[.beliefGaps] += gaps
    firm[.believedChances] += beliefs
    firm[.falseHopes] += hopes
  }

  private static let trifle = 1e-6
}
