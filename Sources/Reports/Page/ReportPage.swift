import Foundation
import ResultTables

/// A study's report: one self-contained HTML file.
///
/// The page may run its two scripts and nothing else, and may load nothing: its own policy says so, by their hashes.
public struct ReportPage {
  let results: StoredStudy
  /// Figures in the order of the page.
  let figures: [Figure]
  let shownPoints: [Int]
  let driverTable: Table?
  /// The page that runs the model, beside this one; nil where none was written.
  let laboratory: String?

  /// Design points that get sections of their own; the table of the answer has all of them.
  private static let pointLimit = 3
  static let levelMetrics = ["profit", "revenue", "quota_attainment"]
  static let pathMetrics = [
    "profit", "revenue", "win_rate", "open_opportunities", "effort", "skill", "motivation", "match",
  ]

  /// - Parameters:
  ///   - results: the study.
  ///   - explore: path of the page of the same study that runs the model, in this one's folder.
  public init(_ results: StoredStudy, explore: String? = nil) throws(ResultsError) {
    self.results = results
    laboratory = explore.map(FilePath.name)
    shownPoints = Array(results.ownPoints.prefix(Self.pointLimit))
    let all = FigureCatalogue(results, room: 150_000)
    var figures = [all.selection(), all.sensitivity(), all.map()].compactMap { $0 }
    for point in shownPoints {
      let catalogue = FigureCatalogue(results, point: point, room: 150_000)
      let known = Set(results.metrics)
      figures += (ExperimentReading(results, point: point)?.outcomes ?? []).compactMap(catalogue.experiment)
      figures += (Self.levelMetrics + ["top20_share"]).filter(known.contains).map(catalogue.levels)
      if results.regimes.count > 1, known.contains("profit") { figures.append(catalogue.differences("profit")) }
      if results.contrast != nil { figures.append(catalogue.contrast("profit")) }
      if results.decomposition != nil { figures.append(catalogue.decomposition("profit")) }
      if results.directory.has("sellers") { figures.append(try catalogue.sellers()) }
      figures += try catalogue.paths(point == shownPoints.first ? Self.pathMetrics : ["profit"])
    }
    self.figures = figures.filter { !$0.isEmpty }
    driverTable = try results.directory.table("drivers")
  }

