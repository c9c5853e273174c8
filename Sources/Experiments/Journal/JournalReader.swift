import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a journal, with flat memory, as often as needed.
///
/// Opening checks the header and every record and finds how far the journal is good: ``extent``. A torn or damaged
/// tail is no error; the trials before it are there. The journal may be growing meanwhile: what was appended after
/// opening is not seen.
///
///     let journal = try JournalReader(path: "results/journal")
///     try journal.forEachTrial { trial, values, weekly in … }
public final class JournalReader {
  public let path: String
  public let header: JournalHeader
  /// The good part of the journal at the time of opening.
  public let extent: JournalExtent
  private let file: FileHandle
  private let isWanted: @Sendable () -> Bool

  /// - Parameters:
  ///   - path: the journal.
  ///   - expected: the header that the study wants; nil to take any.
  ///   - isWanted: asked at every trial that is read; once it says no, everything throws
  ///     ``JournalError/stopped(path:)``.
  /// - Throws: ``JournalError``, also for a directory, a device or another kind of file.
  /// - Complexity: O(file).
  public init(
    path: String, expecting expected: JournalHeader? = nil, isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(JournalError) {
    self.path = path
    self.isWanted = isWanted
    let file = try JournalError.guarding { () throws(FileError) in
      // O_NONBLOCK: a pipe in the journal's place must not stop the program.
      try FileHandle(path: path, flags: O_RDONLY | O_NONBLOCK, operation: "open")
    }
    guard try JournalError.guarding({ () throws(FileError) in try file.isRegular() }) else {
      throw .notAJournal(path: path)
    }
    let header = try JournalHeader.read(from: file)
    if let expected { try header.check(against: expected, path: path) }
    extent = try JournalScan.run(file, header: header, isWanted: isWanted)
    self.header = header
    self.file = file
  }

  /// The good trials.
  public var trials: Range<Int> { extent.firstTrial..<extent.nextTrial }

  /// Visits trials in order.
  ///
  /// - Parameters:
  ///   - range: which; nil for all good ones.
  ///   - body: gets the trial, its values and its weekly values (empty where a trial carries none).
  /// - Throws: ``JournalError`` when a record was damaged since opening or is not there; whatever `body` throws.
  public func forEachTrial(
    _ range: Range<Int>? = nil, _ body: (_ trial: Int, _ values: [Double], _ weekly: [Double]) throws -> Void
  ) throws {
    let range = range ?? trials
    guard !range.isEmpty else { return }
    try check(range)
    var values = [Double](repeating: 0, count: header.valuesPerTrial)
    var weekly = [Double](repeating: 0, count: header.carriesWeekly(range.lowerBound) ? header.weeklyValues : 0)
    let reached = try JournalScan.run(file, header: header, from: range.lowerBound, limit: range.upperBound) {
      trial, bytes in
      guard isWanted() else { throw JournalError.stopped(path: path) }
      if !header.carriesWeekly(trial) { weekly = [] }
      RecordBytes.load(UnsafeRawBufferPointer(rebasing: bytes[16...]), into: &values)
      let weeklyBytes = UnsafeRawBufferPointer(rebasing: bytes[(16 + 8 * values.count)...])
      RecordBytes.load(weeklyBytes, into: &weekly)
      try body(trial, values, weekly)
    }
    guard reached.nextTrial == range.upperBound else {
      throw JournalError.damagedRecord(path: path, trial: reached.nextTrial, offset: reached.goodBytes)
    }
  }

  /// The record of one trial, found by arithmetic and checked.
  public func record(of trial: Int) throws(JournalError) -> JournalRecord {
    try check(trial..<(trial + 1))
    let bytes = try load(at: header.offset(of: trial), count: header.recordLength(of: trial))
    let counts = header.counts(of: trial)
    guard bytes.withUnsafeBytes({ RecordBytes.isIntact($0, trial: trial, seed: header.checksum) }) else {
      throw .damagedRecord(path: path, trial: trial, offset: header.offset(of: trial))
    }
    var record = JournalRecord(
      trial: trial, values: Array(repeating: 0, count: counts.values),
      weekly: Array(repeating: 0, count: counts.weekly), sellers: Array(repeating: 0, count: counts.sellers))
    bytes.withUnsafeBytes { raw in
      func from(_ value: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: raw[(16 + 8 * value)...]) }
      RecordBytes.load(from(0), into: &record.values)
      RecordBytes.load(from(counts.values), into: &record.weekly)
      RecordBytes.load(from(counts.values + counts.weekly), into: &record.sellers)
    }
    return record
  }

