/// What options differ by in a cell of a map: means of paired differences, their errors, and how well those are known.
public struct CellContrasts: Sendable, Hashable {
  /// Mean of each option less the first's, in the direction that is better; 0 for the first.
  public let differences: [Double]
  /// Squared standard error of option i less option j, at i·k + j: what was estimated beside the trials included.
  public let variances: [Double]
  /// Of the standard errors, on the whole.
  public let degreesOfFreedom: Double

  /// - Parameters:
  ///   - differences: k ≥ 1 finite numbers, the first 0.
  ///   - variances: k·k finite numbers ≥ 0, symmetric, 0 on the diagonal.
  ///   - degreesOfFreedom: above 0.
  /// - Precondition: the shapes agree.
  public init(differences: [Double], variances: [Double], degreesOfFreedom: Double) {
    precondition(
      !differences.isEmpty && variances.count == differences.count * differences.count,
      "CellContrasts: \(variances.count) variances of \(differences.count) options")
    (self.differences, self.variances, self.degreesOfFreedom) = (differences, variances, degreesOfFreedom)
  }

  var count: Int { differences.count }

  func variance(_ i: Int, _ j: Int) -> Double { variances[i * count + j] }

  /// Options that are the same in every trial, by the first of each.
  var twins: [[Int]] {
    var groups: [[Int]] = []
    for option in 0..<count {
      let group = groups.firstIndex {
        variance($0[0], option) == 0 && differences[$0[0]] == differences[option]
      }
      if let group { groups[group].append(option) } else { groups.append([option]) }
    }
    return groups
  }

  /// The same with some of the options, in their order.
  func only(_ options: [Int]) -> CellContrasts {
    CellContrasts(
      differences: options.map { differences[$0] - differences[options[0]] },
      variances: options.flatMap { i in options.map { variance(i, $0) } }, degreesOfFreedom: degreesOfFreedom)
  }

  /// Covariances of the differences to the first option, row by row: (Vᵢ₀ + Vⱼ₀ − Vᵢⱼ)/2.
  var covariances: [Double] {
    (1..<max(1, count)).flatMap { i in
      (1..<count).map { j in (variance(i, 0) + variance(j, 0) - variance(i, j)) / 2 }
    }
  }
}
