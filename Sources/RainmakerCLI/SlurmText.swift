import Experiments
import Reports
import ResultTables

/// Jobs of Slurm for people and for programs.
enum SlurmText {
  /// `array 12     1-8`
  static func line(_ job: SlurmSubmission.Job) -> String {
    head(job) + (job.isMerge ? "when the array has ended" : job.tasks)
  }

  /// A line for each job: `array 12     completed 1-2; running 3-5; pending 6-8`
  static func lines(_ jobs: [SlurmSubmission.Job]) -> [String] {
    jobs.map { job in
      let states = states(job).map { state, indices in
        state + (job.isMerge || indices.isEmpty ? "" : " " + ArrayIndices.text(indices))
      }
      return head(job)
        + (states.isEmpty ? "Slurm no longer knows it" : states.joined(separator: "; "))
    }
  }

  /// What `status --json` has, and the jobs.
  static func json(_ study: ShardStudy, _ survey: ShardSurvey, _ jobs: [SlurmSubmission.Job]) -> JSONValue {
    guard case .object(let members) = StatusCommand.json(study, survey) else { return .null }
    let list = JSONValue.array(
      jobs.map { job in
        .object([
          ("job", job.number.map { .integer($0) } ?? .null), ("kind", .string(job.isMerge ? "merge" : "array")),
          ("tasks", .string(job.tasks)),
          (
            "states",
            .object(states(job).map { (key: $0, value: .array($1.map { .integer($0) })) })
          ),
        ])
      })
    return .object(members + [(key: "jobs", value: list)])
  }

  private static func head(_ job: SlurmSubmission.Job) -> String {
    let text = (job.isMerge ? "merge " : "array ") + (job.number.map { "\($0)" } ?? "?") + " "
    return text + String(repeating: " ", count: max(0, 14 - text.count))
  }

  /// Its tasks by their state, in the order in which tasks go through them.
  private static func states(_ job: SlurmSubmission.Job) -> [(state: String, indices: [Int])] {
    let order = ["COMPLETED", "COMPLETING", "RUNNING", "CONFIGURING", "PENDING"]
    func place(_ state: String) -> Int { order.firstIndex(of: state) ?? order.count }
    return Dictionary(grouping: job.known, by: \.state)
      .sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }
      .map { ($0.key.lowercased(), $0.value.compactMap(\.index).sorted()) }
  }
}
