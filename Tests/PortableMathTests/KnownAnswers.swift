import TestSupport
import Testing

/// A table of `Scripts/generate-known-answers`: arguments, and the result as the nearest double plus a remainder.
struct KnownAnswer: Sendable {
  let arguments: [Double]
  let result: Double
  let remainder: Double

  /// |got − exact| / |exact|
  func relativeError(_ got: Double) -> Double {
    abs((got - result) - remainder) / abs(result)
  }

  static func table(_ name: String) throws -> [KnownAnswer] {
    try #require(knownTable(name + ".tsv")).map { line in
      let cells = line.split(separator: "\t")
      let values = try cells.dropLast().map { Double(bitPattern: try #require(UInt64($0, radix: 16))) }
      return KnownAnswer(
        arguments: Array(values.dropLast()), result: values[values.count - 1],
        remainder: try #require(Double(cells[cells.count - 1])))
    }
  }
}
