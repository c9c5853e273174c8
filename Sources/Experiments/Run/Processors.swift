import Foundation

/// How many processors this process may use.
public enum Processors {
  /// Processors that the system lets the process run on, or fewer where a control group allows it less of their time: as
  /// many threads as can be busy all the time, a part of one counted as one.
  /// - Parameter root: the folder in which `/proc` and `/sys` lie; another one for tests.
  public static func usable(root: String = "") -> Int {
    let all = max(1, ProcessInfo.processInfo.activeProcessorCount)
    return quota(root: root).map { max(1, min(all, Int($0.rounded(.up)))) } ?? all
  }

  /// Processors' worth of time that the groups of this process allow it; nil where none has a limit. A group's own limit
  /// counts and that of every group above it.
  static func quota(root: String = "") -> Double? {
    guard let groups = read(root + "/proc/self/cgroup") else { return nil }
    let limits = groups.split(separator: "\n").flatMap { line -> [Double] in
      // `0::/path` in version 2, `4:cpu,cpuacct:/path` in version 1.
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return [] }
      if parts[1].isEmpty {
        return above(parts[2]).compactMap { version2(root + "/sys/fs/cgroup" + $0) }
      }
      guard parts[1].split(separator: ",").contains("cpu") else { return [] }
      return [parts[1], "cpu"].flatMap { mount in
        above(parts[2]).compactMap { version1(root + "/sys/fs/cgroup/" + mount + $0) }
      }
    }
    return limits.min()
  }

  /// `/a/b`, `/a` and the top: inside a container the group's own path may not be there, and the top is its own.
  private static func above(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (0...parts.count).map { "/" + parts.prefix($0).joined(separator: "/") }
  }

  private static func version2(_ folder: String) -> Double? {
    let words = read(folder + "/cpu.max")?.split { $0.isWhitespace } ?? []
    guard words.count == 2 else { return nil }
    return share(Double(words[0]), Double(words[1]))
  }

  private static func version1(_ folder: String) -> Double? {
    func number(_ file: String) -> Double? {
      read("\(folder)/\(file)").flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    return share(number("cpu.cfs_quota_us"), number("cpu.cfs_period_us"))
  }

  /// No limit is `max` in version 2 and −1 in version 1.
  private static func share(_ quota: Double?, _ period: Double?) -> Double? {
    guard let quota, let period, quota > 0, period > 0 else { return nil }
    return quota / period
  }

  private static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0.prefix(1 << 16), as: UTF8.self) }
  }
}
