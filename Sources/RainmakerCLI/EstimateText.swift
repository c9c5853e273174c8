import Experiments
import Foundation
import Reports
import ResultTables

/// What a run will take, for people and for programs.
enum EstimateText {
  /// Measures, and prints.
  /// - Throws: the exit code; that of a shortage where the run would be refused.
  static func publish(_ request: StudyRequest, asJSON: Bool) throws {
    let estimate = try measured(request), room = Room(at: request.directory)
    if asJSON {
      try Terminal.publish(json(estimate, room).text() + "\n")
    } else {
      try Terminal.publish(lines(estimate).joined(separator: "\n") + "\n")
    }
    guard let lack = room.lack(for: estimate.size, there: request.bytesThere) else { return }
    Terminal.say("rainmaker: \(lack).", "The run would be refused without --force.")
    throw Exits.shortage
  }

  static func measured(_ request: StudyRequest) throws -> RunEstimate {
    do throws(StudyFailure) { return try RunEstimate(request) } catch { throw Exits.explain(error) }
  }

  /// A line each for what runs, how long it takes, and what room it wants.
  static func lines(_ estimate: RunEstimate) -> [String] {
    let size = estimate.size, trials = (size.isAtMost ? "at most " : "") + NumberText.count(size.trials, "trial")
    let points = size.points > 1 ? " at \(size.points) design points" : ""
    let others = size.armTrials - size.trials * size.arms
    return [
      "runs     \(NumberText.count(size.arms, "arm"))\(points), \(trials) of each"
        + (others > 0 ? ", and \(others) runs of single arms for equal cost" : ""),
      "time     about \(time(estimate.seconds)) on \(NumberText.count(estimate.threads, "thread")), by "
        + "\(NumberText.count(estimate.sampled.trials, "trial")) of \(NumberText.count(estimate.sampled.arms, "arm"))",
      "disk     about \(Bytes.text(size.diskBytes)), \(Bytes.text(size.journalBytes)) of it journals",
      "memory   about \(Bytes.text(size.memoryBytes)) at most",
    ]
  }

  private static func json(_ estimate: RunEstimate, _ room: Room) -> JSONValue {
    let size = estimate.size
    return .object([
      ("format", 1), ("arms", .integer(size.arms)), ("points", .integer(size.points)),
      ("trials", .integer(size.trials)),
      ("at_most", .boolean(size.isAtMost)), ("arm_trials", .integer(size.armTrials)),
      ("threads", .integer(estimate.threads)), ("seconds", .number(estimate.seconds)),
      ("disk_bytes", .integer(size.diskBytes)), ("journal_bytes", .integer(size.journalBytes)),
      ("memory_bytes", .integer(size.memoryBytes)), ("disk_free", room.disk.map(JSONValue.integer) ?? .null),
      ("memory_limit", room.memory.map(JSONValue.integer) ?? .null),
    ])
  }

  /// `8 s`, `3.5 min`, `2.1 h`
  static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<1: "a second"
    case ..<120: NumberText.fixed(seconds, 0) + " s"
    case ..<7_200: NumberText.fixed(seconds / 60, seconds < 600 ? 1 : 0) + " min"
    default: NumberText.fixed(seconds / 3_600, 1) + " h"
    }
  }
}
