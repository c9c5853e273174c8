/// Outcomes of units, some of which are treated: persons, or the means of teams.
public struct TwoGroups: Sendable, Hashable {
  /// One number a unit.
  public let outcomes: [Double]
  public let isTreated: [Bool]
  /// Units treated.
  public let treated: Int

  /// - Parameters:
  ///   - outcomes: one finite number a unit.
  ///   - isTreated: for each unit whether it is treated.
  /// - Throws: ``StatisticsError`` where the lists differ in length, a number is not finite, or a group is empty.
  public init(_ outcomes: [Double], isTreated: [Bool]) throws(StatisticsError) {
    let function = "TwoGroups"
    guard outcomes.count == isTreated.count else {
      throw .argument(
        function: function, argument: "isTreated", value: "\(isTreated.count) values", expected: "\(outcomes.count)")
    }
    if let bad = outcomes.first(where: { !$0.isFinite }) {
      throw .argument(function: function, argument: "outcomes", value: "\(bad)", expected: "finite numbers")
    }
    (self.outcomes, self.isTreated) = (outcomes, isTreated)
    treated = isTreated.count { $0 }
    guard treated > 0 else { throw .tooFew(function: function, what: "treated units", count: 0, needed: 1) }
    guard treated < outcomes.count else {
      throw .tooFew(function: function, what: "untreated units", count: 0, needed: 1)
    }
  }

  /// Units.
  public var count: Int { outcomes.count }
  /// Mean of the treated less that of the others.
  public var difference: Double { mean(true) - mean(false) }

  private func mean(_ side: Bool) -> Double {
    var sum = 0.0
    for unit in outcomes.indices where isTreated[unit] == side { sum += outcomes[unit] }
    return sum / Double(side ? treated : count - treated)
  }

  /// The difference of means with one variance for both groups and t(n − 2): of teams' means the usual analysis of an
  /// experiment that treats whole teams (Murray, Design and Analysis of Group-Randomized Trials, 1998), of persons the
  /// naive one, which takes teammates for strangers.
  /// - Throws: ``StatisticsError`` for fewer than three units, and where no outcome differs from its group's mean.
  /// - Complexity: O(units)
  public func pooled() throws(StatisticsError) -> EffectEstimate {
    guard count > 2 else { throw .tooFew(function: "TwoGroups.pooled", what: "units", count: count, needed: 3) }
    let means = (mean(true), mean(false))
    var squares = 0.0
    for unit in outcomes.indices {
      let gap = outcomes[unit] - (isTreated[unit] ? means.0 : means.1)
      squares += gap * gap
    }
    guard squares > 0 else { throw .constant(function: "TwoGroups.pooled", what: "the outcome within groups") }
    let freedom = Double(count - 2)
    let perUnit = 1 / Double(treated) + 1 / Double(count - treated)
    return EffectEstimate(
      value: means.0 - means.1, standardError: (squares / freedom * perUnit).squareRoot(), degreesOfFreedom: freedom)
  }

  /// The difference of changes since a period before: the units' own level, which nothing has changed yet, drops out.
  /// - Parameter before: one finite number a unit.
  /// - Throws: as ``pooled()``.
  public func change(since before: [Double]) throws(StatisticsError) -> EffectEstimate {
    guard before.count == count else {
      throw .argument(
        function: "TwoGroups.change", argument: "before", value: "\(before.count) values", expected: "\(count)")
    }
    return try TwoGroups(zip(outcomes, before).map { $0 - $1 }, isTreated: isTreated).pooled()
  }

  /// The effect beside the level before (analysis of covariance), with t(n − 3): never less precise than the change or the
  /// plain difference in the long run, as it takes as much of the level before as tells something (Frison & Pocock,
  /// Statistics in Medicine 11, 1992).
  /// - Parameter before: one finite number a unit.
  /// - Throws: ``StatisticsError`` for fewer than four units, or where the level before says no more than the groups.
  public func adjusted(for before: [Double]) throws(StatisticsError) -> EffectEstimate {
    guard count > 3 else { throw .tooFew(function: "TwoGroups.adjusted", what: "units", count: count, needed: 4) }
    let fit = try SmallRegression([isTreated.map { $0 ? 1 : 0 }, before], response: outcomes)
    return try fit.plain(0)
  }
}
