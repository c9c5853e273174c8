import RandomStreams
import Testing

@testable import SalesForce

/// Draws belong to customers, people and seats, each mechanism apart. Nothing that is switched off, added or
/// looked at moves anybody else's.
@Suite struct StreamTests {
  /// What fate has in store for identities, whichever way a trial goes: bits by kind and identity.
  struct Fate {
    var kinds: [String: [UInt64: UInt64]] = [:]

    mutating func note(_ kind: String, _ identity: UInt64, _ value: Double) {
      kinds[kind, default: [:]][identity] = value.bitPattern
    }

    /// How many identities both have; those of which they think differently are issues.
    func shared(with other: Fate, but left: Set<String> = [], _ comment: String) -> Int {
      var count = 0
      for (kind, values) in kinds where !left.contains(kind) {
        guard let others = other.kinds[kind] else { continue }
        for (identity, value) in values {
          guard let found = others[identity] else { continue }
          count += 1
          if found != value { Issue.record("\(kind) of \(identity) differs: \(comment)") }
        }
      }
      return count
    }
  }

  private static let ofSeats: [SellerColumn] = [
    .territory, .managerSignal, .managerCoaching, .managerReliability, .outlook,
  ]
  private static let ofPeople: [SellerColumn] = [.ego, .practiceMode]
  private static let ofFirst: [SellerColumn] = [
    .talent, .ownership, .supportSkill, .achievement, .sociability, .horizontality,
  ]
  /// Kinds that a mechanism gives, and those that follow from what it does.
  private static let givers: [String: Set<String>] = [
    "endowment": ["territory", "managerSignal", "managerCoaching", "managerReliability"], "direction": ["outlook"],
    "coaching": ["ego"], "practices": ["practiceMode", "rate"], "hiring": Set(ofFirst.map { "\($0)" }),
    "environment": ["talent", "rate"],
  ]

  static func fate(_ model: Model, regime: Int = 0) throws -> Fate {
    var runner = TrialRunner(model), fate = Fate()
    _ = try runner.run(StreamKey(seed: 5, trial: 0), regimes: [regime], weekly: false) { firm, week in
      let (entity, born, stage) = (firm.opportunities.entity, firm.opportunities.born, firm.opportunities.stage)
      let value = firm.opportunities[.value], threshold = firm.opportunities[.threshold]
      let choice = firm.opportunities[.choice]
      for row in 0..<entity.count {
        let customer = UInt64(born[row]) << 32 | UInt64(entity[row])
        fate.note("value", customer, value[row])
        guard stage[row] != OpportunityPool.closed else { continue }
        fate.note("patience in stage \(stage[row])", customer, threshold[row])
        fate.note("choice in stage \(stage[row])", customer, choice[row])
      }
      for seat in 0..<firm.seats {
        for column in ofSeats { fate.note("\(column)", UInt64(firm.seatIdentity[seat]), firm[column][seat]) }
        // A newcomer is met in their first whole week.
        guard firm[.filled][seat] == 1, firm[.tenure][seat] >= 1 else { continue }
        for column in ofPeople { fate.note("\(column)", UInt64(firm.person[seat]), firm[column][seat]) }
        guard firm.person[seat] & Identity.maximumOrdinal == 0 else { continue }
        for column in ofFirst { fate.note("\(column)", UInt64(firm.person[seat]), firm[column][seat]) }
      }
      for arm in 0..<Arms.most { fate.note("rate", UInt64(week * Arms.most + arm), firm.rates[arm, 0]) }
    }
    return fate
  }

  @Test("Whatever is switched off, the same customers and people have the same draws", arguments: 0..<8)
  func knockOuts(number: Int) throws {
    var source = RandomModel(100 + number)
    let model = try source.model(weeks: 30), all = try Self.fate(model)
    for card in weeklyProcesses.map({ $0.card }) {
      let without = try Self.fate(model.with(knockedOut: [card.name]))
      let shared = all.shared(with: without, but: Self.givers[card.name] ?? [], "\(card.name) off, model \(number)")
      #expect(shared > 20)
    }
  }

  @Test("A seller more, or another regime: everybody who is in both has the same draws", arguments: 0..<12)
  func additions(number: Int) throws {
    var source = RandomModel(200 + number)
    let model = try source.model(weeks: 30), all = try Self.fate(model)
    let organisation = model.plan.organisation
    let larger = try model.with(organisation: Organisation(seats: organisation.seats + 1, span: organisation.span))
    #expect(all.shared(with: try Self.fate(larger), "a seller more, model \(number)") > 20)
    #expect(all.shared(with: try Self.fate(model, regime: 1), "another regime, model \(number)") > 20)
  }

  /// A pass is a function of what its card says it reads: if that is the same with and without another mechanism, so is
  /// what it writes. Were draws a sequence, skipping one mechanism would move those behind it.
  @Test("A mechanism left out for a week moves nobody who does not read what it writes", arguments: 0..<10)
  func skipped(number: Int) throws {
    var source = RandomModel(300 + number)
    let model = try source.model(weeks: 30)
    let cards = model.processes.map { $0.card }
    var base = OpenTrial(model), with = OpenTrial(model), without = OpenTrial(model)
    for week in 0..<21 { base.live(week) }
    var unmoved = 0
    for skipped in model.processes.indices {
      with.firm.copy(from: base.firm)
      without.firm.copy(from: base.firm)
      with.begin(21)
      without.begin(21)
      for place in model.processes.indices {
        if place == skipped {
          with.pass(place, week: 21)
          continue
        }
        let touched = Set(cards[place].reads).union(cards[place].writes)
        let isSame = with.state(touched) == without.state(touched)
        with.pass(place, week: 21)
        without.pass(place, week: 21)
        guard isSame else { continue }
        unmoved += place > skipped ? 1 : 0
        let writes = Set(cards[place].writes)
        if with.state(writes) != without.state(writes) {
          Issue.record("\(cards[place].name) moves when \(cards[skipped].name) is left out, model \(number)")
        }
      }
    }
    #expect(unmoved > 40)
  }

  @Test("Working memory carries nothing from one pass to the next", arguments: 0..<6)
  func scratch(number: Int) throws {
    var source = RandomModel(400 + number)
    let model = try source.model(weeks: 30)
    var clean = OpenTrial(model), poisoned = OpenTrial(model)
    for week in 0..<30 {
      clean.live(week)
      poisoned.live(week, poison: .nan)
    }
    #expect(clean.state(OpenTrial.everything) == poisoned.state(OpenTrial.everything))
  }

  @Test("Looking on moves nothing: sellers' years, weekly readings and deals, all at once", arguments: 0..<6)
  func observers(number: Int) throws {
    var source = RandomModel(500 + number)
    let model = try source.model(), plan = model.plan, key = StreamKey(seed: 5, trial: 0)
    var bare = TrialRunner(model)
    var watched = TrialRunner(model, check: true, sellers: SellerSample(plan.organisation, plan.horizon, paths: 3))
    for regime in 0..<3 {
      var log = DealLog(model, key, seats: plan.organisation.seats, limit: .max)
      let seen = try watched.run(key, regimes: [regime], weekly: true, people: true) { firm, week in
        log.observe(firm, week: week)
      }
      let unseen = try bare.run(key, regimes: [regime], weekly: false)
      #expect(seen[0].metrics.map(\.bitPattern) == unseen[0].metrics.map(\.bitPattern))
      #expect(log.deals.count > 0)
    }
  }
}
