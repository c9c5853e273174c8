import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Appends completed trials to a journal, so that a killed process loses nothing but what it had not handed over.
///
/// Records are gathered to 64 KB or a tenth of a second, then written; once a second, and at ``close()``, the file is
/// synchronised. When this happens never shows in the bytes: they depend on header and records alone. A file has one
/// writer at a time, by an advisory lock. A failed write cuts the file back to its last whole group, and the writer
/// refuses everything afterwards; the journal can be continued when the disk has room again.
///
///     let journal = try JournalWriter(openOrCreate: "results/journal", header: header)
///     try journal.append(JournalRecord(trial: journal.nextTrial, values: values))
///     try journal.close()
///
/// Not thread-safe: ``OrderedCommit`` puts several workers in front of it.
public final class JournalWriter {
  public let path: String
  public let header: JournalHeader
  /// The trial whose record comes next.
  public private(set) var nextTrial: Int
  /// The part of it that comes next.
  public private(set) var nextPart = 0
  private let seed: UInt64
  private var file: FileHandle
  private var isOpen = true
  private var buffer: [UInt8] = []
  /// Bytes which are whole records in the file.
  private var written: Int
  private var lastFlush: ContinuousClock.Instant
  private var lastSync: ContinuousClock.Instant

  private static let groupSize = 1 << 16
  private static let flushInterval = Duration.milliseconds(100)
  private static let syncInterval = Duration.seconds(1)

  /// Creates a journal, which must not exist.
  public static func create(path: String, header: JournalHeader) throws(JournalError) -> JournalWriter {
    let file = try JournalError.guarding { () throws(FileError) in
      try FileHandle(path: path, flags: O_RDWR | O_CREAT | O_EXCL, operation: "create")
    }
    return try JournalWriter(file, header: header, isNew: true)
  }

  /// Continues an existing journal: checks every record, cuts off a torn or damaged tail, and appends from there.
  ///
  /// A journal whose process was killed while it wrote the header is begun anew. A link is refused, and so is a file
  /// that has another name as well: whatever lies elsewhere is not written to.
  ///
  /// - Throws: ``JournalError/differs(path:field:expected:found:)`` when it belongs to another study,
  ///   ``JournalError/locked(path:)`` when another process writes it.
  /// - Complexity: O(file), flat memory.
  public static func openForAppend(path: String, header: JournalHeader) throws(JournalError) -> JournalWriter {
    let file = try JournalError.guarding { () throws(FileError) in
      try FileHandle(path: path, flags: O_RDWR | O_NOFOLLOW, operation: "open")
    }
    return try JournalWriter(file, header: header, isNew: false)
  }

  /// Continues the journal if there is one, else creates it.
  public convenience init(openOrCreate path: String, header: JournalHeader) throws(JournalError) {
    let file = try JournalError.guarding { () throws(FileError) in
      try FileHandle(path: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW, operation: "open")
    }
    try self.init(file, header: header, isNew: false)
  }

  private init(_ file: consuming FileHandle, header: JournalHeader, isNew: Bool) throws(JournalError) {
    path = file.path
    self.header = header
    seed = header.checksum
    nextTrial = header.firstTrial
    written = 0
    lastFlush = .now
    lastSync = .now
    self.file = file
    guard try JournalError.guarding({ () throws(FileError) in try self.file.lock() }) else {
      isOpen = false
      throw .locked(path: path)
    }
    do throws(JournalError) {
      guard try JournalError.guarding({ () throws(FileError) in try self.file.isRegular() }) else {
        throw .notAJournal(path: path)
      }
      guard try JournalError.guarding({ () throws(FileError) in try self.file.links() == 1 }) else {
        throw .linked(path: path)
      }
      var isFresh = isNew
      if !isFresh { isFresh = try holdsOnlyPartOfHeader() }
      if isFresh { try begin() } else { try resume() }
    } catch {
      isOpen = false
      throw error
    }
  }

