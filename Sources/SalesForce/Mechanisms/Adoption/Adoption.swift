import PortableMath
import RandomStreams

/// Having a tool is one thing, using it another: sellers hear of it, wait for others, try it, and stay or not.
///
/// What they wait for goes with habit: who has long worked without it wants to see more others use it. Talking averages
/// how much colleagues wait for, and whoever uses the tool speaks for it, as if they had waited for nobody. A colleague
/// counts by the tie to them and by their record of sales. Trying takes time from selling, working with it gives time back.
struct Adoption: Mechanism {
  static let card = Card(
    name: "adoption", stream: 22,
    claims: ["1.13", "3.1", "3.10", "3.11", "3.17", "3.21", "3.33", "3.37", "3.42", "4.5"],
    summary: "Tools are worth what sellers make of them; use spreads by messages, by example and against habit.",
    equation: """
      denial → resistance: 1 − (1−ψ)^n, n = n₀ + messages + contacts in use; resistance → exploration: \
      p + q a + r·1{a + μG ≥ θ + s·tenure/(tenure + t_½) − .1 voice}; exploration → commitment x, → resistance g; \
      θ ← (σθ + Σ w θ_j)/(σ + Σ w), w: tie × record of sales
      """,
    source: "science 1.7, 3.10-3.11, 3.17, 3.21, 3.37, 3.42; Bass 1969, Granovetter 1978, DeGroot 1974",
    procedure: procedure,
    reads: [
      .people, .seller(.filled), .seller(.tenure), .seller(.nearContact), .seller(.nextContact), .seller(.farContact),
      .seller(.nearTie), .seller(.nextTie), .seller(.farTie), .seller(.tieStrength), .seller(.salesRate),
      .seller(.changeStage), .seller(.threshold), .firm(.toolsHere), .firm(.toolShare), .firm(.toolGrowth),
    ],
    writes: [
      .seller(.changeStage), .seller(.threshold), .seller(.toolHours), .seller(.proposals), .firm(.toolsHere),
      .firm(.toolShare), .firm(.toolGrowth), .firm(.toolUsers),
    ])

  private let contagion: Contagion
  private let pilots: Pilots
  private let meanThreshold, thresholdSpread, habit, habitTime, participation, visibility, stubbornness: Double
  private let reception, mentions, commitment, disappointment, saved, learning, proposal: Double
  private let tools, voice, messages: Lever

  /// Weeks over which growth counts as recent.
  private static let recent = 13.0

