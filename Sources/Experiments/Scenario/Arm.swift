import SalesForce

/// One thing that is simulated in every trial: a regime at a design point, or its knock-out run.
struct Arm: Sendable {
  let point: Int
  /// Place of the regime in the scenario's list.
  let place: Int
  let world: World
  /// With the salary of the point.
  let regime: Regime
  /// The salary that the budget was solved for; nil for an arm that keeps its own.
  var salary: Double?
  /// Levers that it has from another regime; nil for a regime as it is.
  var mix: LeverMix?

  /// The regime's name, and for a knock-out run what it leaves out: `push`, or `push without coaching`; for a mix what it has of
  /// another: `push with bonus of pull`. Names of regimes have no spaces.
  var label: String { Self.label(regime.name, world.without) }

  func paid(_ salary: Double) -> Arm {
    Arm(point: point, place: place, world: world, regime: regime.paid(salary), salary: salary, mix: mix)
  }

  static func label(_ regime: String, _ without: [String]) -> String {
    without.isEmpty ? regime : regime + " without " + without.joined(separator: " and ")
  }
}

/// Everything that a study runs in a trial, in the order of its record.
struct StudyArms: Sendable {
  /// What the tables of regimes are made of.
  let ordinary: [Arm]
  /// What only hypotheses, the decomposition and the contrast look at.
  let twins: [Arm]

  init(_ scenario: Scenario, _ places: [Int]) {
    (ordinary, twins) = (scenario.arms(places), scenario.twins(places))
  }

  /// The ordinary arms come first: a hypothesis more or less leaves their places alone.
  var all: [Arm] { ordinary + twins }

  /// The arm at a place of ``all``.
  subscript(place: Int) -> Arm { place < ordinary.count ? ordinary[place] : twins[place - ordinary.count] }
}

extension [Arm] {
  /// Places of the arms at each point of the design, whatever its budget: they are recorded together, and those that share
  /// a world share its warm-up.
  var parts: [[Int]] {
    let members = Dictionary(grouping: indices) { self[$0].world.combination }
    return members.keys.sorted().compactMap { members[$0] }
  }
}

extension Scenario {
  /// Whether trials have to keep their weekly readings.
  var needsWeeks: Bool { outputs.tables.contains(where: \.needsWeekly) || hypotheses.contains { $0.weeks != nil } }

  /// Refuses what the model refuses in any world of the design.
  func checkModels() throws(ModelRefusal) {
    for combination in design.points.indices {
      let world = World(combination: combination), model = try Model(plan: plan(world), regimes: [])
      for member in 0..<(ensemble?.members.count ?? 0) {
        _ = try model.with(parameters: parameters(world, trial: member))
      }
    }
  }

  /// What runs in every trial for the ordinary tables, point by point.
  /// - Parameter places: positions of the regimes in the scenario's list.
  func arms(_ places: [Int]) -> [Arm] {
    (0..<points).flatMap { point in places.map { arm($0, point) } }
  }

  /// What runs besides: for hypotheses that name a mechanism the arms that they compare, without it; for the
  /// decomposition every arm without each of its mechanisms; for the contrast mixes of its regimes.
  func twins(_ places: [Int]) -> [Arm] {
    var seen: Set<String> = []
    return (hypothesisTwins(places) + decompositionTwins(places) + contrastTwins(places)).filter {
      seen.insert("\($0.point) \($0.label)").inserted
    }
  }

  private func hypothesisTwins(_ places: [Int]) -> [Arm] {
    hypotheses.flatMap { hypothesis -> [Arm] in
      guard !hypothesis.knockOut.isEmpty, let terms = terms(of: hypothesis),
        terms.allSatisfy({ places.contains($0.place) })
      else { return [] }
      // What the budget follows has to be there in the same world.
      let points = followed == nil ? [] : Set(terms.map(\.point)).sorted()
      return terms.map { arm($0.place, $0.point, without: hypothesis.knockOut) }
        + points.compactMap { point in followed.map { arm($0, point, without: hypothesis.knockOut) } }
    }
  }

