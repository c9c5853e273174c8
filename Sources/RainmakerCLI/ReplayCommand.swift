import ArgumentParser
import Experiments
import Reports
import ResultTables

/// `rainmaker replay`
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Simulates a row of results again, bit for bit, and writes its history.",
    discussion: """
      Any row of trials.csv, knock_outs.csv or mixes.csv. Says whether every value \
      that is stored of the trial, in the table and the journal, is the one that \
      comes out, and prints its metrics and weekly readings. --trace writes the \
      state of every seller at the end of each week: a row a week and seat, a \
      column for each column of the sellers' state, as the ODD protocol names \
      them. With --week it follows that week alone, and writes it behind every \
      pass. If a stored value is another one, the exit code is 70.

      EXAMPLES
        rainmaker replay results/mine --regime push --trial 3
        rainmaker replay results/mine --regime push --trial 3 --trace push.csv
        rainmaker replay results/mine --regime push --week 40 --trace week.csv
        rainmaker replay results/mine --regime push --point 2 --without coaching
        rainmaker replay results/mine --regime push --trial 3 --check
        rainmaker replay results/mine --regime push --json > row.json
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @OptionGroup var row: RowOptions

  @Option(
    help: ArgumentHelp("Writes the history as CSV to this file, or to standard output (-).", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var trace: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Traces this week alone, from 0, pass by pass.", valueName: "n"))
  var week: Int?

  @Flag(help: "Tests after every pass that it changed only its own columns and that everything balances.")
  var check = false

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  func validate() throws {
    try row.check()
    if let trace, trace.isEmpty { throw ValidationError("--trace takes the name of a file.") }
    if trace == "-", json {
      throw ValidationError("--json and --trace - both write to standard output: give one of them.")
    }
    if let week {
      guard trace != nil else {
        throw ValidationError("--week says which week --trace follows: give --trace FILE too.")
      }
      if week < 0 { throw ValidationError("--week takes a number from 0 on, got \(week).") }
    }
  }

  func run() throws {
    let source = try ReplaySource(directory)
    let replay = try source.replay(row.address(row.regime))
    if let week, week >= replay.weeks {
      Terminal.say("rainmaker: --week: the trial has no week \(week); they run from 0 to \(replay.weeks - 1).")
      throw Exits.usage
    }
    let output = try trace.map { path in
      try source.stored.map { try Output(path, of: $0) } ?? Output(path, ofStudyIn: directory)
    }
    let reading: ReplayReading
    if let output {
      reading = try output.fill { path in
        let writer: TraceWriter
        do throws(TableError) { writer = try TraceWriter(path: path, week: week) } catch {
          guard case .file(let error) = error else { throw error }
          throw Exits.explain(writing: error)
        }
        return try source.reading(replay, check: check, trace: writer)
      }
    } else {
      reading = try source.reading(replay, check: check)
    }
    let text = ReplayText(reading, style: Terminal.style)
    if output?.isStandardOutput == true {
      Terminal.say(text.verdict.joined(separator: " "))
    } else {
      try Terminal.publish((json ? reading.json.text() : text.text) + "\n")
    }
    guard !reading.isEqual else { return }
    if reading.isOfAnotherBuild {
      Terminal.say("Another build ran these trials: what differs may be the model.")
    } else {
      Terminal.say("The same build ran these trials: the directory was changed, or this machine computes otherwise.")
    }
    throw ExitCode(70)
  }
}
