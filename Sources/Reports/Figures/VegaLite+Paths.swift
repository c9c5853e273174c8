import ResultTables

extension VegaLite {
  static func paths(_ plot: PathPlot, _ figure: Figure, _ setting: Setting) -> [(key: String, value: JSONValue)] {
    let isFile = setting == .file
    let x: JSONValue = [
      "field": .string(plot.time), "type": "quantitative", "title": .string(plot.time),
      "scale": ["zero": false, "nice": false], "axis": ["grid": false],
    ]
    func y(_ field: String) -> JSONValue {
      [
        "field": .string(field), "type": "quantitative", "title": .string(plot.axis),
        "scale": ["zero": false],
      ]
    }
    // Layers share one legend; what they say of it has to agree.
    let legend: JSONValue = isFile ? ["title": nil, "symbolType": "stroke"] : nil
    let faint: JSONValue = isFile ? ["condition": ["param": "chosen", "value": 0.16], "value": 0.02] : ["value": 0.16]
    let strong: JSONValue = isFile ? ["condition": ["param": "chosen", "value": 1], "value": 0.12] : ["value": 1]
    var line: [(key: String, value: JSONValue)] = [
      (key: "mark", value: ["type": "line", "strokeWidth": 2, "strokeJoin": "round"]),
      (
        key: "encoding",
        value: [
          "x": x, "y": y("mean"), "opacity": strong, "strokeDash": dash(figure, legend: legend),
          "color": colour(figure, legend: legend),
        ]
      ),
    ]
    if isFile {
      // A click on the legend keeps one regime, with shift several.
      line.append(
        (
          key: "params",
          value: [["name": "chosen", "select": ["type": "point", "fields": ["regime"]], "bind": "legend"]]
        )
      )
    }
    let hasBand = plot.paths.contains { $0.points.contains { $0.low != nil } }
    var layers: [JSONValue] =
      !hasBand
      ? []
      : [
        [
          "mark": ["type": "area"],
          "encoding": [
            "x": x, "y": y("p25"), "y2": ["field": "p75"], "color": colour(figure, legend: legend), "opacity": faint,
          ],
        ]
      ]
    layers += [.object(line), reading(plot, x)]
    if let start = plot.start {
      layers.append([
        "data": ["values": [[plot.time: .number(start)]]],
        "mark": ["type": "rule", "strokeDash": [2, 3], "color": "#767676"], "encoding": ["x": x],
      ])
    }
    return [
      (key: "height", value: isFile ? 360 : 300), (key: "data", value: ["values": .array(values(plot))]),
    ] + filter(figure, ["regime"], setting) + [(key: "layer", value: .array(layers))]
  }

  /// What a pointer reads: all regimes at the nearest time, in one tooltip.
  private static func reading(_ plot: PathPlot, _ x: JSONValue) -> JSONValue {
    let fields = plot.paths.map { path -> JSONValue in
      [
        // A dot or bracket in a field's name would mean a part of it.
        "field": .string(path.regime.replacing(".", with: "\\.")), "type": "quantitative",
        "title": .string(path.regime), "format": .string(number),
      ]
    }
    return [
      "transform": [["pivot": "regime", "value": "mean", "groupby": [.string(plot.time)]]],
      "mark": ["type": "rule", "strokeWidth": 1.5, "color": "#767676"],
      "encoding": [
        "x": x, "opacity": ["condition": ["param": "reading", "value": 0.7, "empty": false], "value": 0],
        "tooltip": .array(
          [["field": .string(plot.time), "type": "quantitative", "title": .string(plot.time)]] + fields),
      ],
      "params": [
        [
          "name": "reading",
          "select": [
            "type": "point", "fields": [.string(plot.time)], "nearest": true, "on": "pointerover",
            "clear": "pointerout",
          ],
        ]
      ],
    ]
  }

  private static func values(_ plot: PathPlot) -> [JSONValue] {
    plot.paths.flatMap { path in
      path.points.map { point -> JSONValue in
        .object([
          ("regime", .string(path.regime)), (plot.time, .integer(point.time)), ("mean", .number(point.mean)),
          ("p25", .optional(point.low)), ("p75", .optional(point.high)),
        ])
      }
    }
  }
}
