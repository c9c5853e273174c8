import ResultTables

/// Which shards of a study are there.
public struct ShardSurvey: Sendable {
  /// A file that is no complete shard of the study.
  public struct Defect: Sendable, Equatable {
    public let file: String
    /// The shard that it would be; nil where nobody can say.
    public let shard: Int?
    public let reason: String
  }

  /// A shard that somebody has begun.
  public struct Work: Sendable, Equatable {
    public let shard: Int
    /// Its complete trials, about, and all.
    public let trials, of: Int
  }

  public let plan: ShardPlan
  /// Names of files with a shard that is complete; several where it was copied together.
  let files: [Int: [String]]
  /// Cut off or damaged.
  public let torn: [Defect]
  /// Of another study, build or division.
  public let foreign: [Defect]
  public let begun: [Work]

  /// Looks at the files.
  /// - Parameters:
  ///   - study: whose shards.
  ///   - isWanted: nil to look at headers and lengths alone: thousands a second. Else every record is read and checked, as
  ///     long as this says so.
  /// - Throws: ``StudyFailure``.
  public init(_ study: ShardStudy, reading isWanted: (@Sendable () -> Bool)? = nil) throws(StudyFailure) {
    plan = study.plan
    do {
      let folder = study.folder, plan = study.plan
      var files: [Int: [String]] = [:], torn: [Defect] = [], foreign: [Defect] = []
      var byName: [String: Int] = [:]
      for shard in 1...plan.shards { byName[plan.name(of: shard)] = shard }
      for name in try folder.shards() {
        let file = ShardFile(path: folder.file(name))
        let named = byName[String(name.dropLast(ShardDirectory.suffix.count))]
        // A file is what it says inside; its name counts where it says nothing.
        guard let shard = file.shard(plan) ?? named else {
          foreign.append(Defect(file: name, shard: nil, reason: "it is none of the study's shards"))
          continue
        }
        switch try file.state(study.part(shard), reading: isWanted) {
        case .whole: files[shard, default: []].append(name)
        case .torn(let reason): torn.append(Defect(file: name, shard: shard, reason: reason))
        case .foreign(let reason): foreign.append(Defect(file: name, shard: shard, reason: reason))
        }
      }
      (self.files, self.torn, self.foreign) = (files, torn, foreign)
      begun = try Self.begun(study, byName).filter { files[$0.shard] == nil }
    } catch { throw StudyFailure(error, kept: 0) }
  }

  /// Shards that are complete, ascending.
  public var done: [Int] { files.keys.sorted() }
  public var missing: [Int] { (1...plan.shards).filter { files[$0] == nil } }

  /// By the lengths of journals that processes write or have left.
  private static func begun(_ study: ShardStudy, _ byName: [String: Int]) throws -> [Work] {
    var most: [Int: Int] = [:]
    for name in try study.folder.unfinished() {
      let parts = name.split(separator: ".")
      guard parts.count == 4, parts[1] == "trials", let shard = byName[String(parts[0])],
        let bytes = try? FileHandle.reading(study.folder.file(name)).size()
      else { continue }
      most[shard] = max(most[shard] ?? 0, study.part(shard).trials.trials(in: bytes))
    }
    return most.sorted { $0.key < $1.key }.map {
      Work(shard: $0.key, trials: $0.value, of: study.plan.trials(of: $0.key).count)
    }
  }
}