  /// The whole file.
  public var text: String {
    let scripts = [Asset.text("report/vega.js"), Asset.text("report/report.js")]
    let policy =
      "default-src 'none'; script-src "
      + scripts.map { "'sha256-\(Self.base64(SHA256Hex.of($0)))'" }.joined(separator: " ")
      + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    let head = Markup.tag(
      "head", [],
      .void("meta", [("charset", "utf-8")]),
      .void("meta", [("http-equiv", "Content-Security-Policy"), ("content", policy)]),
      .void("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
      .void("meta", [("name", "color-scheme"), ("content", "light dark")]),
      .void("meta", [("name", "generator"), ("content", "rainmaker \(results.manifest.rainmaker)")]),
      .void("link", [("rel", "icon"), ("href", "data:,")]),
      .tag("title", [], Markup(title)),
      .tag("style", [], Markup(verbatim: Asset.text("report/report.css") + Self.palette)))
    let body = Markup.tag(
      "body", [],
      [
        .tag("a", [("class", "skip"), ("href", "#answer")], "To the answer"), header,
        .tag("main", [], [answer.markup, contents, legend] + sections.map(\.markup)), footer,
      ] + scripts.map { .tag("script", [], Markup(verbatim: $0)) })
    return "<!DOCTYPE html>\n"
      + Markup.tag("html", [("lang", "en"), ("data-colours", "\(Palette.light.count)")], head, body).source + "\n"
  }

  // MARK: Sections

  struct Section {
    let id, title: String
    let content: [Markup]

    var markup: Markup {
      .tag(
        "section", [("id", id), ("aria-labelledby", "\(id)-title")],
        [.tag("h2", [("id", "\(id)-title")], Markup(title))] + content)
    }
  }

  var sections: [Section] {
    [
      selection, sensitivity, map, experiment, regimes, differences, contrast, decomposition, paths, sellers,
      hypotheses, drivers, pipeline, settings, limits,
      reproduction,
    ].compactMap { $0 }
  }

  /// The study's question, or its name if there is none.
  private var title: String {
    results.directory.question.isEmpty ? results.manifest.scenario : results.directory.question
  }

  private var header: Markup {
    .tag(
      "header", [],
      .tag(
        "p", [("class", "kind")], "Rainmaker: results of a simulation, study ",
        .tag("span", [("class", "study own")], Markup(results.manifest.scenario))),
      .tag("h1", [("class", "own")], Markup(title)), laboratoryLink)
  }

  /// The way to the page that runs the model; nothing where none stands beside this one.
  private var laboratoryLink: Markup {
    guard let laboratory else { return "" }
    let address = laboratory.addingPercentEncoding(
      withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~")))
    return .tag(
      "p", [],
      .tag("a", [("class", "laboratory"), ("href", "./" + (address ?? laboratory))], "Move the levers yourself"),
      ": a page beside this one that runs the model.")
  }

  private var contents: Markup {
    .tag(
      "nav", [("aria-label", "Sections")],
      .tag(
        "ul", [],
        sections.map { .tag("li", [], .tag("a", [("href", "#\($0.id)")], Markup($0.title))) }))
  }

  /// Which regimes the charts show; stays in sight.
  private var legend: Markup {
    let chips = results.regimes.enumerated().map { place, regime in
      Markup.tag(
        "button", [("type", "button"), ("aria-pressed", "true"), ("data-regime", regime)],
        .tag("span", [("class", "swatch"), ("style", "--colour: var(--series-\(place % Palette.light.count))")]),
        Markup(regime))
    }
    return .tag(
      "div", [("class", "legend"), ("role", "group"), ("aria-label", "Regimes shown in the charts")],
      (results.regimes.count > 1 ? [.tag("span", [], "Shown in charts:")] + chips : [])
        + [.tag("button", [("type", "button"), ("id", "theme")], "Light or dark")])
  }

  /// How many firms, how large, how long.
  var facts: Markup {
    let manifest = results.manifest
    var parts: [Markup] = [
      "\(ShownNumber.number(manifest.completed, from: "manifest:trials_completed")) simulated firms per regime (trials)"
    ]
    if let plan = results.scenario?.plan {
      parts.append(results.firmSize)
      let weeks = ShownNumber.number(plan.horizon.weeks, from: "scenario:horizon.weeks")
      let warmUp = ShownNumber.number(plan.horizon.warmUp, from: "scenario:horizon.warm_up")
      parts.append("\(weeks) weeks, of which the first \(warmUp) are managed the same way in all and not counted")
    }
    parts.append(
      manifest.streams == "common"
        ? "every regime meets the same people, customers and random draws"
        : "every regime has independent random draws")
    if results.regimes.count < 2 { parts.removeLast() }
    return .tag("p", [("class", "facts")], .joined(parts, "; "), ".")
  }

  private var footer: Markup {
    .tag(
      "footer", [],
      .tag(
        "p", [],
        "Made by rainmaker. Charts by Vega and Vega-Lite (University of Washington Interactive Data Lab, BSD licence)."),
      .tag(
        "details", [], .tag("summary", [], "Licences of the chart library"),
        .tag("pre", [("tabindex", "0")], Markup(Asset.text("report/LICENCES.txt")))))
  }

  // MARK: Parts

  /// A figure with its caption, its buttons and its data.
  func figure(_ name: String, point: Int) -> Markup {
    guard let place = figures.firstIndex(where: { $0.name == name && $0.source.point == point }) else { return "" }
    let figure = figures[place], id = "\(name)-\(point)"
    // In a script, only "<" could end the text before its end.
    let spec = VegaLite.spec(figure, for: .page).text(.compact).replacing("<", with: "\\u003c")
    return .tag(
      "figure", [("id", id)],
      .tag("h3", [], Markup(figure.title)),
      .tag("div", [("class", "chart"), ("role", "img"), ("aria-label", "\(figure.title). \(figure.caption)")]),
      .tag("script", [("type", "application/json")], Markup(verbatim: spec)),
      .tag("figcaption", [], Markup(figure.caption)),
      .tag(
        "div", [("class", "tools")],
        .tag(
          "button", [("type", "button"), ("data-save", "svg"), ("aria-label", "Save \(figure.title) as SVG")], "SVG"),
        .tag(
          "button", [("type", "button"), ("data-save", "png"), ("aria-label", "Save \(figure.title) as PNG")], "PNG")))
  }

  /// Each shown point's part of a section, and a note that there are others.
  func each(_ content: (Int) -> [Markup]) -> [Markup] {
    let rest = results.ownPoints.count - shownPoints.count
    return shownPoints.flatMap(content)
      + (rest == 0
        ? []
        : [
          paragraph(
            """
            The other \(ShownNumber.number(rest, from: "page:other-points")) design points are in the tables beside this \
            page; \(Markup.tag("code", [], "rainmaker plot --point")) draws any of them, and \
            \(link("answer", "the answer")) has a row for each.
            """)
        ])
  }

  /// A table whose rows become blocks where the screen is narrow: each cell then says what its column is.
  func table(_ caption: String, _ heads: [Markup], _ rows: [[Markup]]) -> Markup {
    let names = heads.map(\.plain)
    let body = rows.map { row in
      Markup.tag(
        "tr", [("role", "row")],
        row.enumerated().map { place, cell in
          place == 0
            ? .tag("th", [("scope", "row"), ("role", "rowheader"), ("data-head", names[place])], cell)
            : .tag("td", [("role", "cell"), ("data-head", names[place])], cell)
        })
    }
    return .tag(
      "div", [("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption)],
      .tag(
        "table", [("role", "table")], .tag("caption", [], .tag("span", [], Markup(caption))),
        .tag(
          "thead", [("role", "rowgroup")],
          .tag("tr", [("role", "row")], heads.map { .tag("th", [("scope", "col"), ("role", "columnheader")], $0) })),
        .tag("tbody", [("role", "rowgroup")], body)))
  }

  /// How sure intervals are: `95 %`.
  var level: String { results.confidence.text }

  /// A caption with what it says of intervals, where there are any.
  func caption(_ text: String, _ intervals: String? = nil) -> String {
    results.isSingle ? text : text + (intervals ?? ", with its \(level) interval")
  }

  func paragraph(_ content: Markup) -> Markup { .tag("p", [], content) }

  /// Colours of regimes as the style's variables, for light and dark.
  static var palette: String {
    func rules(_ colours: [String]) -> String {
      colours.enumerated().map { "--series-\($0): \($1);" }.joined()
    }
    return """
      :root{\(rules(Palette.light))}@media screen{:root[data-theme=dark]{\(rules(Palette.dark))}} \
      @media screen and (prefers-color-scheme: dark){:root:not([data-theme=light]){\(rules(Palette.dark))}}
      """
  }

  static func base64(_ hex: String) -> String { Data(SHA256Hex.bytes(of: hex) ?? []).base64EncodedString() }
}
