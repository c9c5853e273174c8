/// The task of an array that a scheduler has started this process for.
///
/// The index alone is taken from the scheduler, never the number of tasks: an array that is submitted again for the shards
/// that are missing has fewer tasks, and the same shards.
public struct SchedulerTask: Sendable, Equatable {
  /// The variable that said so.
  public let variable: String
  public let index: Int

  /// Slurm, Grid Engine, PBS Professional, Torque.
  public static let variables = ["SLURM_ARRAY_TASK_ID", "SGE_TASK_ID", "PBS_ARRAY_INDEX", "PBS_ARRAYID"]
  /// What Grid Engine writes for a job that is no array.
  private static let none = "undefined"

  /// - Throws: ``ShardRefusal`` where no variable is set, one is no number from 1 on, or two disagree.
  public init(environment: [String: String]) throws(ShardRefusal) {
    var found: [SchedulerTask] = []
    for name in Self.variables {
      guard let text = environment[name], !text.isEmpty, text != Self.none else { continue }
      guard let index = Int(text), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
        throw .usage("--shard auto: \(name) is '\(text.prefix(40))', and a number from 1 on is expected")
      }
      guard index > 0 else {
        throw .usage("--shard auto: \(name) is 0, and shards are numbered from 1: submit the array as 1-N")
      }
      found.append(SchedulerTask(variable: name, index: index))
    }
    guard let first = found.first else {
      throw .usage(
        "--shard auto: none of \(Self.variables.joined(separator: ", ")) is set: this is no task of an array; "
          + "name the shard, such as --shard 3/8")
    }
    if let other = found.first(where: { $0.index != first.index }) {
      throw .usage(
        "--shard auto: \(first.variable) is \(first.index) and \(other.variable) is \(other.index): name the shard, such as "
          + "--shard \(first.index)")
    }
    self = first
  }

  private init(variable: String, index: Int) { (self.variable, self.index) = (variable, index) }
}
