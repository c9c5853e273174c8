import RandomStreams
import Testing

@testable import SalesForce

/// Who belongs to a part of the firm.
@Suite struct MembershipTests {
  private static func model(
    _ cohorts: [Cohort], seats: Int = 24, span: Int = 4, weeks: Int = 80, hazard: Double = 0.03
  ) throws -> Model {
    let regime = Regime(name: "a", preset: nil, levers: [.salary: WeeklyPath(1), .dismissal: WeeklyPath(0)])
    return try Model(
      plan: ModelPlan(
        organisation: Organisation(seats: seats, span: span), horizon: Horizon(weeks: weeks, warmUp: 20),
        parameters: ["turnover.base_hazard": [hazard], "turnover.newness_weight": [0]], reference: regime,
        cohorts: cohorts.map { TreatedCohort($0, weeks: 20...(weeks - 1)) }),
      regimes: [regime, Regime(name: "b", preset: nil, levers: [.salary: WeeklyPath(0.5)])])
  }

  /// Who is treated on each seat, by identity, after each measured week.
  private static func members(
    _ model: Model, regime: Int = 0, trial: UInt32 = 0, seatIdentities: [UInt32]? = nil
  ) throws -> [UInt32: [UInt32]] {
    let key = StreamKey(seed: 5, trial: trial), draws = Draws(key)
    var runner = TrialRunner(model, seatIdentities: seatIdentities)
    var membership = Membership(model.plan.organisation, model.cohorts.map(\.cohort))
    var found: [UInt32: [UInt32]] = [:]
    _ = try runner.run(key, regimes: [regime], weekly: false) { firm, week in
      if week == model.plan.horizon.warmUp - 1 {
        membership.begin(firm, draws)
        membership.open(firm)
      }
      guard week >= model.plan.horizon.warmUp else { return }
      membership.update(firm, draws, model.volunteering)
      for seat in 0..<firm.seats { found[firm.seatIdentity[seat], default: []].append(membership.members![seat]) }
    }
    return found
  }

  @Test("Exactly the share of teams, and of sellers, whole teams together", arguments: 0..<20)
  func shares(trial: Int) throws {
    let model = try Self.model([Cohort(.teams, share: 0.5), Cohort(.sellers, share: 0.3)])
    let members = try Self.members(model, trial: UInt32(trial)).mapValues { $0[0] }
    for team in 0..<6 {
      let mates = (0..<4).map { UInt32(4 * team + $0) }
      let drawn = Set(mates.compactMap { seat -> UInt32? in members[seat].map { $0 & 1 } })
      #expect(drawn.count == 1)
    }
    let teams = members.values.count { (bits: UInt32) -> Bool in bits & 1 != 0 }
    let sellers = members.values.count { (bits: UInt32) -> Bool in bits & 2 != 0 }
    #expect(teams == 12 && sellers == 7)
  }

  @Test("Lots of other numbers are others, and each trial has its own")
  func lotteries() throws {
    let model = try Self.model((1...3).map { Cohort(.sellers, share: 0.5, lottery: $0) })
    let members = try Self.members(model).mapValues { $0[0] }
    var lists: Set<[UInt32]> = []
    for bit: UInt32 in [1, 2, 4] {
      let list = members.filter { (_, bits: UInt32) -> Bool in bits & bit != 0 }.keys.sorted()
      #expect(list.count == 12)
      lists.insert(list)
    }
    #expect(lists.count == 3)
    #expect(try Self.members(model, trial: 1).mapValues { $0[0] } != members)
  }

  @Test("The same in every regime while the people are the same, whoever sits in which row")
  func regimes() throws {
    let model = try Self.model(
      [Cohort(.teams, share: 0.5), Cohort(.sellers, share: 0.5, optIn: 0.5), Cohort(.hires, share: 0.5)], hazard: 0)
    #expect(try Self.members(model) == Self.members(model, regime: 1))
    let busy = try Self.model(model.cohorts.map(\.cohort))
    // Teams in another order, and sellers on each other's chairs.
    let moved = (0..<6).reversed().flatMap { team in [2, 0, 3, 1].map { UInt32(4 * team + $0) } }
    #expect(try Self.members(busy) == Self.members(busy, seatIdentities: moved))
  }

  @Test("One in two hires is drawn; newcomers on a treated seat are treated")
  func newcomers() throws {
    let model = try Self.model([Cohort(.hires, share: 0.5), Cohort(.teams, share: 0.5)], weeks: 220)
    let members = try Self.members(model)
    let ever = members.values.count { (path: [UInt32]) -> Bool in
      path.contains { (bits: UInt32) -> Bool in bits & 1 != 0 }
    }
    #expect((10...24).contains(ever))
    // Teams do not change.
    for path in members.values {
      let teams = Set(path.map { (bits: UInt32) -> UInt32 in bits & 2 })
      #expect(teams.count == 1)
    }
  }

  @Test("Who was there when the measured weeks began is no hire for as long as they stay, who came later is one")
  func hires() throws {
    let model = try Self.model([Cohort(.hires, share: 1)])
    let key = StreamKey(seed: 5, trial: 0), draws = Draws(key)
    var runner = TrialRunner(model), membership = Membership(model.plan.organisation, model.cohorts.map(\.cohort))
    var first: [UInt32] = [], stayed = 0, came = 0
    _ = try runner.run(key, regimes: [0], weekly: false) { firm, week in
      if week == 19 {
        membership.begin(firm, draws)
        membership.open(firm)
        first = (0..<firm.seats).map { firm.person[$0] }
      }
      guard week >= 20 else { return }
      membership.update(firm, draws, model.volunteering)
      for seat in 0..<firm.seats where firm[.filled][seat] == 1 {
        let isHire = firm.person[seat] != first[seat]
        #expect((membership.members![seat] == 1) == isHire)
        if isHire { came += 1 } else { stayed += 1 }
      }
    }
    #expect(stayed > 100 && came > 100)
  }

  @Test("Who takes part: one in two of ordinary sellers, the able and driven more often")
  func optIn() throws {
    let cohort = Cohort(.sellers, share: 1, optIn: 0.5)
    let model = try Self.model([cohort], seats: 400, span: 8, weeks: 22, hazard: 0)
    let key = StreamKey(seed: 5, trial: 0), draws = Draws(key)
    var runner = TrialRunner(model), membership = Membership(model.plan.organisation, model.cohorts.map(\.cohort))
    var able = (taking: 0.0, leaving: 0.0), driven = able, count = (taking: 0.0, leaving: 0.0)
    _ = try runner.run(key, regimes: [0], weekly: false) { firm, week in
      guard week == 21 else { return }
      membership.begin(firm, draws)
      membership.open(firm)
      membership.update(firm, draws, model.volunteering)
      for seat in 0..<firm.seats where firm[.filled][seat] == 1 {
        if membership.members![seat] == 1 {
          able.taking += firm[.talent][seat]
          driven.taking += firm[.achievement][seat]
          count.taking += 1
        } else {
          able.leaving += firm[.talent][seat]
          driven.leaving += firm[.achievement][seat]
          count.leaving += 1
        }
      }
    }
    let share = count.taking / (count.taking + count.leaving)
    #expect((0.42...0.58).contains(share))
    let ability = able.taking / count.taking - able.leaving / count.leaving
    let drive = driven.taking / count.taking - driven.leaving / count.leaving
    #expect(ability > 0.05 && drive > 0.3)
  }
}
