import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Tables of treated and untreated sellers.
@Suite struct GroupTableTests {
  private static let cohort = Cohort(.sellers, share: 0.5)

  private static func scenario(trials: Int = 6, treating: Bool = true, budget: Budget? = nil) -> Scenario {
    let plain = Sample.scenario(trials: trials), calm = plain.regimes[0]
    let pilot = Regime(
      name: "pilot", preset: nil, levers: calm.levers,
      treatments: treating
        ? [.coaching: Treatment(WeeklyPath(4), cohort: cohort, weeks: 20...39)] : [:])
    return Scenario(
      name: "groups", question: "", notes: "", seed: plain.seed, trials: trials, plan: plain.plan,
      regimes: [calm, pilot], budget: budget, outputs: Outputs([]))
  }

  private static func rows(_ run: Sample.Run, _ name: String) -> [[String: String]] {
    let lines = run.text(name).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return lines.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(lines[0].map(String.init), row.map(String.init)))
    }
  }

  @Test("The tables are there where somebody is treated, the same for any number of threads, and change no other")
  func threads() throws {
    let one = try Sample.run(Self.scenario(), threads: 1), three = try Sample.run(Self.scenario(), threads: 3)
    #expect(one.tables == three.tables)
    let none = try Sample.run(Self.scenario(treating: false), threads: 2)
    for name in ["groups.csv", "group_effects.csv", "group_effects.json", "tenure.csv"] {
      #expect(one.tables[name] != nil && none.tables[name] == nil, "\(name)")
    }
    let calm = try #require(one.lines["trials.csv"]).filter { $0.hasPrefix("calm,") }
    #expect(try #require(none.lines["trials.csv"]).filter { $0.hasPrefix("calm,") } == calm)
  }

  @Test("The same people in every regime: nothing differs before, and groups add up to the firm")
  func groups() throws {
    let run = try Sample.run(Self.scenario(), threads: 2), rows = Self.rows(run, "groups.csv")
    #expect(rows.count == 2 * 6 * 2 * 3)
    func row(_ regime: String, _ trial: Int, _ group: String, _ phase: String) throws -> [String: String] {
      try #require(
        rows.first {
          $0["regime"] == regime && $0["trial"] == "\(trial)" && $0["group"] == group && $0["phase"] == phase
        })
    }
    for trial in 0..<6 {
      for group in ["treated", "untreated"] {
        var (calm, pilot) = (try row("calm", trial, group, "before"), try row("pilot", trial, group, "before"))
        calm["regime"] = ""
        pilot["regime"] = ""
        #expect(calm == pilot)
      }
      #expect(try row("calm", trial, "treated", "during") != row("pilot", trial, "treated", "during"))
      // Of nine seats four or five are treated.
      let weeks = try ["treated", "untreated"].map {
        try Int(#require(row("calm", trial, $0, "during")["seller_weeks"]))!
      }
      #expect(weeks[0] + weeks[1] <= 9 * 20 && weeks[0] <= 5 * 20)
    }
  }

  @Test("Effects are differences of the trials' groups")
  func effects() throws {
    let run = try Sample.run(Self.scenario(), threads: 2)
    let rows = Self.rows(run, "groups.csv"), effects = Self.rows(run, "group_effects.csv")
    func values(_ regime: String, _ group: String) -> [Double] {
      rows.filter { $0["regime"] == regime && $0["group"] == group && $0["phase"] == "during" }
        .compactMap { Double($0["revenue"] ?? "") }
    }
    func check(_ contrast: String, _ a: [Double], _ b: [Double], against: String) throws {
      let row = try #require(
        effects.first {
          $0["regime"] == "pilot" && $0["against"] == against && $0["contrast"] == contrast && $0["phase"] == "during"
            && $0["measure"] == "revenue"
        })
      let mean = zip(a, b).map(-).reduce(0, +) / Double(a.count)
      #expect(row["n"] == "6")
      #expect(try abs(#require(Double(row["difference"] ?? "")) - mean) < 1e-9)
      let low = try #require(Double(row["ci_low"] ?? "")), high = try #require(Double(row["ci_high"] ?? ""))
      #expect(low <= mean && mean <= high)
      let relative = mean / (b.reduce(0, +) / Double(b.count))
      #expect(try abs(#require(Double(row["relative"] ?? "")) - relative) < 1e-9)
    }
    let (treated, untreated) = (values("pilot", "treated"), values("pilot", "untreated"))
    try check("seen", treated, untreated, against: "pilot")
    try check("effect", treated, values("calm", "treated"), against: "calm")
    try check("spillover", untreated, values("calm", "untreated"), against: "calm")
    // Nobody else treats them, so that nothing is true of calm against pilot.
    let calm = effects.filter { $0["regime"] == "calm" }
    #expect(calm.count > 20 && Set(calm.map { $0["contrast"] }) == ["seen"])
    let before = effects.filter { $0["contrast"] == "effect" && $0["phase"] == "before" }
    #expect(before.count > 5 && Set(before.map { $0["difference"] }) == ["0.0"])
  }

  @Test("Under a budget differences are at equal cost, whatever salaries happened to be solved for")
  func equalCost() throws {
    func run(_ salaries: [String: Double]?) throws -> Sample.Run {
      try Sample.run(
        Self.scenario(
          trials: 100,
          budget: Budget(target: .costPerSeller([1.9]), salaries: salaries?.mapValues { [0: $0] })), threads: 2)
    }
    let solved = try run(nil).outcome.digest.budget
    func missed(_ by: Double) throws -> [[String: String]] {
      let salaries = Dictionary(
        uniqueKeysWithValues: solved.map { ($0.regime, $0.salary + ($0.regime == "calm" ? by : -by)) })
      return Self.rows(try run(salaries), "group_effects.csv")
    }
    let (low, high) = (try missed(-0.05), try missed(0.05))
    #expect(low.allSatisfy { $0["correction"] != "" })
    for contrast in ["effect", "spillover"] {
      for measure in ["pay", "revenue", "effort"] {
        let pair = try [low, high].map { rows in
          try #require(
            rows.first {
              $0["contrast"] == contrast && $0["measure"] == measure && $0["phase"] == "during"
            })
        }
        func numbers(_ name: String) throws -> [Double] {
          try pair.map { try #require(Double($0[name] ?? "")) }
        }
        let found = try numbers("difference"), correction = try numbers("correction"), ends = try numbers("ci_high")
        // Both rest on the same draws, with gaps of opposite sign: errors of their slopes add up.
        let half = ends[0] - found[0] + ends[1] - found[1]
        #expect(abs(found[0] - found[1]) <= half, "\(contrast), \(measure): \(found), give or take \(half)")
        // As simulated, pay differs by twice the tenth of a unit that salaries do.
        let raw = zip(found, correction).map(-)
        if measure == "pay" { #expect(abs(raw[0] - raw[1]) > 0.15 && half < 0.1, "\(raw), \(half)") }
      }
    }
    // Both groups of a regime are at its salary: hardly anything to correct.
    let seen = high.filter { $0["contrast"] == "seen" && $0["measure"] == "pay" }
    #expect(seen.count == 6)
    for row in seen { #expect(try abs(#require(Double(row["correction"] ?? ""))) < 0.02) }
    let plain = Self.rows(try Sample.run(Self.scenario(), threads: 2), "group_effects.csv")
    #expect(plain.allSatisfy { $0["correction"] == "" })
  }

  @Test("Months of tenure hold the seller-weeks of the treated weeks and those after them")
  func tenure() throws {
    let run = try Sample.run(Self.scenario(), threads: 2)
    let weeks = Self.rows(run, "groups.csv").filter { $0["phase"] != "before" }
      .compactMap { Double($0["seller_weeks"] ?? "") }.reduce(0, +)
    let months = Self.rows(run, "tenure.csv")
    let numbers = months.compactMap { Int($0["month"] ?? "") }
    #expect(numbers.count == months.count && numbers.allSatisfy { (1...36).contains($0) })
    let young = months.compactMap { Double($0["seller_weeks"] ?? "") }.reduce(0, +)
    #expect(young > 0 && young <= weeks)
  }

  @Test("Resumed and grown as everything else")
  func resumed() throws {
    let whole = try Sample.run(Self.scenario(trials: 40), threads: 2), stop = StopSignal()
    let cut = try Sample.run(Self.scenario(trials: 40), threads: 2, stop: stop) { done, _ in
      if done == 7 { stop.raise() }
    }
    let done = try StudyRun(
      Sample.request(Self.scenario(trials: 40), cut.directory, mode: .resume), build: Sample.build
    ).run()
    #expect(done.trials == 40)
    for name in ["groups.csv", "group_effects.csv", "tenure.csv", "trials.csv"] {
      #expect(FileManager.default.contents(atPath: cut.directory + "/" + name) == whole.tables[name], "\(name)")
    }
  }

  @Test("A selection of regimes draws the lots of all")
  func selection() throws {
    let all = try Sample.run(Self.scenario(), threads: 2)
    let some = try Sample.run(Self.scenario(), threads: 2, selection: ["calm"])
    let rows = try #require(all.lines["groups.csv"]).filter { !$0.hasPrefix("pilot,") }
    #expect(some.lines["groups.csv"] == rows)
  }
}
