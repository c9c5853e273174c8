import PortableMath
import RandomStreams

/// Which practice a seller works with, and what they learn of it.
///
/// A practice responds at a true rate that nobody knows; a seller keeps counts of what they heard and, at the end of
/// each batch of weeks, chooses again in their own way, or does what headquarters says. Whoever tries
/// something else than the usual needs the nerve for it. Colleagues who help, and mentors, pass on what they have tried.
struct Practices: Mechanism {
  static let card = Card(
    name: "practices", stream: 17,
    claims: ["2.5", "2.6", "2.7", "2.8", "2.9", "2.14", "2.15", "3.2", "3.8", "3.14", "3.45", "3.50"],
    summary:
      "Sellers work with one way of approaching customers at a time and learn, slowly and kindly, how well it works.",
    equation:
      "s += h, f += ω(n − h), h = s_true + φ(n − s_true), L weeks late; from whoever knows more s += ρ_n (s_j − s), f likewise; trial iff E[(θ_a − μ_b)⁺] H/p̄ > λ_L f (1−s)",
    source: "science 1.8, 5.2, 6.4 eq. 10; Ederer & Manso 2013",
    procedure: procedure,
    reads: [
      .firm(.turbulence), .firm(.periodWeek), .firm(.periodLength), .firm(.mandatedPractice), .seller(.filled),
      .seller(.tenure), .seller(.sellingHours), .seller(.candour), .seller(.purpose), .seller(.partner),
      .seller(.mentor), .people,
    ] + Practices.rates.map { .firm($0) } + Practices.state.map { .seller($0) },
    writes: [
      .firm(.mandatedPractice), .firm(.experiments), .firm(.bestPractised), .firm(.unsanctioned),
      .firm(.practiceLifts), .seller(.practiceLift),
    ] + Practices.rates.map { .firm($0) } + Practices.state.map { .seller($0) })

  private static let rates = FirmColumn.allCases.filter {
    (FirmColumn.armRate1.rawValue...FirmColumn.armRate8.rawValue).contains($0.rawValue)
  }
  private static let state =
    [SellerColumn.practice, .practiceMode, .practiceWeeks, .experimenting, .aspiration, .shortfall]
    + SellerColumn.allCases.filter {
      (SellerColumn.armSuccesses1.rawValue...SellerColumn.armNews12.rawValue).contains($0.rawValue)
    }

  private let common: Common
  private let arms: Arms
  private let modes: PracticeModes
  private let nerve: Nerve
  private let contacts, batch, lag: Int
  private let memory, priorContacts, priorSpread, unsanctionedPrior, aspirationSpeed, stretch, comfort, confusion,
    switchCost, referenceLift, passedOn: Double
  /// Politeness that stays in what one hears where no buyer data are gathered.
  private let hearsay: Double
  private let pushShare: Lever

