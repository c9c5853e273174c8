import PortableMath
import RandomStreams

/// Who is hired: a few applicants per seat, attracted by what the plan would pay them and judged by an imperfect assessment.
///
/// Everybody reckons the plan at their own talent: salary, and commission, accelerator, bonus and prizes on what somebody like
/// them sells here. Pay elsewhere goes with talent, so a salary draws the weaker ones and a piece rate all alike.
///
/// The first people on the seats are not chosen: they are there when the scenario begins, the same in every regime.
struct Hiring: Mechanism {
  static let card = Card(
    name: "hiring", stream: 15, claims: ["1.11", "3.4"],
    summary:
      "Hires are the best by the regime's weights among those who accept; weighting one trait gives up another.",
    equation: """
      score = Σ w_k (ϑ z_k + √(1−ϑ²) ε_k);  P(accept) = 1/(1 + exp(−θ_a (ln(pay(a)/p₀) − a))); \
      pay(a) = α + (β (o S + (1−o) S̄) + Δβ E(S−Q)⁺ + B P(S ≥ Q) + W/10)/13, S = S̄ e^{a − ā}, o the own part of commission
      """,
    source: "model, section 7; Lazear 2000 on sorting",
    procedure: procedure,
    reads: [
      .people, .firm(.complexity), .firm(.hiresTotal), .firm(.periodWeek), .firm(.periodLength), .seller(.filled),
      .seller(.vacancy), .seller(.salesRate), .seller(.talent), .seller(.fullQuota),
    ],
    writes: [
      .people, .firm(.hires), .firm(.hiresTotal),
    ]
      + [
        SellerColumn.filled, .tenure, .talent, .ownership, .supportSkill, .achievement, .sociability,
        .horizontality, .goodwill, .partner, .peerSkill, .helpHours, .skill, .schooling, .craft, .innovation, .route,
        .motivation, .strain, .payRate, .salesRate, .quota, .periodSales, .recordSales, .recordQuota,
        .beliefDrag, .prospectingDrag, .deadDeals, .attention, .mentor, .mentorHours, .toolHours, .knowHow,
      ].map { .seller($0) })

  /// Columns that go back to neutral for a newcomer; their own mechanisms say what a newcomer is to them in the first week.
  private static let dealings: [SellerColumn] = [.goodwill, .partner, .peerSkill, .helpHours]

