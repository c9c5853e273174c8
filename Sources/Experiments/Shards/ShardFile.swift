import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of a shard, which anybody may have put there.
struct ShardFile {
  enum State: Equatable {
    /// As it should be, as far as was looked.
    case whole
    /// Cut off, or damaged: its shard has to run again.
    case torn(String)
    /// Of another study, build or division.
    case foreign(String)
  }

  let path: String

  /// Whether it is what a shard's file has to be.
  /// - Parameter isWanted: nil to look at headers and length alone; else every record is read and checked, as long as this
  ///   says so.
  /// - Throws: ``JournalError`` where it cannot be read, or nobody wants it any more.
  func state(_ part: ShardPart, reading isWanted: (@Sendable () -> Bool)? = nil) throws(JournalError) -> State {
    do throws(JournalError) {
      let bytes = try size()
      for (section, origin) in part.sections {
        let header = try JournalReader.header(of: path, from: origin)
        let maker = JournalDescriptor(text: header.descriptor).build,
          wanted = JournalDescriptor(text: section.header.descriptor).build
        guard maker == wanted else { return .foreign("rainmaker \(maker) has run it, and this study is \(wanted)'s") }
        try header.check(against: section.header, path: path)
        guard let isWanted else { continue }
        let reader = try reader(section, origin, isWanted)
        guard reader.extent.nextTrial == section.trials.upperBound else {
          return .torn("the record of trial \(reader.extent.nextTrial) is torn or damaged")
        }
      }
      guard bytes == part.bytes else { return .torn("it has \(bytes) bytes, and \(part.bytes) are expected") }
      return .whole
    } catch {
      switch error {
      case .differs(_, let field, let expected, let found):
        return .foreign("its \(field) is \(Self.short(found)), and that of this study is \(Self.short(expected))")
      case .version(_, let found, let supported):
        return .foreign("it has format version \(found), and this program reads \(supported)")
      case .notAJournal: return .torn("it is no shard")
      case .damagedHeader: return .torn("its header is cut off or damaged")
      // Whatever lies there under a shard's name, others are no worse for it.
      case .linked: return .torn("it is a link that goes round")
      case .file(let error) where error.code != ECANCELED: return .torn("it cannot be read: \(error.reason)")
      default: throw error
      }
    }
  }

  /// A section's trials.
  func reader(
    _ section: ShardPart.Section, _ origin: Int, _ isWanted: @escaping @Sendable () -> Bool = { true }
  ) throws(JournalError) -> JournalReader {
    try JournalReader(
      path: path, from: origin, expecting: section.header, limit: section.trials.upperBound, isWanted: isWanted)
  }

  /// The shard that it says to be; nil where it does not say.
  func shard(_ plan: ShardPlan) -> Int? {
    (try? JournalReader.header(of: path)).flatMap { plan.shard(beginningAt: $0.firstTrial) }
  }

  private func size() throws(JournalError) -> Int {
    try JournalError.guarding { () throws(FileError) in try FileHandle.reading(path).size() }
  }

  /// Descriptors are as long as a study has regimes and points.
  private static func short(_ text: String) -> String {
    let line = text.split(separator: "\n").joined(separator: ", ")
    return line.count > 80 ? line.prefix(79) + "…" : line
  }
}
