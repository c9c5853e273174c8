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
///     try journal.forEachTrial { trial, values in … }
public final class JournalReader {
  public let path: String
  public let header: JournalHeader
  /// The good part of the journal at the time of opening.
  public let extent: JournalExtent
  private let file: FileHandle
  private let isWanted: @Sendable () -> Bool

  /// - Parameters:
  ///   - path: the journal.
  ///   - origin: the byte that it begins with, in a file that holds another one before.
  ///   - expected: the header that the study wants; nil to take any.
  ///   - limit: reads the trials before this one, as if there were no more.
  ///   - isWanted: asked at every trial that is read; once it says no, everything throws
  ///     ``JournalError/stopped(path:)``.
  /// - Throws: ``JournalError``, also for a directory, a device or another kind of file.
  /// - Complexity: O(file).
  public init(
    path: String, from origin: Int = 0, expecting expected: JournalHeader? = nil, limit: Int = .max,
    isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(JournalError) {
    self.path = path
    self.isWanted = isWanted
    let file = try JournalError.guarding { () throws(FileError) in
      // O_NONBLOCK: a pipe in the journal's place must not stop the program.
      try FileHandle(path: path, flags: O_RDONLY | O_NONBLOCK, operation: "open", origin: origin)
    }
    guard try JournalError.guarding({ () throws(FileError) in try file.isRegular() }) else {
      throw .notAJournal(path: path)
    }
    let header = try JournalHeader.read(from: file)
    if let expected { try header.check(against: expected, path: path) }
    extent = try JournalScan.run(file, header: header, limit: limit, isWanted: isWanted)
    self.header = header
    self.file = file
  }

  /// The good trials.
  public var trials: Range<Int> { extent.firstTrial..<extent.nextTrial }

  /// Visits trials in order.
  ///
  /// - Parameters:
  ///   - range: which; nil for all good ones.
  ///   - body: gets the trial and its values, arms × metrics.
  /// - Throws: ``JournalError`` when a record was damaged since opening or is not there; whatever `body` throws.
  public func forEachTrial(_ range: Range<Int>? = nil, _ body: (_ trial: Int, _ values: [Double]) throws -> Void) throws
  {
    let range = range ?? trials, metrics = header.metrics
    guard !range.isEmpty else { return }
    try check(range)
    var values = [Double](repeating: 0, count: header.valuesPerTrial)
    let reached = try JournalScan.run(file, header: header, from: range.lowerBound, limit: range.upperBound) {
      trial, part, bytes in
      guard isWanted() else { throw JournalError.stopped(path: path) }
      for (place, arm) in header.parts[part].enumerated() {
        RecordBytes.load(
          UnsafeRawBufferPointer(rebasing: bytes[(16 + 8 * place * metrics)...]), into: &values,
          at: arm * metrics..<(arm + 1) * metrics)
      }
      if part == header.parts.count - 1 { try body(trial, values) }
    }
    guard reached.nextTrial == range.upperBound else {
      throw JournalError.damagedRecord(path: path, trial: reached.nextTrial, offset: reached.goodBytes)
    }
  }

  /// Visits the records of all good trials in order, part by part.
  /// - Parameter withUnfinished: whether to visit the parts of a trial that is not whole as well.
  /// - Throws: as ``forEachTrial(_:_:)``.
  func forEachRecord(withUnfinished: Bool = false, _ body: (JournalRecord) throws -> Void) throws {
    let limit = extent.nextTrial + (withUnfinished && extent.nextPart > 0 ? 1 : 0)
    let reached = try JournalScan.run(file, header: header, limit: limit) { trial, part, bytes in
      guard isWanted() else { throw JournalError.stopped(path: path) }
      let counts = header.counts(of: trial, part: part)
      var offset = 16
      func values(_ count: Int) -> [Double] {
        var values = [Double](repeating: 0, count: count)
        RecordBytes.load(UnsafeRawBufferPointer(rebasing: bytes[offset...]), into: &values, at: 0..<count)
        offset += 8 * count
        return values
      }
      try body(
        JournalRecord(
          trial: trial, part: part, values: values(counts.values), weekly: values(counts.weekly),
          sellers: values(counts.sellers), groups: values(counts.groups)))
    }
    guard reached.nextTrial == extent.nextTrial else {
      throw JournalError.damagedRecord(path: path, trial: reached.nextTrial, offset: reached.goodBytes)
    }
  }

  /// The values of an arm in a trial, a value a metric; only the wanted bytes are read, as in ``weekly(of:arm:_:)``.
  func values(of trial: Int, arm: Int) throws(JournalError) -> [Double] {
    try check(trial..<(trial + 1))
    let (part, place) = header.places[arm]
    return try doubles(
      at: header.offset(of: trial, part: part) + 16 + 8 * place * header.metrics, count: header.metrics)
  }

  /// The values of one trial, arms × metrics.
  public func values(of trial: Int) throws -> [Double] {
    var found: [Double] = []
    try forEachTrial(trial..<(trial + 1)) { _, values in found = values }
    return found
  }

  /// Some weekly columns of an arm in all good trials that carry them: for each column in turn its values in trial order.
  ///
  /// Only the wanted bytes are read, so the memory is that of the result; the records' checksums were verified at
  /// opening. Ask for a few hundred columns at a time.
  ///
  /// - Parameters:
  ///   - columns: positions within an arm's weekly values.
  ///   - arm: its place among all.
  /// - Returns: `columns.count` × ``weeklyTrials`` values, column-major.
  /// - Precondition: arm and columns exist.
  public func weeklyColumns(_ columns: Range<Int>, arm: Int) throws(JournalError) -> [Double] {
    let count = weeklyTrials
    var result = [Double](repeating: 0, count: columns.count * count)
    for index in 0..<count {
      let row = try weekly(of: extent.firstTrial + index, arm: arm, columns)
      for column in row.indices { result[column * count + index] = row[column] }
    }
    return result
  }

  /// Weekly values of an arm in a trial that carries them; only the wanted bytes are read.
  /// - Parameters:
  ///   - trial: one of the good ones.
  ///   - arm: its place among all.
  ///   - columns: positions within the arm's weekly values; nil for all.
  /// - Precondition: the trial is good and carries them, arm and columns exist.
  public func weekly(of trial: Int, arm: Int, _ columns: Range<Int>? = nil) throws(JournalError) -> [Double] {
    let columns = columns ?? 0..<header.weeklyValues
    precondition(
      trials.contains(trial) && header.carriesWeekly(trial) && columns.lowerBound >= 0
        && columns.upperBound <= header.weeklyValues, "weekly values out of range")
    return try doubles(at: header.weeklyOffset(of: trial, arm: arm) + 8 * columns.lowerBound, count: columns.count)
  }

  /// Sellers' values of an arm in a trial that carries them.
  /// - Precondition: the trial is good and carries them, and the arm exists.
  func sellers(of trial: Int, arm: Int) throws(JournalError) -> [Double] {
    precondition(trials.contains(trial) && header.carriesSellers(trial), "sellers' values out of range")
    return try doubles(at: header.sellerOffset(of: trial, arm: arm), count: header.sellerValues)
  }

  /// Values of treated and untreated groups of an arm in a trial.
  /// - Precondition: the trial is good and the arm exists.
  func groups(of trial: Int, arm: Int) throws(JournalError) -> [Double] {
    try check(trial..<(trial + 1))
    return try doubles(at: header.groupOffset(of: trial, arm: arm), count: header.groupValues)
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

  private func doubles(at offset: Int, count: Int) throws(JournalError) -> [Double] {
    guard isWanted() else { throw .stopped(path: path) }
    var failure: FileError?
    var read = 0
    var values = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(FileError) { read = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset) } catch {
        failure = error
      }
      initialized = read / 8
    }
    if let failure { throw .file(failure) }
    guard read == 8 * count else { throw .file(FileError(operation: "read", path: path, code: EIO)) }
    for index in values.indices { values[index] = Double(bitPattern: UInt64(littleEndian: values[index].bitPattern)) }
    return values
  }

  /// What a journal says of itself, its records unread.
  /// - Parameter origin: the byte that it begins with.
  static func header(of path: String, from origin: Int = 0) throws(JournalError) -> JournalHeader {
    let file = try JournalError.guarding { () throws(FileError) in
      try FileHandle(path: path, flags: O_RDONLY | O_NONBLOCK, operation: "open", origin: origin)
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
