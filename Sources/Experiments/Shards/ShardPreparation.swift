import ResultTables
import SalesForce

/// Divides a study into shards, once: salaries are solved, and written down beside the number of shards.
///
/// Whoever comes first does it. Two that come at once do it twice, to the same bytes.
public struct ShardPreparation {
  let request: StudyRequest
  let build: BuildInfo
  private var folder: ShardDirectory { ShardDirectory(request.directory) }

  public init(_ request: StudyRequest, build: BuildInfo) { (self.request, self.build) = (request, build) }

  /// Whether somebody has divided a study there.
  public var isDone: Bool { FileIdentity(path: folder.record) != nil }

  /// The study as it is divided.
  /// - Parameters:
  ///   - shards: into how many; nil for as many as it is divided into.
  ///   - stop: raise it to end.
  ///   - salaries: called with how many pilot trials the budget has taken, and how many it may take at most.
  /// - Throws: ``StudyFailure``: `sharded` for another study, build or number; `nothingDone` where it was stopped.
  public func study(
    _ shards: Int?, stop: StopSignal, salaries: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(StudyFailure) -> ShardStudy {
    do throws(ModelRefusal) { try request.scenario.checkModels() } catch { throw .refused(error) }
    do {
      if let refusal = request.scenario.shardRefusal { throw refusal }
      guard let record = try ShardRecord(at: folder.record) else { return try divide(shards, stop, salaries) }
      return try join(record, shards)
    } catch { throw StudyFailure(error, kept: 0) }
  }

  private var given: String { SHA256Hex.of(request.text(request.scenario)) }

  private func join(_ record: ShardRecord, _ shards: Int?) throws -> ShardStudy {
    guard record.given == given else {
      throw ShardRefusal(
        "'\(request.directory.printable)' holds shards of another study, '\(record.scenario)' with \(record.plan.trials) "
          + "trials, or of this one with other settings: name another directory with -o", code: 73)
    }
    guard record.regimes == request.regimeNames else {
      throw ShardRefusal(
        "'\(request.directory.printable)' holds shards of this study with other regimes: "
          + "\(record.regimes.joined(separator: ", "))", code: 73)
    }
    guard record.build == build else { throw ShardRefusal.build(record.build, build) }
    if let shards, shards != record.plan.shards {
      throw ShardRefusal.usage(
        "--shard: the study in '\(request.directory.printable)' is divided into \(record.plan.shards) shards, and not into "
          + "\(shards): its number stays what it was at first")
    }
    var scenario = request.scenario
    if scenario.solvesSalaries {
      guard let salaries = request.salaries(folder.resolved) else {
        throw ShardRefusal(
          "'\(folder.resolved.printable)', which has the solved salaries, is missing or cannot be read", code: 65)
      }
      scenario = scenario.solved(salaries)
    }
    return try ShardStudy(record, scenario: scenario, directory: request.directory, text: request.text)
  }

  private func divide(
    _ shards: Int?, _ stop: StopSignal, _ salaries: @escaping @Sendable (Int, Int) -> Void
  ) throws -> ShardStudy {
    guard let shards else {
      throw ShardRefusal.usage(
        "--shard: nobody has said yet into how many shards the study in '\(request.directory.printable)' is divided: say it "
          + "once, as --shard prepare/8 or auto/8")
    }
    guard shards <= request.scenario.trials else {
      throw ShardRefusal.usage(
        "--shard: \(shards) shards of \(request.scenario.trials) trials: a shard has one trial at least")
    }
    try Shortage.check()
    let run = StudyRun(request, build: build)
    let contents = try run.directory.contents(
      for: request.scenario, given: given, regimes: request.regimeNames, mode: .fresh, besides: [ShardDirectory.folder])
    if case .complete = contents {
      throw ShardRefusal("'\(request.directory.printable)' holds this study, complete, and no shards of it", code: 73)
    }
    let new = try DirectoryError.create(folder.path)
    do {
      let solver = run.solver(Threads.available(upTo: request.threads), stop), most = solver?.most ?? 0
      let scenario = try run.solve(solver) { salaries($0, most) }
      let identity = run.identity(of: scenario), text = request.text(scenario)
      let pairs = ShardStudy.pairs(scenario, identity.slopesHeader(beside: identity.header))
      let record = ShardRecord(
        build: build, scenario: scenario.name, given: given, study: SHA256Hex.of(text), regimes: request.regimeNames,
        plan: ShardPlan(shards: shards, trials: scenario.trials, pairs: pairs))
      // Somebody may have been faster: the same, or another study.
      if let other = try ShardRecord(at: folder.record), other != record { return try join(other, shards) }
      try AtomicFile.write(text: text, to: folder.resolved)
      try record.write(to: folder.record)
      guard let there = try ShardRecord(at: folder.record) else {
        throw ShardRefusal("'\(folder.record.printable)' is gone again", code: 75)
      }
      return try join(there, shards)
    } catch {
      new.remove()
      throw error
    }
  }
}

extension ShardRefusal {
  static func build(_ there: BuildInfo, _ here: BuildInfo) -> ShardRefusal {
    ShardRefusal(
      "its shards are run by rainmaker \(there.description), and this is \(here.description), whose trials may be others: use "
        + "that one, or another directory", code: 65)
  }
}
