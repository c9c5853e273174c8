import Foundation
import Testing

@testable import ScenarioFiles

/// A valid file with a few bytes changed: read, or refused with a place inside the file; never a crash.
@Suite struct MutationTests {
  static let tokens = [
    "[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a", "!!str ", "<<: ", "\"", "'", "\t", "\n", "\r", "#", "|\n",
    ">-\n",
    "---\n", "...\n", "%YAML 1.2\n", "~", "null", ".inf", ".nan", "-1", "1e309", "010", "0x1", "\u{FEFF}", "\0", "🙂",
    "[[0, 1], [9, 2]]", "preset: push", "regimes:", "[*a, *a]", "\\u0000", "\u{85}", "\u{2028}",
  ].map { Array($0.utf8) }

  /// Mutations of each part; `RAINMAKER_MUTATIONS=20000` for a long run.
  static let rounds = ProcessInfo.processInfo.environment["RAINMAKER_MUTATIONS"].flatMap { Int($0) } ?? 500

  @Test(arguments: 0..<8) func neverCrashes(part: Int) throws {
    let file = packageFolder.appendingPathComponent("Scenarios/waning-push-pull.yaml")
    let full = try String(contentsOf: file, encoding: .utf8)
    var dice = Dice(part)
    var refused = 0
    for seed in 0..<Self.rounds {
      var random = RandomScenario(seed: seed)
      var bytes = Array((seed % 2 == 0 ? full : random.text()).utf8)
      for _ in 0..<Int.random(in: 1...6, using: &dice) { mutate(&bytes, &dice) }
      let lines = bytes.count { $0 == 10 || $0 == 13 } + bytes.count { $0 == 0x85 || $0 == 0xA8 } + 2
      do throws(ScenarioErrors) {
        let scenario = try ScenarioFile.parse(bytes: bytes, source: "s.yaml")
        let again = try ScenarioFile.parse(text: ScenarioFile.resolved(scenario), source: "s.yaml")
        #expect(again == scenario, "\(String(decoding: bytes, as: UTF8.self))")
      } catch {
        refused += 1
        #expect(error.exitCode == 65)
        #expect(!error.problems.isEmpty)
        for problem in error.problems {
          #expect((1...lines).contains(problem.line ?? 1), "\(problem) \(String(decoding: bytes, as: UTF8.self))")
          #expect((1...bytes.count + 1).contains(problem.column ?? 1))
          #expect(!problem.message.isEmpty && !problem.description.contains("\n"))
        }
      }
    }
    #expect(refused > Self.rounds / 5)
  }

  private func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &dice)
    let end = min(bytes.count, place + Int.random(in: 1...40, using: &dice))
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
    case 1: bytes[place] = UInt8.random(in: 32...126, using: &dice)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &dice))
    case 4: bytes.insert(contentsOf: Self.tokens.randomElement(using: &dice) ?? [], at: place)
    default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &dice))
    }
  }
}
