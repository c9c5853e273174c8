import ArgumentParser
import Experiments
import Foundation
import Reports
import ResultTables
import ScenarioFiles

/// Which row of a study: the options of commands that simulate one again.
struct RowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The row's regime (default: the study's only one).", valueName: "name"))
  var regime: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Number of its trial, from 0 (default: 0).", valueName: "n"))
  var trial: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of its design point (default: the study's only one).", valueName: "n"))
  var point: Int?

  @Option(
    help: ArgumentHelp(
      "A mechanism that its knock-out run leaves out, may be repeated: the rows of knock_outs.csv.", valueName: "name"))
  var without: [String] = []

  func check() throws {
    for (name, value) in [("trial", trial), ("point", point)] {
      if let value, value < 0 { throw ValidationError("--\(name) takes a number from 0 on, got \(value).") }
    }
  }

  var areGiven: Bool { regime != nil || trial != nil || point != nil || !without.isEmpty }

  /// The same row of a regime.
  func address(_ regime: String?) -> TrialAddress {
    TrialAddress(regime: regime, without: without, point: point, trial: trial ?? 0)
  }
}

/// A results directory whose rows are simulated again.
struct ReplaySource {
  let path: String
  let study: StudyReplay
  /// Its tables; nil for a run that has not finished.
  let stored: StoredStudy?

  /// - Throws: the exit code, after saying why there is nothing to replay.
  init(_ path: String) throws {
    self.path = path
    let isFinished = ["manifest.json", "datapackage.json"].contains { FileIdentity(path: path + "/" + $0) != nil }
    let scenario: Scenario
    if !isFinished, FileIdentity(path: path + "/trials.journal") != nil,
      let kept = try? ScenarioFile.load(path: path + "/scenario.resolved.yaml")
    {
      (scenario, stored) = (kept, nil)
    } else {
      let read = try Outcome.read(path, mayBeUnfinished: false)
      guard let known = read.scenario else {
        throw Self.refuse(path, "this program cannot read its scenario.resolved.yaml, which another version wrote", 65)
      }
      (scenario, stored) = (known, read)
    }
    let statement = stored.map {
      StudyReplay.Statement(
        regimes: $0.manifest.regimes, trials: $0.manifest.completed,
        build: BuildInfo(version: $0.manifest.rainmaker, commit: $0.manifest.commit))
    }
    do {
      study = try StudyReplay(
        KeptTrials(directory: path, scenario: scenario) { ScenarioFile.resolved($0) }, statement)
    } catch let refusal as ReplayRefusal {
      throw Self.refuse(path, "\(refusal)", refusal == .nothing ? 66 : 65)
    } catch {
      Terminal.say("rainmaker: \(error)")
      throw Exits.inputOutput
    }
  }

  /// The trial behind a row.
  func replay(_ address: TrialAddress) throws -> TrialReplay {
    do throws(ReplayRefusal) { return try study.replay(address) } catch {
      var hint = ""
      if case .regime(let name?, let known) = error, let meant = Suggestion.nearest(to: name, among: known) {
        hint = ". Did you mean '\(meant)'?"
      }
      if case .model = error { throw Self.refuse(path, "\(error)", 65) }
      throw Self.refuse(path, "\(error)\(hint)", 64)
    }
  }

  /// Simulates a row again and holds it against what is stored.
  /// - Parameters:
  ///   - trace: takes the history; it is put in its place also where a law of the model turns out broken.
  func reading(_ replay: TrialReplay, check: Bool = false, trace: TraceWriter? = nil) throws -> ReplayReading {
    do {
      let (outcome, journal) = try study.run(replay, check: check, trace: trace)
      try trace?.finish()
      return ReplayReading(
        study, in: path, replay, outcome, journal: journal, table: try stored?.row(of: replay, outcome),
        build: BuildInfo.program)
    } catch {
      throw Self.code(of: error, hasFailed: study.hasFailed(replay), trace)
    }
  }

  /// Says why a row could not be replayed, and gives the exit code.
  /// - Parameter hasFailed: whether the stored trial is one that failed.
  private static func code(of error: any Error, hasFailed: Bool, _ trace: TraceWriter?) -> ExitCode {
    switch error {
    case StudyFailure.broken(let broken, _):
      Terminal.say("rainmaker: a law of the model is broken, which is a defect of the program.", "  \(broken)")
      if hasFailed { Terminal.say("The stored row says so too: the trial failed, and is in no estimate.") }
      if let trace, (try? trace.finish()) != nil { Terminal.say("The trace holds the history up to there.") }
      return Exits.badInvariant
    case let error as ResultsError: return Exits.explain(error)
    case TableError.file(let error): return Exits.explain(writing: error)
    default:
      Terminal.say("rainmaker: \(error)")
      return Exits.inputOutput
    }
  }

  /// The command that replays a row.
  func command(_ replay: TrialReplay, _ rest: String = "") -> String {
    TrialAddress(
      regime: replay.regime, without: replay.without, point: study.scenario.points > 1 ? replay.point : nil,
      trial: replay.trial
    ).command(in: path, rest)
  }

  private static func refuse(_ path: String, _ reason: String, _ code: Int32) -> ExitCode {
    Terminal.say("rainmaker: '\(path)' cannot be replayed: \(reason)\(reason.hasSuffix("?") ? "" : ".")")
    return ExitCode(code)
  }
}
