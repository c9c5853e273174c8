import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Experiments

/// What the system gives, and what a run makes of it.
@Suite struct LimitTests {
  /// A folder that plays `/`: files by their paths.
  private func root(_ files: [String: String]) throws -> String {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("root-\(UUID().uuidString)").path
    for (path, text) in files {
      let file = root + path
      try FileManager.default.createDirectory(
        atPath: String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.endIndex)), withIntermediateDirectories: true)
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    return root
  }

  @Test("The quota of a control group counts, its own and those above it, in both versions")
  func quotas() throws {
    let cases: [([String: String], Double?)] = [
      ([:], nil),
      (["/proc/self/cgroup": "0::/\n"], nil),
      (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "max 100000\n"], nil),
      (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "150000 100000\n"], 1.5),
      (
        [
          "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/cpu.max": "50000 100000\n",
          "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
        ], 0.5
      ),
      // Inside a container the group's own path is that of the host, and the top is the group.
      (["/proc/self/cgroup": "0::/docker/1\n", "/sys/fs/cgroup/cpu.max": "400000 200000\n"], 2),
      (
        [
          "/proc/self/cgroup": "5:memory:/m\n4:cpu,cpuacct:/job\n",
          "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us": "300000\n",
          "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us": "100000\n",
          "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
          "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        ], 3
      ),
      (["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "broken"], nil),
    ]
    for (files, quota) in cases {
      let root = try root(files)
      #expect(Processors.quota(root: root) == quota)
      let all = Processors.usable(root: "/nowhere")
      #expect(Processors.usable(root: root) == min(all, quota.map { Int($0.rounded(.up)) } ?? all))
      try? FileManager.default.removeItem(atPath: root)
    }
  }

  @Test("Work is done by as many threads as are asked for, and by the caller alone where none is free")
  func threads() {
    #expect(Threads.available(upTo: 3) == 3 && Threads.available(upTo: 1) == 1)
    let seen = Mutex(0)
    Threads.perform(1) { seen.withLock { $0 += 1 } }
    #expect(seen.withLock { $0 } == 1)
    Threads.perform(4) { seen.withLock { $0 += 1 } }
    #expect((2...5).contains(seen.withLock { $0 }))
  }

  @Test("A journal is not written through a link, nor where another name would see it")
  func links() throws {
    let folder = try ScratchFolder(), path = folder.path + "/j"
    try JournalSample.write(path, until: 3)
    let before = try ScratchFolder.bytes(path)
    symlink(path, folder.path + "/symbolic")
    link(path, folder.path + "/hard")
    for name in ["symbolic", "hard"] {
      let other = folder.path + "/" + name
      #expect(throws: JournalError.linked(path: other)) {
        try JournalWriter(openOrCreate: other, header: JournalSample.header)
      }
      #expect(JournalReader.isLink(other))
    }
    #expect(try ScratchFolder.bytes(path) == before)
    unlink(folder.path + "/hard")
    #expect(!JournalReader.isLink(path) && JournalReader.isJournal(path))
    #expect(!JournalReader.isJournal(folder.path + "/symbolic"))
  }

  @Test("Directories that could not be finished are taken away, and those that were there stay")
  func directories() throws {
    let folder = try ScratchFolder()
    #expect(throws: DirectoryError.self) {
      try DirectoryError.create(folder.path + "/a/b/" + String(repeating: "n", count: 300))
    }
    #expect(throws: DirectoryError.self) {
      try DirectoryError.create(folder.path + String(repeating: "/x", count: 2_100))
    }
    #expect(folder.names.isEmpty)
    let new = try DirectoryError.create(folder.path + "/a/b")
    #expect(new.paths.count == 2)
    new.remove()
    #expect(folder.names.isEmpty)
  }

  @Test("A stop that comes while tables are made ends them; one of the trials before does not")
  func stops() throws {
    let stop = StopSignal()
    stop.raise()
    let watch = StopWatch(stop)
    #expect(watch.isWanted)
    try watch.check()
    stop.raise()
    #expect(!watch.isWanted)
    #expect(throws: Stopped.self) { try watch.check() }
    let folder = try ScratchFolder(), path = folder.path + "/j"
    try JournalSample.write(path, until: 3)
    let isWanted = Atomic<Bool>(true)
    let reader = try JournalReader(path: path) { isWanted.load(ordering: .relaxed) }
    isWanted.store(false, ordering: .relaxed)
    #expect(throws: JournalError.stopped(path: path)) { try reader.forEachTrial { _, _ in } }
    #expect(throws: JournalError.stopped(path: path)) { try reader.values(of: 2) }
    #expect(throws: JournalError.stopped(path: path)) { try JournalReader(path: path) { false } }
  }
}
