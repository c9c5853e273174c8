import TestSupport
import Testing

@testable import Experiments
@testable import ResultTables

#if canImport(Glibc)
  import Glibc
#endif

@Suite(.serialized) struct JournalFailureTests {
  let folder: ScratchFolder
  let path: String
  let header = JournalSample.header

  init() throws {
    folder = try ScratchFolder()
    path = folder.file("journal")
  }

  @Test func misuse() throws {
    let journal = try JournalWriter.create(path: path, header: header)
    #expect(throws: JournalError.wrongTrial(path: path, expected: 2, got: 3)) {
      try journal.append(JournalSample.record(3))
    }
    #expect(throws: JournalError.wrongShape(path: path, trial: 2, what: "values", expected: 2, got: 1)) {
      try journal.append(JournalRecord(trial: 2, values: [1], weekly: [1, 2, 3, 4, 5, 6]))
    }
    #expect(throws: JournalError.wrongShape(path: path, trial: 2, what: "weekly values", expected: 6, got: 0)) {
      try journal.append(JournalRecord(trial: 2, values: [1, 2]))
    }
    #expect(throws: JournalError.wrongShape(path: path, trial: 2, what: "sellers' values", expected: 4, got: 0)) {
      try journal.append(JournalRecord(trial: 2, values: [1, 2], weekly: [1, 2, 3, 4, 5, 6]))
    }
    try journal.append(JournalSample.record(2))
    try journal.close()
    #expect(throws: JournalError.closed(path: path)) { try journal.append(JournalSample.record(3)) }
    #expect(try JournalReader(path: path).trials == 2..<3)
  }

  @Test func refusesStrangers() throws {
    #expect(throws: JournalError.file(FileError(operation: "open", path: path, code: ENOENT))) {
      try JournalReader(path: path)
    }
    #expect(throws: JournalError.notAJournal(path: folder.path)) { try JournalReader(path: folder.path) }
    try ScratchFolder.write(Array("regime,point\n".utf8), path)
    #expect(throws: JournalError.notAJournal(path: path)) { try JournalReader(path: path) }
    #expect(throws: JournalError.notAJournal(path: path)) { try JournalWriter(openOrCreate: path, header: header) }
    #expect(try ScratchFolder.bytes(path) == Array("regime,point\n".utf8), "a stranger's file was touched")
    #expect(throws: JournalError.file(FileError(operation: "create", path: path, code: EEXIST))) {
      try JournalWriter.create(path: path, header: header)
    }
  }

  /// A header that asks for absurd sizes is an error, not an allocation.
  @Test func hostileHeader() throws {
    try JournalSample.write(path, until: 3, header: JournalSample.parted)
    let good = try ScratchFolder.bytes(path)
    for offset in [4, 8, 12, 48, 56, 60, 64, 68, 72, 80, 88, 112, 128] {
      var bytes = good
      for index in offset..<(offset + 4) { bytes[index] = 0xFF }
      try ScratchFolder.write(bytes, path)
      #expect(throws: JournalError.self) { try JournalReader(path: path) }
    }
  }

  @Test func namesTheDifference() throws {
    try JournalSample.write(path, until: 3)
    let other = JournalHeader(
      study: header.study, firstTrial: 2, arms: 3, metrics: 1, weeklyValues: 3, weeklyTrials: 6,
      descriptor: header.descriptor)
    let expected = JournalError.differs(path: path, field: "number of arms", expected: "3", found: "2")
    #expect(throws: expected) { try JournalWriter.openForAppend(path: path, header: other) }
    #expect(throws: expected) { try JournalReader(path: path, expecting: other) }
  }

  @Test func oneWriterAtATime() throws {
    let first = try JournalWriter.create(path: path, header: header)
    #expect(throws: JournalError.locked(path: path)) { try JournalWriter.openForAppend(path: path, header: header) }
    try first.close()
    try JournalWriter.openForAppend(path: path, header: header).close()
  }

  /// The disk fills (here: the size limit of files, which the kernel reports in the same way): a typed error, whole
  /// records on disk, and the journal continues when there is room.
  @Test func fullDisk() throws {
    // In a child, since the limit holds for a whole process. 8 blocks of the shell are 4 or 8 KB.
    let helper = folder.file("limited")
    let status = try Child.run(
      "/bin/sh", ["-c", "ulimit -f 8; trap '' XFSZ; exec '\(Child.appender)' '\(helper)' 5000"])
    #expect(status == 74 << 8, "the limit did not bite: \(status)")
    let size = try ScratchFolder.bytes(helper).count
    #expect(size > 0 && size <= 8 * 1024)
    let reader = try JournalReader(path: helper)
    #expect(reader.extent.trials > 0 && !reader.extent.hasDamagedTail)
    #expect(try Child.run(Child.appender, [helper, "5000"]) == 0)
    #expect(try Child.run(Child.appender, [folder.file("unlimited"), "5000"]) == 0)
    #expect(try ScratchFolder.bytes(helper) == ScratchFolder.bytes(folder.file("unlimited")))
  }

  /// A device in the journal's place is refused, not written to.
  @Test func device() {
    #expect(throws: JournalError.notAJournal(path: "/dev/full")) {
      try JournalWriter(openOrCreate: "/dev/full", header: header)
    }
    #expect(throws: JournalError.notAJournal(path: "/dev/zero")) { try JournalReader(path: "/dev/zero") }
  }

  /// kill -9 at random moments, again and again, then continue: the bytes of a run never stopped.
  @Test func killedAndContinued() throws {
    let trials = "20000"
    #expect(try Child.run(Child.appender, [folder.file("whole"), trials]) == 0)
    let whole = try ScratchFolder.bytes(folder.file("whole"))
    var partial = 0
    for round in 0..<12 {
      // Every other time as soon as it has written something: by the clock alone it may not have begun, or be done.
      let before = Child.size(path)
      var polls = 0
      try Child.kill(Child.appender, [path, trials]) {
        polls += 1
        let isDue = round.isMultiple(of: 2) ? Child.size(path) > before : polls > 7 + 12 * round
        return isDue || before == whole.count
      }
      guard folder.names.contains("journal") else { continue }
      let size = try ScratchFolder.bytes(path).count
      if size > 0 && size < whole.count { partial += 1 }
    }
    #expect(partial > 0, "no kill fell into the work")
    #expect(try Child.run(Child.appender, [path, trials]) == 0)
    #expect(try ScratchFolder.bytes(path) == whole)
  }
}

/// Child processes.
enum Child {
  /// The helper beside the test bundle.
  static let appender: String = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), 4096) } ?? 0
    }
    let own = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return FilePath.folder(own) + "/JournalAppender"
  }()

  static func start(_ path: String, _ arguments: [String]) throws -> pid_t {
    var strings = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, nil, nil, &strings, environ)
    try #require(code == 0, "cannot start \(path): \(code)")
    return id
  }

  /// Bytes of a file; none where there is none.
  static func size(_ path: String) -> Int {
    var found = stat()
    return stat(path, &found) == 0 ? Int(found.st_size) : 0
  }

  /// Runs to the end; the wait status, 0 for success.
  static func run(_ path: String, _ arguments: [String]) throws -> Int32 {
    let id = try start(path, arguments)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 { try #require(errno == EINTR) }
    return status
  }

  /// Kills it when it is due, which is asked five times a millisecond, or after twenty seconds.
  static func kill(_ path: String, _ arguments: [String], when isDue: () -> Bool) throws {
    let id = try start(path, arguments)
    var polls = 0
    while !isDue(), polls < 100_000 {
      usleep(200)
      polls += 1
    }
    _ = Glibc.kill(id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 { try #require(errno == EINTR) }
  }
}
