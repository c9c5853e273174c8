import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Reference values from data files beside the tests.
enum Reference {
  /// The lines of a file in `Data/`, split at tabs.
  static func rows(_ name: String, file: String = #filePath) throws -> [[String]] {
    let directory = file.split(separator: "/").dropLast().joined(separator: "/")
    let stream = try #require(fopen("/\(directory)/Data/\(name)", "r"), "no data file \(name)")
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: "\t").map(String.init) }
  }

  /// Doubles from blank-separated bit patterns.
  static func doubles(_ text: String) throws -> [Double] {
    try text.split(separator: " ").map { Double(bitPattern: try #require(UInt64($0, radix: 16))) }
  }
}

/// A small keyed generator for tests (SplitMix64): same numbers on every run.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// |a/b − 1|, and 0 when both are equal.
func relativeError(_ a: Double, _ b: Double) -> Double { a == b ? 0 : (a / b - 1).magnitude }
