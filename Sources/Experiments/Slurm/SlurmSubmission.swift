import ResultTables

/// Submits the shards of a study that are missing, and a merge that waits for them; says what became of them.
package struct SlurmSubmission {
  /// What a command has submitted, or what is there.
  package struct Job: Sendable {
    package let isMerge: Bool
    /// nil where nobody knows whether it got there.
    package let number: Int?
    /// `3,7-9`; empty for a merge.
    package let tasks: String
    /// Its tasks, as far as Slurm remembers.
    package let known: [SlurmClient.Task]
  }

  package struct Outcome: Sendable {
    package let submitted: [Job]
    /// Shards that are missing, and those of them that are in the queue.
    package let missing, queued: [Int]
    package let isMerged: Bool

    /// Missing, and nobody runs them.
    package var left: [Int] { submitted.contains { !$0.isMerge } ? [] : missing.filter { !queued.contains($0) } }
  }

  let study: ShardStudy
  let client: SlurmClient
  private let folder: SlurmFolder

  package init(_ study: ShardStudy, _ client: SlurmClient) {
    (self.study, self.client) = (study, client)
    folder = SlurmFolder(study.directory)
  }

  /// - Parameter isAgain: whether to submit what is missing and in no queue. Else the first submission is made, or finished
  ///   where it was cut short, and never repeated.
  /// - Throws: ``StudyFailure``.
  package func run(isAgain: Bool) throws(StudyFailure) -> Outcome {
    do {
      guard folder.hasScripts else {
        throw ShardRefusal(
          "'\(folder.path.printable)' has no batch scripts: `rainmaker slurm SCENARIO` writes them", code: 66)
      }
      guard let lock = try DirectoryLock.take(folder.path) else {
        throw ShardRefusal("another process is submitting '\(folder.path.printable)'", code: 75)
      }
      return try withExtendedLifetime(lock) { try submit(isAgain) }
    } catch { throw StudyFailure(error, kept: 0) }
  }

  /// Jobs that were submitted, oldest first.
  /// - Throws: ``StudyFailure``.
  package func jobs() throws(StudyFailure) -> [Job] {
    do {
      let record = try SlurmRecord(at: folder.jobs), queue = try tasks(record)
      let past = try client.history(of: record.submissions.compactMap(\.job))
      let hand = [byHand.array, byHand.merge].flatMap { name in
        Dictionary(grouping: queue.filter { $0.name == name }, by: \.job).sorted { $0.key < $1.key }.map {
          Job(isMerge: name == byHand.merge, number: $0.key, tasks: "", known: $0.value)
        }
      }
      return record.submissions.map { submission in
        let now = queue.filter { $0.name == submission.name }, job = submission.job ?? now.first?.job
        let before = past.filter { task in task.job == job && !now.contains { $0.index == task.index } }
        return Job(
          isMerge: submission.kind == .merge, number: job, tasks: submission.tasks,
          known: (before + now).sorted { ($0.index ?? 0) < ($1.index ?? 0) })
      } + hand
    } catch { throw StudyFailure(error, kept: 0) }
  }

  /// Names of jobs whose scripts somebody has submitted by hand.
  private var byHand: (array: String, merge: String) {
    let name = SlurmScripts.name(study)
    return (name, name + "-merge")
  }

  private func submit(_ isAgain: Bool) throws -> Outcome {
    var record = try SlurmRecord(at: folder.jobs), queue = try tasks(record)
    for (place, submission) in record.submissions.enumerated() where submission.job == nil {
      record.submissions[place].job = queue.first { $0.name == submission.name }?.job
    }
    // What Slurm does not know never got there.
    record.submissions.removeAll { $0.job == nil }
    queue.removeAll(where: \.isOver)
    let missing = try ShardSurvey(study).missing
    func names(_ kind: SlurmRecord.Kind) -> [String] { record.submissions.filter { $0.kind == kind }.map(\.name) }
    let arrays = Set(names(.array) + [byHand.array]), waiting = queue.filter { arrays.contains($0.name) }
    let queued = Set(waiting.compactMap(\.index)), isFirst = names(.array).isEmpty
    let due = isAgain || isFirst ? missing.filter { !queued.contains($0) } : []
    var new: [Job] = []
    if !due.isEmpty {
      let tasks = ArrayIndices.text(due), throttle = try folder.throttle
      let job = try submit(
        .array, tasks, ["--array=" + tasks + throttle, folder.array], &record)
      new.append(Job(isMerge: false, number: job, tasks: tasks, known: []))
    }
    let merges = names(.merge), namesOfMerges = Set(merges + [byHand.merge])
    let hasMerge = !isAgain && !merges.isEmpty || queue.contains { namesOfMerges.contains($0.name) }
    let isMerged = study.isMerged
    // Without arrays to wait for there has to be something to merge.
    let waits = !new.isEmpty || !queued.isEmpty
    if !new.isEmpty || !hasMerge && !isMerged && (waits || missing.isEmpty) {
      let running = Set(waiting.map(\.job)).union(new.compactMap(\.number)).sorted()
      let after = running.isEmpty ? [] : ["--dependency=afterany:" + running.map(String.init).joined(separator: ":")]
      let job = try submit(.merge, "", after + [folder.merge], &record)
      new.append(Job(isMerge: true, number: job, tasks: "", known: []))
    }
    try record.write(to: folder.jobs)
    return Outcome(submitted: new, missing: missing, queued: queued.sorted(), isMerged: isMerged)
  }

  private func tasks(_ record: SlurmRecord) throws -> [SlurmClient.Task] {
    try client.tasks(named: record.submissions.map(\.name) + [byHand.array, byHand.merge])
  }

  private func submit(_ kind: SlurmRecord.Kind, _ tasks: String, _ words: [String], _ record: inout SlurmRecord) throws
    -> Int
  {
    var generator = SystemRandomNumberGenerator()
    let token = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
    let name = "\(SlurmScripts.name(study))-\(kind.rawValue)-\(token)"
    record.submissions.append(SlurmRecord.Submission(kind: kind, name: name, tasks: tasks, job: nil))
    try record.write(to: folder.jobs)
    let job = try client.submit(name, ["--chdir=" + folder.path] + words)
    record.submissions[record.submissions.count - 1].job = job
    try record.write(to: folder.jobs)
    return job
  }
}