  init(_ settings: inout Settings, _ common: Common) {
    meanThreshold = settings.number(
      "threshold", "θ̄", 0.25, in: -1...2, unit: "1", .judgement, "science 1.7: a quarter must go first",
      "share of others in use that a seller waits for, mean of newcomers")
    thresholdSpread = settings.number(
      "threshold_sd", "", 0.12, in: 0...2, unit: "1", .judgement, "science 1.7: near where cascades break off",
      "spread of what newcomers wait for")
    habit = settings.number(
      "habit", "s", 0.2, in: 0...2, unit: "1", .judgement, "science 3.10: the old resist",
      "how many more others somebody waits for who has always worked without the tool")
    habitTime = settings.number(
      "habit_time", "t_½", 104, in: 1...2_000, unit: "weeks", .judgement, "habits take two years",
      "tenure at which half of that is there")
    participation = settings.number(
      "participation", "", 0.1, in: 0...1, unit: "1", .judgement, "science 3.37: thresholds shift by −.1",
      "how many fewer others sellers wait for who have a full voice in changes")
    visibility = settings.number(
      "visibility", "", 0.2, in: 0...1, unit: "1", .judgement, "science 3.17: one looks at colleagues one knows",
      "weight of the whole firm's share in use, against that of the contacts, in what a seller sees")
    stubbornness = settings.number(
      "stubbornness", "σ", 100, in: 1e-6...1e9, unit: "1", .judgement, "opinions move within a year",
      "weight of one's own opinion in a week's talking, against a tie of strength 1")
    reception = settings.number(
      "reception", "ψ", 0.3, in: 0...0.99, unit: "1", .judgement, "science 3.21",
      "chance that a message about the tool is taken in")
    mentions = settings.number(
      "mentions", "n₀", 0.25, in: 0...50, unit: "1/week", .judgement, "it comes up once a month",
      "messages about the tool where nobody sees to them")
    contagion = Contagion(
      innovation: settings.number(
        "innovation", "p", 0.002, in: 0...1, unit: "1/week", .judgement, "Bass's p .03 a year is .0006; at work more",
        "chance of beginning by oneself"),
      imitation: settings.number(
        "imitation", "q", 0.02, in: 0...1, unit: "1/week", .judgement, "Bass's q .38 a year is .007; at work more",
        "chance of beginning where all others have, apart from thresholds"),
      conviction: settings.number(
        "conviction", "r", 0.25, in: 0...1, unit: "1/week", .judgement, "a decision takes a month",
        "chance of beginning once enough others have"),
      momentum: settings.number(
        "momentum", "μ", 0.5, in: 0...10, unit: "1", .judgement, "science 3.42: growth draws, not size alone",
        "how much a rise in the share in use counts on top of the share, over a quarter"))
    commitment = settings.number(
      "commitment", "x", 0.125, in: 0...1, unit: "1/week", .judgement, "two months until it helps",
      "chance that trying becomes working with it")
    disappointment = settings.number(
      "disappointment", "g", 0.03, in: 0...1, unit: "1/week", .judgement, "one in five gives up at first",
      "chance that somebody who tries gives up")
    settings.require(
      commitment + disappointment <= 1, "whoever tries stays, gives up or goes on: the chances add up to at most 1",
      at: "commitment", "disappointment")
    saved = settings.number(
      "hours_saved", "", 1, in: 0...20, unit: "hours", .judgement, "one of 25 hours that are not selling",
      "weekly time that full tools save those who work with them")
    learning = settings.number(
      "hours_to_learn", "", 2, in: 0...20, unit: "hours", .judgement, "sixteen hours in two months",
      "weekly time that full tools take from those who try them")
    proposal = settings.number(
      "proposals", "", 0.03, in: 0...10, unit: "1/w²", .judgement, "half again what an hour of coaching tells",
      "weekly precision of what a seller with a full voice tells headquarters about the direction")
    pilots = Pilots(&settings)
    tools = settings.lever(.tools)
    voice = settings.lever(.voice)
    messages = settings.lever(.messages)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    for seat in 0..<firm.seats { open(seat, firm, week) }
  }

  /// A newcomer: has not heard of the tool, and has a threshold of their own.
  private func open(_ seat: Int, _ firm: borrowing Firm, _ week: borrowing Week) {
    let luck = week.draws.normal(firm.person[seat], week: 0, Self.card, draw: 1)
    firm[.threshold][seat] = meanThreshold + thresholdSpread * luck
    firm[.changeStage][seat] = ChangeStage.denial
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let filled = firm[.filled], tenure = firm[.tenure], stage = firm[.changeStage], told = firm[.proposals]
    let asked = week[voice], offered = week[tools]
    for seat in 0..<firm.seats {
      told[seat] = filled[seat] * (proposal * asked[seat])
      stage[seat] *= filled[seat]
      if filled[seat] == 1 && tenure[seat] == 0 { open(seat, firm, week) }
    }
    guard week.any({ $0[tools] > 0 }) else { return withdraw(&firm) }
    if firm[.toolsHere] == 0 {
      firm[.toolsHere] = 1
      pilots.choose(&firm, among: offered, week, Self.card)
    }
    // Who has no tools, or has them no more, does not know them.
    for seat in 0..<firm.seats where offered[seat] == 0 { stage[seat] = ChangeStage.denial }
    watch(&firm, offered)
    change(&firm, week)
    talk(firm)
    count(&firm, week)
  }

  /// A tool that is taken away is forgotten.
  private func withdraw(_ firm: inout Firm) {
    guard firm[.toolsHere] == 1 else { return }
    firm[.toolsHere] = 0
    firm[.toolShare] = 0
    firm[.toolGrowth] = 0
    firm[.changeStage].fill(ChangeStage.denial)
    firm[.toolHours].fill(0)
  }

