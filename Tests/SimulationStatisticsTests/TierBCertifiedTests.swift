import LinearAlgebra
import PortableMath
import Testing

@testable import SimulationStatistics

/// NIST's Statistical Reference Datasets, by log relative error: digits that agree with the certified value.
@Suite struct TierBCertifiedTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// Least digits of each; NumAcc3 and NumAcc4 are limited by the doubles that stand for their data.
  @Test(arguments: [
    ("NumAcc1", 10_000_002.0, 1.0, 15.0, 15.0), ("NumAcc2", 1.2, 0.1, 14.5, 14.5),
    ("NumAcc3", 1_000_000.2, 0.1, 14.5, 9.4), ("NumAcc4", 10_000_000.2, 0.1, 14.5, 8.2),
  ])
  func univariate(name: String, mean: Double, sd: Double, meanDigits: Double, sdDigits: Double) throws {
    var values = [10_000_001.0, 10_000_003, 10_000_002]
    if name != "NumAcc1" {
      let whole = mean.rounded(.down)
      let tenths = Int(((mean - whole) * 10).rounded())
      let (low, high) = (decimal(whole, tenths - 1), decimal(whole, tenths + 1))
      values = [decimal(whole, tenths)]
      for _ in 0..<500 { values += [low, high] }
    }
    let got = try CovarianceMatrix(of: try Matrix(columns: [values]), using: blas)
    let digits = (
      logRelativeError(try got.means[0].get(), mean), logRelativeError(try got.standardDeviation(0).get(), sd)
    )
    #expect(digits.0 >= meanDigits && digits.1 >= sdDigits, "\(name): \(digits)")
  }

  /// The double nearest to the decimal.
  private func decimal(_ whole: Double, _ tenths: Int) -> Double { Double("\(Int(whole)).\(tenths)") ?? .nan }

  @Test func longley() throws {
    let reference = try TierBReference("nist")
    let data = try reference.matrix("longley")
    let fit = try LeastSquares(Design(data.selecting(columns: 1..<7)), using: blas).fit(Array(data.column(0)))
    try check(fit, reference, "longley", estimates: 13, errors: 14, summary: 14)
  }

  /// Powers rounded to doubles, multiplied by a condition number of 10¹⁵, leave seven to eight digits.
  @Test func filip() throws {
    let reference = try TierBReference("nist")
    let data = try reference.matrix("filip")
    let columns = (1...10).map { power in data.column(1).map { Portable.pow($0, Double(power)) } }
    let fit = try LeastSquares(Design(try Matrix(columns: columns)), using: blas).fit(Array(data.column(0)))
    try check(fit, reference, "filip", estimates: 7, errors: 7, summary: 7)
  }

  private func check(
    _ fit: LeastSquaresFit, _ reference: TierBReference, _ name: String, estimates: Double, errors: Double,
    summary: Double
  ) throws {
    let digits = (
      zip(fit.coefficients, try reference.values("\(name).estimates")).map { logRelativeError($0.estimate, $1) }.min()!,
      zip(fit.coefficients, try reference.values("\(name).errors")).map { logRelativeError($0.standardError, $1) }
        .min()!,
      zip([fit.residualSD, try fit.rSquared.get(), try fit.f.get()], try reference.values("\(name).summary"))
        .map { logRelativeError($0, $1) }.min()!
    )
    #expect(digits.0 >= estimates && digits.1 >= errors && digits.2 >= summary, "\(name): \(digits)")
  }

  /// Against the exact F, R² and residual SD of the doubles that stand for the data (reference-values: 21.00081,
  /// 201.01300, 2001.13493).
  @Test(arguments: [("SmLs07", 21), ("SmLs08", 201), ("SmLs09", 2001)])
  func anova(name: String, size: Int) throws {
    let expected = try TierBReference("anova").values(name)
    let groups = (0..<9).map { j -> [Double] in
      let tenths = j == 0 ? 4 : j % 2 == 1 ? 3 : 5
      return (0..<size).map { i in
        decimal(1e12, i == 0 ? tenths : i % 2 == 1 ? tenths - 1 : tenths + 1)
      }
    }
    let got = try OneWayANOVA(groups: groups)
    let digits = [
      logRelativeError(try got.f.get(), expected[0]), logRelativeError(try got.rSquared.get(), expected[1]),
      logRelativeError(got.residualSD, expected[2]),
    ]
    #expect(digits.allSatisfy { $0 >= 12 }, "\(name): \(digits)")
    #expect(got.betweenDegrees == 8 && got.withinDegrees == 9 * size - 9)
  }
}
