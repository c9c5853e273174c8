import ResultTables

extension VegaLite {
  static func paths(_ plot: PathPlot, _ figure: Figure, _ setting: Setting) -> [(key: String, value: JSONValue)] {
    let isFile = setting == .file
    let x: JSONValue = [
      "field": .string(plot.time), "type": "quantitative", "title": .string(plot.time),
      "scale": ["zero": false, "nice": false], "axis": axis(isWhole: true, hasGrid: false),
    ]
    // One scale and its marks for the page, the file and the drawing; labels beside the lines need to know it.
    let high = Double(isFile ? 360 : 300)
    let scale = LinearScale(
      plot.paths.flatMap(\.points).flatMap { [$0.mean, $0.low ?? $0.mean, $0.high ?? $0.mean] }, from: high, to: 0)
    func y(_ field: String) -> JSONValue {
      [
        "field": .string(field), "type": "quantitative", "title": .string(plot.axis),
        "scale": ["domain": [.number(scale.low), .number(scale.high)], "nice": false, "zero": false],
        "axis": axis(isShare: plot.isShare),
      ]
    }
    // Layers share one legend; what they say of it has to agree.
    let legend: JSONValue = isFile ? ["title": nil, "symbolType": "stroke", "symbolOpacity": 1] : nil
    let faint: JSONValue = isFile ? ["condition": ["param": "chosen", "value": 0.16], "value": 0.02] : ["value": 0.16]
    let strong: JSONValue = isFile ? ["condition": ["param": "chosen", "value": 1], "value": 0.12] : ["value": 1]
    let own = plot.shared > 0 ? [(key: "transform", value: JSONValue.array([["filter": "datum.stretch > 0"]]))] : []
    var line: [(key: String, value: JSONValue)] =
      own + [
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
        .object(
          own + [
            (key: "mark", value: ["type": "area"]),
            (
              key: "encoding",
              value: [
                "x": x, "y": y("p25"), "y2": ["field": "p75"], "color": colour(figure, legend: legend),
                "opacity": faint,
              ]
            ),
          ])
      ]
    layers.append(.object(line))
    if plot.shared > 0 { layers += common(plot, x, y, hasBand: hasBand) }
    layers.append(reading(plot, x))
    let short = ShortNames.of(figure.series, limit: 24)
    if !isFile { layers += ends(plot, figure, short, x, y, scale) }
    if let start = plot.start {
      layers.append([
        "data": ["values": [[plot.time: .number(start)]]],
        "mark": ["type": "rule", "strokeDash": [2, 3], "color": "#767676"], "encoding": ["x": x],
      ])
    }
    return [
      (key: "height", value: .number(high)),
      (key: "padding", value: isFile ? 5 : padding(plot.paths.map { short[$0.regime] ?? $0.regime })),
      (key: "data", value: ["values": .array(values(plot))]),
    ] + filter(figure, ["regime"], setting) + [(key: "layer", value: .array(layers))]
  }

  /// The stretch that all paths have in common, once and in nobody's colour.
  private static func common(
    _ plot: PathPlot, _ x: JSONValue, _ y: (String) -> JSONValue, hasBand: Bool
  ) -> [JSONValue] {
    func mean(_ field: String) -> JSONValue { ["op": "mean", "field": .string(field), "as": .string(field)] }
    let transform: JSONValue = [
      ["filter": "datum.stretch < 2"],
      ["aggregate": [mean("mean"), mean("p25"), mean("p75")], "groupby": [.string(plot.time)]],
    ]
    let band: JSONValue = [
      "transform": transform, "mark": ["type": "area", "color": "#767676", "opacity": 0.16],
      "encoding": ["x": x, "y": y("p25"), "y2": ["field": "p75"]],
    ]
    let line: JSONValue = [
      "transform": transform, "mark": ["type": "line", "strokeWidth": 2, "color": "#767676"],
      "encoding": ["x": x, "y": y("mean")],
    ]
    return (hasBand ? [band] : []) + [line]
  }

  /// Names beside the ends of the lines, joined to them.
  private static func ends(
    _ plot: PathPlot, _ figure: Figure, _ short: [String: String], _ x: JSONValue, _ y: (String) -> JSONValue,
    _ scale: LinearScale
  ) -> [JSONValue] {
    let ends = plot.paths.compactMap { path in path.points.last.map { (path.regime, $0) } }
    let places = EndLabels.places(ends.map { scale.place($0.1.mean) }, in: 0...scale.from, apart: 15)
    let data: JSONValue = [
      "values": .array(
        zip(ends, places).map { end, place in
          .object([
            ("regime", .string(end.0)), ("name", .string(short[end.0] ?? end.0)), (plot.time, .integer(end.1.time)),
            ("mean", .number(end.1.mean)), ("place", .number(scale.value(at: place))),
          ])
        })
    ]
    let shown: JSONValue = [["filter": "indexof(shown, datum.regime) >= 0"]]
    return [
      [
        "data": data, "transform": shown, "mark": ["type": "rule", "strokeWidth": 0.7, "x2Offset": 6],
        "encoding": [
          "x": x, "y": y("mean"), "x2": ["value": "width"], "y2": ["field": "place"],
          "color": colour(figure, legend: nil),
        ],
      ],
      [
        "data": data, "transform": shown, "mark": ["type": "text", "align": "left", "dx": 9],
        "encoding": [
          "x": ["value": "width"], "y": y("place"), "text": ["field": "name"], "color": colour(figure, legend: nil),
        ],
      ],
    ]
  }

  /// What a pointer reads: all regimes at the nearest time, in one tooltip.
  private static func reading(_ plot: PathPlot, _ x: JSONValue) -> JSONValue {
    let fields = plot.paths.map { path -> JSONValue in
      [
        // A dot or bracket in a field's name would mean a part of it.
        "field": .string(path.regime.replacing(".", with: "\\.")), "type": "quantitative",
        "title": .string(path.regime), "format": format(isShare: plot.isShare),
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
      path.points.enumerated().map { place, point -> JSONValue in
        // 0 where all are the same, 1 at the last such point, 2 behind it.
        let stretch = place < plot.shared - 1 ? 0 : place < plot.shared ? 1 : 2
        return .object(
          [
            ("regime", .string(path.regime)), (plot.time, .integer(point.time)), ("mean", .number(point.mean)),
            ("p25", .optional(point.low)), ("p75", .optional(point.high)),
          ] + (plot.shared > 0 ? [("stretch", .integer(stretch))] : []))
      }
    }
  }
}
