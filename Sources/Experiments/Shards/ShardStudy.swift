import ResultTables

/// A study that is divided into shards: what every file of them has to be.
public struct ShardStudy: Sendable {
  /// Budget solved.
  public let scenario: Scenario
  public let plan: ShardPlan
  /// The results directory.
  public let directory: String
  public let regimes: [String]
  /// SHA-256 of the scenario as given.
  let given: String
  let build: BuildInfo
  let text: @Sendable (Scenario) -> String
  /// Headers of the whole study's journals.
  let trials: JournalHeader
  let pairs: JournalHeader?

  /// - Throws: ``ShardRefusal`` where the record is of another scenario than this.
  init(
    _ record: ShardRecord, scenario: Scenario, directory: String, text: @escaping @Sendable (Scenario) -> String
  ) throws(ShardRefusal) {
    let shards = ShardDirectory(directory)
    guard SHA256Hex.of(text(scenario)) == record.study else {
      throw ShardRefusal(
        "'\(shards.resolved.printable)' is not the scenario of the plan beside it: it was changed, or two studies were begun "
          + "there at once; take the folder away, and run its shards anew", code: 65)
    }
    let names = scenario.regimes.map(\.name)
    guard !record.regimes.isEmpty, record.regimes.allSatisfy(names.contains), record.plan.trials == scenario.trials,
      scenario.shardRefusal == nil, !scenario.solvesSalaries
    else { throw ShardRefusal("'\(shards.record.printable)' does not fit the scenario beside it", code: 65) }
    let identity = StudyIdentity(
      scenario: scenario, arms: StudyArms(scenario, scenario.places(record.regimes)).all, build: record.build,
      text: text)
    trials = identity.header
    pairs = identity.slopesHeader(beside: trials)
    guard record.plan.pairs == Self.pairs(scenario, pairs) else {
      throw ShardRefusal("'\(shards.record.printable)' does not fit the scenario beside it", code: 65)
    }
    (self.scenario, plan, self.directory, regimes) = (scenario, record.plan, directory, record.regimes)
    (given, build, self.text) = (record.given, record.build, text)
  }

  /// The study whose shards a directory holds.
  /// - Parameters:
  ///   - directory: the results directory.
  ///   - load: reads a scenario's file; nil where it cannot be read.
  ///   - text: as in ``StudyRequest/text``.
  /// - Throws: ``StudyFailure``: `sharded` where there are none.
  public init(
    at directory: String, load: (_ path: String) -> Scenario?, text: @escaping @Sendable (Scenario) -> String
  ) throws(StudyFailure) {
    let shards = ShardDirectory(directory)
    do {
      guard let record = try ShardRecord(at: shards.record) else {
        throw ShardRefusal(
          "'\(directory.printable)' holds no shards: `rainmaker run SCENARIO -o DIR --shard 1/N` runs the first of N",
          code: 66)
      }
      guard let scenario = load(shards.resolved) else {
        throw ShardRefusal(
          "'\(shards.resolved.printable)' is missing, or is no scenario that this program reads", code: 65)
      }
      try self.init(record, scenario: scenario, directory: directory, text: text)
    } catch { throw StudyFailure(error, kept: 0) }
  }

  /// How many pairs there are beside so many trials.
  static func pairs(_ scenario: Scenario, _ header: JournalHeader?) -> Int {
    header == nil ? 0 : SlopeTrials.count(scenario, trials: scenario.trials)
  }

  /// Whether the results of all trials are there, as far as their manifest says.
  public var isMerged: Bool {
    StudyDirectory(path: directory).record().map { $0.given == given && $0.isComplete } ?? false
  }

  var folder: ShardDirectory { ShardDirectory(directory) }

  /// The journals that a shard's file is made of.
  func part(_ shard: Int) -> ShardPart {
    let pairs = plan.pairs(of: shard)
    return ShardPart(
      shard: shard, name: plan.name(of: shard), trials: ShardPart.Section(trials, plan.trials(of: shard)),
      pairs: self.pairs.flatMap { header in
        pairs.isEmpty
          ? nil : ShardPart.Section(header, SlopeTrials.first + pairs.lowerBound..<SlopeTrials.first + pairs.upperBound)
      })
  }
}
