import Foundation
import ResultTables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system has for a run: bytes that are free where results go, and memory that the process may take.
public struct Room: Sendable, Equatable {
  /// nil where nobody knows.
  public let disk, memory: Int?

  public init(disk: Int?, memory: Int?) { (self.disk, self.memory) = (disk, memory) }

  /// - Parameter directory: the results directory, which may not be there yet.
  public init(at directory: String) {
    (disk, memory) = (Self.free(at: directory), Self.memoryLimit())
  }

  /// What does not fit; nil where all does, as far as one can know.
  /// - Parameters:
  ///   - size: of the study.
  ///   - there: bytes that the study has in its directory already.
  public func lack(for size: StudySize, there: Int = 0) -> Shortage? {
    let needed = max(0, size.diskBytes - there)
    if let disk, needed > disk {
      return Shortage(
        description: "the study takes about \(Bytes.text(needed)) on disk, and \(Bytes.text(disk)) are free there: "
          + "ask for fewer trials or tables (outputs), or another place (-o)")
    }
    if let memory, size.memoryBytes > memory {
      return Shortage(
        description:
          "the study takes about \(Bytes.text(size.memoryBytes)) of memory, and \(Bytes.text(memory)) may be "
          + "taken: give fewer --threads, or fewer sellers")
    }
    return nil
  }

  /// Bytes that an ordinary user may write at the next directory that is there; nil where the file system has no blocks of
  /// its own to count, as /proc and some network file systems.
  private static func free(at directory: String) -> Int? {
    var path = directory
    while FileIdentity(path: path) == nil, path != "/", path != "." { path = FilePath.folder(path) }
    var status = statvfs()
    guard statvfs(path, &status) == 0, status.f_blocks > 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
  }

  /// The least of the limits on this process: of its addresses (`ulimit -v`), of its control group, of the machine.
  private static func memoryLimit() -> Int? {
    var limits: [Int] = []
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
    #else
      let resource = RLIMIT_AS
    #endif
    if getrlimit(resource, &limit) == 0, limit.rlim_cur < UInt64(Int.max) { limits.append(Int(limit.rlim_cur)) }
    for name in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let text = try? String(contentsOfFile: name, encoding: .utf8),
        let bytes = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
      {
        limits.append(bytes)
      }
    }
    if let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    {
      limits.append(kilobytes * 1024)
    }
    return limits.min()
  }
}

/// Bytes in words.
public enum Bytes {
  /// `740 kB`, `6.6 MB`
  public static func text(_ count: Int) -> String {
    let scales = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")]
    guard let (scale, name) = scales.first(where: { Double(count) >= $0.0 }) else { return "\(count) B" }
    let value = Double(count) / scale
    return (value < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))") + " " + name
  }
}
