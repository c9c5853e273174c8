import Foundation
import SalesForce
import TestSupport
import Testing

@testable import Experiments

/// Where two histories part.
@Suite struct HistoryTests {
  /// A week well behind the warm-up.
  private static let turn = 33

  private static func step(_ before: Double, _ after: Double) -> WeeklyPath {
    WeeklyPath([.init(week: turn, value: before), .init(week: turn, value: after)])
  }

  /// A replay without a run: only the scenario counts.
  private static func replay(_ scenario: Scenario, _ regime: Int, trial: Int = 0, without: [String] = []) throws
    -> TrialReplay
  {
    try TrialReplay(scenario.arm(regime, 0, without: without), at: 0, of: scenario, trial: trial, sample: nil)
  }

  private static func trace(_ replay: TrialReplay, _ path: String, week: Int? = nil) throws {
    let writer = try TraceWriter(path: path, week: week)
    _ = try replay.run(trace: writer)
    try writer.finish()
  }

  @Test(
    "Two regimes alike up to a week part in it, in the first pass that acts on the lever",
    arguments: [
      (LeverName.monitoring, 0.0, 0.6, "control"), (.salary, 0.9, 1.1, "effort"), (.training, 0, 3, "hours"),
    ])
  func levers(_ lever: LeverName, _ before: Double, _ after: Double, _ pass: String) throws {
    let calm = Sample.scenario().regimes[0].levers
    let scenario = ReplayTests.scenario(brisk: calm.merging([lever: Self.step(before, after)]) { $1 })
    let same = ReplayTests.scenario(brisk: calm.merging([lever: WeeklyPath(before)]) { $1 })
    let comparison = try HistoryPair(Self.replay(same, 1), Self.replay(scenario, 1)).compare()
    let parting = try #require(comparison.partings.first)
    #expect(parting.week == Self.turn && parting.pass == pass, "\(parting)")
    let card = try #require(Registry.standard.mechanisms.first { $0.name == pass })
    for piece in parting.pieces {
      #expect(card.writes.map(\.description).contains(piece.name) && piece.first != piece.second, "\(piece)")
    }
    #expect(comparison.spread.map(\.week) == Array(Self.turn..<60) && comparison.seats == 9)
  }

  @Test("A trend parts the firm in the pass that reads trends, then sellers")
  func trend() throws {
    let a = ReplayTests.scenario(information: WeeklyPath(0)), b = ReplayTests.scenario(information: Self.step(0, 1))
    let comparison = try HistoryPair(Self.replay(a, 0, trial: 2), Self.replay(b, 0, trial: 2)).compare()
    #expect(comparison.partings.count == 2)
    let (first, second) = (comparison.partings[0], comparison.partings[1])
    #expect(first.week == Self.turn && first.pass == "environment" && first.seat == nil)
    #expect(first.pieces.map(\.name) == ["firm.information"])
    #expect(first.pieces.map(\.first) == [0] && first.pieces.map(\.second) == [1])
    #expect(second.week >= Self.turn && second.seat != nil && second.pass != "environment")
  }

  @Test("A mechanism that only one of them has parts them in its own pass")
  func knockOut() throws {
    let scenario = ReplayTests.scenario()
    let comparison = try HistoryPair(
      Self.replay(scenario, 0), Self.replay(scenario, 0, without: ["skill"])
    ).compare()
    #expect(comparison.partings.first?.pass == "skill", "\(comparison.partings)")
  }

  @Test("A history is equal to itself; firms of two sizes are not compared")
  func equal() throws {
    let scenario = ReplayTests.scenario(), one = try Self.replay(scenario, 1)
    let comparison = try HistoryPair(one, Self.replay(scenario, 1)).compare()
    #expect(comparison.isEqual && comparison.spread.isEmpty && comparison.weeks == 60)
    let other = try Self.replay(scenario, 1, trial: 1)
    let another = try HistoryPair(one, other).compare()
    #expect(another.partings.first?.week == 0 && another.sharesDraws == false && comparison.sharesDraws == true)
    let field = Sample.scenario().plan
    let small = Scenario(
      name: "", question: "", notes: "", seed: 9, trials: 1,
      plan: ModelPlan(
        organisation: Organisation(seats: 8, span: 4), horizon: field.horizon, reference: field.reference),
      regimes: scenario.regimes, outputs: Outputs([]))
    let few = try Self.replay(small, 1)
    #expect(throws: ReplayRefusal.sizes(9, 8)) { try HistoryPair(one, few) }
  }

