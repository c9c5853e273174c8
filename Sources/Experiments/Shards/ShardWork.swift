import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A journal of a shard while it grows, under a name that no other process has.
///
/// No lock keeps anybody out, since locks of shared file systems cannot be relied on: whoever runs a shard copies what others
/// have come to and goes on from there, in a file of its own. Two processes that run the same shard come to the same bytes.
struct ShardWork {
  let path: String
  let journal: JournalWriter

  /// - Parameters:
  ///   - section: what it is to hold.
  ///   - name: of the work, the same for all who do it.
  init(_ section: ShardPart.Section, name: String, in folder: ShardDirectory) throws {
    let others = try folder.unfinished(name).map(folder.file)
    var best: (path: String, extent: JournalExtent)?
    for other in others {
      // Damaged ones, and those of other studies, hold nothing to go on from.
      guard
        let reader = try? JournalReader(path: other, expecting: section.header, limit: section.trials.upperBound),
        reader.extent.goodBytes > best?.extent.goodBytes ?? section.header.length
      else { continue }
      best = (other, reader.extent)
    }
    path = folder.fresh(name)
    do {
      if let best {
        try Self.append(best.path, bytes: best.extent.goodBytes, to: path, flags: O_CREAT | O_EXCL)
        journal = try JournalWriter.openForAppend(path: path, header: section.header)
      } else {
        journal = try JournalWriter.create(path: path, header: section.header)
      }
      try journal.synchronise()
    } catch {
      _ = unlink(path)
      throw error
    }
    // What a process left that has ended is in the new journal now. A lock is no more than a hint here: who loses a journal
    // that was alive finds out at the end, and its shard runs again.
    for other in others {
      guard let lock = try? JournalLock.take(other) else { continue }
      _ = unlink(other)
      withExtendedLifetime(lock) {}
    }
  }

  /// Appends the first bytes of a file to another one.
  static func append(_ source: String, bytes: Int, to target: String, flags: Int32 = 0) throws(FileError) {
    let from = try FileHandle.reading(source)
    var to = try FileHandle(path: target, flags: O_WRONLY | O_APPEND | flags, operation: "create")
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var done = 0
    while done < bytes {
      let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, bytes - done)])
      let count = try from.read(into: wanted, at: done)
      guard count > 0 else { throw FileError(operation: "read", path: source, code: EIO) }
      try to.write(UnsafeRawBufferPointer(rebasing: wanted[..<count]))
      done += count
    }
    try to.synchronise()
    try to.finish()
  }
}
