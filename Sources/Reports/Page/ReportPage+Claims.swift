extension ReportPage {
  private static let rowLimit = 300

  /// Claims stated in the scenario, with their verdicts and what remains of them without their mechanism.
  var hypotheses: Section? {
    let claims = results.claims
    guard !claims.isEmpty else { return nil }
    let rows = claims.prefix(Self.rowLimit).map { claim -> [Markup] in
      let detail: Markup = "\(claim.subject); claimed: \(claim.claim) (\(claim.kind))"
      let firms: Markup = claim.firms.map { " \(Markup.tag("span", [("class", "detail")], $0))" } ?? ""
      let meaning = claim.null?.meaning.map { Markup.tag("span", [("class", "detail")], $0) } ?? ""
      return [
        "\(claim.title) \(Markup.tag("span", [("class", "detail")], detail))",
        .tag("strong", [], Markup(claim.score.verdict)), "\(claim.score.effect)\(firms)", claim.p,
        "\(claim.nullWords) \(meaning)",
      ]
    }
    return Section(
      id: "hypotheses", title: "Hypotheses",
      content: [
        paragraph(
          """
          Claims are stated in the scenario and scored on the run's paired trials, at a familywise error rate of \(results.confidence.errorText) (Holm). \
          \(VerdictWords.meaning) A claim that is “implied” restates an equation of the model: it verifies the program and \
          supports no theory. The last column is the null: the same claim in a model without the mechanism that is said to \
          cause it. A claim that is supported there too does not rest on that mechanism.
          """),
        self.table(
          caption("Hypotheses: verdict and effect", " with its \(level) interval, and the same without the mechanism"),
          ["claim", "verdict", "effect", "P", "null"], Array(rows)),
      ]
        + (claims.count > rows.count
          ? [
            paragraph(
              "\(ShownNumber.number(claims.count - rows.count, from: "page:unlisted-claims")) more are in hypotheses.csv."
            )
          ] : []))
  }

  /// What sellers' performance is associated with, from the regressions over sellers' years.
  var drivers: Section? {
    guard let table = driverTable else { return nil }
    let content = each { point in
      let rows = table.rows.filter {
        $0.text("outcome") == "performance" && $0.text("terms") == "traits" && $0.text("point") == String(point)
      }
      var seen: Set<String> = []
      let terms = rows.map { $0.text("term") }.filter { seen.insert($0).inserted }
      let cells = results.regimes.map { regime -> [Markup] in
        [Markup.own(regime)]
          + terms.map { term in
            let row = rows.first { $0.text("regime") == regime && $0.text("term") == term }
            return ShownNumber.cell(row, "standardised", of: table, digits: 2)
          }
      }
      return [
        heading(point),
        self.table(
          "Association of performance with what sellers bring", ["regime"] + terms.map { Markup(Self.words($0)) },
          cells),
      ]
    }
    return Section(
      id: "drivers", title: "What drives performance",
      content: [
        paragraph(
          """
          How a seller's revenue, relative to colleagues in the same firm and year, is associated with the seller's traits \
          and circumstances. Coefficients are standardised: all else equal, a seller one standard deviation higher in talent \
          is that many standard deviations higher in revenue. These are associations in the model, not effects of a change.
          """)
      ] + content)
  }

  static func words(_ term: String) -> String { term.replacing("_x_", with: " × ").replacing("_", with: " ") }

  /// How much of the differences between sellers traits explain, traits and behaviour together, and neither.
  func explained(_ point: Int) -> Markup {
    guard let table = driverTable else { return "" }
    let rows = results.regimes.compactMap { regime -> [Markup]? in
      func share(_ terms: String, _ reading: ShownNumber.Reading) -> Markup? {
        let row = table.rows.first {
          $0.text("outcome") == "performance" && $0.text("terms") == terms && $0.text("regime") == regime
            && $0.text("point") == String(point) && $0["r_squared"] != nil
        }
        return row.map { "\(ShownNumber.cell($0, "r_squared", of: table, reading, digits: 1)) %" }
      }
      guard let traits = share("traits", .percent) else { return nil }
      return [
        Markup.own(regime), traits, share("all", .percent) ?? "–", share("all", .percentComplement) ?? "–",
      ]
    }
    guard !rows.isEmpty else { return "" }
    return self.table(
      "Variance in revenue between sellers of a firm and year explained by regression (R²)",
      [
        "regime", "by traits and circumstances", "by these and by what sellers do and receive", "not explained",
      ], rows)
  }
}
