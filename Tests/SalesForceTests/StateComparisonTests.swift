import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// Two states are told apart by whatever differs in them, and by nothing else.
@Suite struct StateComparisonTests {
  /// A firm in the middle of things: deals, customers, requests that wait.
  private static func trial() throws -> OpenTrial {
    struct NoSuchFirm: Error {}
    for seed in 900..<950 {
      var source = RandomModel(seed)
      let model = try source.model(weeks: 30).with(organisation: Organisation(seats: 24, span: 6))
      var trial = OpenTrial(model)
      for week in 0..<25 { trial.live(week) }
      if trial.firm.opportunities.count > 5, trial.firm.accounts.count > 2, trial.firm.experts.count > 0,
        trial.firm.experts.servers > 0
      {
        return trial
      }
    }
    throw NoSuchFirm()
  }

  private static func differences(_ a: borrowing Firm, _ b: borrowing Firm) -> [StateDifference] {
    var found: [StateDifference] = []
    StateComparison().run(a, b) {
      found.append($0)
      return true
    }
    return found
  }

  @Test("A copy is the same, and a week later nothing is")
  func copies() throws {
    var trial = try Self.trial()
    var copy = Firm(trial.firm.organisation)
    copy.copy(from: trial.firm)
    #expect(Self.differences(trial.firm, copy).isEmpty)
    #expect(StatePrint(trial.firm).values == StatePrint(copy).values)
    trial.live(25)
    let seats = Set(Self.differences(copy, trial.firm).compactMap(\.seat))
    let (before, after) = (StatePrint(copy).values, StatePrint(trial.firm).values)
    let printed = Set((0..<copy.seats).filter { before[$0] != after[$0] })
    #expect(seats.count > 12 && printed.isSuperset(of: seats))
  }

  @Test("The last bit of any value, in one row, changes one print and is found, with its name and its seat")
  func everyPiece() throws {
    let trial = try Self.trial()
    var other = Firm(trial.firm.organisation)
    let prints = StatePrint(trial.firm).values
    func check(_ name: String, seat: Int?, _ change: (inout Firm) -> Void) {
      other.copy(from: trial.firm)
      change(&other)
      let found = Self.differences(trial.firm, other), now = StatePrint(other).values
      #expect(found.map(\.name) == [name] && found.map(\.seat) == [seat], "\(name): \(found)")
      #expect(prints.indices.filter { prints[$0] != now[$0] } == [seat ?? trial.firm.seats], "\(name)")
    }
    for key in SellerColumn.allCases {
      check("sellers.\(key)", seat: 7) { $0[key][7] = $0[key][7].nextUp }
    }
    for key in FirmColumn.allCases { check("firm.\(key)", seat: nil) { $0[key] = $0[key].nextUp } }
    check("people", seat: 3) { $0.person[3] += 1 }
    let deals = trial.firm.opportunities.count, customers = trial.firm.accounts.count
    let owner = Int(trial.firm.opportunities.seat[deals - 2]), buyer = Int(trial.firm.accounts.seat[customers - 1])
    for key in OpportunityColumn.allCases {
      check("opportunities.\(key)", seat: owner) {
        // A threshold that nothing reaches is infinite, which has no next.
        let value = $0.opportunities[key][deals - 2]
        $0.opportunities[key][deals - 2] = value.isFinite ? value.nextUp : 0
      }
    }
    check("opportunities.stage", seat: owner) { $0.opportunities.stage[deals - 2] += 1 }
    check("opportunities.group", seat: owner) { $0.opportunities.group[deals - 2] += 1 }
    for key in AccountColumn.allCases {
      check("accounts.\(key)", seat: buyer) { $0.accounts[key][customers - 1] = 0.123 }
    }
    check("accounts.problems", seat: buyer) { $0.accounts.problems[customers - 1] += 1 }
    check("expertQueue.freeTimes", seat: nil) { $0.experts.freeTimes[0] = $0.experts.freeTimes[0].nextUp }
    let asker = Int(trial.firm.experts.requests[0].seat)
    check("expertQueue.requests", seat: asker) { $0.experts.requests[0].goodwill += 1 }
  }

  @Test("Pools of other rows: whose number of rows differs")
  func rows() throws {
    let trial = try Self.trial()
    var other = Firm(trial.firm.organisation)
    other.copy(from: trial.firm)
    let row = other.opportunities.extend(by: 1)
    other.opportunities.seat[row] = 5
    let found = Self.differences(trial.firm, other)
    #expect(found.count == 1 && found[0].name == "opportunities" && found[0].seat == 5)
    #expect(found[0].new == found[0].old + 1)
  }

  @Test("Somebody who looks at every moment sees each pass of each week once, in order, and moves nothing")
  func moments() throws {
    var source = RandomModel(901)
    let model = try source.model(weeks: 20), key = StreamKey(seed: 5, trial: 1)
    var watched = TrialRunner(model), bare = TrialRunner(model), seen: [WeekMoment] = [], weeks: [Int] = []
    let outcome = try watched.run(key, regimes: [1], weekly: true) { _, week, moment in
      seen.append(moment)
      weeks.append(week)
    }
    let week = [.start] + model.passes.indices.map { WeekMoment.pass($0) } + [.end]
    let all = model.plan.horizon.weeks
    #expect(seen == (0..<all).flatMap { _ in week })
    #expect(weeks == (0..<all).flatMap { Array(repeating: $0, count: week.count) })
    let alone = try bare.run(key, regimes: [1], weekly: true)
    #expect(outcome[0].metrics.map(\.bitPattern) == alone[0].metrics.map(\.bitPattern))
  }
}
