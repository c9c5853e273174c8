import RandomStreams
import SalesForce
import SimulationStatistics

/// A contrast at a design point: which levers differ there, and which mixes of the two regimes are run.
struct PointContrast {
  let point: Int
  let from, to: Int
  /// In the order of ``LeverName``.
  let levers: [LeverName]
  let design: ShapleyDesign
}

extension Scenario {
  /// The contrast at a point; nil without one, where a regime does not exist, and where the regimes have the same levers.
  func contrast(_ point: Int) -> PointContrast? {
    guard let contrast, let from = regimes.firstIndex(where: { $0.name == contrast.from }),
      let to = regimes.firstIndex(where: { $0.name == contrast.to })
    else { return nil }
    let levers = differing(from, to, World(combination: self.point(point).combination))
    guard !levers.isEmpty, ShapleyDesign.playerRange.contains(levers.count) else { return nil }
    return PointContrast(
      point: point, from: from, to: to, levers: levers,
      design: ShapleyDesign(players: levers.count, pairs: contrast.orders, key: StreamKey(seed: seed, trial: 0)))
  }

  /// Levers that the contrast moves at a point; none without one.
  public func contrastLevers(_ point: Int) -> [LeverName] { contrast(point)?.levers ?? [] }

  private func differing(_ from: Int, _ to: Int, _ world: World) -> [LeverName] {
    let (a, b) = (regime(from, world), regime(to, world))
    func level(_ lever: LeverName, _ regime: Regime) -> WeeklyPath {
      regime.levers[lever] ?? WeeklyPath(lever.card.neutral)
    }
    return LeverName.allCases.filter { lever in
      // Salaries that are solved for are nobody's lever.
      guard lever != .salary || budget == nil else { return false }
      return level(lever, a) != level(lever, b) || a.treatments[lever] != b.treatments[lever]
    }
  }

  /// The arm of each coalition of levers that have moved, in their order: those of the two regimes themselves, and mixes.
  ///
  /// A mix is an arm of the regime whose salary is solved for, where the budget follows the other one.
  func mixes(_ contrast: PointContrast) -> [Arm] {
    contrast.design.coalitions.map { coalition in
      let moved = contrast.levers.indices.filter { coalition >> UInt64($0) & 1 == 1 }
      if moved.isEmpty { return arm(contrast.from, contrast.point) }
      if moved.count == contrast.levers.count { return arm(contrast.to, contrast.point) }
      let isTurned = contrast.from == followed
      let (own, other) = isTurned ? (contrast.to, contrast.from) : (contrast.from, contrast.to)
      let given = isTurned ? contrast.levers.indices.filter { !moved.contains($0) } : moved
      return mix(own, LeverMix(other: other, levers: given.map { contrast.levers[$0] }), contrast.point)
    }
  }

  private func mix(_ place: Int, _ mix: LeverMix, _ point: Int) -> Arm {
    let world = World(combination: self.point(point).combination)
    let own = regime(place, world), other = regime(mix.other, world)
    var levers = own.levers, treatments = own.treatments
    for lever in mix.levers {
      levers[lever] = other.levers[lever]
      treatments[lever] = other.treatments[lever]
    }
    let arm = Arm(
      point: point, place: place, world: world,
      regime: Regime(
        name: mix.label(own.name, of: other.name), preset: own.preset, levers: levers, treatments: treatments),
      mix: mix)
    guard let salary = budget?.salaries?[arm.label]?[point] else { return arm }
    return arm.paid(salary)
  }

  /// Mixes of the two regimes at every point, where both run.
  func contrastTwins(_ places: [Int]) -> [Arm] {
    (0..<points).flatMap { point -> [Arm] in
      guard let contrast = contrast(point), places.contains(contrast.from), places.contains(contrast.to) else {
        return []
      }
      return mixes(contrast).filter { $0.mix != nil }
    }
  }
}