  /// Some weekly columns of all good trials that carry them: for each column in turn its values in trial order.
  ///
  /// Only the wanted bytes are read, so the memory is that of the result; the records' checksums were verified at
  /// opening. Ask for a few hundred columns at a time.
  ///
  /// - Parameter columns: positions within a trial's weekly values.
  /// - Returns: `columns.count` × ``weeklyTrials`` values, column-major.
  /// - Precondition: the columns exist.
  public func weeklyColumns(_ columns: Range<Int>) throws(JournalError) -> [Double] {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= header.weeklyValues, "weekly columns out of range")
    let count = weeklyTrials
    var result = [Double](repeating: 0, count: columns.count * count)
    var row = [Double](repeating: 0, count: columns.count)
    for index in 0..<count {
      let offset = header.weeklyOffset(of: extent.firstTrial + index) + 8 * columns.lowerBound
      let bytes = try load(at: offset, count: 8 * columns.count)
      bytes.withUnsafeBytes { RecordBytes.load($0, into: &row) }
      for column in row.indices { result[column * count + index] = row[column] }
    }
    return result
  }

  /// Some sellers' values of a trial that carries them; only the wanted bytes are read.
  /// - Parameter columns: positions within a trial's sellers' values.
  /// - Precondition: the trial is good and carries them, and the columns exist.
  func sellers(of trial: Int, _ columns: Range<Int>) throws(JournalError) -> [Double] {
    precondition(
      trials.contains(trial) && header.carriesSellers(trial) && columns.lowerBound >= 0
        && columns.upperBound <= header.sellerValues, "sellers' values out of range")
    let bytes = try load(at: header.sellerOffset(of: trial) + 8 * columns.lowerBound, count: 8 * columns.count)
    var values = [Double](repeating: 0, count: columns.count)
    bytes.withUnsafeBytes { RecordBytes.load($0, into: &values) }
    return values
  }

  /// The good trials that carry sellers' values.
  var sellerTrials: Range<Int> {
    extent
      .firstTrial..<max(
        extent.firstTrial, header.sellerValues > 0 ? min(extent.nextTrial, header.sellerTrials) : extent.firstTrial)
  }

  /// How many good trials carry weekly values.
  public var weeklyTrials: Int {
    header.weeklyValues > 0 ? max(0, min(extent.nextTrial, header.weeklyTrials) - extent.firstTrial) : 0
  }

  private func check(_ range: Range<Int>) throws(JournalError) {
    if range.lowerBound < extent.firstTrial { throw .noSuchTrial(path: path, trial: range.lowerBound) }
    if range.upperBound > extent.nextTrial { throw .noSuchTrial(path: path, trial: range.upperBound - 1) }
  }

  private func load(at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
    guard isWanted() else { throw .stopped(path: path) }
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(FileError) {
        initialized = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch { failure = error }
    }
    if let failure { throw .file(failure) }
    guard bytes.count == count else { throw .file(FileError(operation: "read", path: path, code: EIO)) }
    return bytes
  }

  /// What a journal says of itself, its records unread.
  static func header(of path: String) throws(JournalError) -> JournalHeader {
    let file = try JournalError.guarding { () throws(FileError) in
      try FileHandle(path: path, flags: O_RDONLY | O_NONBLOCK, operation: "open")
    }
    guard try JournalError.guarding({ () throws(FileError) in try file.isRegular() }) else {
      throw .notAJournal(path: path)
    }
    return try JournalHeader.read(from: file)
  }

  /// Whether a regular file, and not a link to one, begins as a journal does, damaged or not.
  static func isJournal(_ path: String) -> Bool {
    do throws(JournalError) {
      let file = try JournalError.guarding { () throws(FileError) in
        try FileHandle(path: path, flags: O_RDONLY | O_NONBLOCK | O_NOFOLLOW, operation: "open")
      }
      guard try JournalError.guarding({ () throws(FileError) in try file.isRegular() }) else { return false }
      _ = try JournalHeader.read(from: file)
      return true
    } catch {
      switch error {
      case .version, .damagedHeader: return true
      default: return false
      }
    }
  }

  /// Whether a file is there that is a link or has other names.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && (status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1)
  }
}
