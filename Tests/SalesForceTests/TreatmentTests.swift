import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// Levers for a part of the firm, or for some weeks.
@Suite struct TreatmentTests {
  /// Levers that may differ between seats.
  static let divisible = LeverName.allCases.filter { $0.whyUndivided == nil }

  @Test("Treating everybody is the lever itself, bit by bit", arguments: divisible)
  func everybody(lever: LeverName) throws {
    var source = RandomModel(3)
    let model = try source.model(weeks: 40)
    let (given, other) = (model.regimes[0], model.regimes[1].levers[lever] ?? WeeklyPath(0))
    let plain = try model.with(regimes: [given.with(lever, other)]).outcomes().map(bits)
    for unit in [Cohort.Unit.teams, .sellers] {
      let treated = given.treating(lever, Treatment(other, cohort: Cohort(unit, share: 1)))
      #expect(try model.with(regimes: [treated]).outcomes(check: true).map(bits) == plain, "\(unit)")
    }
    #expect(try model.with(regimes: [given.treating(lever, Treatment(other))]).outcomes().map(bits) == plain)
  }

  @Test("Treating some with what holds anyway is no treatment, bit by bit", arguments: divisible)
  func ordinary(lever: LeverName) throws {
    var source = RandomModel(4)
    let model = try source.model(weeks: 40)
    let given = model.regimes[0]
    let plain = try model.with(regimes: [given]).outcomes().map(bits)
    for cohort in [Cohort(.teams, share: 0.5), Cohort(.sellers, share: 0.3, optIn: 0.5), Cohort(.hires, share: 0.5)] {
      let treated = given.treating(lever, Treatment(given.levers[lever]!, cohort: cohort))
      #expect(try model.with(regimes: [treated]).outcomes().map(bits) == plain, "\(cohort.name)")
    }
  }

  @Test("Every lever of a part of the firm moves something", arguments: divisible)
  func parts(lever: LeverName) throws {
    let model = try Sensitive.models()[1], given = model.regimes[0]
    let value = given.levers[lever]?[0] ?? 0
    let other: Double =
      switch lever.card.domain {
      case .choice: value == 1 ? 2 : 1
      case .number(let range, let whole):
        whole ? value + 1 : (value + (value < 0.5 * range.upperBound ? range.upperBound : range.lowerBound)) / 2
      }
    let treated = given.treating(lever, Treatment(WeeklyPath(other), cohort: Cohort(.sellers, share: 0.5)))
    let outcomes = try model.with(regimes: [given, treated]).outcomes(check: true).map(bits)
    #expect(outcomes[0] != outcomes[1])
  }

  /// Columns that name a row instead of an identity.
  private static let rows: Set<SellerColumn> = [.nearContact, .nextContact, .farContact, .partner, .mentor]

  @Test("Treated firms too: who sits in which row does not matter", arguments: 0..<6)
  func places(number: Int) throws {
    var source = RandomModel(number)
    let span = 4, teams = 5
    let base = try source.model(weeks: 60)
    let (given, other) = (base.regimes[0], base.regimes[1])
    var treated = given
    for (place, lever) in Self.divisible.enumerated() {
      let cohort = [Cohort(.teams, share: 0.5), Cohort(.sellers, share: 0.4, optIn: 0.6), Cohort(.hires, share: 0.5)]
      treated = treated.treating(lever, Treatment(other.levers[lever]!, cohort: cohort[place % 3]))
    }
    let model = try base.with(
      organisation: Organisation(seats: span * teams, span: span), parameters: ["turnover.base_hazard": [0.02]],
      regimes: [treated])
    let moved = (0..<teams).reversed().flatMap { team in [2, 0, 3, 1].map { UInt32(span * team + $0) } }
    let columns = SellerColumn.allCases.filter { !Self.rows.contains($0) }
    let before = try model.paths(columns), after = try model.paths(columns, seatIdentities: moved)
    for (seat, path) in before where after[seat] != path {
      let first = zip(path, after[seat] ?? []).enumerated().first { $0.1.0 != $0.1.1 }?.offset ?? 0
      Issue.record("seat \(seat), week \(first / columns.count): \(columns[first % columns.count])")
    }
  }

