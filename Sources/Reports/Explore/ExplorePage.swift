import CAssets
import Experiments
import Foundation
import ResultTables

/// The laboratory in a page: one self-contained HTML file that runs the model itself.
///
/// The page may run its own script, the module and threads of both, and may load nothing: its own policy says so.
public struct ExplorePage {
  private let data: ExploreData
  private let program: BuildInfo

  /// - Parameters:
  ///   - plan: what the page runs.
  ///   - document: the plan's scenario as its file says it, complete.
  ///   - program: what made the page.
  public init(_ plan: ExplorePlan, document: JSONValue, program: BuildInfo) {
    (data, self.program) = (ExploreData(plan: plan, document: document, results: .null), program)
  }

  /// - Parameters:
  ///   - plan: what the page simulates.
  ///   - document: the plan's scenario, complete.
  ///   - results: of that scenario, with which the page opens.
  ///   - program: which makes the page.
  public init(
    _ plan: ExplorePlan, document: JSONValue, results: StoredStudy, program: BuildInfo
  ) throws(ResultsError) {
    let found = ExploreResults(results: results, regimes: plan.scenario.regimes.map(\.name))
    (data, self.program) = (ExploreData(plan: plan, document: document, results: try found.json()), program)
  }

  /// The files of the page's script, which is one: each with one idea, in the order in which they need one another.
  private static let files = [
    "pool", "settings", "ensemble", "found", "words", "tables", "contrasts", "leaning", "paths", "controls", "saving",
    "page",
  ]

  /// The whole file.
  public var text: String {
    let script = "\"use strict\";\n" + Self.files.map { Asset.text("explore/\($0).js") }.joined(separator: "\n")
    let policy =
      "default-src 'none'; script-src 'sha256-\(ReportPage.base64(SHA256Hex.of(script)))' 'wasm-unsafe-eval'; "
      + "worker-src blob:; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    let styles = Asset.text("report/report.css") + Asset.text("explore/explore.css") + ReportPage.palette
    let head = Markup.tag(
      "head", [],
      .void("meta", [("charset", "utf-8")]),
      .void("meta", [("http-equiv", "Content-Security-Policy"), ("content", policy)]),
      .void("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
      .void("meta", [("name", "color-scheme"), ("content", "light dark")]),
      .void("meta", [("name", "generator"), ("content", "rainmaker \(program)")]),
      .void("link", [("rel", "icon"), ("href", "data:,")]),
      .tag("title", [], Markup(title)),
      .tag("style", [], Markup(verbatim: styles)))
    // In a script, only "<" could end the text before its end.
    let json = data.json.text(.compact).replacing("<", with: "\\u003c")
    let body = Markup.tag(
      "body", [],
      [
        .tag("a", [("class", "skip"), ("href", "#answer")], "To the answer"), header, main, footer,
        .tag("script", [("type", "application/json"), ("id", "data")], Markup(verbatim: json)),
        .tag("script", [("type", "text/plain"), ("id", "thread")], Markup(verbatim: Asset.text("explore/worker.js"))),
        .tag("script", [("type", "text/plain"), ("id", "module")], Markup(verbatim: Self.module)),
        .tag("script", [], Markup(verbatim: script)),
      ])
    return "<!DOCTYPE html>\n"
      + Markup.tag("html", [("lang", "en"), ("data-colours", "\(Palette.light.count)")], head, body).source + "\n"
  }

  private var title: String {
    let scenario = data.plan.scenario
    return scenario.question.isEmpty ? scenario.name : scenario.question
  }

  private var header: Markup {
    .tag(
      "header", [],
      .tag(
        "p", [("class", "kind")], "Rainmaker: the model itself, study ",
        .tag("span", [("class", "study own")], Markup(data.plan.scenario.name))),
      .tag("h1", [("class", "own")], Markup(title)))
  }

  private var main: Markup {
    .tag(
      "main", [],
      .tag(
        "section", [("id", "answer"), ("aria-labelledby", "answer-title")],
        .tag("h2", [("id", "answer-title")], "The answer"),
        .tag("p", [("id", "words")], "The model has not run yet. This page needs JavaScript and WebAssembly."),
        .tag("p", [("id", "progress"), ("class", "facts")], ""),
        .tag("p", [("id", "status"), ("class", "facts"), ("role", "status")], ""),
        .tag("div", [("id", "tools"), ("class", "bar")], ""),
        .tag("div", [("id", "tables")], ""), .tag("div", [("id", "contrasts")], ""),
        .tag("div", [("id", "leanings")], ""),
        .tag("div", [("id", "paths")], "")),
      .tag(
        "section", [("id", "settings"), ("aria-labelledby", "settings-title")],
        .tag("h2", [("id", "settings-title")], "What would happen if…"),
        .tag("div", [("id", "controls")], "")))
  }

  private var footer: Markup {
    let plan = data.plan.scenario.plan
    return .tag(
      "footer", [],
      .tag(
        "p", [],
        """
        Every trial simulates a firm of \(plan.organisation.seats) sellers over \(plan.horizon.weeks) weeks, of which the first \
        \(plan.horizon.warmUp) are managed the same way in all and not counted; every regime meets the same people, customers and \
        random draws. Nothing leaves this page: the model runs in it, with the numbers that the program gives for the saved \
        scenario. Intervals hold pair by pair; they are not widened for the number of pairs, nor for trying settings until \
        one pleases. Made by rainmaker \(program.description).
        """))
  }

  /// The compiled model, packed, as text.
  private static var module: String { Data(Asset.bytes("explore/model.wasm.gz")).base64EncodedString() }
}
