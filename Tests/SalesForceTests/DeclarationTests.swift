import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// Cards tell the truth: what is declared is what is read and written.
@Suite struct DeclarationTests {
  @Test("All balances hold and passes write what they declare, over random models", arguments: 0..<24)
  func audit(number: Int) throws {
    var source = RandomModel(number)
    let model = try source.model()
    for trial in 0..<2 {
      #expect(throws: Never.self) { try model.outcomes(trial: UInt32(trial), check: true) }
    }
  }

  @Test("Every mechanism can be knocked out", arguments: weeklyProcesses.map { $0.card.name })
  func knockOut(name: String) throws {
    var source = RandomModel(3)
    let model = try source.model()
    let without = try model.with(knockedOut: [name])
    #expect(try without.outcomes(check: true).map(bits) != model.outcomes().map(bits))
  }

  @Test("A pass that writes what it does not declare is caught")
  func auditBites() throws {
    var audit = Audit(Organisation(seats: 4, span: 2))
    var firm = Firm(Organisation(seats: 4, span: 2))
    audit.remember(firm)
    firm[.skill][2] = 0.5
    #expect(throws: BrokenInvariant.self) { try audit.compare(firm, Hours.card) }
    audit.remember(firm)
    firm[.revenue] = 1
    #expect(throws: BrokenInvariant.self) { try audit.compare(firm, Hours.card) }
  }

  @Test("A lost opportunity, a lost seller or lost money breaks a balance")
  func balancesBite() throws {
    for column in [FirmColumn.createdTotal, .askedTotal, .hiresTotal, .revenue, .salaryCost] {
      var firm = Firm(Organisation(seats: 4, span: 2))
      try Balances.check(firm)
      firm[column] += 1
      #expect(throws: BrokenInvariant.self) { try Balances.check(firm) }
    }
  }

  /// Everything that a card leaves out is filled with garbage; what the pass writes must not notice.
  /// Four weeks one after another: what happens once a month or every third week has its turn.
  @Test("A pass reads nothing but what its card says", arguments: 0..<4)
  func reads(number: Int) throws {
    var source = RandomModel(number)
    let model = try source.model()
    for (place, process) in model.processes.enumerated() {
      let card = process.card
      let known = Set(card.reads).union(card.writes)
      let week = 28 + number
      let honest = try Probe.writes(of: place, in: model, card: card, week: week, disturbing: [])
      let strangers =
        SellerColumn.allCases.map { StateKey.seller($0) }.filter { !known.contains($0) }
        + FirmColumn.allCases.map { StateKey.firm($0) }.filter { !known.contains($0) }
      let disturbed = try Probe.writes(of: place, in: model, card: card, week: week, disturbing: strangers)
      if honest != disturbed {
        let guilty = try strangers.filter {
          try Probe.writes(of: place, in: model, card: card, week: week, disturbing: [$0]) != honest
        }
        Issue.record("\(card.name) reads \(guilty.map(\.description)), which its card does not say")
      }
    }
  }

  @Test("Every parameter moves something")
  func parameters() throws {
    let base = try Sensitive.fingerprint(Sensitive.models())
    for card in Registry.standard.parameters {
      // A quarter of the way to the upper end: far enough to turn a few decisions in a small firm.
      let moved = card.defaults.map { value -> Double in
        let candidate = value + 0.25 * (card.range.upperBound - value)
        return card.isWhole ? candidate.rounded(.up) : candidate
      }
      #expect(try Sensitive.fingerprint(Sensitive.models(parameters: [card.path: moved])) != base, "\(card.path)")
    }
  }

  @Test("Every lever moves something")
  func levers() throws {
    let models = try Sensitive.models()
    let base = try Sensitive.fingerprint(models)
    for lever in LeverName.allCases {
      let value = models[0].regimes[0].levers[lever]?[0] ?? 0
      let other: Double =
        switch lever.card.domain {
        case .choice: value == 1 ? 2 : 1
        case .number(let range, let whole):
          whole ? value + 1 : (value + (value < 0.5 * range.upperBound ? range.upperBound : range.lowerBound)) / 2
        }
      let changed = try Sensitive.models(levers: [lever: WeeklyPath(other)])
      #expect(try Sensitive.fingerprint(changed) != base, "\(lever)")
    }
  }

  @Test("Every thread moves something")
  func threads() throws {
    let base = try Sensitive.fingerprint(Sensitive.models())
    for thread in ThreadName.allCases {
      #expect(try Sensitive.fingerprint(Sensitive.models(threads: [thread: WeeklyPath(0.77)])) != base, "\(thread)")
    }
  }
}

