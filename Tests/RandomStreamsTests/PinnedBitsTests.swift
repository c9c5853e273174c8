import CVectorMath
import Foundation
import Testing

@testable import BitHashes

@Suite("Bits are pinned", .serialized)
struct PinnedBitsTests {
  /// A change of these hashes moves every result and needs an entry in the changelog. `Scripts/check-bits --pin`
  /// rewrites the file.
  @Test("Every sweep has its recorded hash, at every level", arguments: 0..<3)
  func pinned(level: Int) throws {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let file = try #require(Bundle.module.url(forResource: "bit-hashes", withExtension: "txt"))
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(Sweeps.all().map { "\($0.name) \($0.hash)" } == text.split(separator: "\n").map(String.init))
  }
}
