import ResultTables

extension VegaLite {
  static func heat(_ map: HeatMap, _ figure: Figure, _ setting: Setting) -> [(key: String, value: JSONValue)] {
    let strength: JSONValue = [
      "field": "probability", "type": "quantitative", "legend": nil,
      "scale": [
        "domain": [0, 1], "range": [.number(HeatMap.strength(0)), .number(HeatMap.strength(1))],
      ],
    ]
    let tooltip: JSONValue = [
      ["field": "x", "type": "nominal", "title": .string(map.x.title)],
      ["field": "y", "type": "nominal", "title": .string(map.y.title)], ["field": "regime", "type": "nominal"],
      ["field": "probability", "type": "quantitative", "title": "probability of being best", "format": ".3f"],
    ]
    // The page has a list of regimes of its own.
    let legend: JSONValue =
      setting == .page ? nil : ["title": "best", "orient": "top", "values": .array(map.regimes.map(JSONValue.string))]
    var layers: [JSONValue] = [
      [
        "mark": ["type": "rect", "stroke": "white"],
        "encoding": ["color": colour(figure, legend: legend), "opacity": strength, "tooltip": tooltip],
      ],
      [
        "transform": [["filter": "datum.rival !== ''"]],
        "mark": ["type": "point", "shape": "square", "filled": true, "size": 140, "xOffset": -26, "yOffset": -8],
        "encoding": [
          "color": [
            "field": "rival", "type": "nominal", "legend": nil,
            "scale": ["domain": .array(figure.series.map(JSONValue.string))],
          ]
        ],
      ],
    ]
    if map.x.stops.count <= HeatMap.textLimit {
      layers.append([
        "mark": ["type": "text"],
        "encoding": [
          "text": ["field": "probability", "type": "quantitative", "format": ".2f"],
          "color": ["condition": ["test": "datum.probability > 0.7", "value": "white"], "value": "#222222"],
        ],
      ])
    }
    func axis(_ field: String, _ axis: HeatMap.Axis, _ stops: [String]) -> JSONValue {
      [
        "field": .string(field), "type": "ordinal", "title": .string(axis.title),
        "sort": .array(stops.map(JSONValue.string)), "scale": ["domain": .array(stops.map(JSONValue.string))],
        "axis": ["labelAngle": 0, "labelOverlap": true],
      ]
    }
    return [
      (key: "height", value: .integer(min(440, max(16, 440 / max(1, map.y.stops.count)) * map.y.stops.count))),
      (key: "data", value: ["values": .array(map.cells.map { values($0, map) })]),
    ] + filter(figure, ["regime"], setting) + [
      (key: "encoding", value: ["x": axis("x", map.x, map.x.stops), "y": axis("y", map.y, map.y.stops.reversed())]),
      (key: "layer", value: .array(layers)),
    ]
  }

  private static func values(_ cell: HeatMap.Cell, _ map: HeatMap) -> JSONValue {
    [
      "x": .string(map.x.stops[cell.column]), "y": .string(map.y.stops[cell.row]), "regime": .string(cell.regime),
      "rival": .string(cell.rival ?? ""), "probability": .number(cell.probability),
    ]
  }
}
