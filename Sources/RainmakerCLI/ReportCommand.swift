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
      can be mailed, printed and archived. With --explore the laboratory stands beside \
      it as a second page, and the report has a link to that.

      EXAMPLES
        rainmaker report results/waning-push-pull
        rainmaker report results/waning-push-pull -o waning.html
        rainmaker report results/waning-push-pull --explore
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file, or - for standard output (default: DIR/report.html).", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @Flag(help: "Writes the page of `explore` beside the report, as NAME-explore.html, and links to it.")
  var explore = false

  @OptionGroup var confidence: ConfidenceOption

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a file.") }
    if explore, output == "-" {
      throw ValidationError("--explore writes a second file beside the report: name the report with -o FILE.")
    }
  }

  func run() throws {
    let results = try Outcome.read(directory, at: confidence.confidence)
    let target = output ?? directory + "/report.html"
    let file = try Output(target, of: results), beside = explore ? Self.beside(target) : nil
    if let beside {
      try Output(beside, of: results).write(try ExploreCommand.page(of: results))
      try Terminal.publish(beside + "\n")
    }
    let text: String
    do throws(ResultsError) { text = try ReportPage(results, explore: beside).text } catch {
      throw Exits.explain(error)
    }
    if try !file.write(text) { try Terminal.publish(target + "\n") }
  }

  /// The page of `explore` that belongs to a report.
  private static func beside(_ report: String) -> String {
    (report.hasSuffix(".html") ? String(report.dropLast(5)) : report) + "-explore.html"
  }
}
