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
        (
          key: "title",
          value: ["text": .string(figure.title), "subtitle": .array(subtitle(figure)), "anchor": "start"]
        ),
        (key: "config", value: config),
      ]
    }
    members += [
      (key: "description", value: .string(figure.caption)),
      (key: "usermeta", value: .object(source(figure, setting))),
      (key: "width", value: setting == .file ? 720 : "container"),
      (key: "autosize", value: ["type": "fit-x", "contains": "padding"]),
    ]
    switch figure.body {
    case .intervals(let plot): members += intervals(plot, figure, setting)
    case .paths(let plot): members += paths(plot, figure, setting)
    case .heat(let map): members += heat(map, figure, setting)
    }
    return .object(members)
  }

  /// Where the numbers are from; on the page also the figure as a file, without the data, for its buttons to save.
  private static func source(_ figure: Figure, _ setting: Setting) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = [
      (key: "figure", value: .string(figure.name)), (key: "table", value: .string(figure.source.table + ".csv")),
      (key: "metric", value: .string(figure.source.metric)), (key: "point", value: .integer(figure.source.point)),
    ]
    if setting == .page, case .object(let file) = spec(figure, for: .file) {
      members.append((key: "file", value: .object(file.filter { $0.key != "data" })))
    }
    return members
  }

  private static func subtitle(_ figure: Figure) -> [JSONValue] {
    [figure.origin, figure.caption].flatMap { SVGDrawing.wrapped($0, width: 640, size: 12) }.map(JSONValue.string)
  }

  /// An axis of numbers: labels stand where their ticks are, apart from each other, and whole where time passes.
  static func axis(
    isShare: Bool = false, isWhole: Bool = false, isLong: Bool = false, hasGrid: Bool = true
  ) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "labelFlush", value: false), (key: "labelSeparation", value: 8), (key: "grid", value: .boolean(hasGrid)),
    ]
    if isShare { members.append((key: "labelExpr", value: "format(100 * datum.value, '.4~g')")) }
    if isLong { members.append((key: "tickCount", value: ["expr": "max(3, ceil(width / 80))"])) }
    if isWhole { members += [(key: "tickMinStep", value: 1), (key: "format", value: "d")] }
    return .object(members)
  }

  /// Room for texts beside the plot, in pixels at the size of a file's letters.
  static func padding(_ texts: [String], top: Int = 5) -> JSONValue {
    let width = texts.map { SVGDrawing.width(of: $0, size: 11) }.max() ?? 0
    // Vega takes padding off a width that contains it twice: the view does, and then its layout.
    return ["left": 5, "top": .integer(top), "right": .integer((Int(width) + 18) / 2), "bottom": 5]
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
    "axisYDiscrete": ["grid": false, "ticks": false, "domain": false, "labelPadding": 8, "labelLimit": 0],
    "legend": ["labelLimit": 0], "title": ["fontSize": 14, "subtitleColor": "#555555", "offset": 12],
  ]

  static func format(isShare: Bool) -> JSONValue { isShare ? ".1%" : ".3~f" }
}
