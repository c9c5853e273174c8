import ResultTables

/// Slurm, by its commands: what is busy is asked again, later and later.
package struct SlurmClient {
  /// What a command came to.
  package struct Answer: Sendable {
    let code: Int32
    let output, messages: String

    package init(code: Int32, output: String, messages: String) {
      (self.code, self.output, self.messages) = (code, output, messages)
    }
  }

  /// A task of an array, or a job that is none.
  package struct Task: Sendable, Equatable {
    package let job: Int
    /// nil for a job that is no array.
    package let index: Int?
    /// `PENDING`, `RUNNING`, …
    package let state: String
    package let name: String

    /// Whether it will not run, or run again.
    package var isOver: Bool { Self.over.contains(state) }

    private static let over: Set = [
      "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED",
      "REVOKED", "TIMEOUT",
    ]
  }

  /// Runs a command, its name first.
  let call: (_ words: [String]) throws -> Answer
  /// Waits for so many seconds.
  let pause: (Double) -> Void
  /// Says something to people.
  let tell: (String) -> Void

  /// Times that a command is tried, and seconds between the first two; twice as many after that, up to ``longest``.
  private static let attempts = 9, first = 0.5, longest = 30.0
  /// What Slurm's commands say, in any version, when the controller or its database has no time or is not to be reached.
  private static let busy = [
    "timed out", "temporarily un", "unable to contact slurm", "connection refused", "connection reset", "zero bytes",
    "transport endpoint", "standby mode", "message receive failure", "message send failure", "too many requests",
    "rate limit", "try again", "slurmctld is not responding", "communication connection failure", "connect failure",
  ]
  /// Exit code of env where there is no such command.
  private static let absent: Int32 = 127

  package init(
    call: @escaping (_ words: [String]) throws -> Answer, pause: @escaping (Double) -> Void,
    tell: @escaping (String) -> Void
  ) {
    (self.call, self.pause, self.tell) = (call, pause, tell)
  }

  /// How many tasks an array may have at most, numbered from 1 on; nil where Slurm does not say.
  /// - Parameter isNeeded: whether to ask again where it is busy.
  package func mostTasks(isNeeded: Bool) throws(StudyFailure) -> Int? {
    let text: String
    do { text = try ask(["scontrol", "show", "config"], attempts: isNeeded ? Self.attempts : 1).output } catch {
      guard isNeeded else { return nil }
      throw StudyFailure(error, kept: 0)
    }
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MaxArraySize") }),
      let value = line.split(separator: "=").last.flatMap({ Int($0.trimming()) }), value > 0
    else { return nil }
    return value - 1
  }

  /// Tasks that Slurm still knows of.
  func tasks(named names: [String]) throws -> [Task] {
    guard !names.isEmpty else { return [] }
    let text = try ask([
      "squeue", "--noheader", "--array", "--states=all", "--name=" + names.joined(separator: ","),
      "--format=%F|%K|%T|%j",
    ]).output
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimming() }
      guard parts.count == 4, let job = Int(parts[0]) else { return nil }
      return Task(job: job, index: Int(parts[1]), state: parts[2], name: parts[3])
    }
  }

  /// Tasks as the accounting remembers them; none where there is no accounting.
  func history(of jobs: [Int]) throws -> [Task] {
    guard !jobs.isEmpty else { return [] }
    let answer = try call([
      "sacct", "--noheader", "--parsable2", "--allocations", "--jobs=" + jobs.map(String.init).joined(separator: ","),
      "--format=JobID,State,JobName",
    ])
    guard answer.code == 0 else { return [] }
    return answer.output.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimming() }
      guard parts.count == 3 else { return nil }
      // `12_3`, or `12`; what waits still is `12_[4-8]`, and in the queue.
      let numbers = parts[0].split(separator: "_")
      guard let job = numbers.first.flatMap({ Int($0) }), numbers.count == 1 || Int(numbers[1]) != nil,
        let state = parts[1].split(separator: " ").first
      else { return nil }
      return Task(job: job, index: numbers.count == 2 ? Int(numbers[1]) : nil, state: String(state), name: parts[2])
    }
  }

  /// Submits a script once, however busy Slurm is: before it tries again it asks whether the job has got there.
  /// - Parameters:
  ///   - name: that no other job has.
  ///   - words: options and script.
  /// - Returns: the job's number.
  func submit(_ name: String, _ words: [String]) throws -> Int {
    let text = try ask(["sbatch", "--parsable", "--job-name=" + name] + words) {
      try tasks(named: [name]).first.map { Answer(code: 0, output: String($0.job), messages: "") }
    }.output
    // `12`, or `12;cluster`; sites may print more before it.
    let last = text.split(separator: "\n").last ?? ""
    guard let job = last.split(separator: ";").first.flatMap({ Int($0.trimming()) }), job > 0 else {
      throw ShardRefusal("sbatch does not say which job it is, but '\(text.prefix(200).printable)'", code: 69)
    }
    return job
  }

  /// - Parameters:
  ///   - attempts: times that it is tried at most.
  ///   - instead: asked before each further try; what it gives is taken for the answer.
  private func ask(
    _ words: [String], attempts: Int = Self.attempts, instead: () throws -> Answer? = { nil }
  ) throws -> Answer {
    var wait = Self.first, attempt = 0
    while true {
      attempt += 1
      let answer = try call(words), said = answer.messages.trimming()
      if answer.code == 0 { return answer }
      let program = words[0]
      guard answer.code != Self.absent else {
        throw ShardRefusal("there is no \(program) on this machine: this is no host of a Slurm cluster", code: 69)
      }
      let reason = said.split(separator: "\n").last.map { String($0).printable } ?? "exit code \(answer.code)"
      guard Self.busy.contains(where: said.lowercased().contains) else {
        throw ShardRefusal("\(program) refuses: \(reason)", code: 69)
      }
      guard attempt < attempts else {
        throw ShardRefusal(
          "Slurm was busy \(attempt) times in a row (\(reason)): give the same command later; nothing is submitted twice",
          code: 75)
      }
      tell("Slurm is busy (\(reason)); again in \(wait < 1 ? "a second" : "\(Int(wait)) s").")
      pause(wait)
      wait = min(2 * wait, Self.longest)
      if let other = try instead() { return other }
    }
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  fileprivate func trimming() -> String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
