import Foundation
import ResultTables

/// `shards/slurm/jobs.json`: what was submitted. A job is written down before it is submitted, under a name of its own, so
/// that whoever comes after a crash can ask Slurm whether it got there.
struct SlurmRecord: Equatable {
  enum Kind: String, Codable, Sendable { case array, merge }

  struct Submission: Equatable, Codable {
    let kind: Kind
    let name: String
    /// `3,7-9`; empty for a merge.
    let tasks: String
    /// nil until Slurm has said it.
    var job: Int?
  }

  var submissions: [Submission] = []

  private struct Stored: Decodable {
    let submissions: [Submission]
  }

  init() {}

  /// - Parameter path: where there may be none.
  /// - Throws: ``ShardRefusal`` for a file that this program has not written, or that was changed.
  init(at path: String) throws {
    guard FileIdentity(path: path) != nil else { return }
    let bytes = try SmallFile.bytes(at: path, atMost: Manifest.limit)
    guard Manifest.seal(of: bytes) == .intact, let stored = try? JSONDecoder().decode(Stored.self, from: Data(bytes)),
      // Names become arguments.
      stored.submissions.allSatisfy({ Self.isName($0.name) && ($0.job ?? 1) > 0 })
    else {
      throw ShardRefusal(
        "'\(path.printable)', which says what jobs were submitted, was not written by this program, or was changed: look with "
          + "squeue which jobs are there, and take it away", code: 65)
    }
    submissions = stored.submissions
  }

  private static func isName(_ text: String) -> Bool {
    text.hasPrefix("rainmaker-") && text.utf8.count < 100
      && text.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) }
  }

  func write(to path: String) throws {
    try Manifest([
      (
        "submissions",
        .array(
          submissions.map {
            .object([
              ("kind", .string($0.kind.rawValue)), ("name", .string($0.name)), ("tasks", .string($0.tasks)),
              ("job", $0.job.map { .integer($0) } ?? .null),
            ])
          })
      )
    ]).write(to: path)
  }
}
