import LinearAlgebra
import RandomStreams
import SalesForce
import SimulationStatistics

/// Looks for the best setting of some levers: a Latin hypercube, then settings where an emulator expects the most, all on the
/// same random draws and at about equal cost; then the best of them and the regime as it is are compared as regimes are, on
/// draws that the search did not see, each with its own salary and slope.
///
/// The best of many on one set of draws is partly lucky: only the comparison at the end says which cannot be beaten. What
/// chooses the next settings goes through BLAS; what was found is a file, and the study of it has the same bits anywhere.
public struct Optimum: Sendable {
  public let scenario: Scenario
  public let plan: OptimumPlan
  private let simulation: OptimumSimulation
  private let files: OptimumFiles
  private let threads: Int
  private let stop: StopSignal
  private let progress: @Sendable (_ done: Int, _ all: Int) -> Void

  /// Share of the runs that the search takes.
  static let share = 0.6
  /// Settings of a round after the first; first ones a lever, and at least.
  static let round = 8, firstPerLever = 10, fewest = 20
  /// Finalists differ by this share of the range in one lever at least.
  static let apart = 0.1

  /// - Parameters:
  ///   - scenario: what is simulated; with one design point.
  ///   - plan: of the scenario.
  ///   - directory: exists; what earlier runs left in it is gone on from.
  ///   - threads: worker threads, 1 or more. They change no byte.
  ///   - stop: raise it to end with what is simulated so far.
  ///   - progress: runs that are done, and those of the search.
  public init(
    _ scenario: Scenario, _ plan: OptimumPlan, directory: String, threads: Int, stop: StopSignal,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) {
    (self.scenario, self.plan, self.threads, self.stop, self.progress) = (scenario, plan, threads, stop, progress)
    simulation = OptimumSimulation(scenario, plan)
    files = OptimumFiles(plan: plan, directory: directory)
  }

  /// What a search found.
  public struct Answer: Sendable {
    public let points: [OptimumPoint]
    /// Runs that it took.
    public let runs: Int
    /// The regime as it is, then the best, the one that is believed in most first; empty where it was stopped.
    public let finalists: [OptimumFinalist]
    /// Compares them; nil where it was stopped.
    public let study: Scenario?
  }

  /// - Throws: `SearchRefusal`, `StatisticsError`, what simulation and files throw.
  public func run() throws -> Answer {
    var points = try files.read()
    let box = try plan.box(), blas = try BLAS.open()
    let wanted = Int(Self.share * Double(plan.runs)) / simulation.runs
    let first = min(max(Self.firstPerLever * plan.levers.count, Self.fewest), wanted)
    guard wanted >= plan.levers.count + 4 else {
      throw SearchRefusal("optimize.runs: \(plan.runs) are too few for \(plan.levers.count) levers", code: 65)
    }
    progress(points.count { $0.status != .planned } * simulation.runs, wanted * simulation.runs)
    var round = points.map(\.round).max() ?? 0
    while !stop.isRaised {
      if points.contains(where: { $0.status == .planned }) {
        try simulate(&points, of: wanted)
        continue
      }
      if points.count >= wanted { break }
      let rows: [[Double]]
      if points.isEmpty {
        let unit = try LatinHypercube.points(first, dimension: box.dimension, key: key(0))
        let matrix = try box.points(unit: unit)
        rows = (0..<first).map { i in (0..<box.dimension).map { matrix[i, $0] } }
      } else {
        round += 1
        rows = try search(points, box, blas).next(min(Self.round, wanted - points.count), key: key(round))
      }
      let known = Set(points.map(\.values))
      var chosen: [[Double]] = []
      for row in rows.map(plan.rounded) where !known.contains(row) && !chosen.contains(row) { chosen.append(row) }
      // Nothing that could be written down differs from what is known.
      if chosen.isEmpty { break }
      points += chosen.map { OptimumPoint(round: round, values: $0) }
      try files.write(points, values(points))
    }
    let runs = points.count { $0.status != .planned } * simulation.runs
    guard !stop.isRaised else { return Answer(points: points, runs: runs, finalists: [], study: nil) }
    let best = try search(points, box, blas).highest(plan.finalists, distance: Self.apart, key: key(round + 1))
    return try answer(points, runs, best.map(plan.rounded))
  }

