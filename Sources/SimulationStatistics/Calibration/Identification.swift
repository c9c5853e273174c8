import LinearAlgebra

/// What fitting has said of one parameter.
public struct ParameterIdentification: Sendable, Hashable {
  public let parameter: FreeParameter
  /// Of the members that fit.
  public let range: ClosedRange<Double>
  /// Their 5 % and 95 % quantiles.
  public let low: Double
  public let high: Double
  /// Their standard deviation as a share of that of the uniform prior, range/√12.
  public let deviationRatio: Double
  /// Whether that is below the limit.
  public let isIdentified: Bool

  /// The members' range as a share of the prior's.
  public var kept: Double { (range.upperBound - range.lowerBound) / parameter.width }
}

/// Two parameters that trade off: |rank correlation| of .6 or more among members.
public struct TradeOff: Sendable, Hashable {
  public let first: String
  public let second: String
  /// Spearman's, ties at their mean rank.
  public let rankCorrelation: Double
}

/// What fitting has said of the parameters: ranges before and after, which are identified, and which only together.
///
///     let found = try Identification(members: ensemble, box: box)
///     for ridge in found.ridges { print(ridge) }  // not identified: a, b; their product a·b is, to .07 of its prior spread
public struct Identification: Sendable, Hashable {
  public let parameters: [ParameterIdentification]
  public let tradeOffs: [TradeOff]
  public let ridges: [Ridge]

  /// - Parameters:
  ///   - members: that fit: a row a member, at least five.
  ///   - box: the prior.
  ///   - identified: the ratio of standard deviations below which a parameter counts as identified.
  ///   - tradeOff: the |rank correlation| from which a pair is listed.
  /// - Throws: ``StatisticsError``: too few members, another number of parameters, a value that is not finite.
  /// - Complexity: O(d²·n log n)
  public init(
    members: Matrix, box: ParameterBox, identified: Double = 0.5, tradeOff: Double = 0.6
  ) throws(StatisticsError) {
    guard members.rowCount >= 5 else {
      throw .tooFew(function: "identification", what: "members", count: members.rowCount, needed: 5)
    }
    if let (row, column) = members.firstNotFinite {
      throw .linearAlgebra(.notFinite(function: "identification", argument: "members", row: row, column: column))
    }
    let unit = try box.unit(points: members)
    parameters = box.parameters.enumerated().map { j, parameter in
      let sorted = members.column(j).sorted()
      let ratio = SampleStatistic.deviation(Array(unit.column(j))) * 12.0.squareRoot()
      return ParameterIdentification(
        parameter: parameter, range: sorted[0]...sorted[sorted.count - 1], low: SampleStatistic.quantile(0.05, sorted),
        high: SampleStatistic.quantile(0.95, sorted), deviationRatio: ratio, isIdentified: ratio < identified)
    }
    let ranks = (0..<box.dimension).map { Ranks.of(Array(members.column($0))) }
    var pairs: [TradeOff] = [], ridges: [Ridge] = []
    for i in 0..<box.dimension {
      for k in (i + 1)..<max(i + 1, box.dimension) {
        let rho = SampleStatistic.correlation(ranks[i], ranks[k])
        let (first, second) = (box.parameters[i], box.parameters[k])
        if rho.magnitude >= tradeOff {
          pairs.append(TradeOff(first: first.name, second: second.name, rankCorrelation: rho))
        }
        if parameters[i].kept >= Ridge.keptRange, parameters[k].kept >= Ridge.keptRange,
          let ridge = Ridge(first, Array(members.column(i)), second, Array(members.column(k)))
        {
          ridges.append(ridge)
        }
      }
    }
    (tradeOffs, self.ridges) = (pairs, ridges)
  }
}
