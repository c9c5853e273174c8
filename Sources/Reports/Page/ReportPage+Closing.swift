import Experiments

extension ReportPage {
  /// What nobody should read into the page.
  var limits: Section {
    return Section(
      id: "limits", title: "What is not modelled",
      content: [
        .tag("ul", [], StoredStudy.notModelled.map { .tag("li", [], $0) }),
        paragraph(
          """
          What is modelled is a hypothesis too. A result that rests on one mechanism is only as good as that mechanism: \
          knock it out and see.
          """),
      ])
  }

  /// One command, what it has to produce, and how to cite it.
  var reproduction: Section {
    let manifest = results.manifest
    let build = manifest.rainmaker + (manifest.commit.map { " (commit \($0))" } ?? "")
    let files = manifest.files.filter { $0.path.hasSuffix(".csv") || $0.path.hasSuffix(".yaml") }
    let rows = files.map { file -> [Markup] in
      [.tag("code", [], Markup(file.path)), .tag("code", [], Markup(file.sha256))]
    }
    let citation = """
      @software{rainmaker,
        title   = {Rainmaker: an agent-based laboratory for sales management},
        author  = {{The Rainmaker authors}},
        version = {\(build)},
        note    = {study \(manifest.scenario), SHA-256 \(manifest.studyDigest)}
      }
      """
    return Section(
      id: "reproduction", title: "Run it again, and cite it",
      content: [
        paragraph("With rainmaker \(Markup.tag("code", [], Markup(build))) and the file beside this page:"),
        code("rainmaker run scenario.resolved.yaml -o again"),
        paragraph(
          """
          Bit-exact tables must come out with the same bytes, on any machine and with any number of threads; BLAS-dependent \
          tables agree to nine digits.
          """),
        table("SHA-256 of the files", ["file", "SHA-256"], rows),
        exploring, paragraph("To cite it:"), code(citation),
        paragraph(
          """
          Every number on this page is rounded from a cell of these tables, or from the manifest and the scenario beside \
          them, and the page's source names the cell. Quarterly charts show means of thirteen cells.
          """),
      ])
  }

  /// How to move the levers; nothing for a study that a page cannot show.
  private var exploring: Markup {
    guard laboratory == nil, let scenario = results.scenario, (try? ExplorePlan(scenario)) != nil else { return "" }
    return paragraph(
      "To move its levers and see what follows, with the model itself in a page: \(Markup.tag("code", [], "rainmaker explore DIR")), where DIR is the directory of these tables."
    )
  }

  private func code(_ text: String) -> Markup {
    .tag("pre", [("tabindex", "0")], .tag("code", [], Markup(text)))
  }
}