  @Test("Traces part where their sellers do, by week and by pass; a trace of one week ends as the week does")
  func traces() throws {
    let folder = try ScratchFolder(), (a, b) = (folder.file("a.csv"), folder.file("b.csv"))
    let calm = Sample.scenario().regimes[0].levers
    let scenario = ReplayTests.scenario(brisk: calm.merging([.monitoring: Self.step(0, 0.6)]) { $1 })
    let (one, two) = (try Self.replay(scenario, 0), try Self.replay(scenario, 1))
    try Self.trace(one, a)
    try Self.trace(two, b)
    #expect(try TracePair(a, a).compare().isEqual)
    let weekly = try TracePair(a, b).compare(), whole = try HistoryPair(one, two).compare()
    let parting = try #require(weekly.partings.first)
    #expect(parting.week == Self.turn && parting.pass == nil && weekly.seats == 9 && weekly.weeks == 60)
    #expect(zip(weekly.spread, whole.spread).allSatisfy { $0.week == $1.week && $0.sellers <= $1.sellers })
    #expect(weekly.spread.count == whole.spread.count && TracePair.writers(of: "sellers.autonomy") == ["control"])
    let end = try folder.text("a.csv").split(separator: "\n").filter { $0.hasPrefix("\(Self.turn),end,") }

    try Self.trace(one, a, week: Self.turn)
    try Self.trace(two, b, week: Self.turn)
    let passes = try #require(try TracePair(a, b).compare().partings.first)
    let own = try #require(whole.partings.first)
    #expect(passes.week == own.week && passes.pass == own.pass && passes.seat == own.seat)
    #expect(passes.pieces == own.pieces.filter { $0.name.hasPrefix("sellers.") })
    let rows = try folder.text("a.csv").split(separator: "\n")
    let followed = try TracePair.week(of: a)
    #expect(rows.count == 1 + 9 * (1 + one.passes.count) && followed == Self.turn)
    let last = rows.suffix(9).map { $0.replacingOccurrences(of: ",ledger,", with: ",end,") }
    #expect(last == end.map(String.init) && end.count == 9)
  }

  @Test("One digit of one cell is found; another order of columns is not")
  func cells() throws {
    let folder = try ScratchFolder(), (a, b) = (folder.file("a.csv"), folder.file("b.csv"))
    try Self.trace(Self.replay(ReplayTests.scenario(), 0), a)
    var rows = try folder.text("a.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    func write(_ rows: [[String]]) throws {
      try ScratchFolder.write((rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n").utf8, b)
    }
    let column = try #require(rows[0].firstIndex(of: "skill")), line = 1 + 41 * 9 + 4
    try write(rows.map { $0.reversed() })
    #expect(try TracePair(a, b).compare().isEqual)
    try write(rows.map { row in row.indices.filter { $0 != column }.map { row[$0] } })
    let without = try TracePair(a, b).compare()
    #expect(without.isEqual && without.onlyFirst == ["skill"] && without.onlySecond.isEmpty)
    let old = try #require(Double(rows[line][column]))
    rows[line][column] = old.nextUp.description
    try write(rows)
    let comparison = try TracePair(a, b).compare(), parting = try #require(comparison.partings.first)
    #expect(parting.week == 41 && parting.seat == 4 && parting.pieces.count == 1)
    #expect(parting.pieces[0].name == "sellers.skill" && parting.pieces[0].second == old.nextUp)
    #expect(comparison.spread.map(\.sellers) == [1] + Array(repeating: 0, count: 60 - 42))
  }

  @Test(
    "Files that are no traces are refused by line",
    arguments: [
      ("", "no column"), ("a,b\n1,2\n", "it has no column 'week'"), ("week,pass,seat,hire,skill\n", "it has no rows"),
      ("week,pass,seat,hire,skill\nx,end,0,0,1\n", "line 2: week is 'x'"),
      ("week,pass,seat,hire,skill\n0,end,-1,0,1\n", "line 2: seat is '-1'"),
      ("week,pass,seat,hire,skill\n0,end,0,0\n", "line 2: it has 4 cells, and the header 5"),
      ("week,pass,seat,hire,skill\n0,end,0,0,many\n", "line 2: skill is 'many', which is no number"),
      ("week,pass,seat,hire,skill,skill\n", "two columns have one name"),
      ("week,pass,seat,hire,skill\n99999999999999999999,end,0,0,1\n", "line 2: week is"),
      ("week,pass,seat,hire,skill\n0,end,0,0,\"1\n", "not closed"),
      ("week,pass,seat,hire,skill\n1,end,0,0,1\n", "it is week 1, end, seat 0, where"),
    ])
  func hostile(_ text: String, _ words: String) throws {
    let folder = try ScratchFolder(), (a, b) = (folder.file("a.csv"), folder.file("b.csv"))
    try ScratchFolder.write("week,pass,seat,hire,skill\n0,end,0,0,0.5\n".utf8, a)
    try ScratchFolder.write(text.utf8, b)
    do {
      _ = try TracePair(a, b).compare()
      Issue.record("taken: \(text)")
    } catch let fault as TraceFault {
      #expect(fault.description.contains(words) && fault.description.contains("b.csv"), "\(fault)")
    }
  }
}
