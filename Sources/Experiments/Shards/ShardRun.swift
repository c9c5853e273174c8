import ResultTables
import SalesForce

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs one of the shards into which a study is divided: some of its trials, into one file of its own.
///
/// Shards run on any number of machines with a common file system, in any order, at the same time, and as often as somebody
/// starts them. Whatever ends one before it is complete, its complete trials stay, and the next run of it goes on from there.
/// The file appears under its name once all is there and was read again.
public struct ShardRun {
  let request: StudyRequest
  let build: BuildInfo
  private var folder: ShardDirectory { ShardDirectory(request.directory) }

  public init(_ request: StudyRequest, build: BuildInfo) { (self.request, self.build) = (request, build) }

  /// What came of it.
  public struct Outcome: Sendable {
    public let trials: Range<Int>
    /// Trials that an earlier run of the shard had done.
    public let earlier: Int
    public let threads: Int
    public let file: String
  }

  /// Runs what is missing of a shard.
  /// - Parameters:
  ///   - shard: from 1 on.
  ///   - study: as ``ShardPreparation`` has found it.
  ///   - stop: raise it to end; complete trials stay.
  ///   - progress: called with the number of complete trials and that of all of the shard; from worker threads, one at a
  ///     time.
  /// - Throws: ``StudyFailure``: `sharded` with code 75 where it was stopped.
  public func run(
    _ shard: Int, of study: ShardStudy, stop: StopSignal,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(StudyFailure) -> Outcome {
    do {
      guard (1...study.plan.shards).contains(shard) else {
        throw ShardRefusal.usage("--shard \(shard): the study is divided into \(study.plan.shards) shards, from 1 on")
      }
      return try run(study.part(shard), of: study, stop, progress)
    } catch { throw StudyFailure(error, kept: 0) }
  }

  private func run(
    _ part: ShardPart, of study: ShardStudy, _ stop: StopSignal, _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> Outcome {
    let name = part.name + ShardDirectory.suffix, file = ShardFile(path: folder.file(name))
    let threads = Threads.available(upTo: request.threads), count = part.trials.trials.count
    func outcome(earlier: Int) -> Outcome {
      Outcome(trials: part.trials.trials, earlier: earlier, threads: threads, file: file.path)
    }
    if try isThere(file, part) { return outcome(earlier: count) }
    try Shortage.check()
    let pairs = try part.pairs.map { try ShardWork($0, name: part.name + ".pairs", in: folder) }
    let trials = try ShardWork(part.trials, name: part.name + ".trials", in: folder)
    let first = part.trials.trials.lowerBound, earlier = trials.journal.nextTrial - first
    let run = StudyRun(request, build: build), journal = trials.journal
    if let pairs, let section = part.pairs {
      try run.pairWorkers(of: study.scenario, threads, stop)
        .run(into: pairs.journal, upTo: section.trials.upperBound) { _ in }
    }
    if !stop.isRaised {
      progress(earlier, count)
      try run.trialWorkers(of: study.scenario, keeping: study.trials, threads, stop)
        .run(into: journal, upTo: part.trials.trials.upperBound) { progress($0 - first, count) }
    }
    try pairs?.journal.close()
    try journal.close()
    guard journal.nextTrial == part.trials.trials.upperBound,
      pairs.map({ $0.journal.nextTrial == part.pairs?.trials.upperBound }) ?? true
    else {
      throw ShardRefusal(
        "shard \(part.shard) of \(study.plan.shards) was stopped: \(journal.nextTrial - first) of its \(count) trials are "
          + "complete and kept; the same command goes on from there", code: 75)
    }
    try publish(trials, pairs, part, of: study, as: file)
    return outcome(earlier: earlier)
  }

  /// Whether the shard is complete already. A torn file is run anew; nothing that is not this shard's is replaced.
  private func isThere(_ file: ShardFile, _ part: ShardPart) throws -> Bool {
    guard FileIdentity(path: file.path) != nil else { return false }
    switch try file.state(part, reading: { true }) {
    case .whole: return true
    case .torn: return false
    case .foreign(let reason):
      throw ShardRefusal("'\(file.path.printable)' is in the way: \(reason)", code: 73)
    }
  }

  /// Puts both journals into one file, looks at it again, and gives it its name.
  private func publish(
    _ trials: ShardWork, _ pairs: ShardWork?, _ part: ShardPart, of study: ShardStudy, as file: ShardFile
  ) throws {
    do {
      if let pairs, let section = part.pairs { try ShardWork.append(pairs.path, bytes: section.bytes, to: trials.path) }
      guard try ShardFile(path: trials.path).state(part, reading: { true }) == .whole else { throw lost(part) }
      guard let record = try ShardRecord(at: folder.record), record.plan == study.plan, record.given == study.given
      else { throw ShardRefusal("'\(folder.record.printable)' was changed while the shard was running", code: 73) }
      guard rename(trials.path, file.path) == 0 else {
        throw FileError(operation: "rename into place", path: file.path, code: errno)
      }
      try AtomicFile.synchroniseDirectory(of: file.path)
    } catch let error where Self.isGone(error) {
      // Another process that runs the same shard has cleared up behind itself.
      guard try isThere(file, part) else { throw lost(part) }
    }
    try AtomicFile.removeLeftovers(of: [part.name + ".pairs", part.name + ".trials"], in: folder.path)
  }

  private static func isGone(_ error: any Error) -> Bool {
    switch error {
    case let error as FileError: error.code == ENOENT
    case JournalError.file(let error): error.code == ENOENT
    default: false
    }
  }

  private func lost(_ part: ShardPart) -> ShardRefusal {
    ShardRefusal("what shard \(part.shard) had come to is gone: another process took it away; run it again", code: 75)
  }
}
