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
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("KnownAnswers")
    let text = try String(contentsOf: folder.appendingPathComponent("bit-hashes.txt"), encoding: .utf8)
    #expect(Sweeps.all().map { "\($0.name) \($0.hash)" } == text.split(separator: "\n").map(String.init))
  }
}
