import PortableMath

/// Where to point the effort: headquarters and the seller each track a moving target, and the push share decides
/// whose picture counts.
///
/// Each estimate is a scalar Kalman filter of a random walk x* with variance q a week. An observation of variance
/// R = v (v + q)/q makes v the filter's steady posterior variance, so v_H and v_L are what the science calls them.
/// Only errors matter to the match, so errors are the state: err⁻ = err − dx, prior variance P + q, and a signal with
/// error s and precision ρ gives 1/P′ = 1/(P + q) + Σρ, err′ = P′ (err⁻/(P + q) + Σ ρ s).
///
/// What headquarters misses of a move says nothing about what the seller misses: each has its own dx. One dx for both
/// would correlate the errors, and the best push share would no longer be v_L/(v_H + v_L) (science 1.16).
struct Direction: Mechanism {
  static let card = Card(
    name: "direction", stream: 3,
    claims: ["1.4", "1.7", "3.27", "3.29", "3.32", "3.34", "3.36", "4.7", "4.8"],
    summary:
      "Push helps if headquarters knows better where to push; shared pictures pool what all know and align goals.",
    equation: """
      d = π x̂_H + (1−π) x̂_L;  M = exp(−(d−x*)²/(2w²) − α²/2);  v_L = v_L0 exp(−I), v_H = v_H0 exp(−ι_H I); \
      two-way: 1/v = 1/v_H + 1/v_L + ξ Σ 1/(v_j + h)
      """,
    source: "science 1.9, 1.16, 3.29, 3.36, 4.7-4.8, 6.4 eq. 1",
    procedure: procedure,
    reads: [
      .firm(.information), .firm(.turbulence), .seller(.tenure), .seller(.filled), .seller(.managerSignal),
      .seller(.coachSignal), .seller(.ownError), .seller(.ownVariance), .seller(.headquartersError),
      .seller(.headquartersVariance), .seller(.outlook), .seller(.pushStyle), .seller(.goalAngle),
      .seller(.alignment), .seller(.purpose), .seller(.proposals), .people,
    ],
    writes: [
      .seller(.ownError), .seller(.ownVariance), .seller(.headquartersError), .seller(.headquartersVariance),
      .seller(.outlook), .seller(.pushStyle), .seller(.goalAngle), .seller(.alignment), .seller(.purpose),
      .seller(.match),
    ])

  private let headquartersVariance, ownVariance, walkVariance, width, newcomerFactor, oneWayWeight,
    headquartersInformation: Double
  private let team: TeamPicture
  private let style: ManagerStyle
  private let goals: Goals
  private let visioning: Lever

