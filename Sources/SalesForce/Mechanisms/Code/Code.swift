import PortableMath
import RandomStreams

/// What the firm as a whole takes to be right: sellers learn from its organisational code, and the code from those who do better.
///
/// March's organisation (1991) among sellers who come and go, in a market that moves. Two things are added to it. Who
/// does better is judged by results, or, with loyalty, by obedience too: whoever departs from the code has to make up
/// for it by results. And headquarters has a view of its own, from research that comes late and is right more often than
/// not; its managers speak for it where the code is made, with the weight that the lever gives it. With no weight at all
/// nobody keeps a code and nobody learns from it.
struct Code: Mechanism {
  static let card = Card(
    name: "code", stream: 23, claims: ["1.14", "3.9", "3.28", "3.30", "3.31", "4.4", "4.9"],
    summary: "Sellers learn from the organisational code, and the code from better sellers or from headquarters.",
    equation: """
      views ±1 → 0 → ∓1 towards the code with p₁ a month; code → majority with 1 − (1−p₂)^|margin|, \
      margin = (1−ζ) Σ votes of superiors + ζ n_H headquarters; superior: (1−ℓ)(score − code's) > ℓ·disobedience; \
      leads ∝ 1 + κ_k (knowledge − k̄)
      """,
    source: "science 1.15, 3.28, 3.30, 4.4, 6.4 eq. 12; March 1991",
    procedure: procedure,
    reads: [
      .people, .firm(.turbulence), .firm(.reality), .firm(.codeFor), .firm(.codeAgainst), .firm(.headquartersViews),
      .seller(.filled), .seller(.tenure), .seller(.viewsFor), .seller(.viewsAgainst), .seller(.knowledge),
    ],
    writes: [
      .firm(.reality), .firm(.codeFor), .firm(.codeAgainst), .firm(.headquartersViews), .firm(.knowledges),
      .firm(.codeKnowledges), .firm(.codeWeeks), .seller(.viewsFor), .seller(.viewsAgainst), .seller(.knowledge),
      .seller(.knowHow),
    ])

  private let step: MarchStep
  private let origin: Views
  private let change, review, managerVoice, lift, referenceKnowledge: Double
  private let initialViews, initialAccuracy, newcomerViews, research: ChanceDigits
  private let weight, loyalty: Lever

  /// Weeks between two steps.
  static let month = 4
  /// Draws from these on belong to the market and to headquarters, not to sellers.
  private static let marketDraw: UInt16 = 1_000, reviewDraw: UInt16 = 1_008, voteDraw: UInt16 = 1_024
  private static let firstDraw: UInt16 = 1_032
  /// Draws of a seller: learning, acting, and what they brought along.
  private static let learningDraw: UInt16 = 0, actingDraw: UInt16 = 8, originDraw: UInt16 = 16

  init(_ settings: inout Settings, _ common: Common) {
    step = MarchStep(
      questions: settings.whole(
        "questions", "m_code", 30, in: 1...32, unit: "1", .verified, "March 1991",
        "questions on which there is a right and a wrong"),
      socialisation: settings.number(
        "socialisation", "p₁", 0.1, in: 0...1, unit: "1/month", .judgement, "March 1991: .1 to .9; slow is usual",
        "chance that a seller moves a step towards the code on a question"),
      codeLearning: settings.number(
        "code_learning", "p₂", 0.3, in: 0...1, unit: "1/month", .judgement, "March 1991: .1 to .9",
        "chance that a majority of one moves the code on a question"))
    origin = Views(all: step.all)
    change = settings.number(
      "change_rate", "p₄", 0.005, in: 0...1, unit: "1/week", .memory, "March 1991: .02 a period",
      "rate at which a question's right answer changes, at reference turbulence")
    initialViews = ChanceDigits(
      settings.number(
        "initial_views", "", 0.75, in: 0...1, unit: "1", .calibrated, "where the reference firm settles",
        "share of questions on which the first people have a view"))
    initialAccuracy = ChanceDigits(
      settings.number(
        "initial_accuracy", "", 0.67, in: 0...1, unit: "1", .calibrated, "where the reference firm settles",
        "share of the first people's views that are right"))
    newcomerViews = ChanceDigits(
      settings.number(
        "newcomer_views", "", 0, in: 0...1, unit: "1", .judgement, "newcomers come to learn; March 1991 gives them ⅔",
        "share of questions on which a newcomer has a view, right by a coin toss"))
    review = settings.number(
      "headquarters_review", "", 0.02, in: 0...1, unit: "1/week", .judgement, "a yearly plan",
      "rate at which headquarters reviews a question")
    research = ChanceDigits(
      settings.number(
        "headquarters_accuracy", "", 0.75, in: 0...1, unit: "1", .judgement, "reports are right three times in four",
        "chance that headquarters then finds the right answer"))
    managerVoice = settings.number(
      "headquarters_voice", "n_H", 1, in: 0...1_000, unit: "1/team", .judgement, "each manager speaks for headquarters",
      "votes of headquarters in what becomes the code, for each team")
    lift = settings.number(
      "knowledge_lift", "κ_k", 0.1, in: 0...1, unit: "1", .judgement, "modest: knowing what is right opens some doors",
      "how many more opportunities full knowledge finds than none, as a share")
    referenceKnowledge = settings.number(
      "reference_knowledge", "k̄", 0.28, in: -1...1, unit: "1", .calibrated, "mean knowledge under the blend",
      "knowledge of a reference seller")
    weight = settings.lever(.hqWeight)
    loyalty = settings.lever(.loyalty)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    let reality = masks(0, week, Self.firstDraw).coins() & step.all
    let right = masks(0, week, Self.firstDraw + 1).bernoulli(research, wanted: step.all)
    firm[.reality] = Double(reality)
    firm[.headquartersViews] = Double(~(right ^ reality) & step.all)
    for seat in 0..<firm.seats { open(seat, firm, week, share: initialViews, accuracy: initialAccuracy) }
  }

