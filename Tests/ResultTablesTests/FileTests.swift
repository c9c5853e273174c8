import CDigest
import TestSupport
import Testing

@testable import ResultTables

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct FileTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  @Test("Blocks are taken alike with and without the processor's own instructions")
  func sha256Ways() {
    var bytes: [UInt8] = [], x: UInt32 = 1
    for _ in 0..<640 {
      x = x &* 1_664_525 &+ 1_013_904_223
      bytes.append(UInt8(x >> 24))
    }
    var usual = (0..<8).map { UInt32($0) &* 0x9e37_79b9 }, plain = usual
    rm_sha256(&usual, bytes, 10)
    rm_sha256_plain(&plain, bytes, 10)
    #expect(usual == plain)
  }

  /// FIPS 180-4 examples, and every length around the block size fed in pieces.
  @Test func sha256() {
    #expect(SHA256Hex.of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256Hex.of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256Hex.of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256Hex.of([UInt8](repeating: 97, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for length in 0..<300 {
      var hash = SHA256()
      for start in stride(from: 0, to: length, by: 23) {
        message[start..<min(start + 23, length)].withUnsafeBytes { hash.update($0) }
      }
      #expect(SHA256Hex.text(hash.digest()) == SHA256Hex.of(Array(message[..<length])))
    }
    #expect(SHA256Hex.bytes(of: SHA256Hex.of("abc"))?.first == 0xBA)
    #expect(SHA256Hex.bytes(of: "ba78") == nil && SHA256Hex.bytes(of: String(repeating: "g", count: 64)) == nil)
  }

  @Test func replacesWholeFiles() throws {
    let path = folder.file("f")
    try AtomicFile.write(text: "old", to: path)
    let digest = try AtomicFile.write(text: "new π", to: path)
    #expect(try folder.text("f") == "new π" && digest.bytes == 6)
    #expect(try SHA256Hex.of(fileAt: path) == digest.sha256)
    #expect(try FileDigest.measure(fileAt: path, rows: 0) == digest)
    #expect(folder.names == ["f"])
  }

  @Test func abandonedAndForgottenFilesLeaveNothing() throws {
    try AtomicFile.write(text: "old", to: folder.file("t.csv"))
    do {
      let table = try CSVTable(schema: Sample.schema, path: folder.file("t.csv"))
      try table.append([.text("a"), .integer(1), .number(2)])
      #expect(folder.names.count == 2)
      table.abandon()
      #expect(throws: TableError.self) { try table.finish() }
    }
    do {
      let forgotten = try CSVTable(schema: Sample.schema, path: folder.file("u.csv"))
      try forgotten.append([.text("a"), .integer(1), .number(2)])
    }
    #expect(folder.names == ["t.csv"])
    #expect(try folder.text("t.csv") == "old")
  }

  @Test func leftoversOfKilledProcesses() throws {
    let output = try AtomicOutput(path: folder.file("t.csv"))
    try AtomicFile.write(text: "keep", to: folder.file("data.partial"))
    // Hidden files of others look much the same.
    for name in [".mine.partial", ".t.csv", ".t.csvx.1.partial"] {
      try AtomicFile.write(text: "", to: folder.file(name))
    }
    #expect(try AtomicFile.removeLeftovers(of: ["t.csv"], in: folder.path) == 1)
    #expect(folder.names == [".mine.partial", ".t.csv", ".t.csvx.1.partial", "data.partial"])
    // Its temporary is gone: a typed error, and no file.
    #expect(throws: FileError(operation: "rename into place", path: folder.file("t.csv"), code: ENOENT)) {
      try output.finish(rows: 0)
    }
  }

  @Test func errorsNamePathAndReason() throws {
    let missing = folder.file("no/such/t.csv")
    let error = #expect(throws: FileError.self) { try AtomicFile.write(text: "x", to: missing) }
    #expect(error?.code == ENOENT && error?.path == missing)
    #expect("\(try #require(error))".contains("No such file or directory"))
    // A directory in the file's place.
    #expect(throws: FileError.self) { try AtomicFile.write(text: "x", to: folder.path) }
    #expect(folder.names.isEmpty)
    #expect(throws: FileError.self) { try FileDigest.measure(fileAt: folder.path, rows: 0) }
  }

  /// As root permissions do not hold, so the kernel's own directory serves: nothing can be created in /proc.
  @Test func readOnlyDirectory() throws {
    #expect(throws: TableError.self) { try CSVTable(schema: Sample.schema, path: "/proc/t.csv") }
    guard geteuid() != 0 else { return }
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    #expect(throws: FileError(operation: "create", path: folder.file("f"), code: EACCES)) {
      try AtomicFile.write(text: "x", to: folder.file("f"))
    }
  }

  /// A device that is always full: the write itself fails, through the path that a full disk takes.
  @Test func fullDevice() throws {
    let file = try FileHandle(path: "/dev/full", flags: O_WRONLY, operation: "open")
    #expect(throws: FileError(operation: "write", path: "/dev/full", code: ENOSPC)) {
      var failure: FileError?
      [UInt8](repeating: 1, count: 100).withUnsafeBytes { bytes in
        do throws(FileError) { try file.write(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }
}