  init(_ settings: inout Settings, _ common: Common) {
    headquartersVariance = settings.number(
      "headquarters_variance", "v_H", 1, in: 0.001...1_000, unit: "w²", .judgement, "science 6.5",
      "error variance of headquarters' estimate")
    headquartersInformation = settings.number(
      "headquarters_information", "ι_H", 0, in: 0...1, unit: "1", .judgement, "model, section 3: to be swept",
      "how much of the information that spreads headquarters gains too")
    ownVariance = settings.number(
      "own_variance", "v_L0", 2, in: 0.001...1_000, unit: "w²", .judgement, "science 6.5",
      "error variance of a seller's estimate before information spreads")
    walkVariance = settings.number(
      "walk_variance", "q_x", 0.1, in: 1e-6...10, unit: "w²/week", .judgement, "science 6.4 eq. 1",
      "variance that the right direction gathers in a week")
    width = settings.number(
      "match_width", "w", 1.5, in: 0.01...100, unit: "1", .judgement,
      "wide: nobody has found direction alone to be worth more than a fifth of sales",
      "how far off a direction may be and still match")
    newcomerFactor = settings.number(
      "newcomer_factor", "", 2, in: 1...100, unit: "1", .judgement, "newcomers know less of the territory",
      "a newcomer's error variance, as a multiple of a settled seller's")
    oneWayWeight = settings.number(
      "one_way_weight", "", 0.5, in: 0...1, unit: "1", .judgement, "science 4.8: a stubborn agent's pull",
      "how far one-way visioning draws a seller's own picture to headquarters'")
    visioning = settings.lever(.visioning)
    team = TeamPicture(&settings)
    style = ManagerStyle(&settings)
    goals = Goals(&settings, visioning: visioning)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    let own = ownVariance * Portable.exp(-firm[.information])
    let headquarters = headquartersVariance * Portable.exp(-headquartersInformation * firm[.information])
    team.start(firm, week, Self.card)
    goals.start(firm, week, Self.card)
    let (ownLuck, centralLuck) = (firm.scratch[0], firm.scratch[1])
    week.normal(firm.seatIdentity, Self.card, draw: 8, into: ownLuck)
    week.normal(firm.seatIdentity, Self.card, draw: 9, into: centralLuck)
    for seat in 0..<firm.seats {
      let central = headquarters / firm[.managerSignal][seat]
      firm[.ownVariance][seat] = own
      firm[.ownError][seat] = own.squareRoot() * ownLuck[seat]
      firm[.headquartersVariance][seat] = central
      firm[.headquartersError][seat] = central.squareRoot() * centralLuck[seat]
    }
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let seats = firm.seats
    let (walk, ownLuck, centralLuck, coachLuck) = (
      firm.scratch[0], firm.scratch[1], firm.scratch[2], firm.scratch[3]
    )
    week.normalPair(firm.seatIdentity, Self.card, draw: 0, into: walk, ownLuck)
    week.normalPair(firm.seatIdentity, Self.card, draw: 1, into: centralLuck, coachLuck)
    team.mix(ownLuck, firm, week, Self.card)

    let step = walkVariance * firm[.turbulence]
    let stepSD = step.squareRoot()
    let own = ownVariance * Portable.exp(-firm[.information])
    let headquarters = headquartersVariance * Portable.exp(-headquartersInformation * firm[.information])
    // What is observed in a week does not depend on how fast the market happens to move.
    let ownPrecision = Self.observationPrecision(posterior: Lanes(repeating: own), step: walkVariance)[0]

    let ownError = firm[.ownError], ownSpread = firm[.ownVariance]
    let centralError = firm[.headquartersError], centralSpread = firm[.headquartersVariance]
    let heard = firm[.proposals], signal = firm[.managerSignal], coach = firm[.coachSignal], tenure = firm[.tenure]
    for seat in 0..<seats where tenure[seat] == 0 {
      ownSpread[seat] = own * newcomerFactor
      // Not the draw of this week's observation: the two would add up instead of averaging out.
      let luck = week.draws.normal(firm.seatIdentity[seat], week: UInt32(week.index), Self.card, draw: 2)
      ownError[seat] = ownSpread[seat].squareRoot() * luck
      goals.seatNewcomer(seat, firm, week, Self.card)
    }
    for k in 0..<ownError.laneCount {
      let shift = stepSD * walk[lane: k]
      let centralPrecision =
        Self.observationPrecision(posterior: headquarters / signal[lane: k], step: walkVariance) + heard[lane: k]
      let centralPrior = 1 / (centralSpread[lane: k] + step)
      let centralPosterior = 1 / (centralPrior + centralPrecision)
      // Its move and its signal's error are independent: one normal with the variance of both.
      let centralSD = (centralPrior * centralPrior * step + centralPrecision).squareRoot()
      centralError[lane: k] =
        centralPosterior * (centralPrior * centralError[lane: k] + centralSD * centralLuck[lane: k])
      centralSpread[lane: k] = centralPosterior

      let prior = 1 / (ownSpread[lane: k] + step), told = coach[lane: k]
      let posterior = 1 / (prior + ownPrecision + told)
      let seen = ownPrecision.squareRoot() * ownLuck[lane: k], learned = told.squareRoot() * coachLuck[lane: k]
      ownError[lane: k] = posterior * (prior * (ownError[lane: k] - shift) + seen + learned)
      ownSpread[lane: k] = posterior
    }
    style.revise(firm, week, Self.card)
    aim(firm, week)
  }

  /// From pictures to what sellers do, and how well that matches.
  private func aim(_ firm: borrowing Firm, _ week: borrowing Week) {
    let (held, exponent, heard, told) = (firm.scratch[0], firm.scratch[1], firm.scratch[2], firm.scratch[3])
    let own = firm[.ownError], ownSpread = firm[.ownVariance]
    let central = firm[.headquartersError], centralSpread = firm[.headquartersVariance], opinion = firm[.pushStyle]
    let picture = week[visioning]
    held.copy(from: own)
    if week.any({ $0.choice(visioning) == 1 }) {
      for seat in 0..<firm.seats where picture[seat] == 1 {
        held[seat] = own[seat] + oneWayWeight * (central[seat] - own[seat])
      }
    }
    if week.any({ $0.choice(visioning) == 2 }) {
      team.hear(firm, picture: picture, precision: heard, weighted: told)
      for seat in 0..<firm.seats where picture[seat] == 2 {
        let mine = 1 / ownSpread[seat], theirs = 1 / centralSpread[seat]
        held[seat] =
          (own[seat] * mine + central[seat] * theirs + told[seat]) / (mine + theirs + heard[seat])
      }
    }
    let half = -0.5 / (width * width), push = week[style.pushShare], adapts = week[style.adaptivity]
    for k in 0..<exponent.laneCount {
      let weight = style.weight(opinion[lane: k], pushShare: push[lane: k], adaptivity: adapts[lane: k])
      let error = held[lane: k] + weight * (central[lane: k] - held[lane: k])
      exponent[lane: k] = half * (error * error)
    }
    goals.turn(firm, week, exponent: exponent)
    VectorMath.exp(exponent, into: firm[.match])
  }

  /// Precision q/(v (v + q)) of the weekly observation that makes v the steady posterior variance.
  private static func observationPrecision(posterior v: Lanes, step q: Double) -> Lanes {
    q / (v * (v + q))
  }
}