  /// Somebody who has learned nothing here yet.
  private func open(
    _ seat: Int, _ firm: borrowing Firm, _ week: borrowing Week, share: ChanceDigits, accuracy: ChanceDigits
  ) {
    let reality = UInt32(firm[.reality]), person = firm.person[seat], draws = week.draws
    let views = origin.drawn(share: share, accuracy: accuracy, reality: reality) {
      RandomMasks(draws: draws, entity: person, week: 0, process: Self.card.stream, first: Self.originDraw + $0)
    }
    firm.setViews(seat, views)
    firm[.knowledge][seat] = step.knowledge(views, reality)
  }

  private func masks(_ entity: UInt32, _ week: borrowing Week, _ first: UInt16) -> RandomMasks {
    RandomMasks(
      draws: week.draws, entity: entity, week: UInt32(week.index), process: Self.card.stream, first: first)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let filled = firm[.filled], tenure = firm[.tenure], half = ChanceDigits(0.5)
    for seat in 0..<firm.seats where tenure[seat] == 0 && filled[seat] == 1 {
      open(seat, firm, week, share: newcomerViews, accuracy: half)
    }
    if week.index % Self.month == 0 {
      turn(&firm, week)
      learn(&firm, week)
    }
    let knowledge = firm[.knowledge], knowHow = firm[.knowHow]
    var sum = 0.0
    for seat in 0..<firm.seats {
      knowHow[seat] = max(0, 1 + lift * (knowledge[seat] - referenceKnowledge))
      sum += filled[seat] * knowledge[seat]
    }
    firm[.knowledges] += sum
    firm[.codeKnowledges] += step.knowledge(firm.code, UInt32(firm[.reality]))
    firm[.codeWeeks] += 1
  }

  /// The market moves, and headquarters looks into some of its questions.
  private func turn(_ firm: inout Firm, _ week: borrowing Week) {
    let weeks = Double(Self.month)
    let moves = ChanceDigits(-Portable.expm1(-change * firm[.turbulence] * weeks))
    let looks = ChanceDigits(-Portable.expm1(-review * weeks))
    let reality = UInt32(firm[.reality]) ^ masks(0, week, Self.marketDraw).bernoulli(moves, wanted: step.all)
    let looked = masks(0, week, Self.reviewDraw).bernoulli(looks, wanted: step.all)
    let right = masks(0, week, Self.reviewDraw + 8).bernoulli(research, wanted: looked)
    let found = (right & reality) | (looked & ~right & ~reality)
    firm[.reality] = Double(reality)
    firm[.headquartersViews] = Double((UInt32(firm[.headquartersViews]) & ~looked) | found)
  }

  /// March's step: all act, all learn from the code as it is, the code learns from how they acted.
  private func learn(_ firm: inout Firm, _ week: borrowing Week) {
    let reality = UInt32(firm[.reality]), code = firm.code, seats = firm.seats
    let obedience = week.firm(loyalty), isKept = week.firm(weight) > 0
    let bar = Double(code.score(against: reality)), all = Double(code.held.nonzeroBitCount)
    let filled = firm[.filled], names = firm.seatIdentity, knowledge = firm[.knowledge]
    var votes = VoteCount()
    for seat in 0..<seats where filled[seat] == 1 {
      let views = firm.views(seat)
      if isKept {
        let coins = views.held == step.all ? 0 : masks(names[seat], week, Self.actingDraw).coins()
        let acted = step.acted(views, coins: coins)
        let ahead = Double(step.score(acted: acted, reality)) - bar
        let disobeyed = all - Double(code.score(against: acted))
        if (1 - obedience) * ahead > obedience * disobeyed { votes.add(acted) }
      }
      let next = isKept ? step.socialised(views, code: code, masks(names[seat], week, Self.learningDraw)) : views
      firm.setViews(seat, next)
      knowledge[seat] = step.knowledge(next, reality)
    }
    guard isKept else { return }
    let central = week.firm(weight), told = UInt32(firm[.headquartersViews])
    let managers = central * managerVoice * Double(firm.organisation.teams), draws = week.draws
    let now = UInt32(week.index)
    firm.code = step.recoded(code) { question in
      let plan = (told >> UInt32(question)) & 1 == 1 ? managers : -managers
      return (1 - central) * Double(votes[question]) + plan
    } luck: { question in
      draws.uniform(
        at: DrawAddress(entity: UInt32(question), week: now, process: Self.card.stream, draw: Self.voteDraw))
    }
  }
}
