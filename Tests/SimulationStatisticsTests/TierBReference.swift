import LinearAlgebra
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The matrices of a file by name, as `generate_tier_b.py` writes them: of `Data/TierB/`, or one that the program carries.
struct TierBReference {
  private var matrices: [String: Matrix] = [:]

  init(_ file: String) throws {
    let carried = knownTable(file + ".tsv")?.map { $0.split(separator: "\t").map(String.init) }
    for row in try carried ?? Reference.rows("TierB/\(file).tsv") {
      let (rows, columns) = (try #require(Int(row[1])), try #require(Int(row[2])))
      let elements = try row[3].split(separator: " ").map { try #require(Double($0)) }
      matrices[row[0]] = Matrix(rowCount: rows, columnCount: columns, elements: elements)
    }
  }

  func matrix(_ name: String) throws -> Matrix { try #require(matrices[name], "no matrix \(name)") }
  func values(_ name: String) throws -> [Double] { try matrix(name).elements }
  func labels(_ name: String) throws -> [Int] { try values(name).map { Int($0) } }
}

/// −log10 of the relative error (absolute for an expected 0): the digits that agree, at most 15.
func logRelativeError(_ got: Double, _ expected: Double) -> Double {
  if got == expected { return 15 }
  let error = expected == 0 ? got.magnitude : ((got - expected) / expected).magnitude
  return min(15, -log10(error))
}

/// Every number agrees to `tolerance`, relative to the larger of the expected number and `scale`.
func expectClose(
  _ got: [Double], _ expected: [Double], _ what: String, tolerance: Double = 1e-9, scale: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(got.count == expected.count, "\(what)", sourceLocation: sourceLocation)
  for (i, (a, b)) in zip(got, expected).enumerated() {
    let close = a == b || (a - b).magnitude <= tolerance * max(b.magnitude, scale)
    #expect(close, "\(what) \(i): \(a), not \(b)", sourceLocation: sourceLocation)
  }
}
