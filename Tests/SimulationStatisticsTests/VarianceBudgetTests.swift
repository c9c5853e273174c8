import LinearAlgebra
import PortableMath
import RandomStreams
import Testing

@testable import SimulationStatistics

/// The variance budget: shares that were planted, and what comes of rosters that all parameters have in common.
@Suite struct VarianceBudgetTests {
  /// Outputs with regime, parameters, sellers and seed of 40, 30, 20 and 10 %, four regimes.
  /// - Parameter isCommon: whether rosters and seeds of one number are the same under all parameters, as with random
  ///   numbers in common.
  private func planted(
    _ sets: Int, _ rosters: Int, _ seeds: Int, isCommon: Bool, seed: UInt32
  ) -> Matrix {
    let draws = Draws(StreamKey(seed: 17, trial: seed))
    func normal(_ process: UInt32, _ a: Int, _ b: Int, _ c: Int) -> Double {
      let entity = UInt32(a), week = UInt32(b)
      return draws.normal(at: DrawAddress(entity: entity, week: week, process: process, draw: UInt16(c)))
    }
    // Means of variance .4: ±√.72, ±√.08.
    let regimes = [-0.72.squareRoot(), -0.08.squareRoot(), 0.08.squareRoot(), 0.72.squareRoot()]
    var result = Matrix(rowCount: sets * rosters * seeds, columnCount: 4)
    for set in 0..<sets {
      for roster in 0..<rosters {
        for k in 0..<seeds {
          let place = isCommon ? 0 : set
          let y =
            0.3.squareRoot() * normal(1, set, 0, 0) + 0.2.squareRoot() * normal(2, place, roster, 0)
            + 0.1.squareRoot() * normal(3, place, roster, k)
          for (g, regime) in regimes.enumerated() { result[(set * rosters + roster) * seeds + k, g] = 100 + regime + y }
        }
      }
    }
    return result
  }

  private static let exact = [0.4, 0.3, 0.2, 0.1]

  @Test(arguments: [(1000, 4, false), (250, 250, true)]) func plantedShares(sets: Int, rosters: Int, isCommon: Bool)
    throws
  {
    let outputs = planted(sets, rosters, 2, isCommon: isCommon, seed: 1)
    let found = try VarianceBudget(outputs: outputs, parameterSets: sets, rosters: rosters, seeds: 2)
    let shares = [found.regime, found.parameters, found.sellers, found.seed].map(\.value)
    #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
    for (share, exact) in zip(shares, Self.exact) { #expect((share - exact).magnitude < 0.03, "\(shares)") }
    #expect((found.variance - 1).magnitude < 0.1)
  }

  /// 200 repeats: the standard error of coverage is .015; intervals may be too wide, since two variances are added.
  @Test(arguments: [false, true]) func intervalsCover(isCommon: Bool) throws {
    var inside = [Int](repeating: 0, count: 4)
    for seed in 0..<UInt32(200) {
      let outputs = planted(30, 30, 2, isCommon: isCommon, seed: 10 + seed)
      let found = try VarianceBudget(outputs: outputs, parameterSets: 30, rosters: 30, seeds: 2)
      for (place, index) in [found.regime, found.parameters, found.sellers, found.seed].enumerated()
      where index.interval.low <= Self.exact[place] && Self.exact[place] <= index.interval.high { inside[place] += 1 }
    }
    let shares = inside.map { Double($0) / 200 }
    #expect(shares.allSatisfy { $0 >= 0.91 }, "\(shares)")
  }

  @Test func argumentsAreChecked() throws {
    let outputs = Matrix(rowCount: 18, columnCount: 2, repeating: 5)
    #expect { try VarianceBudget(outputs: outputs, parameterSets: 3, rosters: 3, seeds: 2) } throws: {
      "\($0)" == "variance budget: the output does not vary"
    }
    #expect { try VarianceBudget(outputs: outputs, parameterSets: 9, rosters: 2, seeds: 1) } throws: {
      "\($0)" == "variance budget: 2 rosters, at least 3 needed"
    }
    #expect { try VarianceBudget(outputs: outputs, parameterSets: 4, rosters: 3, seeds: 2) } throws: {
      "\($0)" == "variance budget: rows of outputs is 18, expected 24, as points"
    }
    var broken = outputs
    broken[4, 1] = .nan
    #expect { try VarianceBudget(outputs: broken, parameterSets: 3, rosters: 3, seeds: 2) } throws: {
      "\($0)".contains("outputs")
    }
  }
}
