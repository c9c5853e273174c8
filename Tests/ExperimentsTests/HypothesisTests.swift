import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Hypotheses from the scenario to the table: what is compared, planted truths, and that nothing else moves.
@Suite struct HypothesisTests {
  static let tables = ["comparisons.csv", "hypotheses.csv", "knock_outs.csv", "points.csv"]

  static func claim(
    _ name: String, _ metric: String = "profit", weeks: ClosedRange<Int>? = nil, of regime: String = "calm",
    against: String? = nil, changes: [Hypothesis.Change] = [], at: [String: String] = [:],
    _ direction: Hypothesis.Direction, size: Double = 0, value: Double = 0, scale: Hypothesis.Scale = .raw,
    knockOut: [String] = []
  ) -> Hypothesis {
    Hypothesis(
      name: name, kind: .emergent, metric: metric, weeks: weeks, regime: regime, against: against, changes: changes,
      at: at, direction: direction, size: size, value: value, scale: scale, knockOut: knockOut)
  }

  static let information = Hypothesis.Change(factor: "information", from: "none", to: "full")
  static let size = Hypothesis.Change(factor: "size", from: "9", to: "5")

  @Test("Levels, differences, steps and interactions are the arms that they should be")
  func arms() throws {
    let scenario = DesignTests.scenario(DesignTests.factors, budget: Budget(target: .costPerSeller([1.4, 1.6])))
    func terms(
      against: String? = nil, _ changes: [Hypothesis.Change] = [], at: [String: String] = [:]
    ) throws -> [[Int]] {
      let claim = Self.claim("c", against: against, changes: changes, at: at, .more)
      return try #require(scenario.terms(of: claim)).map { [$0.place, $0.point, $0.isAdded ? 1 : -1] }
    }
    #expect(try terms() == [[0, 0, 1]])
    #expect(try terms(at: ["budget": "1.6", "size": "5"]) == [[0, 5, 1]])
    #expect(try terms(against: "brisk", at: ["information": "full"]) == [[0, 2, 1], [1, 2, -1]])
    #expect(try terms([Self.information]) == [[0, 2, 1], [0, 0, -1]])
    #expect(
      try terms(against: "brisk", [Self.information]) == [[0, 2, 1], [1, 2, -1], [0, 0, -1], [1, 0, 1]])
    #expect(
      try terms([Self.information, Self.size], at: ["budget": "1.6"])
        == [[0, 7, 1], [0, 5, -1], [0, 6, -1], [0, 4, 1]])
    #expect(scenario.terms(of: Self.claim("c", against: "nobody", .more)) == nil)
    #expect(scenario.terms(of: Self.claim("c", at: ["size": "7"], .more)) == nil)
  }

  /// Salaries of .9 against .5, no commission, no budget: what sellers are paid is known. Each regime has independent draws,
  /// so that a copy of one differs from it by chance alone.
  static let paid: Scenario = {
    let base = Sample.scenario()
    func regime(_ name: String, _ levers: [LeverName: Double]) -> Regime {
      Regime(name: name, preset: nil, levers: levers.mapValues { WeeklyPath($0) })
    }
    return Scenario(
      name: "planted", question: "", notes: "", seed: 5, streams: .independent, trials: 30, plan: base.plan,
      regimes: [
        regime("calm", [.salary: 0.9]), regime("brisk", [.salary: 0.5, .commission: 0.1]),
        regime("copy", [.salary: 0.9]),
      ],
      outputs: Outputs([]), design: StudyDesign([DesignTests.factors[0]]),
      hypotheses: [
        claim("known", "pay", .about, size: 0.01, value: 0.9), claim("too-much", "pay", .more, size: 0, value: 0.9),
        claim("wrong", "pay", .less, value: 0.8),
        claim("true", "pay", against: "brisk", .more), claim("false", "pay", against: "brisk", .less),
        claim("open", "win_rate", against: "copy", .about, size: 1e-5),
        claim("same", "pay", changes: [information], .more),
        claim("no-step", "pay", changes: [information], .about, size: 0.1),
        claim("less-than-size", "pay", against: "brisk", .more, size: 10),
        claim("ratio", "cost", against: "brisk", .about, size: 0.5, scale: .ratio),
        claim("not-a-ratio", "profit", against: "brisk", .more, scale: .ratio),
        claim("weekly", "match", weeks: 8...59, changes: [information], .more),
        claim("none-won", "expert_wait", .more, value: 1e6),
      ])
  }()

  @Test("Planted truths come out: supported, contradicted, undecided, equal, constant, undefined")
  func planted() throws {
    let run = try Sample.run(Self.paid, threads: 2, more: Self.tables)
    let found = Dictionary(uniqueKeysWithValues: run.outcome.digest.hypotheses.map { ($0.hypothesis, $0) })
    func says(_ name: String, _ verdict: HypothesisEntry.Score.Verdict, _ status: String) {
      let score = found[name]?.score
      #expect(score?.verdict == verdict && score?.status == status, "\(name): \(String(describing: score))")
    }
    // A constant speaks by the sign test; a claim of more is not met by equal.
    says("known", .supported, "constant")
    says("too-much", .contradicted, "constant")
    says("wrong", .contradicted, "constant")
    #expect(
      found["known"]?.score.pValue == 0x1p-29 && (found["known"]?.score.effect ?? 0).distance(to: 0.9).magnitude < 1e-9)
    says("true", .supported, "ok")
    says("false", .contradicted, "ok")
    // Copies are as good as each other, and 30 trials cannot tell that to five digits.
    says("open", .undecided, "ok")
    // Information cannot move what a salary alone pays.
    says("same", .contradicted, "identical")
    says("no-step", .supported, "identical")
    // Surely more, and as surely by less than was claimed: not the opposite of the claim.
    says("less-than-size", .smaller, "ok")
    says("ratio", .supported, "ok")
    says("not-a-ratio", .undecided, "undefined")
    says("weekly", .supported, "ok")
    says("none-won", .contradicted, "ok")
    #expect(run.tables["points.csv"] != nil && run.tables["knock_outs.csv"] == nil)
  }

  static let knockedOut = DesignTests.scenario(
    [DesignTests.factors[0]],
    hypotheses: [
      claim("rests", "match", changes: [information], .more, knockOut: ["direction"]),
      claim("survives", "win_rate", changes: [information], .more, value: -1, knockOut: ["coaching", "skill"]),
      claim("other", "profit", against: "brisk", .more, value: 100, knockOut: ["skill"]),
    ])

  @Test("Knock-out runs lack the mechanism: the claim that rests on it falls, one that does not survives")
  func knockOutRuns() throws {
    let run = try Sample.run(Self.knockedOut, threads: 2, more: Self.tables)
    let found = run.outcome.digest.hypotheses
    #expect(found.map(\.score.verdict) == [.supported, .supported, .contradicted])
    // Without direction nobody can match anything: the effect is gone in every trial.
    #expect(found.map(\.survives) == [.no, .yes, nil])
    #expect(found[0].without?.status == "identical" && found[1].knockOut == "coaching skill")
    let rows = try #require(run.lines["knock_outs.csv"]).dropFirst().filter { !$0.isEmpty }
    // Six arms: two points without direction, two without coaching and skill, two regimes without skill.
    #expect(rows.count == 6 * 6 && rows.filter { $0.hasPrefix("coaching skill,calm,") }.count == 12)
    // A knock-out run has the same draws: with nothing to knock out its rows would be the same.
    let plan = ModelPlan(
      organisation: Self.knockedOut.plan.organisation, horizon: Self.knockedOut.plan.horizon, knockedOut: ["skill"],
      reference: Self.knockedOut.plan.reference)
    let alone = try Sample.run(DesignTests.scenario([], plan: plan), threads: 2)
    let own = rows.filter { $0.hasPrefix("skill,brisk,0,") }.map { $0.dropFirst("skill,".count) }
    let expected = try #require(alone.lines["trials.csv"]).filter { $0.hasPrefix("brisk,") }
    #expect(own.count == 6 && own == expected)
  }

  @Test("Threads change no byte of the verdicts; registering a hypothesis changes none of any other table")
  func nothingElseMoves() throws {
    let one = try Sample.run(Self.knockedOut, threads: 1, more: Self.tables)
    #expect(try Sample.run(Self.knockedOut, threads: 5, more: Self.tables).tables == one.tables)
    let bare = try Sample.run(DesignTests.scenario([DesignTests.factors[0]]), threads: 2, more: Self.tables)
    let others = one.tables.filter { !["hypotheses.csv", "knock_outs.csv"].contains($0.key) }
    #expect(bare.tables == others && others.count == 6)
    let again = try StudyRun(
      Sample.request(Self.knockedOut, one.directory), build: Sample.build
    ).run()
    #expect(again.wasComplete && again.digest == one.outcome.digest)
  }

  @Test("A regime that was left out leaves its hypotheses open, and counts against the others as p = 1")
  func selection() throws {
    let all = try Sample.run(Self.knockedOut, threads: 2).outcome.digest.hypotheses
    let some = try Sample.run(Self.knockedOut, threads: 2, selection: ["calm"], more: Self.tables)
    let found = some.outcome.digest.hypotheses
    #expect(found[2].score.status == "not run" && found[2].score.verdict == .undecided && found[2].without != nil)
    #expect(found[0].score.effect == all[0].score.effect && found[0].without?.effect == all[0].without?.effect)
    let adjusted = try #require(found[0].score.pAdjusted), before = try #require(all[0].score.pAdjusted)
    #expect(adjusted >= before)
  }

  @Test("A knock-out run has the same budget, whichever regimes run")
  func budget() throws {
    // As few exits as make six trials tell what a seller costs.
    let base = Sample.scenario().plan
    let plan = ModelPlan(
      organisation: base.organisation, horizon: base.horizon, parameters: ["turnover.newness_weight": [0]],
      reference: base.reference)
    let scenario = DesignTests.scenario(
      [], budget: Budget(target: .costPerSeller([1.9])), plan: plan,
      hypotheses: [Self.claim("c", against: "brisk", .more, knockOut: ["turnover"])])
    let receipts = try Sample.run(scenario, threads: 2).outcome.digest.budget
    #expect(receipts.map(\.regime) == ["calm", "brisk", "calm without turnover", "brisk without turnover"])
    // Without exits replacements cost nothing.
    for receipt in receipts { #expect(abs(receipt.gap) < 0.1 && receipt.target == 1.9, "\(receipt)") }
    #expect(receipts[2].salary > receipts[0].salary)
    let salaries = receipts.reduce(into: Budget.Salaries()) { $0[$1.regime] = [$1.point: $1.salary] }
    #expect(scenario.salaryPoints.mapValues { Set($0) } == salaries.mapValues { Set($0.keys) })
  }
}
