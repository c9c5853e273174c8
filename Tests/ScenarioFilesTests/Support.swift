import Experiments
import Foundation
import SalesForce
import Testing

@testable import ScenarioFiles

/// The messages of a text, or none if it is fine.
func messages(_ text: String, overrides: [(path: String, value: String)] = []) -> [String] {
  messages(bytes: Array(text.utf8), overrides: overrides)
}

func messages(bytes: [UInt8], overrides: [(path: String, value: String)] = []) -> [String] {
  do throws(ScenarioErrors) {
    _ = try ScenarioFile.parse(bytes: bytes, source: "s.yaml", overrides: overrides)
    return []
  } catch {
    return error.description.split(separator: "\n").map(String.init)
  }
}

/// The folder of this target.
let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

/// The top of the package.
let packageFolder = testFolder.deletingLastPathComponent().deletingLastPathComponent()

/// A small valid scenario.
let smallest = "rainmaker: 1\nregimes:\n  push: {preset: push}\n"

/// SplitMix64: the same sequence for the same seed, everywhere.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
}
