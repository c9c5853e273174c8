import ResultTables

/// Figures as Vega-Lite specifications.
public enum VegaLite {
  /// Where a specification is going to be drawn.
  public enum Setting: Sendable {
    /// A file of its own: with title, legend and colours.
    case file
    /// The report's page, which brings title, colours and a list of regimes of its own.
    case page
  }

  public static func spec(_ figure: Figure, for setting: Setting) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    if setting == .file {
      members += [
        (key: "$schema", value: "https://vega.github.io/schema/vega-lite/v6.json"),
        (key: "title", value: ["text": .string(figure.title), "subtitle": .string(figure.caption), "anchor": "start"]),
        (key: "config", value: config),
      ]
    }
    members += [
      (key: "description", value: .string(figure.caption)),
      (
        key: "usermeta",
        value: [
          "figure": .string(figure.name), "table": .string(figure.source.table + ".csv"),
          "metric": .string(figure.source.metric), "point": .integer(figure.source.point),
        ]
      ),
      (key: "width", value: setting == .file ? 640 : "container"),
    ]
    switch figure.body {
    case .intervals(let plot): members += intervals(plot, figure, setting)
    case .paths(let plot): members += paths(plot, figure, setting)
    }
    return .object(members)
  }

  /// Regimes by colour, and by dash once colours come round again.
  static func colour(_ figure: Figure, legend: JSONValue) -> JSONValue {
    ["field": "regime", "type": "nominal", "scale": ["domain": domain(figure)], "legend": legend]
  }

  static func dash(_ figure: Figure, legend: JSONValue) -> JSONValue {
    let range = figure.series.indices.map { JSONValue.array(Palette.dash($0).map(JSONValue.integer)) }
    return [
      "field": "regime", "type": "nominal", "legend": legend,
      "scale": ["domain": domain(figure), "range": .array(range)],
    ]
  }

  private static func domain(_ figure: Figure) -> JSONValue { .array(figure.series.map(JSONValue.string)) }

  /// On the page, regimes are shown as its buttons say.
  static func filter(_ figure: Figure, _ fields: [String], _ setting: Setting) -> [(key: String, value: JSONValue)] {
    guard setting == .page else { return [] }
    let test = fields.map { "indexof(shown, datum.\($0)) >= 0" }.joined(separator: " && ")
    return [
      (key: "params", value: [["name": "shown", "value": domain(figure)]]),
      (key: "transform", value: [["filter": .string(test)]]),
    ]
  }

  private static let config: JSONValue = [
    "font": "Helvetica, Arial, sans-serif", "background": "white", "view": ["stroke": nil],
    "range": ["category": .array(Palette.light.map(JSONValue.string))],
    "axis": ["domainColor": "#767676", "tickColor": "#767676", "gridColor": "#e4e4e4", "titleFontWeight": "normal"],
    "title": ["fontSize": 14, "subtitleColor": "#555555"],
  ]

  static let number = ".3~f"
}