/// Runs one pass in the middle of a trial, with and without garbage in columns that should not matter.
enum Probe {
  static func writes(
    of place: Int, in model: Model, card: Card, week probed: Int, disturbing keys: [StateKey]
  ) throws -> [UInt64] {
    var runner = TrialRunner(model)
    var bits: [UInt64] = []
    _ = try runner.run(StreamKey(seed: 5, trial: 0), regimes: [0], weekly: false) { firm, week in
      guard week == probed - 1 else { return }
      var copy = Firm(firm.organisation)
      copy.copy(from: firm)
      var levers = LeverBook(firm.organisation)
      let threads = ColumnBuffer<Double>(count: ThreadName.allCases.count, repeating: 0.4)
      levers.read(model.levers[0], week: probed, members: nil)
      let context = Week(
        index: probed, levers: levers.table, threads: threads.column, draws: Draws(StreamKey(seed: 5, trial: 0)))
      for flow in FirmColumn.flows { copy[flow] = 0 }
      for earlier in model.processes[..<place] { earlier.pass(&copy, context) }
      for key in keys {
        switch key {
        case .seller(let column): for seat in 0..<copy.seats { copy[column][seat] += 0.3125 }
        case .firm(let column): copy[column] += 0.3125
        default: break
        }
      }
      model.processes[place].pass(&copy, context)
      for key in card.writes {
        switch key {
        case .seller(let column): for seat in 0..<copy.seats { bits.append(copy[column][seat].bitPattern) }
        case .firm(let column): bits.append(copy[column].bitPattern)
        default: break
        }
      }
    }
    return bits
  }
}

/// Models in which everything is in use: every lever on, every thread off its neutral value. What one of them drowns
/// shows in the other.
enum Sensitive {
  /// Ordinary load, and many problems and departures.
  static func models(
    parameters: [String: [Double]] = [:], levers changed: [LeverName: WeeklyPath] = [:],
    threads moved: [ThreadName: WeeklyPath] = [:]
  ) throws -> [Model] {
    var levers: [LeverName: WeeklyPath] = [:]
    for lever in LeverName.allCases {
      switch lever.card.domain {
      case .choice: levers[lever] = WeeklyPath([.init(week: 0, value: 1), .init(week: 60, value: 2)])
      case .number(let range, let whole):
        let value = range.lowerBound + 0.3 * (range.upperBound - range.lowerBound)
        levers[lever] = WeeklyPath(whole ? value.rounded() : value)
      }
    }
    levers[.salary] = WeeklyPath(0.8)
    let threads: [ThreadName: WeeklyPath] = [
      .information: WeeklyPath(0.5), .complexity: WeeklyPath(0.5), .turbulence: WeeklyPath(1.5), .pain: WeeklyPath(0.2),
    ]
    let calm: [LeverName: WeeklyPath] = [
      .experts: WeeklyPath(2), .activityFloor: WeeklyPath(1.6), .bonus: WeeklyPath(0.2),
      // Little pay for sales: there is effort left for issues.
      .commission: WeeklyPath(0.03), .accelerator: WeeklyPath(0.03), .contest: WeeklyPath(0.1),
    ]
    let busy: [LeverName: WeeklyPath] = [.experts: WeeklyPath(4), .activityFloor: WeeklyPath(0.9)]
    // Hours of either kind can be raised by a quarter of their range.
    let paperwork = ["hours.administration": [5.0]]
    let trouble = ["issues.rate": [8.0], "issues.assigned": [0.5], "turnover.base_hazard": [0.03]]
    return try [(calm, paperwork), (busy, paperwork.merging(trouble) { $1 })]
      .map { variant, given in
        let regime = Regime(
          name: "a", preset: nil, levers: levers.merging(variant) { $1 }.merging(changed) { $1 })
        return try Model(
          plan: ModelPlan(
            organisation: Organisation(seats: 30, span: 6), horizon: Horizon(weeks: 120, warmUp: 10),
            threads: threads.merging(moved) { $1 }, parameters: given.merging(parameters) { $1 }, reference: regime),
          regimes: [regime])
      }
  }

  /// What trials come to, what sellers say of their deals, and when the CRM has them closed.
  static func fingerprint(_ models: [Model]) throws -> [[UInt64]] {
    try models.map { model in
      let key = StreamKey(seed: 5, trial: 0)
      var runner = TrialRunner(model), log = DealLog(model, key, seats: model.plan.organisation.seats, limit: .max)
      let outcomes = try runner.run(key, regimes: Array(model.regimes.indices), weekly: true) { firm, week in
        log.observe(firm, week: week)
      }
      return outcomes.flatMap(bits)
        + log.deals.flatMap { [UInt64(truncatingIfNeeded: $0.closed), $0.statedChance.bitPattern] }
    }
  }
}
