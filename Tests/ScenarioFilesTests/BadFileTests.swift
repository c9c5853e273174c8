import Foundation
import Testing

@testable import ScenarioFiles

/// Files that are wrong, each beside the exact text that its reader gets to see.
@Suite struct BadFileTests {
  static let folder = testFolder.appendingPathComponent("Bad")
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  @Test func corpusIsThere() { #expect(Self.names.count >= 25) }

  /// Run with `RAINMAKER_RECORD=1` to write the expected texts anew; read the difference before you keep it.
  @Test(arguments: names) func saysWhatIsWrong(name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let expected = file.deletingPathExtension().appendingPathExtension("txt")
    let bytes = [UInt8](try Data(contentsOf: file))
    do throws(ScenarioErrors) {
      _ = try ScenarioFile.parse(bytes: bytes, source: name)
      Issue.record("\(name) was taken for valid")
    } catch {
      #expect(error.exitCode == 65)
      let said = error.description + "\n"
      if ProcessInfo.processInfo.environment["RAINMAKER_RECORD"] == "1" {
        #expect(throws: Never.self) { try said.write(to: expected, atomically: true, encoding: .utf8) }
      }
      #expect(said == (try? String(contentsOf: expected, encoding: .utf8)))
    }
  }
}
