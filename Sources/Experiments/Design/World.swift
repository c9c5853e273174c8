import SalesForce

/// What a trial of an arm simulates besides its regime: a point of the design, and which mechanisms are out.
struct World: Sendable, Hashable {
  /// Position in the design's list.
  var combination: Int
  /// Mechanisms knocked out besides those that the scenario knocks out itself, sorted.
  var without: [String] = []
}

extension Scenario {
  /// Settings in force in a world.
  func settings(_ world: World) -> [Setting] { design.settings(world.combination) }

  /// The model's plan in a world.
  func plan(_ world: World) -> ModelPlan {
    var threads = plan.threads, knockedOut = plan.knockedOut, parameters = plan.parameters
    var seats = plan.organisation.seats, span = plan.organisation.span, market = plan.organisation.givenMarket
    for setting in settings(world) {
      switch setting {
      case .thread(let name, let path): threads[name] = path
      case .parameter(let path, let values): parameters[path] = values
      case .mechanism(let name, true): knockedOut.remove(name)
      case .mechanism(let name, false): knockedOut.insert(name)
      case .sellers(let count): seats = count
      case .span(let count): span = count
      case .market(let potential): market = potential
      case .lever: break
      }
    }
    return ModelPlan(
      organisation: Organisation(seats: seats, span: span, market: market), horizon: plan.horizon, threads: threads,
      knockedOut: knockedOut.union(world.without), parameters: parameters, reference: plan.reference,
      cohorts: plan.cohorts, record: plan.record
    ).with(plan.defect)
  }

  /// A regime of the list in a world.
  func regime(_ place: Int, _ world: World) -> Regime {
    let regime = regimes[place]
    var levers = regime.levers, treatments = regime.treatments
    for case .lever(let lever, let name, let path) in settings(world) where name ?? regime.name == regime.name {
      // What varies of a treatment is what the treated get, where that regime alone is meant.
      if name != nil, let treatment = treatments[lever] {
        treatments[lever] = Treatment(path, cohort: treatment.cohort, weeks: treatment.weeks)
      } else {
        levers[lever] = path
      }
    }
    guard levers != regime.levers || treatments != regime.treatments else { return regime }
    return Regime(name: regime.name, preset: regime.preset, levers: levers, treatments: treatments)
  }
}
