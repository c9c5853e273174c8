import ArgumentParser
import Experiments
import Foundation
import Reports
import ScenarioFiles
import Verification

/// `rainmaker verify`
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks the program on this machine against exact solutions and published values.",
    discussion: """
      Runs the verification table V1-V40 on the model's own code, then known \
      answers of random streams and functions, then certified statistics. Each \
      figure comes with the value that theory expects, the value obtained, the \
      standard error, and z (in standard errors) or LRE (digits that agree). \
      A stochastic figure fails beyond 4 standard errors, or where it is equally \
      unlikely under its own distribution; the summary gives the probability that \
      chance alone does this under another seed.

      EXAMPLES
        rainmaker verify
        rainmaker verify --json > verification.json
        rainmaker verify --points
        rainmaker verify --point V7 bonus=1.5 cost=0.4
      """)

  @Flag(help: "Prints one JSON object instead of a table.")
  var json = false

  @Flag(help: "Lists the checks that have parameters, with names, defaults and ranges; runs nothing.")
  var points = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Runs one check, with these values instead of its defaults.", valueName: "id [name=value]"))
  var point: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of all random draws, 0 to 4294967295 (default: \(Session.standardSeed)).", valueName: "n"))
  var seed: UInt32 = Session.standardSeed

  @OptionGroup var workers: ThreadOption

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Repetitions as a share of the full number, 0.01 to 1.", valueName: "share"))
  var share = 1.0

  @Flag(name: .shortAndLong, help: "No progress bar.")
  var quiet = false

  func validate() throws {
    guard (0.01...1).contains(share) else { throw ValidationError("--share takes 0.01 to 1, got \(share).") }
    if points, !point.isEmpty { throw ValidationError("--points lists and --point runs: give one of them.") }
  }

  func run() throws {
    if points { return try Terminal.publish(json ? VerifyJSON.points() : VerifyText.points()) }
    let stop = StopSignal()
    let session = Session(seed: seed, threads: workers.count, share: share) { !stop.isRaised }
    let chosen = try PointArgument.read(point)
    let interrupts = Interrupts(stop, at: "as soon as the steps under way are done")
    defer { interrupts.end() }
    let clock = ContinuousClock(), started = clock.now
    let report: VerificationRun.Report
    if let chosen {
      let outcome = chosen.check.run(at: chosen.point, session)
      report = VerificationRun.Report(checks: [chosen.check], outcomes: [outcome], isComplete: !stop.isRaised)
    } else {
      let run = VerificationRun(session)
      let progress = quiet || !Terminal.isWatched ? nil : ProgressBar()
      // Some take a thousand times as long as others: their number says nothing of the time that is left.
      progress?.begin("Checking", "checks", of: run.checks.count)
      report = run.run { done, _ in progress?.show(done) }
      progress?.finish()
    }
    guard report.isComplete else {
      Terminal.say("Interrupted: no report, since it needs every check. `rainmaker verify --point V7` runs one alone.")
      throw Exits.interrupted
    }
    let dropped = chosen == nil ? Catalogue.dropped : []
    let text =
      json
      ? VerifyJSON.report(report, session, dropped: dropped, point: chosen?.point)
      : VerifyText.report(report, session, dropped: dropped, point: chosen?.point)
    try Terminal.publish(text)
    let took = started.duration(to: clock.now)
    if !json {
      Terminal.say("\(NumberText.fixed(Double(took), 1)) s on \(NumberText.count(session.threads, "thread"))")
    }
    if report.failures > 0 { throw Exits.badInvariant }
  }
}

/// What stands behind `--point`: a check and the values that are not its defaults.
private enum PointArgument {
  /// - Throws: the exit code 64, after saying what is wrong.
  static func read(_ words: [String]) throws -> (check: Check, point: Point?)? {
    guard let id = words.first else { return nil }
    let ids = Catalogue.checks.map(\.id)
    guard let check = Catalogue.checks.first(where: { $0.id.lowercased() == id.lowercased() }) else {
      if let dropped = Catalogue.dropped.first(where: { $0.id.lowercased() == id.lowercased() }) {
        throw refuse("\(dropped.id): \(dropped.reason).")
      }
      throw refuse("no check is called '\(id)'" + hint(id, ids) + "; --points lists them.")
    }
    var assignments: [(name: String, text: String)] = []
    for word in words.dropFirst() {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        throw refuse("\(check.id): expected name=value, got '\(word)'.")
      }
      assignments.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
    }
    guard !assignments.isEmpty else { return (check, nil) }
    do throws(PointProblem) { return (check, try check.point(assignments)) } catch {
      throw refuse(explain(error, check))
    }
  }

  private static func explain(_ problem: PointProblem, _ check: Check) -> String {
    switch problem {
    case .unknown(let name, let known):
      known.isEmpty
        ? "\(check.id) has no parameters: it compares published values."
        : "\(check.id) has no parameter '\(name)'" + hint(name, known) + "; it has \(known.joined(separator: ", "))."
    case .notANumber(let name, let text): "\(check.id): \(name) takes a number, got '\(text)'."
    case .notWhole(let name, let text): "\(check.id): \(name) takes a whole number, got \(text)."
    case .outOfRange(let name, let text, let range):
      "\(check.id): \(name) takes a number from \(VerifyText.short(range.lowerBound)) to "
        + "\(VerifyText.short(range.upperBound)), got \(text)."
    case .twice(let name): "\(check.id): \(name) is given twice."
    case .impossible(let quantity, let value, let range, let reason):
      "\(check.id): \(quantity) must be \(VerifyText.range(range)), here \(VerifyText.number(value, digits: 3)): \(reason)."
    }
  }

  private static func hint(_ word: String, _ names: [String]) -> String {
    Suggestion.nearest(to: word, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }

  private static func refuse(_ message: String) -> ExitCode {
    Terminal.say("rainmaker: --point: \(message.replacing("?;", with: "?"))")
    return ExitCode(64)
  }
}
