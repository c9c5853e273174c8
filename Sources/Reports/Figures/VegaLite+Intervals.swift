import ResultTables

extension VegaLite {
  static func intervals(
    _ plot: IntervalPlot, _ figure: Figure, _ setting: Setting
  ) -> [(key: String, value: JSONValue)] {
    let isPairs = plot.lines.contains { $0.other != nil }
    var layers: [JSONValue] = []
    if plot.hasZero {
      layers.append([
        "data": ["values": [["zero": 0]]], "mark": ["type": "rule", "strokeDash": [3, 3], "color": "#767676"],
        "encoding": ["x": ["field": "zero", "type": "quantitative"]],
      ])
    }
    func rule(_ low: String, _ high: String, width: JSONValue) -> JSONValue {
      [
        // A row without an interval has none of the fields.
        "transform": [["filter": .string("isValid(datum.\(low))")]],
        "mark": ["type": "rule", "strokeWidth": width, "strokeCap": "round"],
        "encoding": [
          "x": ["field": .string(low), "type": "quantitative"], "x2": ["field": .string(high)], "y": rows,
          "color": colour(figure, legend: nil),
        ],
      ]
    }
    if plot.lines.contains(where: { $0.spread != nil }) { layers.append(rule("p05", "p95", width: 1.5)) }
    if plot.hasIntervals { layers.append(rule("ci_low", "ci_high", width: 6)) }
    layers.append([
      "mark": ["type": "point", "filled": true, "size": 60, "opacity": 1],
      "encoding": [
        "x": [
          "field": "mean", "type": "quantitative", "title": .string(plot.axis),
          "scale": ["zero": .boolean(plot.hasZero)], "axis": axis(isShare: plot.isShare, isLong: true),
        ],
        "y": rows, "color": colour(figure, legend: nil), "tooltip": .array(tooltip(plot, isPairs)),
      ],
    ])
    if let title = plot.noteTitle {
      layers.append([
        "mark": ["type": "text", "align": "left", "dx": 8],
        "encoding": [
          "x": ["value": "width"], "y": rows, "text": ["field": "share", "type": "quantitative", "format": ".1%"],
        ],
      ])
      layers.append([
        "data": ["values": [["title": .string(title)]]],
        "mark": ["type": "text", "align": "right", "dx": 54, "limit": 0],
        "encoding": ["x": ["value": "width"], "y": ["value": -12], "text": ["field": "title"]],
      ])
    }
    let step = plot.lines.contains { $0.label.count > 1 } ? 40 : 30
    return [
      (key: "height", value: .integer(step * max(1, plot.lines.count) + 10)),
      (key: "padding", value: plot.noteTitle == nil ? 5 : padding(["100.0%"], top: 26)),
      (key: "data", value: ["values": .array(plot.lines.map(values))]),
    ] + filter(figure, isPairs ? ["regime", "less"] : ["regime"], setting) + [(key: "layer", value: .array(layers))]
  }

  private static let rows: JSONValue = [
    "field": "label", "type": "nominal", "sort": nil, "title": nil,
    "axis": ["labelExpr": "split(datum.label, '\\n')"],
  ]

  /// The row's numbers under the names that its table gives them.
  private static func values(_ line: IntervalPlot.Line) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      (key: "label", value: .string(line.label.joined(separator: "\n"))), (key: "regime", value: .string(line.regime)),
    ]
    if let other = line.other { members.append((key: "less", value: .string(other))) }
    if let mechanism = line.mechanism { members.append((key: "mechanism", value: .string(mechanism))) }
    members += [
      (key: "mean", value: .number(line.value))
    ]
    if let low = line.low, let high = line.high {
      members += [(key: "ci_low", value: .number(low)), (key: "ci_high", value: .number(high))]
    }
    if let spread = line.spread {
      members += [
        (key: "p05", value: .number(spread.lowerBound)), (key: "p95", value: .number(spread.upperBound)),
      ]
    }
    if let note = line.note { members.append((key: "share", value: .number(note))) }
    return .object(members)
  }

  private static func tooltip(_ plot: IntervalPlot, _ isPairs: Bool) -> [JSONValue] {
    func entry(_ field: String, _ title: String) -> JSONValue {
      [
        "field": .string(field), "type": "quantitative", "title": .string(title),
        "format": format(isShare: plot.isShare),
      ]
    }
    func name(_ field: String) -> JSONValue { ["field": .string(field), "type": "nominal"] }
    return [name("regime")] + (isPairs ? [name("less")] : [])
      + (plot.lines.contains { $0.mechanism != nil } ? [name("mechanism")] : [])
      + [entry("mean", "mean")]
      + (plot.hasIntervals ? [entry("ci_low", "\(plot.level) from"), entry("ci_high", "to")] : [])
      + (plot.noteTitle.map { [["field": "share", "type": "quantitative", "title": .string($0), "format": ".1%"]] }
        ?? [])
      + (isPairs || !plot.hasIntervals ? [] : [entry("p05", "5 % of trials below"), entry("p95", "95 % below")])
  }
}
