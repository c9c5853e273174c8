import RandomStreams
import SalesForce

/// Simulates the arms of a calibration at sets of parameters, all on the same random draws.
struct PointSimulation: Sendable {
  private let scenario: Scenario
  private let paths: [String]
  private let readings: [TargetReading]
  private let groups: [(world: World, places: [Int], regimes: [Regime])]
  private let armCount: Int
  private let needsWeeks: Bool
  /// Number of the first trial, and of trials of each target.
  private let first: Int
  private let counts: [Int]

  /// What a set of parameters came to, target by target; nil where a target has no value there.
  typealias Estimates = [(value: Double, variance: Double)?]

  /// - Throws: `SearchRefusal` for a target that cannot be read.
  init(_ scenario: Scenario, paths: [String], targets: [StudyTarget], from first: Int, trials: Int) throws {
    let arms = scenario.arms(Array(scenario.regimes.indices))
    readings = try targets.map { target in
      guard let reading = scenario.reading(of: target, arms) else {
        throw SearchRefusal("target \(target.name) names what is not there", code: 65)
      }
      return reading
    }
    counts = targets.map { max($0.trials ?? trials, 2) }
    // Arms that no target looks at are not run.
    let wanted = Set(readings.flatMap(\.arms))
    let worlds = arms.indices.filter { wanted.contains($0) }.map { arms[$0].world }
      .reduce(into: [World]()) { if !$0.contains($1) { $0.append($1) } }
    groups = worlds.map { world in
      let places = arms.indices.filter { wanted.contains($0) && arms[$0].world == world }
      return (world, places, places.map { arms[$0].regime })
    }
    needsWeeks = targets.contains { $0.comparison.weeks != nil || $0.over?.weeks != nil }
    (self.scenario, self.paths, self.first, armCount) = (scenario, paths, first, arms.count)
  }

  /// - Parameter point: values of the free parameters, in their order.
  /// - Returns: nil where the model refuses the parameters, or the work was stopped.
  func estimates(at point: [Double], isWanted: () -> Bool) throws -> Estimates? {
    var numbers = readings.map { $0.sides.map { _ in [Double]() } }
    var models: [Model] = []
    for group in groups {
      guard let model = try? Model(plan: plan(group.world, point), regimes: group.regimes) else { return nil }
      models.append(model)
    }
    guard let model = models.first else { return nil }
    var runner = TrialRunner(model)
    for trial in 0..<(counts.max() ?? 0) {
      let open = readings.indices.filter { counts[$0] > trial }, wanted = Set(open.flatMap { readings[$0].arms })
      var outcomes = [TrialOutcome?](repeating: nil, count: armCount)
      for (group, model) in zip(groups, models) {
        let places = group.places.indices.filter { wanted.contains(group.places[$0]) }
        guard !places.isEmpty else { continue }
        runner.use(model)
        let found = try runner.run(
          scenario.keys.key(trial: first + trial, place: 0), regimes: places, weekly: needsWeeks, isWanted: isWanted)
        guard found.count == places.count else { return nil }
        for (place, outcome) in zip(places, found) { outcomes[group.places[place]] = outcome }
      }
      for target in open {
        for (side, comparison) in readings[target].sides.enumerated() {
          numbers[target][side].append(comparison.number(outcomes))
        }
      }
    }
    return zip(readings, numbers).map { $0.estimate($1) }
  }

  private func plan(_ world: World, _ point: [Double]) -> ModelPlan {
    let plan = scenario.plan(world)
    var parameters = plan.parameters
    for (path, value) in zip(paths, point) { parameters[path] = [value] }
    // What the design itself sets at this point stays as it sets it.
    for case .parameter(let path, let values) in scenario.settings(world) { parameters[path] = values }
    return plan.with(parameters: parameters)
  }
}
