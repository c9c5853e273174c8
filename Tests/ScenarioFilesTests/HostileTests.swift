import Foundation
import Testing

@testable import ScenarioFiles

/// Input that means harm: every case ends with a message, soon, whatever its size.
@Suite(.serialized) struct HostileTests {
  /// A guard against minutes and hangs, not a measurement; of the processor, for other tests run beside these.
  static let patience = 20.0

  /// What the message has to say about a text.
  static let texts: [(name: String, text: String, message: String)] = [
    ("flow nesting", "a: " + String(repeating: "[", count: 20_000), "nested deeper than 16 levels"),
    ("flow mappings", String(repeating: "{a: ", count: 20_000), "nested deeper than 16 levels"),
    ("closed nesting", String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000), "nested deeper"),
    ("dashes", String(repeating: "- ", count: 20_000), "s.yaml:1:33: nested deeper than 16 levels"),
    ("questions", String(repeating: "? ", count: 500_000), "nested deeper than 16 levels"),
    (
      "block nesting", (0..<1_400).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      "s.yaml:17:17: nested deeper than 16 levels"
    ),
    (
      "regimes", "rainmaker: 1\nregimes:\n" + (0..<100_000).map { " \(String($0, radix: 16)): {}\n" }.joined(),
      "regimes: expected 1 to 64 regimes by name, got 100000"
    ),
    ("keys", (0..<95_000).map { "k\($0): 1\n" }.joined(), "s.yaml:1:1: k0: unknown key"),
    ("near keys", (0..<95_000).map { "trial\($0 % 9): 1\n" }.joined(), "did you mean \"trials\"?"),
    ("list", "[" + String(repeating: "1,", count: 1_100_000) + "]", "more than 1000000 values"),
    ("duplicates", String(repeating: "seed: 1\n", count: 100_000), "duplicate key: already given in line 1"),
    ("digits", "rainmaker: " + String(repeating: "9", count: 1_000_000), "expected a whole number equal to 1"),
    ("long key", "? " + String(repeating: "a", count: 1_000_000) + "\n: 1\n", "unknown key"),
    ("directives", String(repeating: "%TAG !a! x\n", count: 90_000) + "---\na: 1\n", "too many %TAG directives"),
    ("line feeds", String(repeating: "\n", count: 1_000_000), "empty"),
    ("anchors", String(repeating: "&a ", count: 300_000), "not valid YAML"),
    ("commas", "{" + String(repeating: ",", count: 500_000), "not valid YAML"),
    ("too large", String(repeating: "#", count: 1 << 24) + "#", "too large: a scenario file has at most 16 MiB"),
    ("terminal", "\"\\e[31m\\u202E\": 1\n", "\\u{1b}[31m\\u{202e}: unknown key"),
    ("carriage returns", "rainmaker: 1\rregimes: 2\r", "expected 1 to 64 regimes"),
  ]

  /// Seconds that this thread has computed.
  private func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: texts.indices) func text(index: Int) {
    let (name, text, message) = Self.texts[index]
    let start = clock()
    let said = messages(text)
    #expect(said.contains { $0.contains(message) }, "\(name): \(said.prefix(3))")
    #expect(clock() - start < Self.patience, "\(name)")
  }

  @Test func bytesThatAreNoText() {
    #expect(messages(bytes: []) == messages("# nothing\n"))
    #expect(messages(bytes: []).first?.hasPrefix("s.yaml: empty; ") == true)
    #expect(messages(bytes: [0, 0, 0]).first?.contains("control character 0x00") == true)
    #expect(messages(bytes: (0...255).map { UInt8($0) }).first?.contains("not UTF-8") == true)
    for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian] {
      let bytes = [UInt8](smallest.data(using: encoding) ?? Data())
      #expect(messages(bytes: bytes) == ["s.yaml: the text is UTF-16: save the file as UTF-8"])
    }
  }

  @Test func harmlessForms() {
    #expect(messages(bytes: [0xEF, 0xBB, 0xBF] + Array(smallest.utf8)).isEmpty)
    #expect(messages(smallest.replacingOccurrences(of: "\n", with: "\r\n")).isEmpty)
    #expect(messages("%YAML 1.1\n---\n" + smallest + "...\n").isEmpty)
    #expect(messages("{\n\t\"rainmaker\": 1,\n\t\"regimes\": {\"push\": {\"preset\": \"push\"}}\n}\n").isEmpty)
    #expect(messages("rainmaker: 1\nregimes:\n  a: &x {preset: push}\n  b: *x\n").isEmpty)
    #expect(messages("rainmaker: 1\nregimes: {\"no\": {}, \"1e3\": {}, \"2026-01-01\": {}, B_-: {}}\n").isEmpty)
    #expect(messages("rainmaker: 1\ntrials: 2e2\nregimes: {a: {levers: {bonus: +.5, contest: 1.}}}\n").isEmpty)
  }

  @Test func pathsThatAreNoFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scenario-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pipe = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let loop = folder.appendingPathComponent("loop").path
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
    let cases = [
      (pipe, "not a regular file"), ("/dev/zero", "not a regular file"), ("/dev/null", "not a regular file"),
      (folder.path, "a directory"), (folder.path + "/none.yaml", "no such file"), ("", "no such file"),
      ("a\0b", "no such file"), (loop, "cannot be opened"), (pipe + "/x", "no such file"),
      (String(repeating: "x", count: 5_000), "cannot be opened"),
    ]
    for (path, message) in cases {
      let errors = #expect(throws: ScenarioErrors.self) { try ScenarioFile.load(path: path) }
      #expect(errors?.exitCode == 66, "\(path)")
      #expect(errors?.description.contains(message) == true, "\(path): \(String(describing: errors))")
    }
    let large = folder.appendingPathComponent("large.yaml")
    try Data(count: 50 << 20).write(to: large)
    let errors = #expect(throws: ScenarioErrors.self) { try ScenarioFile.load(path: large.path) }
    #expect(errors?.exitCode == 65)
    #expect(errors?.description.contains("too large") == true)
  }
}