  /// Weeks between two fadings of memory, and between two decisions of headquarters.
  private static let month = 4, quarter = 13
  /// Most contacts of a week: what the block function of counts takes.
  private static let mostContacts = 16.0

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    arms = Arms(&settings)
    modes = PracticeModes(&settings)
    nerve = Nerve(&settings, common)
    contacts = settings.whole(
      "contacts", "n", 10, in: 1...16, unit: "1/week", .derived, "2.88 leads a week at a rate of .288",
      "contacts in 20 selling hours; they go with the hours")
    batch = settings.whole(
      "batch", "m", 4, in: 1...52, unit: "weeks", .judgement, "science 2.9",
      "weeks that a practice is used before it is judged")
    lag = settings.whole(
      "lag", "L", 2, in: 1...Notebook.longestLag, unit: "weeks", .judgement, "science 2.5",
      "weeks until results are known")
    memory = settings.number(
      "memory", "", 104, in: 4...1e9, unit: "weeks", .judgement, "practices change every few years",
      "time constant at which counts give way to the prior")
    priorContacts = settings.number(
      "prior_contacts", "", 10, in: 0.1...1_000, unit: "contacts", .judgement, "a week's worth",
      "weight of what everybody thinks of a practice before trying it")
    priorSpread = settings.number(
      "prior_log_sd", "", 0.15, in: 0...2, unit: "log", .judgement, "opinions differ",
      "how much newcomers' opinions of a practice differ")
    unsanctionedPrior = settings.number(
      "unsanctioned_prior", "", 0.5, in: 0.01...2, unit: "1", .judgement, "science 2.15: never call that title",
      "what everybody expects of practices that headquarters rules out, as a multiple")
    aspirationSpeed = settings.number(
      "aspiration_speed", "η_A", 0.02, in: 0...1, unit: "1/week", .judgement, "half within eight months",
      "rate at which a seller's aspiration follows results")
    stretch = settings.number(
      "vision_stretch", "", 0, in: 0...5, unit: "1", .judgement, "none, unless asked for: science 3.2 names no size",
      "by which share a vision that a seller has adopted raises the aspiration")
    comfort = settings.number(
      "comfort", "", 0, in: 0...0.5, unit: "1", .judgement, "science 2.8: to be swept; politeness adds its own",
      "by how much the practice in use seems to respond better than heard")
    confusion = settings.number(
      "confusion", "", 0.1, in: 0...1, unit: "1", .judgement, "science 2.6: one change at a time is clear",
      "chance that a week's results come from something else that was changed")
    switchCost = settings.number(
      "switch_cost", "", 0.3, in: 0...1, unit: "1", .judgement, "science 2.9: small batches cost changes",
      "share of response lost in the first week of a practice")
    referenceLift = settings.number(
      "reference_lift", "", 1.145, in: 0.1...10, unit: "1", .calibrated,
      "mean rate of practices in use under the blend",
      "response of a reference seller's practice, as a multiple of the mean practice's")
    passedOn = settings.number(
      "passed_on", "ρ_n", 0.3, in: 0...1, unit: "1", .judgement, "direction of Chan, Li & Pierce 2014: peers teach",
      "share of what a helper or a mentor knows beyond the seller of a practice that passes on in a week")
    hearsay = common.feedback.politeness * common.feedback.residualWithoutData
    pushShare = settings.lever(.pushShare)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    arms.draw(firm.rates, week, Self.card)
    let notes = Notebook(firm, arms: arms.count)
    for seat in 0..<firm.seats { open(seat, notes, firm, week) }
    decree(notes, &firm)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let rates = firm.rates, notes = Notebook(firm, arms: arms.count)
    arms.drift(rates, turbulence: firm[.turbulence], week, Self.card)
    if week.index % Self.month == 0 { fade(notes) }
    if passedOn > 0 { passOn(notes, firm) }
    choose(rates, notes, &firm, week)
    learn(rates, notes, firm, week)
    if week.index % Self.quarter == 0 { decree(notes, &firm) }
  }

  /// A seller who begins: an opinion on everything, the most promising practice, and nothing on its way.
  private func open(_ seat: Int, _ notes: Notebook, _ firm: borrowing Firm, _ week: borrowing Week) {
    let person = firm.person[seat]
    func pair(_ draw: UInt16) -> (Double, Double) {
      let (a, b) = week.draws.uniformPair(
        at: DrawAddress(entity: person, week: 0, process: Self.card.stream, draw: draw))
      return (a, b)
    }
    let (character, phase) = pair(16)
    for arm in 0..<arms.count {
      let (first, second) = pair(17 + UInt16(arm / 2))
      let (successes, failures) = prior(arm)
      let opinion = min(
        0.98 * (successes + failures),
        successes * Portable.exp(priorSpread * Normal.score(uniform: arm % 2 == 0 ? first : second)))
      notes.open(seat, arm: arm, successes: opinion, failures: successes + failures - opinion)
    }
    notes.forgetNews(seat)
    firm[.practiceMode][seat] = Double(modes.mode(uniform: character).rawValue)
    firm[.practiceWeeks][seat] = (phase * Double(batch)).rounded(.down)
    firm[.practice][seat] = Double(notes.best(seat, present: 0))
    firm[.aspiration][seat] = arms.meanRate
    firm[.shortfall][seat] = 0
    firm[.experimenting][seat] = 0
  }

  /// What everybody thinks of a practice: what one hears of it, as flattering as one's own results without data are.
  private func prior(_ arm: Int) -> (successes: Double, failures: Double) {
    let rate = min(0.98, arms.meanRate * (arm < arms.sanctioned ? 1 : unsanctionedPrior))
    let heard = rate + hearsay * (1 - rate)
    return (heard * priorContacts, common.feedback.failureWeight * (1 - heard) * priorContacts)
  }

  /// Whoever was helped last week, or has a mentor, hears what the other has tried, if they are still there: who has come in
  /// their place was not the one who helped. In the order of identities: somebody may tell what they have heard this very week.
  private func passOn(_ notes: Notebook, _ firm: borrowing Firm) {
    let filled = firm[.filled], tenure = firm[.tenure], partner = firm[.partner], mentor = firm[.mentor]
    let rows = firm.byIdentity
    func tells(_ seat: Int) -> Bool { filled[seat] == 1 && tenure[seat] > 0 }
    for place in 0..<firm.seats {
      let seat = Int(rows[place])
      guard filled[seat] == 1, partner[seat] >= 0 || mentor[seat] >= 0 else { continue }
      let helper = Int(max(partner[seat], 0)), guide = Int(max(mentor[seat], 0))
      if partner[seat] >= 0, tells(helper) { notes.hear(seat, from: helper, share: passedOn) }
      if mentor[seat] >= 0, tells(guide) { notes.hear(seat, from: guide, share: passedOn) }
    }
  }

  private func fade(_ notes: Notebook) {
    let keep = 1 - Double(Self.month) / memory
    for arm in 0..<arms.count { notes.fade(arm, towards: prior(arm), keep: keep) }
  }

  /// Sellers whose batch is over choose again, and everybody works.
  private func choose(_ rates: Grid, _ notes: Notebook, _ firm: inout Firm, _ week: borrowing Week) {
    let practice = firm[.practice], spent = firm[.practiceWeeks], lift = firm[.practiceLift]
    let experimenting = firm[.experimenting], filled = firm[.filled], tenure = firm[.tenure]
    let nerveNeeded = ByGroup(week.levers) {
      nerve.threshold(firm, $0, common, batch: batch, meanRate: arms.meanRate)
    }
    let best = arms.best(rates), perRate = 1 / (arms.meanRate * referenceLift)
    var trials = 0.0, onBest = 0.0, outside = 0.0, lifts = 0.0
    for seat in 0..<firm.seats where filled[seat] == 1 {
      let isNew = tenure[seat] == 0
      if isNew {
        open(seat, notes, firm, week)
        // Newcomers are told at once, where sellers are told, and have no old practice to give up.
        spent[seat] = Double(batch)
      }
      let before = practice[seat].whole
      if spent[seat] >= Double(batch) {
        decide(seat, nerveNeeded[seat], notes, firm, week)
        spent[seat] = 0
      }
      spent[seat] += 1
      let arm = practice[seat].whole
      lift[seat] = rates[arm, 0] * perRate * (arm == before || isNew ? 1 : 1 - switchCost)
      trials += experimenting[seat]
      onBest += arm == best ? 1 : 0
      outside += arm >= arms.sanctioned ? 1 : 0
      lifts += lift[seat]
    }
    firm[.experiments] += trials
    firm[.bestPractised] += onBest
    firm[.unsanctioned] += outside
    firm[.practiceLifts] += lifts
  }

  @inline(__always)
  private func decide(
    _ seat: Int, _ nerveNeeded: Double, _ notes: Notebook, _ firm: borrowing Firm, _ week: borrowing Week
  ) {
    let luck = PracticeLuck(
      week.draws,
      at: DrawAddress(
        entity: firm.seatIdentity[seat], week: UInt32(week.index), process: Self.card.stream, draw: 1))
    let present = firm[.practice][seat].whole
    firm[.experimenting][seat] = 0
    var choice = Int(firm[.mandatedPractice])
    if luck.mandate >= week[pushShare][seat] {
      let best = notes.best(seat, present: present)
      let mode = PracticeMode(rawValue: Int(firm[.practiceMode][seat])) ?? .greedy
      let fallback = mode == .satisficing ? present : best
      choice = modes.proposal(
        mode, seat: seat, present: present, best: best, shortfall: firm[.shortfall][seat], notes, arms: arms.count, luck
      )
      if choice != fallback {
        let gain = Nerve.expectedGain(
          mean: notes.belief(choice, seat), sd: notes.doubt(choice, seat), over: notes.belief(fallback, seat))
        if gain > nerveNeeded { firm[.experimenting][seat] = 1 } else { choice = fallback }
      }
    }
    if choice != present { firm[.shortfall][seat] = 0 }
    firm[.practice][seat] = Double(choice)
  }

  /// The week's contacts respond; what was heard some weeks ago is believed now.
  private func learn(_ rates: Grid, _ notes: Notebook, _ firm: borrowing Firm, _ week: borrowing Week) {
    let (luck, mixture, number, chance) = (firm.scratch[0], firm.scratch[1], firm.scratch[2], firm.scratch[3])
    let practice = firm[.practice], hours = firm[.sellingHours], filled = firm[.filled]
    let aspiration = firm[.aspiration], shortfall = firm[.shortfall]
    let kindness = firm.scratch[4], candour = firm[.candour], purpose = firm[.purpose]
    week.draws.uniformPair(
      entity: firm.seatIdentity, week: .same(UInt32(week.index)), process: Self.card.stream, draw: .same(0),
      first: luck, second: mixture)
    let perHour = Double(contacts) / Reference.sellingHours, perMixture = Double(arms.count) / max(confusion, 1e-9)
    for seat in 0..<number.count {
      number[seat] = filled[seat] * min(Self.mostContacts, (perHour * hours[seat] + 0.5).rounded(.down))
      let source =
        mixture[seat] < confusion ? min(Int(mixture[seat] * perMixture), arms.count - 1) : practice[seat].whole
      chance[seat] = rates[source, 0]
    }
    Draws.binomialFew(uniform: luck, n: number, p: chance, into: luck)
    week.spread(into: kindness) { common.feedback.politeness * common.feedback.residual($0) }
    let keep = 1 - 1 / memory, slot = week.index % lag
    for seat in 0..<practice.count where filled[seat] == 1 {
      let arm = practice[seat].whole
      let news = notes.exchange(
        seat, slot: slot, for: .init(arm: arm, successes: luck[seat].whole, contacts: number[seat].whole))
      guard news.contacts > 0 else { continue }
      let n = Double(news.contacts), successes = Double(news.successes)
      let heard = successes + kindness[seat] * (n - successes)
      notes.add(
        seat, arm: news.arm, successes: heard, failures: common.feedback.weight(candour: candour[seat]) * (n - heard))
      if news.arm == arm {
        let aim = aspiration[seat] * (1 + stretch * purpose[seat])
        shortfall[seat] = keep * shortfall[seat] + (aim - comfort) * n - heard
      }
      aspiration[seat] += aspirationSpeed * (successes / n - aspiration[seat])
    }
  }

  /// Headquarters' choice: of the practices that it does not rule out, the one that most sellers believe best.
  private func decree(_ notes: Notebook, _ firm: inout Firm) {
    var votes = InlineArray<8, Int>(repeating: 0)
    let filled = firm[.filled], practice = firm[.practice]
    for seat in 0..<firm.seats where filled[seat] == 1 {
      votes[notes.best(seat, present: Int(practice[seat]))] += 1
    }
    var choice = 0
    for arm in 1..<max(arms.sanctioned, 2) where arm < arms.sanctioned && votes[arm] > votes[choice] { choice = arm }
    firm[.mandatedPractice] = Double(choice)
  }
}

extension Firm {
  /// True response rates of the practices, one row.
  var rates: Grid { valuesGrid(from: .armRate1, columns: Arms.most) }
}
