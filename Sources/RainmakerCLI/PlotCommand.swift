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
      Without --figure it lists the figures that can be drawn, only those whose name \
      contains WORD if one is given; when piped, just their names. A name is a kind \
      of figure and a metric: levels-profit, differences-revenue, paths-win_rate, \
      decomposition-profit.

      EXAMPLES
        rainmaker plot results/waning-push-pull
        rainmaker plot results/waning-push-pull profit
        rainmaker plot results/waning-push-pull --figure paths-profit -o paths.svg
        rainmaker plot results/waning-push-pull --figure differences-profit -o d.json
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Argument(help: ArgumentHelp("Lists figures with this in their names.", valueName: "word"))
  var word: String?

  @Option(
    help: ArgumentHelp("The figure to draw; without it, figures are listed.", valueName: "name"),
    completion: .custom { words, _, _ in FigureList.names(in: words) })
  var figure: String?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file: .svg, or .json for Vega-Lite; - for SVG on standard output.", valueName: "file"),
    completion: .file(extensions: ["svg", "json"]))
  var output: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Number of the design point (default: 0).", valueName: "n"))
  var point = 0

  @OptionGroup var confidence: ConfidenceOption

  func validate() throws {
    if figure != nil, output == nil { throw ValidationError("--figure needs -o FILE.svg or -o FILE.json.") }
    if figure == nil, output != nil {
      throw ValidationError("-o needs --figure NAME; without both, figures are listed.")
    }
    if figure != nil, let word {
      throw ValidationError("'\(word)' narrows the list of figures, and --figure draws one: give one of them.")
    }
    if let output, !output.hasSuffix(".svg"), !output.hasSuffix(".json"), !isStream(output) {
      throw ValidationError("-o takes a name that ends in .svg or .json, or - for standard output, not '\(output)'.")
    }
  }

  func run() throws {
    let results = try Outcome.read(directory, at: confidence.confidence)
    guard results.points.contains(point) else {
      let last = results.points.max() ?? 0
      throw refuse(
        "there is no design point \(point): " + (last == 0 ? "the study has one, 0." : "points are 0 to \(last)."))
    }
    let list = FigureList(results, point: point)
    guard let name = figure, let output else {
      let text = list.text(holding: word ?? "", forPeople: Terminal.isShown)
      guard !text.isEmpty else { throw refuse("no figure has '\(word ?? "")' in its name.") }
      return try Terminal.publish(text + "\n")
    }
    let file = try Output(output, of: results)
    let drawing: Figure
    do throws(ResultsError) { drawing = try list.catalogue.figure(name) } catch {
      guard case .noFigure(_, let reason) = error else { throw Exits.explain(error) }
      throw refuse("there is no figure '\(name)': \(list.hint(name) ?? reason + ".")")
    }
    try file.write(
      output.hasSuffix(".json") ? VegaLite.spec(drawing, for: .file).text() + "\n" : SVGDrawing(drawing).text)
  }

  /// What takes a drawing under any name: standard output, and pipes and devices that are there.
  private func isStream(_ path: String) -> Bool {
    switch try? OutputFile(path) {
    case .standardOutput, .stream: true
    case .file, nil: false
    }
  }

  private func refuse(_ message: String) -> ExitCode {
    Terminal.say("rainmaker: \(message)")
    return ExitCode(64)
  }
}
