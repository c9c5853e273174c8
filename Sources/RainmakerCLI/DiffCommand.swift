import ArgumentParser
import Experiments
import Reports
import ResultTables

/// `rainmaker diff`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Finds the first week, pass and seller at which two histories part.",
    discussion: """
      Takes two regimes of a directory, the same row of two directories, two files \
      that `replay --trace` wrote, of two builds perhaps, or such a file and a \
      directory. Trials of directories are simulated again and compared in their \
      whole state: sellers, firm, deals, customers and experts. Files are compared \
      in what they hold. A directory alone is held against this build, by the weekly \
      readings that its journal keeps. Then says how many sellers differ from there \
      on. The exit code is 0 if the histories are equal and 1 if they part.

      EXAMPLES
        rainmaker diff results/mine --regimes push,pull --trial 3
        rainmaker diff results/before results/after --regime push --trial 3
        rainmaker diff old.csv new.csv
        rainmaker diff old.csv results/mine --regime push --trial 3
        rainmaker diff results/mine --trial 3
      """)

  @Argument(help: ArgumentHelp("A results directory, or a trace.", valueName: "a"), completion: .file())
  var first: String

  @Argument(help: ArgumentHelp("Another one.", valueName: "b"), completion: .file())
  var second: String?

  @Option(
    help: ArgumentHelp("Two regimes of one directory, instead of B.", valueName: "name,name"),
    transform: { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } })
  var regimes: [String]?

  @OptionGroup var row: RowOptions

  @Flag(help: "Prints everything as JSON instead of text.")
  var json = false

  func validate() throws {
    try row.check()
    guard let regimes else { return }
    if regimes.count != 2 { throw ValidationError("--regimes takes two names, separated by a comma.") }
    if let second {
      throw ValidationError("--regimes compares two regimes of one directory: leave out \(second).")
    }
    if row.regime != nil { throw ValidationError("--regimes and --regime both name regimes: give one of them.") }
  }

  func run() throws {
    let isFile = try (isFile(first), second.map(isFile))
    if isFile.0, second == nil { throw ValidationError("'\(first)' is a file: name a second one, or a directory.") }
    if isFile.0, isFile.1 == true, row.areGiven {
      throw ValidationError("--regime, --trial, --point and --without name rows of directories, and both are files.")
    }
    if let second {
      if isFile == (false, false) {
        let a = try side(first, row.regime), b = try side(second, row.regime)
        return try compare(a, b)
      }
      return try compareTraces(first, second, isFile: (isFile.0, isFile.1 ?? false))
    }
    guard let regimes else { return try compareStored() }
    let source = try ReplaySource(first)
    let sides = try regimes.map { (source: source, replay: try source.replay(row.address($0)), name: $0) }
    try compare(sides[0], sides[1])
  }

  /// - Throws: exit code 66 where nothing is.
  private func isFile(_ path: String) throws -> Bool {
    guard let there = FileIdentity(path: path) else {
      Terminal.say("rainmaker: '\(path)' does not exist.")
      if let hint = NearbyResults.hint(path) { Terminal.say(hint) }
      throw ExitCode(66)
    }
    return !there.isDirectory
  }

  private func side(
    _ path: String, _ regime: String?
  ) throws -> (source: ReplaySource, replay: TrialReplay, name: String) {
    let source = try ReplaySource(path), replay = try source.replay(row.address(regime))
    return (source, replay, "\(path) \(replay.regime)")
  }

  private func compare(
    _ a: (source: ReplaySource, replay: TrialReplay, name: String),
    _ b: (source: ReplaySource, replay: TrialReplay, name: String)
  ) throws {
    let pair: HistoryPair
    do throws(ReplayRefusal) { pair = try HistoryPair(a.replay, b.replay) } catch {
      Terminal.say("rainmaker: '\(a.name)' and '\(b.name)' cannot be compared: \(error).")
      throw ExitCode(65)
    }
    try publish(pair.compare(), HistoryText.Side(a.name), HistoryText.Side(b.name))
  }

  /// - Parameter isFile: which of the two are traces; the other is made into one.
  private func compareTraces(_ a: String, _ b: String, isFile: (Bool, Bool)) throws {
    do {
      let week = try TracePair.week(of: isFile.0 ? a : b)
      func side(_ path: String, _ isFile: Bool) throws -> (path: String, side: HistoryText.Side) {
        if isFile { return (path, HistoryText.Side(path)) }
        let (source, replay, name) = try self.side(path, row.regime)
        if let week, week >= replay.weeks {
          Terminal.say("rainmaker: '\(path)' has no week \(week), which the trace follows.")
          throw ExitCode(65)
        }
        let scratch = try ScratchFolder.make() + "/trace.csv", writer = try TraceWriter(path: scratch, week: week)
        _ = try source.reading(replay, trace: writer)
        return (
          scratch, HistoryText.Side(name) { source.command(replay, "--week \($0) --trace week.csv") }
        )
      }
      let (first, second) = (try side(a, isFile.0), try side(b, isFile.1))
      try publish(try TracePair(first.path, second.path).compare(), first.side, second.side)
    } catch let code as ExitCode {
      throw code
    } catch let fault as TraceFault {
      Terminal.say("rainmaker: \(fault)")
      throw ExitCode(65)
    } catch {
      Terminal.say("rainmaker: \(error)")
      throw Exits.inputOutput
    }
  }

  private func publish(_ comparison: HistoryComparison, _ a: HistoryText.Side, _ b: HistoryText.Side) throws {
    let text = HistoryText(comparison, a, b, columns: Terminal.style.columns)
    try Terminal.publish((json ? text.json.text() : text.text) + "\n")
    if !comparison.isEqual { throw ExitCode(1) }
  }

  /// A directory against this build.
  private func compareStored() throws {
    let source = try ReplaySource(first)
    let readings = try (row.regime.map { [$0] } ?? source.study.regimes(of: row.trial ?? 0)).map {
      try source.reading(try source.replay(row.address($0)))
    }
    if json {
      try Terminal.publish(JSONValue.array(readings.map(\.json)).text() + "\n")
    } else {
      try Terminal.publish(
        readings.flatMap { ReplayText($0, style: Terminal.style).verdict }.joined(separator: "\n") + "\n")
    }
    guard let parted = readings.first(where: { !$0.isEqual }) else { return }
    Terminal.say(
      "What is stored has no sellers and no passes: for those write a trace with each build, and compare the files.",
      "  " + source.command(parted.row, "--trace FILE.csv"))
    throw ExitCode(1)
  }
}
