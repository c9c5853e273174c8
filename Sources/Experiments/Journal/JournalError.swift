import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a journal could not be created, read or continued.
public enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The operating system refused: a full disk, a missing file or permission.
  case file(FileError)
  /// The file does not begin as a journal does.
  case notAJournal(path: String)
  /// The journal was written by another version of the format.
  case version(path: String, found: Int, supported: Int)
  /// The header is cut off or damaged.
  case damagedHeader(path: String)
  /// The journal belongs to another study or has another shape; `field` names the first difference.
  case differs(path: String, field: String, expected: String, found: String)
  /// Another process is writing this journal.
  case locked(path: String)
  /// Trials come strictly one after the other.
  case wrongTrial(path: String, expected: Int, got: Int)
  /// A record does not have the shape that the header declares.
  case wrongShape(path: String, trial: Int, what: String, expected: Int, got: Int)
  /// A record is torn or fails its checksum.
  case damagedRecord(path: String, trial: Int, offset: Int)
  /// The trial is not in the journal.
  case noSuchTrial(path: String, trial: Int)
  /// What lies there is a link, or has another name as well: trials are not written into it.
  case linked(path: String)
  /// Somebody asked to stop while the journal was read.
  case stopped(path: String)
  /// The writer failed before, or is closed.
  case closed(path: String)

  public var description: String { told.printable }

  private var told: String {
    switch self {
    case .file(let error): error.description
    case .notAJournal(let path): "'\(path)' is not a journal of trials"
    case .version(let path, let found, let supported):
      "journal '\(path)' has format version \(found); this program reads version \(supported)"
    case .damagedHeader(let path): "journal '\(path)': the header is cut off or damaged"
    case .differs(let path, let field, let expected, let found):
      "journal '\(path)' does not belong to this study: \(field) is \(found), expected \(expected)"
    case .locked(let path): "journal '\(path)' is being written by another process"
    case .wrongTrial(let path, let expected, let got):
      "journal '\(path)': trial \(got) where trial \(expected) comes next"
    case .wrongShape(let path, let trial, let what, let expected, let got):
      "journal '\(path)', trial \(trial): \(got) \(what) where the header declares \(expected)"
    case .damagedRecord(let path, let trial, let offset):
      "journal '\(path)': the record of trial \(trial) at byte \(offset) is torn or damaged"
    case .noSuchTrial(let path, let trial): "journal '\(path)' does not hold trial \(trial)"
    case .linked(let path): "journal '\(path)' is a link: put a copy in its place"
    case .stopped(let path): "journal '\(path)': reading was stopped"
    case .closed(let path): "journal '\(path)' is closed"
    }
  }

  static func guarding<Value: ~Copyable>(_ body: () throws(FileError) -> Value) throws(JournalError) -> Value {
    do throws(FileError) { return try body() } catch {
      if error.code == ELOOP { throw .linked(path: error.path) }
      throw .file(error)
    }
  }
}