  deinit {
    // A writer that goes away without close() hands over what it has; errors have nobody to go to.
    if isOpen { try? close() }
  }

  /// Appends the record that comes next: part by part, trial by trial.
  ///
  /// - Parameter record: that of part ``nextPart`` of trial ``nextTrial``, with the values that the header declares.
  /// - Throws: ``JournalError``.
  /// - Complexity: O(values); a system call for every 64 KB.
  public func append(_ record: JournalRecord) throws(JournalError) {
    guard isOpen else { throw .closed(path: path) }
    guard record.trial == nextTrial, record.part == nextPart else {
      throw .wrongTrial(path: path, expected: nextTrial, got: record.trial)
    }
    let counts = header.counts(of: record.trial, part: record.part)
    for (what, expected, got) in [
      ("values", counts.values, record.values.count), ("weekly values", counts.weekly, record.weekly.count),
      ("sellers' values", counts.sellers, record.sellers.count),
      ("groups' values", counts.groups, record.groups.count),
    ] where expected != got {
      throw .wrongShape(path: path, trial: record.trial, what: what, expected: expected, got: got)
    }
    RecordBytes.append(record, seed: seed, to: &buffer)
    nextPart += 1
    if nextPart == header.parts.count { (nextTrial, nextPart) = (nextTrial + 1, 0) }
    let now = ContinuousClock.now
    if buffer.count >= Self.groupSize || now - lastFlush >= Self.flushInterval { try flush() }
    if now - lastSync >= Self.syncInterval { try synchronise() }
  }

  /// Hands everything appended so far to the operating system: it survives the death of this process.
  public func flush() throws(JournalError) {
    guard isOpen else { throw .closed(path: path) }
    lastFlush = .now
    guard !buffer.isEmpty else { return }
    do throws(FileError) {
      var failure: FileError?
      buffer.withUnsafeBytes { bytes in
        do throws(FileError) { try file.write(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    } catch {
      isOpen = false
      // Best effort: the reader would find the torn record by itself.
      try? file.truncate(to: written)
      try? file.finish()
      throw .file(error)
    }
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Flushes, and waits until the disk has it all: it survives a loss of power.
  public func synchronise() throws(JournalError) {
    try flush()
    lastSync = .now
    do throws(FileError) { try file.synchronise(metadata: false) } catch {
      isOpen = false
      throw .file(error)
    }
  }

  /// Synchronises and closes. Closing twice is harmless.
  public func close() throws(JournalError) {
    guard isOpen else { return }
    try synchronise()
    isOpen = false
    do throws(FileError) { try file.finish() } catch { throw .file(error) }
  }

  // MARK: Opening

  /// Whether the file is empty or was left while the header was being written.
  private func holdsOnlyPartOfHeader() throws(JournalError) -> Bool {
    let expected = header.bytes
    do throws(FileError) {
      guard try file.isRegular(), try file.size() < expected.count else { return false }
      let found = UnsafeMutableRawBufferPointer.allocate(byteCount: expected.count, alignment: 16)
      defer { found.deallocate() }
      let count = try file.read(into: found, at: 0)
      return found[..<count].elementsEqual(expected[..<count])
    } catch { throw .file(error) }
  }

  private func begin() throws(JournalError) {
    try JournalError.guarding { () throws(FileError) in try file.truncate(to: 0) }
    buffer = header.bytes
    try flush()
    try JournalError.guarding { () throws(FileError) in
      try file.synchronise()
      try AtomicFile.synchroniseDirectory(of: path)
    }
  }

  private func resume() throws(JournalError) {
    try JournalHeader.read(from: file).check(against: header, path: path)
    let extent = try JournalScan.run(file, header: header)
    (nextTrial, nextPart) = (extent.nextTrial, extent.nextPart)
    written = extent.goodBytes
    try JournalError.guarding { () throws(FileError) in try file.truncate(to: extent.goodBytes) }
  }
}
