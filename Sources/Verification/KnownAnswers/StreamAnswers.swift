import PortableMath
import RandomStreams

/// Random streams and elementary functions against published vectors and 60-digit tables.
enum StreamAnswers {
  static let philox = Check(
    "philox", "Philox4x32-10", subject: .library, law: "Random123, tests/kat_vectors", source: "reference values",
    expected: { _ in [Expectation("words that differ from Random123's", 0, .exact(1e-12))] },
    measured: { _, _ in
      var wrong = 0
      for cells in KnownAnswers.rows("known-answers/philox4x32-10.txt", separator: " ") {
        let w = cells.compactMap { UInt32($0, radix: 16) }
        let got = Philox4x32.block(counter: SIMD4(w[0], w[1], w[2], w[3]), key: SIMD2(w[4], w[5]))
        for lane in 0..<4 where got[lane] != w[6 + lane] { wrong += 1 }
      }
      return [.exact(Double(wrong))]
    })

  /// A function and the relative error that its documentation allows.
  private static let functions: [(name: String, bound: Double, call: @Sendable ([Double]) -> Double)] = [
    ("exp", 2.3e-16, { Portable.exp($0[0]) }), ("expm1", 3e-16, { Portable.expm1($0[0]) }),
    ("log", 2.3e-16, { Portable.log($0[0]) }), ("log1p", 3e-16, { Portable.log1p($0[0]) }),
    ("pow", 2.3e-16, { Portable.pow($0[0], $0[1]) }), ("sin", 2.3e-16, { Portable.sin($0[0]) }),
    ("cos", 2.3e-16, { Portable.cos($0[0]) }), ("normalDensity", 1e-15, { Portable.normalDensity($0[0]) }),
    ("normalCDF", 1e-15, { Portable.normalCDF($0[0]) }),
    ("normalQuantile", 2e-15, { Portable.normalQuantile($0[0]) }),
    ("logGamma", 1e-15, { Portable.logGamma($0[0]) }),
    ("incompleteGamma", 2e-13, { Portable.incompleteGamma($0[0], $0[1]) }),
    ("incompleteBeta", 2e-13, { Portable.incompleteBeta($0[0], $0[1], $0[2]) }),
  ]

  static let elementary = Check(
    "math", "elementary functions", subject: .library, law: "mpmath, 60 digits", source: "reference values",
    expected: { _ in
      functions.map { Expectation("largest relative error, \($0.name)", 0, .near($0.bound)) }
    },
    measured: { _, _ in
      functions.map { function in
        .exact(table(function.name).reduce(0) { max($0, $1.relativeError(function.call($1.arguments))) })
      }
    })

  /// The block functions of this processor's instruction set give what the scalar ones do, to the bit.
  static let blocks = Check(
    "blocks", "block functions on this processor", subject: .library, law: "the same bits as one at a time",
    source: "design",
    expected: { _ in blockFunctions.map { Expectation("results that differ, \($0.name)", 0, .exact(1e-12)) } },
    measured: { _, _ in
      blockFunctions.map { function in
        let arguments = table(function.name).map { $0.arguments[0] }
        let from = ColumnBuffer<Double>(count: arguments.count, repeating: 0)
        let to = ColumnBuffer<Double>(count: arguments.count, repeating: 0)
        for (place, argument) in arguments.enumerated() { from.column[place] = argument }
        function.block(from.column, to.column)
        let wrong = arguments.indices.count {
          to.column[$0].bitPattern != function.one(arguments[$0]).bitPattern
        }
        return .exact(Double(wrong))
      }
    })

  private typealias Block = @Sendable (Column<Double>, Column<Double>) -> Void

  private static let blockFunctions: [(name: String, one: @Sendable (Double) -> Double, block: Block)] = [
    ("exp", { Portable.exp($0) }, { VectorMath.exp($0, into: $1) }),
    ("expm1", { Portable.expm1($0) }, { VectorMath.expm1($0, into: $1) }),
    ("log", { Portable.log($0) }, { VectorMath.log($0, into: $1) }),
    ("log1p", { Portable.log1p($0) }, { VectorMath.log1p($0, into: $1) }),
    ("normalCDF", { Portable.normalCDF($0) }, { VectorMath.normalCDF($0, into: $1) }),
    ("normalQuantile", { Portable.normalQuantile($0) }, { VectorMath.normalQuantile($0, into: $1) }),
  ]

  /// A line of a table: arguments, and the result as the nearest double plus a remainder.
  private struct Line {
    let arguments: [Double]
    let result, remainder: Double

    func relativeError(_ got: Double) -> Double {
      let error = ((got - result) - remainder).magnitude / result.magnitude
      return error.isNaN ? .infinity : error
    }
  }

  private static func table(_ name: String) -> [Line] {
    KnownAnswers.rows("known-answers/\(name).tsv").map { cells in
      let values = cells.dropLast().map { Double(bitPattern: UInt64($0, radix: 16) ?? 0x7ff8_0000_0000_0000) }
      return Line(
        arguments: Array(values.dropLast()), result: values[values.count - 1],
        remainder: Double(cells[cells.count - 1]) ?? .nan)
    }
  }
}
