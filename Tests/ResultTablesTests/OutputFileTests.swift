import TestSupport
import Testing

@testable import ResultTables

#if canImport(Glibc)
  import Glibc
#endif

/// Nodes and links are made in a scratch folder alone.
@Suite struct OutputFileTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  @Test func linksStayAndTheirTargetsAreReplaced() throws {
    try AtomicFile.write(text: "old", to: folder.file("target"))
    #expect(symlink("target", folder.file("one")) == 0 && symlink("one", folder.file("two")) == 0)
    #expect(symlink("later", folder.file("dangling")) == 0)
    try OutputFile(folder.file("two")).write("new")
    try OutputFile(folder.file("dangling")).write("made")
    #expect(try folder.text("target") == "new" && folder.text("later") == "made")
    #expect(try FilePath.target(folder.file("two")).hasSuffix("/target"))
    #expect(folder.names == ["dangling", "later", "one", "target", "two"])
  }

  @Test func whatIsNoFileIsWrittenStraightOrRefused() throws {
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    // Open at both ends, so that nobody waits.
    let reader = open(folder.file("pipe"), O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    try OutputFile(folder.file("pipe")).write("through")
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &bytes, 16) == 7 && String(decoding: bytes.prefix(7), as: UTF8.self) == "through")
    #expect(try OutputFile(folder.file("pipe")) == .stream(folder.file("pipe")) && OutputFile("-") == .standardOutput)
    #expect(throws: FileError(operation: "create", path: folder.path, code: EISDIR)) { try OutputFile(folder.path) }
    #expect(symlink("loop", folder.file("loop")) == 0)
    #expect(throws: FileError.self) { try OutputFile(folder.file("loop")) }
  }

  @Test func onlyRegularFilesAreRead() throws {
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0 && symlink("pipe", folder.file("link")) == 0)
    for path in [folder.file("pipe"), folder.file("link"), folder.path] {
      let refused = FileError(operation: "read", path: path, code: FileError.notRegular)
      #expect(throws: refused) { try FileDigest.measure(fileAt: path, rows: 0) }
      #expect(throws: refused) { try SmallFile.bytes(at: path, atMost: 10) }
      #expect(throws: refused) { _ = try CSVReader(path: path) }
    }
    try AtomicFile.write(text: "12345", to: folder.file("five"))
    #expect(try SmallFile.bytes(at: folder.file("five"), atMost: 5).count == 5)
    let large = FileError(operation: "read", path: folder.file("five"), code: FileError.tooLarge)
    #expect(throws: large) { try SmallFile.bytes(at: folder.file("five"), atMost: 4) }
    #expect(throws: large) { try FileDigest.measure(fileAt: folder.file("five"), rows: 0, atMost: 4) }
  }
}

@Suite struct FilePathTests {
  @Test(arguments: [
    ("x", ".", "x"), ("a/x", "a", "x"), ("a/x/", "a", "x"), ("/x", "/", "x"), ("/", "/", "/"), ("//", "/", "//"),
    ("", ".", ""), ("a//x", "a", "x"), ("/a/b/c", "/a/b", "c"), (".", ".", "."), ("é/ü", "é", "ü"),
  ]) func parts(_ path: String, _ folder: String, _ name: String) {
    #expect(FilePath.folder(path) == folder && FilePath.name(path) == name)
  }

  @Test func waysLeadFromOneToTheOther() {
    #expect(FilePath.way(from: "/no/such/a", to: "/no/such/b/c") == "../b/c")
    #expect(FilePath.way(from: "/no/such", to: "/no/such") == "." && FilePath.way(from: "/", to: "/no/x") == "no/x")
    #expect(FilePath.way(from: "no/../such", to: "such/x") == "x" && FilePath.way(from: "x", to: "y") == "../y")
  }
}

@Suite struct PrintableTextTests {
  @Test func whatDrivesATerminalIsWrittenOut() {
    #expect("a\u{1B}]0;x\u{7}\n".printable == "a\\u{1b}]0;x\\u{7}\\u{a}")
    #expect("\u{202E}\u{9B}\u{FEFF}\u{2029}".printable == "\\u{202e}\\u{9b}\\u{feff}\\u{2029}")
    #expect("é 😀 \u{200D} ﷺ".printable == "é 😀 \u{200D} ﷺ" && "a\r\nb".printable(keeping: "\n") == "a\\u{d}\nb")
    #expect("x\u{202E}".unprintable == "U+202E" && "x\u{7}".unprintable == "U+0007" && "x".unprintable == nil)
  }
}
