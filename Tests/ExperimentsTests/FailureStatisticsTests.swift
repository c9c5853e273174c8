import Foundation
import SalesForce
import Testing

@testable import Experiments

/// Estimates beside a failed trial are those of the study without it: here it is the last one, so that the study without is
/// the one with a trial less.
@Suite struct FailureStatisticsTests {
  /// - Parameters:
  ///   - names: tables that have to have the same bytes.
  ///   - scenario: of so many trials, the last of which fails.
  private static func compare(_ names: [String], _ scenario: Scenario) throws -> (
    failed: Sample.Run, without: Sample.Run
  ) {
    let last = scenario.trials - 1
    let failed = try Sample.run(scenario.with(Defect(trials: [last], week: 15)), threads: 3, more: names)
    let without = try Sample.run(scenario.with(trials: last), threads: 1, more: names)
    #expect(failed.outcome.failed == 1 && without.outcome.failed == 0)
    for name in names {
      #expect(failed.tables[name] != nil && failed.tables[name] == without.tables[name], "\(scenario.name): \(name)")
    }
    return (failed, without)
  }

  private static let common = ["summary.csv", "summary.json", "comparisons.csv", "comparisons.json"]

  @Test("Summary, comparisons, paths, sellers, groups and decomposition", arguments: [false, true])
  func plain(_ budget: Bool) throws {
    let scenario = ReplayTests.scenario(
      trials: 6, budget: budget ? Budget(target: .costPerSeller([1.9])) : nil, members: 1)
    _ = try Self.compare(
      Self.common + [
        "timeseries.csv", "sellers.csv", "groups.csv", "group_effects.csv", "tenure.csv", "decomposition.csv",
      ] + (budget ? ["slopes.csv"] : []), scenario)
  }

  @Test("Plausible firms, with a hypothesis", arguments: [false, true])
  func ensemble(_ budget: Bool) throws {
    let hypothesis = Hypothesis(
      name: "more", kind: .emergent, metric: "profit", regime: "brisk", against: "calm", direction: .more)
    let base = ReplayTests.scenario(
      trials: 8, budget: budget ? Budget(target: .costPerSeller([1.9])) : nil, decomposed: [])
    _ = try Self.compare(
      Self.common + [
        "timeseries.csv", "ensemble_effects.csv", "ensemble_hypotheses.csv", "hypotheses.csv", "group_effects.csv",
        "tenure.csv",
      ], base.with(hypotheses: [hypothesis]))
  }

  @Test("Designs, independent streams")
  func designs() throws {
    _ = try Self.compare(
      Self.common + ["timeseries.csv"],
      DesignTests.scenario(DesignTests.factors, budget: Budget(target: .sameAs("calm"))))
    _ = try Self.compare(
      Self.common + ["timeseries.csv"],
      ReplayTests.scenario(trials: 5, streams: .independent, decomposed: [], members: 1))
  }

  @Test("Maps, contrasts and sensitivity")
  func blocks() throws {
    let base = Sample.scenario()
    func scenario(
      _ name: String, sensitivity: SensitivityPlan? = nil, map: MapPlan? = nil, contrast: ContrastPlan? = nil
    ) -> Scenario {
      Scenario(
        name: name, question: "", notes: "", seed: 9, trials: 6, plan: base.plan, regimes: base.regimes,
        outputs: Outputs([]), sensitivity: sensitivity, map: map, contrast: contrast)
    }
    let x = MapPlan.Range(
      name: "information", setting: .thread(.information, WeeklyPath(0)), ends: 0...2, cells: 2)
    let y = MapPlan.Range(name: "sellers", setting: .sellers(0), ends: 4...7, cells: 2, isWhole: true)
    _ = try Self.compare(Self.common + ["map.csv"], scenario("map", map: MapPlan(x: .range(x), y: .range(y))))
    _ = try Self.compare(
      Self.common + ["contrast.csv"], scenario("contrast", contrast: ContrastPlan(from: "calm", to: "brisk", orders: 2))
    )
    let inputs = [
      SensitivityPlan.Input(
        name: "information", setting: .thread(.information, WeeklyPath(0)), range: 0...2, isWhole: false),
      SensitivityPlan.Input(name: "size", setting: .sellers(4), range: 4...7, isWhole: true),
    ]
    for (name, method, size) in [
      ("sobol", SensitivityPlan.Method.sobol, 16), ("morris", SensitivityPlan.Method.morris, 6),
    ] {
      let plan = SensitivityPlan(inputs: inputs, method: method, size: size, subject: nil)
      let (failed, _) = try Self.compare(["sensitivity.csv"], scenario(name, sensitivity: plan))
      #expect(!failed.text("sensitivity.csv").contains("in the others a point"))
    }
  }