  @Test("Weeks: nothing before the first, and a window of all weeks is none")
  func windows() throws {
    var source = RandomModel(5)
    let model = try source.model(weeks: 45), given = model.regimes[0], other = model.regimes[1].levers[.coaching]!
    func weekly(_ weeks: ClosedRange<Int>?, _ cohort: Cohort? = nil) throws -> [UInt64] {
      try model.with(regimes: [given.treating(.coaching, Treatment(other, cohort: cohort, weeks: weeks))])
        .outcomes()[0].weekly.map(\.bitPattern)
    }
    let readings = WeeklyMetric.allCases.count
    let none = try weekly(100...200), all = try weekly(nil)
    #expect(try weekly(15...44) == all)
    #expect(try weekly(0...60) == all)
    for cohort in [nil, Cohort(.teams, share: 0.5)] {
      let late = try weekly(30...32, cohort)
      let (start, end) = (30 * readings, 31 * readings)
      #expect(Array(late[..<start]) == Array(none[..<start]))
      #expect(Array(late[start..<end]) != Array(none[start..<end]))
    }
  }

  @Test("A lever is what the group and the week say, and nothing else")
  func leverBook() throws {
    let organisation = Organisation(seats: 12, span: 4)
    let cohort = Cohort(.teams, share: 0.5)
    let regime = Regime(name: "a", preset: nil, levers: [.coaching: WeeklyPath(1)])
      .treating(.coaching, Treatment(WeeklyPath(3), cohort: cohort, weeks: 5...6))
      .treating(.quotaLevel, Treatment(WeeklyPath(1.2), weeks: 5...6))
    let paths = LeverPaths(regime, cohorts: [cohort], horizon: Horizon(weeks: 10, warmUp: 2))
    let members = ColumnBuffer<UInt32>(count: 12, repeating: 0)
    for seat in 4..<8 { members.column[seat] = 1 }
    var book = LeverBook(organisation)
    for week in 2..<10 {
      book.read(paths, week: week, members: members.column)
      let hours = book.table.bySeat(Lever(.coaching)), level = book.table.bySeat(Lever(.quotaLevel))
      for seat in 0..<12 {
        let isTreated = (5...6).contains(week) && (4..<8).contains(seat)
        #expect(hours[seat] == (isTreated ? 3.0 : 1.0), "week \(week)")
        // Quotas of a period are set in the week before it.
        let isRaised = (4...5).contains(week)
        #expect(level[seat] == (isRaised ? 1.2 : 1.0))
      }
      let groups = (5...6).contains(week) ? 2 : 1
      #expect(book.table.groups == groups)
      var seats = 0.0
      for group in 0..<book.table.groups { seats += book.table.group(group).seats }
      #expect(seats == 12)
    }
  }

  @Test("A contest of some is held among them, and so is a team's pool")
  func partialContest() {
    let organisation = Organisation(seats: 40, span: 10)
    let cohort = Cohort(.sellers, share: 0.5)
    let regime = Regime(name: "a", preset: nil, levers: [:])
      .treating(.contest, Treatment(WeeklyPath(1), cohort: cohort))
      .treating(.teamShare, Treatment(WeeklyPath(0.5), cohort: cohort))
    let members = ColumnBuffer<UInt32>(count: 40, repeating: 0)
    for seat in 0..<20 { members.column[seat] = seat < 15 ? 1 : 0 }
    var book = LeverBook(organisation)
    book.read(LeverPaths(regime, cohorts: [cohort]), week: 0, members: members.column)
    let (others, rivals) = (book.table.group(0), book.table.group(1))
    #expect(rivals.contestants == 15 && others.contestants == 25)
    #expect(rivals.contestSlope == Contest.marginalChance(n: 15, k: 2))
    // Ten in the first team, which counts as whole, and five of ten in the second.
    #expect(rivals.pooling == 125.0 / 15)
  }
}

extension Regime {
  /// The same with another value of a lever.
  func with(_ lever: LeverName, _ path: WeeklyPath) -> Regime {
    Regime(name: name, preset: preset, levers: levers.merging([lever: path]) { $1 }, treatments: treatments)
  }

  /// The same with a treatment.
  func treating(_ lever: LeverName, _ treatment: Treatment) -> Regime {
    Regime(name: name, preset: preset, levers: levers, treatments: treatments.merging([lever: treatment]) { $1 })
  }
}
