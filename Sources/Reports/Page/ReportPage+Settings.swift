import Experiments
import SalesForce

extension ReportPage {
  /// What the regimes are, and the parameters that everything depends on, with their grades.
  var settings: Section {
    guard let scenario = results.scenario else {
      return Section(
        id: "settings", title: "Assumptions",
        content: [
          paragraph("Another version of the program wrote the scenario beside this page; this one cannot read it.")
        ])
    }
    let parameters = Registry.standard.parameters.filter { !scenario.plan.knockedOut.contains($0.group) }
    let missing = scenario.plan.knockedOut.sorted()
    return Section(
      id: "settings", title: "Assumptions",
      content: [
        grades(parameters),
        missing.isEmpty
          ? "" : paragraph("Knocked out in this study: \(missing.joined(separator: ", "))."),
        .tag("details", [], .tag("summary", [], "What the regimes are: their levers"), levers(scenario)),
        .tag("details", [], .tag("summary", [], "All parameters"), list(parameters, scenario)),
      ])
  }

  private func grades(_ parameters: [ParameterCard]) -> Markup {
    let counts = Grade.allCases.map { grade -> Markup in
      let count = parameters.filter { $0.grade == grade }.count
      return .tag(
        "li", [],
        "\(ShownNumber.number(count, from: "page:grade:\(grade.rawValue)")) \(grade.rawValue): \(Self.meaning(grade))")
    }
    return .joined([
      paragraph(
        "The model has many parameters. Each has a source for its value, and a grade for how well it is known:"),
      .tag("ul", [], counts),
      paragraph(
        """
        They describe a reference firm, not yours. Before you base a decision on a result, vary the parameters graded \
        “judgement” and see whether the result holds.
        """),
    ])
  }

  private static func meaning(_ grade: Grade) -> String {
    switch grade {
    case .verified: "read in the source named"
    case .memory: "remembered from the literature, not yet checked against the source"
    case .judgement: "the authors' judgement"
    case .calibrated: "chosen so that the model reproduces a known pattern"
    case .derived: "follows from other settings, or from a choice of units"
    }
  }

  private func levers(_ scenario: Scenario) -> Markup {
    let regimes = scenario.regimes.filter { results.regimes.contains($0.name) }
    let cards = Registry.standard.levers.filter { $0.name != .salary }
    let rows = cards.map { card -> [Markup] in
      ["\(card.name.rawValue): \(card.summary)"]
        + regimes.map { regime in
          let place = "scenario:regimes.\(regime.name).levers.\(card.name.rawValue)"
          let treatment = regime.treatments[card.name]
          let usual =
            regime.levers[card.name].map { path($0, card, treatment == nil ? place : place + ".otherwise") }
            ?? setting(card.neutral, card, "lever:\(card.name.rawValue):neutral")
          guard let treatment else { return usual }
          return "\(usual); \(path(treatment.value, card, place + ".value")) for \(Self.told(treatment, place))"
        }
    }
    let salaries = results.manifest.budget.enumerated().filter { $0.element.point == shownPoints.first }
    let solved: [[Markup]] =
      salaries.isEmpty
      ? []
      : [
        ["salary: base salary, solved for equal cost, pay units per week"]
          + regimes.map { regime in
            salaries.first { $0.element.regime == regime.name }.map {
              ShownNumber.number($0.element.salary, from: "manifest:budget.\($0.offset).salary", digits: 4)
            } ?? "–"
          }
      ]
    return table("Levers of the regimes", ["lever"] + regimes.map { Markup.own($0.name) }, rows + solved)
  }

  /// `teams 0.5 in weeks 65 to 78`
  private static func told(_ treatment: Treatment, _ place: String) -> Markup {
    let who = treatment.cohort.map { Markup.own($0.name) } ?? "all"
    guard let weeks = treatment.weeks else { return who }
    let first = ShownNumber.number(weeks.lowerBound, from: place + ".weeks.0")
    return "\(who) in weeks \(first) to \(ShownNumber.number(weeks.upperBound, from: place + ".weeks.1"))"
  }

  private func path(_ path: WeeklyPath, _ card: LeverCard, _ place: String) -> Markup {
    if path.isConstant { return setting(path.points[0].value, card, place) }
    return .joined(
      path.points.enumerated().map { index, point in
        "\(setting(point.value, card, "\(place).\(index).1")) from week \(ShownNumber.number(point.week, from: "\(place).\(index).0"))"
      }, ", ")
  }

  private func setting(_ value: Double, _ card: LeverCard, _ place: String) -> Markup {
    if case .choice(let names) = card.domain, let index = Int(exactly: value), names.indices.contains(index) {
      return Markup(names[index])
    }
    return ShownNumber.exact(value, from: place)
  }

  private func list(_ parameters: [ParameterCard], _ scenario: Scenario) -> Markup {
    let names = ["parameter", "value", "unit", "grade", "source", "note"]
    let rows = parameters.map { card -> Markup in
      let given = scenario.plan.parameters[card.path]
      let values = (given ?? card.defaults).enumerated().map { index, value in
        ShownNumber.exact(value, from: "parameter:\(card.path):\(index)")
      }
      let isChanged = given.map { $0 != card.defaults } ?? false
      let cells: [Markup] = [
        .joined(values, ", "), .tag("span", [("class", "unit")], Markup(card.unit == "1" ? "" : card.unit)),
        Markup(card.grade.rawValue),
        .tag("span", [("class", "own")], Markup(card.source)), isChanged ? "changed in this study" : "",
      ]
      return .tag(
        "tr", [("data-grade", card.grade.rawValue), ("role", "row")],
        [
          .tag(
            "th", [("scope", "row"), ("role", "rowheader")], .tag("code", [], Markup(card.path)), " ",
            .tag("span", [("class", "own")], Markup("\(card.symbol) \(card.summary)")))
        ]
          + zip(names.dropFirst(), cells).map { .tag("td", [("role", "cell"), ("data-head", $0)], $1) })
    }
    let heads = names.map { Markup.tag("th", [("scope", "col"), ("role", "columnheader")], Markup($0)) }
    return .tag(
      "div", [("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", "All parameters")],
      .tag(
        "table", [("class", "parameters"), ("role", "table")], .tag("caption", [], .tag("span", [], "All parameters")),
        .tag("thead", [("role", "rowgroup")], .tag("tr", [("role", "row")], heads)),
        .tag("tbody", [("role", "rowgroup")], rows)))
  }
}