  @Test("Field experiments, with and without plausible firms", arguments: [false, true])
  func experiment(_ isOverFirms: Bool) throws {
    let calm = Sample.scenario().regimes[0]
    let experiment = FieldExperiment(
      control: "calm", levers: [.coaching: WeeklyPath(4)], cohort: Cohort(.teams, share: 0.5), during: 26...43,
      before: 8...25, after: 44...59, outcomes: [.revenue, .dealsWon])
    func treated(_ name: String, _ treatments: [LeverName: Treatment]) -> Regime {
      Regime(name: name, preset: nil, levers: calm.levers, treatments: treatments)
    }
    let scenario = Scenario(
      name: "field", question: "", notes: "", seed: 4, trials: 7,
      plan: ModelPlan(
        organisation: Organisation(seats: 40, span: 4), horizon: Horizon(weeks: 60, warmUp: 8),
        parameters: ["turnover.base_hazard": [0.01]], reference: calm),
      regimes: [calm, treated("pilot", experiment.treatments), treated("everybody", experiment.treatmentsOfAll)],
      outputs: Outputs([]), experiment: experiment,
      ensemble: isOverFirms
        ? ParameterEnsemble(name: "two", paths: ["prospecting.arrival_rate"], members: [[1.6], [2.2]]) : nil)
    _ = try Self.compare(
      Self.common + ["experiment.csv", "experiment.json", "groups.csv", "group_effects.csv", "tenure.csv"], scenario)
  }

  @Test("Tables made with BLAS: the same numbers; resamples of the bootstrap are others", arguments: [false, true])
  func blas(_ budget: Bool) throws {
    let base = Sample.scenario(trials: 12)
    let scenario = base.with(budget: budget ? Budget(target: .costPerSeller([1.9])) : nil)
    let (failed, without) = try Self.compare(["summary.csv"], scenario)
    #expect(failed.outcome.missing.isEmpty && without.outcome.missing.isEmpty)
    for (table, columns) in [
      ("correlations.csv", ["n", "correlation"]), ("drivers.csv", ["n", "estimate"]), ("bootstrap.csv", ["n", "mean"]),
      ("trajectories.csv", ["n", "value"]),
    ] {
      let rows = try FailureTests.rows(failed.directory, table),
        others = try FailureTests.rows(without.directory, table)
      #expect(rows.count == others.count && !rows.isEmpty, "\(table)")
      for (row, other) in zip(rows, others) {
        for column in columns {
          guard let a = Double(row[column] ?? ""), let b = Double(other[column] ?? "") else {
            #expect(row[column] == other[column], "\(table)")
            continue
          }
          #expect(abs(a - b) <= 1e-7 * max(1, abs(b)), "\(table) \(row)")
        }
      }
    }
  }
}

extension Scenario {
  /// The same with another plan, limit, number of trials and so on.
  private func changed(
    plan: ModelPlan? = nil, limit: FailureLimit?? = nil, trials: Int? = nil, budget: Budget?? = nil,
    hypotheses: [Hypothesis]? = nil
  ) -> Scenario {
    Scenario(
      name: name, question: question, notes: notes, seed: seed, streams: streams, trials: trials ?? self.trials,
      precision: precision, plan: plan ?? self.plan, regimes: regimes, budget: budget ?? self.budget, outputs: outputs,
      design: baseDesign, sensitivity: sensitivity, map: map, contrast: contrast, experiment: experiment,
      selection: selection, optimum: optimum, decomposed: decomposed, hypotheses: hypotheses ?? self.hypotheses,
      calibration: calibration, ensemble: ensemble, currency: currency, failureLimit: limit ?? failureLimit)
  }

  func with(_ defect: Defect) -> Scenario { changed(plan: plan.with(defect)) }
  func with(limit: FailureLimit?) -> Scenario { changed(limit: .some(limit)) }
  func with(trials: Int) -> Scenario { changed(trials: trials) }
  func with(budget: Budget?) -> Scenario { changed(budget: .some(budget)) }
  func with(hypotheses: [Hypothesis]) -> Scenario { changed(hypotheses: hypotheses) }
}
