extension TwoGroups {
  /// What the lot alone says of the difference of means: it needs no law of the outcomes (Fisher, The Design of Experiments,
  /// 1935).
  public struct Randomisation: Sendable, Hashable {
    /// Mean of the treated less that of the others.
    public let difference: Double
    /// Effects, the same for every unit, that the test does not reject; infinite ends where the lot could have fallen in too
    /// few ways.
    public let low, high: Double
    /// Share of the ways whose difference is at least as large, either sign, where there is no effect.
    public let pValue: Double

  }

  /// Compares the difference with those that other lots would have given.
  ///
  /// Under an effect τ for every unit treated, a way with difference d in the outcomes and c in the treatments has d − cτ, and
  /// the way that happened D − τ. The former is as large as the latter for τ between (D − d)/(1 − c) and (D + d)/(1 + c): each
  /// way is an interval around D, and the confidence interval is where more than 1 − level of them overlap.
  ///
  /// - Parameters:
  ///   - assignments: ways in which the lot could have fallen, of these units.
  ///   - level: of the interval, 0…1.
  /// - Throws: ``StatisticsError`` where the assignments are of other numbers of units.
  /// - Complexity: O(ways × (treated + log ways))
  public func randomisation(_ assignments: Assignments, level: Double = 0.95) throws(StatisticsError) -> Randomisation {
    guard assignments.units == count, assignments.treated == treated else {
      throw .argument(
        function: "TwoGroups.randomisation", argument: "assignments",
        value: "\(assignments.treated) of \(assignments.units) units", expected: "\(treated) of \(count)")
    }
    let number = Double(count), inside = Double(treated), outside = number - inside
    let centre = outcomes.reduce(0, +) / number
    let centred = outcomes.map { $0 - centre }
    // With a total of 0 the difference is the treated's sum times this.
    let scale = 1 / inside + 1 / outside
    let own = scale * outcomes.indices.reduce(0) { isTreated[$1] ? $0 + centred[$1] : $0 }
    // Sums in another order differ in the last digits; what is equal but for them is equal.
    let slack = 1e-12 * scale * centred.reduce(0) { $0 + $1.magnitude }
    var lows: [Double] = [], highs: [Double] = [], asLarge = 0
    for way in assignments.ways {
      var sum = 0.0, both = 0
      for unit in way {
        sum += centred[unit]
        if isTreated[unit] { both += 1 }
      }
      let d = scale * sum, c = Double(both) / inside - (inside - Double(both)) / outside
      if d.magnitude >= own.magnitude - slack { asLarge += 1 }
      // The way that happened and its mirror image are as large under any effect.
      guard both < treated, c > -1 else {
        lows.append(-.infinity)
        highs.append(.infinity)
        continue
      }
      let ends = ((own - d) / (1 - c), (own + d) / (1 + c))
      lows.append(min(ends.0, ends.1, own))
      highs.append(max(ends.0, ends.1, own))
    }
    if !assignments.isExact {
      lows.append(-.infinity)
      highs.append(.infinity)
      asLarge += 1
    }
    // An effect is rejected where at most so many ways are as large.
    let rejected = Int(((1 - level) * Double(lows.count) + 1e-9).rounded(.down))
    guard rejected < lows.count else {
      return Randomisation(difference: own, low: own, high: own, pValue: Double(asLarge) / Double(lows.count))
    }
    lows.sort()
    highs.sort(by: >)
    return Randomisation(
      difference: own, low: lows[rejected], high: highs[rejected], pValue: Double(asLarge) / Double(lows.count))
  }
}
