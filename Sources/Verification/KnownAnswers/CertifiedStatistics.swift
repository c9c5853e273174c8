import LinearAlgebra
import PortableMath
import RandomStreams
import SimulationStatistics

/// Statistics against certified values: NIST's Statistical Reference Datasets, R's bootstrap, Holm's procedure.
enum CertifiedStatistics {
  /// Data of NumAcc2-4 are a middle and 500 pairs around it; NumAcc3 and NumAcc4 are limited by the doubles that stand
  /// for their data.
  private static let univariate: [(name: String, mean: Double, sd: Double, digits: Double)] = [
    ("NumAcc1", 10_000_002, 1, 15), ("NumAcc2", 1.2, 0.1, 14.5), ("NumAcc3", 1_000_000.2, 0.1, 9.4),
    ("NumAcc4", 10_000_000.2, 0.1, 8.2),
  ]

  static let means = Check(
    "NumAcc", "NIST StRD, univariate", subject: .library, law: "certified means and standard deviations",
    source: "NIST Statistical Reference Datasets",
    expected: { _ in
      univariate.flatMap {
        [
          Expectation("mean of \($0.name)", $0.mean, .digits(min($0.digits + 6, 14.5))),
          Expectation("standard deviation of \($0.name)", $0.sd, .digits($0.digits)),
        ]
      }
    },
    measured: { _, _ in
      let blas = try openBLAS()
      return try univariate.flatMap { set -> [Measurement] in
        let got = try CovarianceMatrix(of: try Matrix(columns: [values(set.name, set.mean)]), using: blas)
        return [.exact(try got.means[0].get()), .exact(try got.standardDeviation(0).get())]
      }
    })

  private static func values(_ name: String, _ mean: Double) -> [Double] {
    guard name != "NumAcc1" else { return [10_000_001, 10_000_003, 10_000_002] }
    let whole = mean.rounded(.down), tenths = Int(((mean - whole) * 10).rounded())
    var values = [decimal(whole, tenths)]
    for _ in 0..<500 { values += [decimal(whole, tenths - 1), decimal(whole, tenths + 1)] }
    return values
  }

  /// The double nearest to the decimal.
  private static func decimal(_ whole: Double, _ tenths: Int) -> Double { Double("\(Int(whole)).\(tenths)") ?? .nan }

  /// F, R² and residual deviation of the doubles that stand for the data, computed exactly.
  private static let anovaSets = [("SmLs07", 21), ("SmLs08", 201), ("SmLs09", 2_001)]

  static let anova = Check(
    "ANOVA", "NIST StRD, analysis of variance", subject: .library,
    law: "exact F of the doubles that stand for the data",
    source: "NIST Statistical Reference Datasets",
    expected: { _ in
      anovaSets.map { Expectation("F of \($0.0)", matrix("anova", $0.0)[0], .digits(12)) }
    },
    measured: { _, _ in
      try anovaSets.map { _, size in
        let groups = (0..<9).map { j -> [Double] in
          let tenths = j == 0 ? 4 : j % 2 == 1 ? 3 : 5
          return (0..<size).map { i in decimal(1e12, i == 0 ? tenths : i % 2 == 1 ? tenths - 1 : tenths + 1) }
        }
        return .exact(try OneWayANOVA(groups: groups).f.get())
      }
    })

  /// Filip's powers, rounded to doubles and multiplied by a condition number of 10¹⁵, leave seven to eight digits.
  static let regression = Check(
    "StRD", "NIST StRD, linear regression", subject: .library, law: "certified coefficients and standard errors",
    source: "NIST Statistical Reference Datasets",
    expected: { _ in
      [("longley", 13.0, 14.0), ("filip", 7, 7)].flatMap { name, estimates, others in
        [("estimates", estimates, "coefficient"), ("errors", others, "standard error"), ("summary", others, "summary")]
          .flatMap { part, digits, word in
            matrix("nist", "\(name).\(part)").enumerated().map { place, value in
              let what =
                part == "summary" ? ["residual deviation", "R²", "F"][place] : "\(word) \(place)"
              return Expectation("\(name.capitalized), \(what)", value, .digits(digits))
            }
          }
      }
    },
    measured: { _, _ in
      let blas = try openBLAS()
      let longley = columns("nist", "longley")
      let filip = columns("nist", "filip")
      let designs: [(y: [Double], x: [[Double]])] = [
        (longley[0], Array(longley[1...])),
        (filip[0], (1...10).map { power in filip[1].map { Portable.pow($0, Double(power)) } }),
      ]
      return try designs.flatMap { y, x -> [Measurement] in
        let fit = try LeastSquares(Design(try Matrix(columns: x)), using: blas).fit(y)
        let summary = [fit.residualSD, try fit.rSquared.get(), try fit.f.get()]
        return (fit.coefficients.map(\.estimate) + fit.coefficients.map(\.standardError) + summary).map { .exact($0) }
      }
    })

  static let bootstrap = Check(
    "boot", "bootstrap of a mean", subject: .library, law: "R, package boot, 10⁶ resamples",
    source: "reference values",
    expected: { _ in
      [
        Expectation("acceleration", 0.0615289, .near(5e-8)), Expectation("BCa, low", 32.31, .near(0.33)),
        Expectation("BCa, high", 91.43, .near(0.92)), Expectation("percentile, low", 28.86, .near(0.29)),
        Expectation("percentile, high", 84.21, .near(0.85)),
      ]
    },
    measured: { _, session in
      let blas = try openBLAS()
      let bootstrap = try JointBootstrap(
        of: try Matrix(columns: [matrix("bootstrap", "known")]), replicates: 100_000,
        key: StreamKey(seed: session.seed, trial: 0), using: blas)
      let got = bootstrap.interval(0)
      let (bca, percentile) = (try got.bca.get(), try got.percentile.get())
      return [try got.acceleration.get(), bca.low, bca.high, percentile.low, percentile.high].map { .exact($0) }
    })

  static let holm = Check(
    "Holm", "Holm's procedure", subject: .library, law: "(.01, .02, .03, .04, .05) → (.05, .08, .09, .09, .09)",
    source: "reference values",
    expected: { _ in
      [0.05, 0.08, 0.09, 0.09, 0.09].enumerated().map {
        Expectation("adjusted p of .0\($0.offset + 1)", $0.element, .exact(1e-15))
      }
    },
    measured: { _, _ in
      Holm.adjust([0.01, 0.02, 0.03, 0.04, 0.05]).map { .exact($0 ?? .nan) }
    })

  private static func openBLAS() throws -> BLAS {
    do throws(LinearAlgebraError) { return try BLAS.open() } catch { throw Unavailable(reason: "\(error)") }
  }

  /// Name, rows, columns, and the elements column by column.
  private static func columns(_ file: String, _ name: String) -> [[Double]] {
    guard let cells = KnownAnswers.rows("known-answers/\(file).tsv").first(where: { $0[0] == name }),
      let rows = Int(cells[1]), let count = Int(cells[2])
    else { preconditionFailure("no matrix \(name) in \(file)") }
    let elements = cells[3].split(separator: " ").map { Double($0) ?? .nan }
    return (0..<count).map { Array(elements[$0 * rows..<($0 + 1) * rows]) }
  }

  private static func matrix(_ file: String, _ name: String) -> [Double] { columns(file, name).flatMap { $0 } }
}