  /// No trial has such a number.
  private func key(_ round: Int) -> StreamKey { StreamKey(seed: scenario.seed, trial: UInt32.max - UInt32(round)) }

  private func values(_ points: [OptimumPoint]) -> OptimumValues { OptimumValues(points, target: simulation.target) }

  private func simulate(_ points: inout [OptimumPoint], of wanted: Int) throws {
    let open = points.indices.filter { points[$0].status == .planned }, piece = 4 * threads
    for start in stride(from: 0, to: open.count, by: piece) where !stop.isRaised {
      let places = Array(open[start..<min(start + piece, open.count)]), known = points
      let found = try Concurrent.map(places.count, threads: threads) { place in
        try simulation.simulate(known[places[place]]) { !stop.isRaised }
      }
      for (place, point) in zip(places, found) { if let point { points[place] = point } }
      try files.write(points, values(points))
      progress(points.count { $0.status != .planned } * simulation.runs, wanted * simulation.runs)
    }
  }

  /// Settings that cannot be had count as bad as the worst that can: the search keeps away.
  private func search(_ points: [OptimumPoint], _ box: ParameterBox, _ blas: BLAS) throws -> OptimumSearch {
    let values = values(points), found = points.map { values.value(of: $0) }
    guard let worst = found.compactMap({ $0 }).min() else {
      throw SearchRefusal("optimize.levers: no setting within the ranges can be had for the budget", code: 65)
    }
    return try OptimumSearch(
      points: try Matrix(rows: points.map(\.values)), values: found.map { $0 ?? worst }, box: box,
      rounded: { [plan] in plan.rounded($0) }, using: blas)
  }

  // MARK: The end

  private func answer(_ points: [OptimumPoint], _ spent: Int, _ best: [[Double]]) throws -> Answer {
    let base = scenario.optimised(plan), week = scenario.plan.horizon.warmUp
    let today = OptimumFinalist(
      name: base.name,
      values: plan.levers.map { lever in
        let path = base.levers[lever.name]
        return path.map { $0.isConstant ? $0[week] : nil } ?? lever.name.card.neutral
      })
    var settings = best
    while true {
      let named = settings.enumerated().map { (name: name($0), values: $1) }
      let regimes = [base] + named.map { scenario.optimised(plan, $0.values, named: $0.name) }
      let study = study(regimes, runs: 0), runs = plan.runs - spent - solving(study)
      if runs >= regimes.count * SelectionPlan.usualFirst, settings.count > 0 {
        let finalists = [today] + named.map { OptimumFinalist(name: $0.name, values: $0.values.map { $0 }) }
        try files.write(finalists)
        return Answer(points: points, runs: spent, finalists: finalists, study: self.study(regimes, runs: runs))
      }
      guard settings.count > 1 else {
        throw SearchRefusal(
          "optimize.runs: \(plan.runs) leave too few to compare what was found; expected \(2 * plan.runs) or so",
          code: 65)
      }
      settings.removeLast()
    }
  }

  private func name(_ place: Int) -> String {
    var name = "set-\(place + 1)"
    while scenario.optimised(plan).name == name { name += "x" }
    return name
  }

  /// Pilots of the salaries and pairs behind the slopes of a study, in which none has more trials than half of what is left.
  private func solving(_ study: Scenario) -> Int {
    guard study.solvesSalaries else { return 0 }
    let solver = BudgetSolver(scenario: study, threads: 1, stop: stop)
    return study.regimes.count * (solver.most + 2 * SlopeTrials.count(study, trials: plan.runs / 4))
  }

  private func study(_ regimes: [Regime], runs: Int) -> Scenario {
    Scenario(
      name: String(scenario.name.prefix(StudyName.limit - 10)) + "-finalists", question: scenario.question,
      notes: scenario.notes, seed: scenario.seed, trials: max(SelectionPlan.usualFirst, runs), plan: scenario.plan,
      regimes: regimes, budget: scenario.budget, outputs: Outputs([]),
      selection: SelectionPlan(
        metric: plan.metric, aim: plan.aim, method: .ocba, confidence: plan.confidence, runs: max(1, runs)),
      ensemble: scenario.ensemble)
  }
}