  private func decompositionTwins(_ places: [Int]) -> [Arm] {
    guard places.count > 1 else { return [] }
    return decomposed.flatMap { mechanism in
      (0..<points).flatMap { point in places.map { arm($0, point, without: [mechanism]) } }
    }
  }

  /// A regime at a point, paid what was solved for.
  func arm(_ place: Int, _ point: Int, without: [String] = []) -> Arm {
    let world = World(combination: self.point(point).combination, without: without.sorted())
    let arm = Arm(point: point, place: place, world: world, regime: regime(place, world))
    guard place != followed, let salary = budget?.salaries?[arm.label]?[point] else { return arm }
    return arm.paid(salary)
  }

  /// Place of the regime whose cost the budget follows, if it follows one. It keeps its own salary.
  var followed: Int? {
    guard case .sameAs(let name)? = budget?.target else { return nil }
    return regimes.firstIndex { $0.name == name }
  }

  /// Places of the regimes that run where some were selected: theirs, and that of the regime which the budget follows,
  /// since what equal cost is can only be seen beside it.
  /// - Parameter names: nil for all.
  func places(_ names: [String]?) -> [Int] {
    regimes.indices.filter { names?.contains(regimes[$0].name) ?? true || $0 == followed }
  }

  /// The same study with the salaries that its budget asks for.
  func solved(_ salaries: Budget.Salaries) -> Scenario { copy(trials: trials, budget: budget?.solved(salaries)) }

  /// The same study with other tables.
  func with(outputs: Outputs) -> Scenario { copy(trials: trials, budget: budget, outputs: outputs) }

  /// The same study at another level of confidence.
  public func with(_ confidence: Confidence) -> Scenario { with(outputs: outputs.with(confidence)) }

  private func copy(trials: Int, budget: Budget?, outputs: Outputs? = nil) -> Scenario {
    Scenario(
      name: name, question: question, notes: notes, seed: seed, streams: streams, trials: trials, precision: precision,
      plan: plan,
      regimes: regimes, budget: budget, outputs: outputs ?? self.outputs, design: baseDesign, sensitivity: sensitivity,
      map: map, contrast: contrast, experiment: experiment, selection: selection, optimum: optimum,
      decomposed: decomposed, hypotheses: hypotheses, calibration: calibration, ensemble: ensemble, currency: currency,
      failureLimit: failureLimit)
  }

  /// Seats of the smallest firm and of the largest.
  var seats: ClosedRange<Int> {
    let all = design.points.indices.map { plan(World(combination: $0)).organisation.seats }
    return max(1, all.min() ?? 1)...max(1, all.max() ?? 1)
  }

  /// How many arms a trial has in all, and how many of them are recorded together at most.
  public var armCounts: (all: Int, together: Int) {
    let all = StudyArms(self, Array(regimes.indices)).all
    return (all.count, all.parts.map(\.count).max() ?? 0)
  }

  /// Points at which each label's salary is solved for: all of them for a regime, those that somebody looks at for a
  /// knock-out run.
  public var salaryPoints: [String: [Int]] {
    let all = Array(regimes.indices)
    return (arms(all) + twins(all)).filter { $0.place != followed }
      .reduce(into: [:]) { $0[$1.label, default: []].append($1.point) }
  }

  /// Which sellers' years are recorded; nil where no table needs them.
  func sellerSample(_ arms: [Arm]) -> SellerSample? {
    outputs.tables.contains(where: \.needsSellers) ? anySellerSample(arms) : nil
  }

  /// Which sellers' years a journal records that keeps them.
  func anySellerSample(_ arms: [Arm]) -> SellerSample {
    // Firms of several sizes: as many seats as the smallest has.
    let seats = arms.map { plan($0.world).organisation.seats }.min() ?? plan.organisation.seats
    return SellerSample(
      Organisation(seats: seats, span: plan.organisation.span), plan.horizon, paths: arms.count)
  }

  /// Keys of the trials' draws.
  var keys: TrialKeys { TrialKeys(seed: seed, isByRegime: streams == .independent) }
}

extension Regime {
  /// The regime at a constant base salary.
  func paid(_ salary: Double) -> Regime {
    Regime(
      name: name, preset: preset, levers: levers.merging([.salary: WeeklyPath(salary)]) { $1 }, treatments: treatments)
  }
}