  /// What sellers see when the week begins. Column 2: who uses the tool; 3: what they say of waiting; 4: share of the
  /// contacts in use; 5: weight of those talked to; 6: what they say, by weight; 7: contacts in use; 9: whose word counts.
  private func watch(_ firm: inout Firm, _ offered: Column<Double>) {
    let (uses, says) = (firm.scratch[2], firm.scratch[3])
    let (seen, heard, said, near) = (firm.scratch[4], firm.scratch[5], firm.scratch[6], firm.scratch[7])
    let stage = firm[.changeStage], threshold = firm[.threshold], filled = firm[.filled]
    let standing = firm.scratch[9], record = firm[.salesRate], perRecord = 1 / Reference.quota
    var users = 0.0, sellers = 0.0
    for seat in 0..<firm.seats {
      uses[seat] = stage[seat] >= ChangeStage.exploration ? 1 : 0
      says[seat] = (1 - uses[seat]) * threshold[seat]
      standing[seat] = filled[seat] * record[seat] * perRecord
      users += uses[seat]
      sellers += offered[seat] > 0 ? filled[seat] : 0
    }
    for column in [seen, heard, said, near] { column.fill(0) }
    for kind in AdviceNetwork.kinds {
      let contact = firm[kind.contact], tie = firm[kind.strength]
      for seat in 0..<firm.seats {
        let other = Int(max(contact[seat], 0))
        let weight = contact[seat] < 0 ? 0 : standing[other] * tie[seat]
        seen[seat] += weight * uses[other]
        heard[seat] += weight
        said[seat] += weight * says[other]
        near[seat] += weight > 0 ? uses[other] : 0
      }
    }
    let share = sellers > 0 ? users / sellers : 0, everywhere = visibility * share, here = 1 - visibility
    firm[.toolGrowth] += share - firm[.toolShare] - firm[.toolGrowth] / Self.recent
    firm[.toolShare] = share
    for seat in 0..<firm.seats {
      seen[seat] = everywhere + (heard[seat] > 0 ? here * seen[seat] / heard[seat] : 0)
    }
  }

  /// One step of the chain for everybody, from what all saw.
  private func change(_ firm: inout Firm, _ week: borrowing Week) {
    let (luck, hear, begin, near) = (firm.scratch[0], firm.scratch[1], firm.scratch[4], firm.scratch[7])
    let wait = firm.scratch[8]
    let stage = firm[.changeStage], threshold = firm[.threshold], tenure = firm[.tenure], filled = firm[.filled]
    week.uniform(firm.seatIdentity, Self.card, into: luck)
    let missed = Portable.log1p(-reception), told = week[messages]
    let asked = week[voice], offered = week[tools]
    for seat in 0..<firm.seats {
      hear[seat] = missed * (mentions + told[seat] + near[seat])
      wait[seat] =
        threshold[seat] + habit * tenure[seat] / (tenure[seat] + habitTime)
        - participation * asked[seat]
    }
    VectorMath.expm1(hear, into: hear)
    contagion.chances(share: begin, threshold: wait, growth: firm[.toolGrowth], into: begin)
    for seat in 0..<firm.seats {
      let now = stage[seat]
      let up =
        now == ChangeStage.denial
        ? -hear[seat]
        : now == ChangeStage.resistance ? begin[seat] : now == ChangeStage.exploration ? commitment : 0
      let down = now == ChangeStage.exploration ? disappointment : 0
      let step: Double = luck[seat] < up ? 1 : luck[seat] < up + down ? -1 : 0
      stage[seat] = offered[seat] > 0 ? filled[seat] * (now + step) : ChangeStage.denial
    }
  }

  /// What one waits for comes nearer to what colleagues wait for.
  private func talk(_ firm: borrowing Firm) {
    let threshold = firm[.threshold], heard = firm.scratch[5], said = firm.scratch[6]
    for seat in 0..<firm.seats {
      threshold[seat] = Contagion.opinion(
        threshold[seat], weight: stubbornness, others: said[seat], heard: heard[seat])
    }
  }

  /// Hours of the coming week, and who uses the tool in it.
  private func count(_ firm: inout Firm, _ week: borrowing Week) {
    let stage = firm[.changeStage], hours = firm[.toolHours]
    let offered = week[tools]
    var users = 0.0
    for seat in 0..<firm.seats {
      hours[seat] =
        stage[seat] == ChangeStage.commitment
        ? saved * offered[seat] : stage[seat] == ChangeStage.exploration ? -(learning * offered[seat]) : 0
      users += stage[seat] >= ChangeStage.exploration ? 1 : 0
    }
    firm[.toolUsers] += users
  }
}
