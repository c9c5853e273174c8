import ArgumentParser
import Experiments
import Reports
import ResultTables

/// `rainmaker plot`
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draws a figure of a finished run: SVG, or its Vega-Lite description.",
    discussion: """
      Without --figure it lists the figures that can be drawn. A name is what is \
      drawn and a metric: levels-profit, differences-revenue, paths-win_rate,
      decomposition-profit.

      EXAMPLES
        rainmaker plot results/waning-push-pull
        rainmaker plot results/waning-push-pull --figure paths-profit -o paths.svg
        rainmaker plot results/waning-push-pull --figure differences-profit -o d.json
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Option(help: ArgumentHelp("Which figure; without it, the names of all.", valueName: "name"))
  var figure: String?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file: .svg, or .json for Vega-Lite.", valueName: "file"),
    completion: .file(extensions: ["svg", "json"]))
  var output: String?

  @Option(help: ArgumentHelp("Number of the design point (default: 0).", valueName: "n"))
  var point = 0

  func validate() throws {
    if figure != nil, output == nil { throw ValidationError("--figure needs -o FILE.svg or -o FILE.json.") }
    if figure == nil, output != nil {
      throw ValidationError("-o needs --figure NAME; without both, figures are listed.")
    }
    if let output, !output.hasSuffix(".svg"), !output.hasSuffix(".json") {
      throw ValidationError("-o takes a name that ends in .svg or .json, not '\(output)'.")
    }
  }

  func run() throws {
    let results = try Outcome.read(directory)
    let catalogue = FigureCatalogue(results, point: point)
    guard let name = figure, let output else {
      try Terminal.publish(catalogue.names.joined(separator: "\n") + "\n")
      return
    }
    let drawing: Figure
    do throws(ResultsError) { drawing = try catalogue.figure(name) } catch { throw Exits.explain(error) }
    let text = output.hasSuffix(".svg") ? SVGDrawing(drawing).text : VegaLite.spec(drawing, for: .file).text() + "\n"
    do throws(FileError) { try AtomicFile.write(text: text, to: output) } catch { throw Exits.explain(writing: error) }
  }
}