  private let common: Common
  private let traits: Traits
  private let applicants: Int
  private let acceptance, newcomerSkill, newcomerInnovation, innovationSpread: Double
  private let plan: PayPlan
  private let weights: [Lever]

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    traits = Traits(&settings)
    applicants = settings.whole(
      "applicants", "", 3, in: 1...50, unit: "1", .judgement, "model, section 7", "applicants for each seat")
    acceptance = settings.number(
      "acceptance_slope", "θ_a", 3, in: 0...50, unit: "1", .calibrated, "model, section 7: pay sorts",
      "how sharply applicants choose by pay against what their talent earns elsewhere")
    newcomerSkill = settings.number(
      "newcomer_skill", "v₀", 0.2, in: 0...1, unit: "1", .judgement, "science 6.4 eq. 14", "value skill of a newcomer")
    newcomerInnovation = settings.number(
      "newcomer_innovation", "n₀", 0.1, in: 0...1, unit: "1", .judgement, "science 6.4 eq. 14",
      "innovation skill of a newcomer before clipping, mean")
    innovationSpread = settings.number(
      "newcomer_innovation_sd", "", 0.3, in: 0...3, unit: "1", .judgement,
      "some come as technologists (science 1.12)", "spread of newcomers' innovation skill before clipping")
    plan = PayPlan(&settings, common)
    weights = [settings.lever(.hiringTalent), settings.lever(.hiringOwnership), settings.lever(.hiringSupport)]
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    for seat in 0..<firm.seats {
      traits.assign(
        traits.scores(week.draws, person: firm.person[seat], applicant: 0, card: Self.card), to: seat, firm)
    }
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let filled = firm[.filled], vacancy = firm[.vacancy]
    func isWaiting(_ seat: Int) -> Bool { filled[seat] == 0 && vacancy[seat] <= 0 }
    guard (0..<firm.seats).contains(where: isWaiting) else { return }
    // The same for all who come this week: what those who were there before them earn and sell.
    let offers = offers(firm, week)
    for seat in 0..<firm.seats where isWaiting(seat) { seatNewcomer(seat, offers[seat], &firm, week) }
  }

  /// What somebody may expect who takes a seat now, by the seat's levers.
  private func offers(_ firm: borrowing Firm, _ week: borrowing Week) -> ByGroup<Prospect> {
    let sales = firm.sellersMean(.salesRate) ?? Reference.quota, talent = firm.sellersMean(.talent) ?? 0
    // With nobody there the quotas of the vacant seats are all that is known.
    let quota = firm.sellersMean(.fullQuota) ?? firm.seatsMean(.fullQuota)
    return ByGroup(week.levers) {
      Prospect(
        terms: PayTerms($0, firm, plan, common), salary: $0[plan.salary], prize: $0[plan.contest],
        quarters: firm[.periodLength] / Reference.quarter, sales: sales, talent: talent, quota: quota,
        perWeek: common.salesUnit / Reference.quarter)
    }
  }

  private func seatNewcomer(_ seat: Int, _ usual: Prospect, _ firm: inout Firm, _ week: borrowing Week) {
    let hire = (firm.person[seat] & Identity.maximumOrdinal) + 1
    let person = Identity.person(seat: firm.seatIdentity[seat], hire: hire)
    firm.person[seat] = person
    traits.assign(choose(person, seat, usual, firm, week), to: seat, firm)
    firm[.filled][seat] = 1
    firm[.tenure][seat] = 0
    firm[.skill][seat] = newcomerSkill
    firm[.craft][seat] = newcomerSkill
    firm[.innovation][seat] = min(1, max(0, newcomerInnovation + innovationSpread * ingenuity(person, week)))
    firm[.route][seat] = 0
    firm[.motivation][seat] = common.referenceMotivation
    firm[.strain][seat] = 0
    // Illusions and habits are still to form.
    for column in [
      SellerColumn.beliefDrag, .prospectingDrag, .deadDeals, .attention, .mentor, .mentorHours, .toolHours, .knowHow,
      .schooling, .recordSales, .recordQuota,
    ] {
      firm[column][seat] = column.card.neutral
    }
    firm[.payRate][seat] = usual.pay(talent: firm[.talent][seat])
    firm[.salesRate][seat] = usual.sales
    // A stranger: whatever colleagues had to do with who left is as if it had never been.
    for column in Self.dealings { firm[column][seat] = column.card.neutral }
    firm[.periodSales][seat] = 0
    // A newcomer's quota is the part of the seat's that is left of the period.
    firm[.quota][seat] =
      firm[.fullQuota][seat] * (firm[.periodLength] - firm[.periodWeek]) / firm[.periodLength]
    firm[.hires] += 1
    firm[.hiresTotal] += 1
  }

  /// The best-looking applicant among those who accept; if nobody does, the one who has least to lose comes.
  private func choose(
    _ person: UInt32, _ seat: Int, _ prospect: Prospect, _ firm: borrowing Firm, _ week: borrowing Week
  ) -> InlineArray<6, Double> {
    let blur = (1 - common.validity * common.validity).squareRoot()
    var best: (InlineArray<6, Double>, score: Double)?
    var last: (InlineArray<6, Double>, talent: Double)?
    for applicant in 0..<applicants {
      let scores = traits.scores(week.draws, person: person, applicant: applicant, card: Self.card)
      let talent = traits.talent(score: scores[0], complexity: firm[.complexity])
      if last.map({ talent < $0.talent }) ?? true { last = (scores, talent) }
      let (acceptLuck, first) = week.draws.uniformPair(at: Self.address(person, applicant, 4))
      let (second, third) = week.draws.uniformPair(at: Self.address(person, applicant, 5))
      let logOffer = Portable.log(max(prospect.pay(talent: talent) / common.outsidePay, 0.01))
      guard acceptLuck < 1 / (1 + Portable.exp(-acceptance * (logOffer - talent))) else { continue }
      var score = 0.0
      for (trait, luck) in [first, second, third].enumerated() {
        score += week[weights[trait]][seat] * (common.validity * scores[trait] + blur * Normal.score(uniform: luck))
      }
      if best.map({ score > $0.score }) ?? true { best = (scores, score) }
    }
    return best?.0 ?? last?.0 ?? InlineArray(repeating: 0)
  }

  /// A standard score of the person, whoever of the applicants it is: assessment does not look for it.
  private func ingenuity(_ person: UInt32, _ week: borrowing Week) -> Double {
    Normal.score(uniform: week.draws.uniform(at: Self.address(person, 0, 6)))
  }

  private static func address(_ person: UInt32, _ applicant: Int, _ part: Int) -> DrawAddress {
    DrawAddress(
      entity: person, week: 0, process: card.stream, draw: UInt16(truncatingIfNeeded: 8 * applicant + part))
  }
}
