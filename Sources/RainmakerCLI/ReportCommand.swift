import ArgumentParser
import Experiments
import Reports
import ResultTables

/// `rainmaker report`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes an HTML report on a finished run: figures, tables, and their uncertainty.",
    discussion: """
      The page is one self-contained file: it loads nothing from the network, and \
      can be mailed, printed and archived.

      EXAMPLES
        rainmaker report results/waning-push-pull
        rainmaker report results/waning-push-pull -o waning.html
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file, or - for standard output (default: DIR/report.html).", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup var confidence: ConfidenceOption

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a file.") }
  }

  func run() throws {
    let results = try Outcome.read(directory, at: confidence.confidence)
    let target = output ?? directory + "/report.html"
    let file = try Output(target, of: results)
    let text: String
    do throws(ResultsError) { text = try ReportPage(results).text } catch { throw Exits.explain(error) }
    if try !file.write(text) { try Terminal.publish(target + "\n") }
  }
}
