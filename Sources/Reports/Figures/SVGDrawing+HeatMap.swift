extension SVGDrawing {
  func heat(_ map: HeatMap, top above: Double) -> (marks: [Markup], height: Double) {
    let legend = legend(map, top: above + 12), top = legend.bottom + 8
    let left = 44 + (map.y.stops.map { Self.width(of: $0, size: 12) }.max() ?? 0)
    let columns = Double(max(1, map.x.stops.count)), rows = Double(max(1, map.y.stops.count))
    let wide = (Self.width - 24 - left) / columns, high = min(wide, max(14, min(46, 420 / rows)))
    let bottom = top + high * rows
    var marks = legend.marks
    marks += map.cells.flatMap { cell in
      square(
        of: cell, x: left + wide * Double(cell.column), y: bottom - high * Double(cell.row + 1), wide, high,
        hasText: map.x.stops.count <= HeatMap.textLimit && high >= 18)
    }
    let step = (map.x.stops.map { Self.width(of: $0, size: 12) }.max() ?? 0) + 8 > wide ? 2 + map.x.stops.count / 8 : 1
    for (place, text) in map.x.stops.enumerated() where place % step == 0 {
      marks.append(
        Self.label(
          text, left + wide * (Double(place) + 0.5), bottom + 17, [("text-anchor", "middle"), ("fill", "#555555")]))
    }
    for (place, text) in map.y.stops.enumerated() {
      marks.append(
        Self.label(
          text, left - 8, bottom - high * (Double(place) + 0.5) + 4, [("text-anchor", "end"), ("fill", "#555555")]))
    }
    let middle = (top + bottom) / 2
    marks += [
      Self.label(map.x.title, left + wide * columns / 2, bottom + 36, [("text-anchor", "middle")]),
      Self.label(
        map.y.title, 18, middle,
        [("text-anchor", "middle"), ("transform", "rotate(-90 18 \(Self.number(middle)))")]),
    ]
    return (marks, bottom + 50)
  }

  private func square(
    of cell: HeatMap.Cell, x: Double, y: Double, _ wide: Double, _ high: Double, hasText: Bool
  ) -> [Markup] {
    var marks = [
      square(cell.regime, x, y, wide, high, opacity: HeatMap.strength(cell.probability), stroke: "#ffffff")
    ]
    if let rival = cell.rival {
      marks.append(
        square(
          rival, x + 0.06 * wide, y + 0.12 * high, 0.2 * wide, 0.3 * high,
          opacity: 1, stroke: "#ffffff"))
    }
    if hasText {
      marks.append(
        Self.label(
          NumberText.fixed(cell.probability, 2), x + wide / 2, y + high / 2 + 4,
          [("text-anchor", "middle"), ("fill", cell.probability > 0.7 ? "#ffffff" : Self.ink)]))
    }
    return marks
  }

  private func square(
    _ regime: String, _ x: Double, _ y: Double, _ wide: Double, _ high: Double, opacity: Double, stroke: String
  ) -> Markup {
    .void(
      "rect",
      [
        ("x", Self.number(x)), ("y", Self.number(y)), ("width", Self.number(wide)), ("height", Self.number(high)),
        ("fill", colour(regime)), ("fill-opacity", Self.number(opacity)), ("stroke", stroke),
      ])
  }

  /// Regimes by colour, in lines that fit.
  private func legend(_ map: HeatMap, top: Double) -> (marks: [Markup], bottom: Double) {
    var x = 12.0, y = top, marks: [Markup] = []
    for regime in map.regimes {
      let wide = 24 + Self.width(of: regime, size: 12) + 12
      if x + wide > Self.width - 12, x > 12 { (x, y) = (12, y + 18) }
      marks += [square(regime, x, y - 10, 12, 12, opacity: 1, stroke: "#ffffff"), Self.label(regime, x + 18, y)]
      x += wide
    }
    return (marks, y + 8)
  }
}
