import ArgumentParser
import Experiments
import ResultTables
import ScenarioFiles

/// The program: one file a command.
@main
struct RainmakerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rainmaker",
    abstract: "A laboratory for sales management: simulated sales forces, paired trials, honest statistics.",
    discussion: """
      Write a scenario file, run it, read the tables.

      EXAMPLES
        rainmaker run Scenarios/waning-push-pull.yaml
        rainmaker run mine.yaml --trials 1000 --set organisation.sellers=128
        rainmaker show results/mine
        rainmaker report results/mine
        rainmaker explore mine.yaml
        rainmaker notebook results/mine
        rainmaker compare results/mine results/other
        rainmaker replay results/mine --regime push --trial 3
        rainmaker diff results/mine --regimes push,pull
        rainmaker power mine.yaml --change 0.05
        rainmaker select mine.yaml --indifference 0.05
        rainmaker run mine.yaml -o results/big --shard 3/8
        rainmaker status results/big
        rainmaker merge results/big
        rainmaker slurm mine.yaml --tasks 100 --submit
        rainmaker validate mine.yaml --effective
        rainmaker schema > scenario.schema.json
        rainmaker verify

      EXIT CODES
        0 done, 1 two histories part (diff), 64 wrong usage, 65 bad scenario,
        66 no such input, 69 Slurm is not there or refuses, 70 broken invariant (a
        defect), trials that failed by one, or a row that is not what a replay
        gives, 71 too few resources (disk, memory, open files, stack), 73 cannot
        create the results, 74 input or output failed, 75 shards are to run still,
        130 interrupted.
      """,
    version: BuildInfo.program.description,
    subcommands: [
      RunCommand.self, CalibrateCommand.self, SensitivityCommand.self, SelectCommand.self, OptimizeCommand.self,
      MapCommand.self, PowerCommand.self, MergeCommand.self, StatusCommand.self, SlurmCommand.self,
      ValidateCommand.self, ShowCommand.self, CompareCommand.self, ReplayCommand.self, DiffCommand.self,
      PlotCommand.self, ReportCommand.self, ExploreCommand.self, NotebookCommand.self, DescribeCommand.self,
      SchemaCommand.self, VerifyCommand.self,
    ])

  /// What every message begins with that names no place in a file.
  static var _errorPrefix: String { "rainmaker: " }

  static func main() {
    Terminal.guardStreams()
    StackLimit.check()
    refuseFileAmongOptions(CommandLine.arguments.dropFirst())
    if let word = CommandLine.arguments.dropFirst().first {
      refuseUnknown(word)
      refuseShards(of: word)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch { leave(error) }
  }

  /// Ends with what the argument parser says of an error, which quotes arguments as they are.
  private static func leave(_ error: any Error) -> Never {
    var code = exitCode(for: error), text = fullMessage(for: error)
    for argument in CommandLine.arguments where argument.unprintable != nil {
      text = text.replacing(argument, with: argument.printable)
    }
    if code.isSuccess, !text.isEmpty {
      do { try Terminal.publish(text + "\n") } catch { code = Exits.inputOutput }
    } else if !text.isEmpty {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) { Terminal.say(String(line)) }
    }
    exit(withError: code)
  }

  /// The argument parser takes an unknown command for an argument too many.
  private static func refuseUnknown(_ word: String) {
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard !word.hasPrefix("-"), !names.contains(word) else { return }
    let hint =
      Suggestion.nearest(to: word, among: names).map { "did you mean '\($0)'?" }
      ?? "there is \(names.joined(separator: ", "))."
    Terminal.say("rainmaker: unknown command '\(word)'; \(hint)")
    exit(withError: ExitCode(64))
  }

  /// Says why some work is not divided among shards, where people may well look for it.
  private static func refuseShards(of word: String) {
    let reasons = [
      "calibrate": "each wave of sets hangs on what all of the wave before gave",
      "optimize": "each point that is tried hangs on what those before gave",
      "power": "it takes a few pilot trials, and counts on from them",
    ]
    guard let reason = reasons[word],
      CommandLine.arguments.contains(where: { $0 == "--shard" || $0.hasPrefix("--shard=") })
    else { return }
    Terminal.say("rainmaker: \(word) cannot be divided into shards: \(reason). It uses all cores of one machine.")
    exit(withError: Exits.usage)
  }

  /// The argument parser reads `-h.yaml` as -h and prints help: whoever checks a file so would believe that it is right.
  private static func refuseFileAmongOptions(_ words: some Sequence<String>) {
    for word in words.prefix(while: { $0 != "--" }) {
      guard word.hasPrefix("-"), !word.hasPrefix("--"), word.count > 2, Double(word) == nil else { continue }
      // Flags of one letter may stand together.
      guard !word.dropFirst().allSatisfy({ "hoq".contains($0) }) else { continue }
      Terminal.say(
        "rainmaker: '\(word)' is no option; for a file of that name write './\(word)', or put -- before it.")
      exit(withError: Exits.usage)
    }
  }
}
