import SalesForce

/// One thing that is simulated in every trial: a regime at a design point.
struct Arm: Sendable {
  let point: Int
  /// Place of the regime in the scenario's list.
  let place: Int
  /// With the salary of the point.
  let regime: Regime
}

extension Scenario {
  /// Number of design points: one for each level of the budget.
  public var points: Int { budget?.levels ?? 1 }

  /// What runs in every trial, point by point.
  /// - Parameter places: positions of the regimes in the scenario's list.
  func arms(_ places: [Int]) -> [Arm] {
    (0..<points).flatMap { point in
      places.map { place in
        let regime = regimes[place]
        let salary = budget?.salaries?[regime.name]?[point]
        return Arm(point: point, place: place, regime: salary.map(regime.paid) ?? regime)
      }
    }
  }

  /// The same study with the salaries that its budget asks for.
  func solved(_ salaries: [String: [Double]]) -> Scenario {
    Scenario(
      name: name, question: question, notes: notes, seed: seed, streams: streams, trials: trials, plan: plan,
      regimes: regimes, budget: budget?.solved(salaries), outputs: outputs)
  }

  /// Keys of the trials' draws for some arms.
  func keys(_ arms: [Arm]) -> TrialKeys {
    TrialKeys(seed: seed, places: streams == .independent ? arms.map(\.place) : nil)
  }
}

extension Regime {
  /// The regime at a constant base salary.
  func paid(_ salary: Double) -> Regime {
    Regime(name: name, preset: preset, levers: levers.merging([.salary: WeeklyPath(salary)]) { $1 })
  }
}
