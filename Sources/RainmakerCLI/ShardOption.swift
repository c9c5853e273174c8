import ArgumentParser
import Experiments
import Foundation
import Reports

/// `--shard 3/8`: which part of a study to run, and into how many it is divided.
struct ShardOption: ExpressibleByArgument {
  private enum Which {
    case shard(Int)
    /// That of the scheduler's task.
    case auto
    /// None: salaries are solved, and the number of shards is written down.
    case none
  }

  private let which: Which
  /// nil for as many as there are already.
  private let shards: Int?

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    func number(_ text: String) -> Int? {
      guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      return Int(text).flatMap { (1...ShardPlan.most).contains($0) ? $0 : nil }
    }
    shards = parts.count == 2 ? number(parts[1]) : nil
    if parts.count == 2, shards == nil { return nil }
    switch first {
    case "auto": which = .auto
    case "prepare": which = .none
    default:
      guard let shard = number(first), shard <= shards ?? .max else { return nil }
      which = .shard(shard)
    }
  }

  /// Runs the shard and says what came of it.
  func run(_ request: StudyRequest, isQuiet: Bool) throws {
    let stop = StopSignal()
    let interrupts = Interrupts(stop, code: Exits.due.rawValue)
    defer { interrupts.end() }
    let preparation = ShardPreparation(request, build: BuildInfo.program)
    let solves = request.scenario.solvesSalaries && !preparation.isDone
    let progress = isQuiet ? nil : RunProgress(solvesSalaries: solves, makesTables: false)
    defer { progress?.finish() }
    do throws(StudyFailure) {
      // Before anything is simulated: no task of an array, no shard.
      let shard = try number()
      let study = try preparation.study(shards, stop: stop) { progress?.salaries($0, of: $1) }
      guard let shard else {
        progress?.finish()
        if !isQuiet { Self.tell(study) }
        return
      }
      let outcome = try ShardRun(request, build: BuildInfo.program).run(shard, of: study, stop: stop) {
        progress?.trials($0, of: $1)
      }
      progress?.finish()
      if !isQuiet { Self.tell(outcome, shard, study, progress) }
    } catch {
      progress?.finish()
      if case .nothingDone = error {
        Terminal.say("rainmaker: stopped while salaries were solved; the same command begins with that again.")
        throw Exits.due
      }
      throw Exits.explain(error, of: request)
    }
  }

  private func number() throws(StudyFailure) -> Int? {
    switch which {
    case .none: return nil
    case .shard(let shard): return shard
    case .auto:
      do throws(ShardRefusal) { return try SchedulerTask(environment: ProcessInfo.processInfo.environment).index } catch
      {
        throw .sharded(error)
      }
    }
  }

  private static func tell(_ study: ShardStudy) {
    let trials = (1...study.plan.shards).map { study.plan.trials(of: $0).count }
    let (least, most) = (trials.min() ?? 0, trials.max() ?? 0)
    Terminal.say(
      "\(NumberText.count(study.plan.trials, "trial")) in \(NumberText.count(study.plan.shards, "shard")) of "
        + (least == most ? "\(most)" : "\(least) or \(most)")
        + ": --shard 1 to --shard \(study.plan.shards) run them, and `rainmaker merge \(study.directory)` makes the results."
    )
  }

  private static func tell(_ outcome: ShardRun.Outcome, _ shard: Int, _ study: ShardStudy, _ progress: RunProgress?) {
    let trials = outcome.trials, name = "Shard \(shard) of \(study.plan.shards)"
    guard outcome.earlier < trials.count else {
      return Terminal.say("\(name) is complete already; nothing was run.")
    }
    let closing = progress.flatMap { $0.hasSpoken ? $0.closing(trials: trials.count, threads: outcome.threads) : nil }
    Terminal.say(
      "\(name) is complete: trials \(trials.lowerBound) to \(trials.upperBound - 1), in \(outcome.file)"
        + (closing.map { "; " + $0 } ?? ""))
  }
}
