extension SVGDrawing {
  private static let plotHeight = 300.0

  func paths(_ plot: PathPlot, top: Double) -> (marks: [Markup], height: Double) {
    let short = ShortNames.of(figure.series, limit: 24), names = plot.paths.map { short[$0.regime] ?? $0.regime }
    let right = Self.width - 26 - (names.map { Self.width(of: $0, size: 12) }.max() ?? 0)
    let points = plot.paths.flatMap(\.points)
    let bottom = top + Self.plotHeight
    let y = LinearScale(
      points.flatMap { [$0.mean, $0.low ?? $0.mean, $0.high ?? $0.mean] }, from: bottom, to: top,
      isShare: plot.isShare)
    let left = 44 + (y.ticks.map { Self.width(of: y.label($0), size: 12) }.max() ?? 0)
    let x = LinearScale(points.map { Double($0.time) }, from: left, to: right, count: 9, isNice: false, isWhole: true)
    var marks = y.ticks.flatMap { tick -> [Markup] in
      [
        Self.line(left, y.place(tick), right, y.place(tick), Self.grid),
        Self.label(y.label(tick), left - 7, y.place(tick) + 4, [("text-anchor", "end"), ("fill", "#555555")]),
      ]
    }
    marks += Self.bottomAxis(x, plot.time, top: bottom, bottom: bottom)
    marks.append(
      Self.label(
        plot.axis, 0, 0,
        [
          ("transform", "translate(20 \(Self.number((top + bottom) / 2))) rotate(-90)"), ("text-anchor", "middle"),
        ]))
    if let start = plot.start {
      let place = x.place(start)
      marks.append(Self.line(place, top, place, bottom, Self.faint, dash: "2 3"))
    }
    // What all have in common is drawn once; each goes on from its last point.
    let own = plot.paths.map {
      PathPlot.Path(regime: $0.regime, points: Array($0.points.dropFirst(max(0, plot.shared - 1))))
    }
    let common = PathPlot.Path(regime: "", points: Array(plot.paths.first?.points.prefix(plot.shared) ?? []))
    marks += (own + [common]).compactMap { band($0, x, y) }
    marks += own.map { path($0, x, y) } + (common.points.isEmpty ? [] : [path(common, x, y)])
    return (marks + ends(plot, names, x, y, top...bottom), bottom + 50)
  }

  private func band(_ path: PathPlot.Path, _ x: LinearScale, _ y: LinearScale) -> Markup? {
    let there = path.points.compactMap { point in point.low.flatMap { low in point.high.map { (point.time, low, $0) } }
    }
    if there.isEmpty { return nil }
    let corners =
      there.map { (x.place(Double($0.0)), y.place($0.1)) }
      + there.reversed().map { (x.place(Double($0.0)), y.place($0.2)) }
    return .void(
      "polygon", [("points", Self.text(corners)), ("fill", colour(path.regime)), ("fill-opacity", "0.14")])
  }

  private func path(_ path: PathPlot.Path, _ x: LinearScale, _ y: LinearScale) -> Markup {
    let dash = Palette.dash(figure.series.firstIndex(of: path.regime) ?? 0)
    return .void(
      "polyline",
      [
        ("points", Self.text(path.points.map { (x.place(Double($0.time)), y.place($0.mean)) })), ("fill", "none"),
        ("stroke", colour(path.regime)), ("stroke-width", "1.8"), ("stroke-linejoin", "round"),
        ("stroke-dasharray", dash == [1, 0] ? nil : dash.map(String.init).joined(separator: " ")),
      ])
  }

  /// Names beside the ends of their lines, joined to them where they stand elsewhere.
  private func ends(
    _ plot: PathPlot, _ names: [String], _ x: LinearScale, _ y: LinearScale, _ room: ClosedRange<Double>
  ) -> [Markup] {
    let ends = zip(plot.paths, names).compactMap { path, name in
      path.points.last.map { (x: x.place(Double($0.time)), y: y.place($0.mean), name: name, regime: path.regime) }
    }
    let places = EndLabels.places(ends.map(\.y), in: room, apart: 14)
    return zip(ends, places).flatMap { end, place in
      [
        Self.line(end.x, end.y, x.to + 6, place, colour(end.regime), width: 0.7),
        Self.label(end.name, x.to + 9, place + 4, [("fill", colour(end.regime))]),
      ]
    }
  }

  private static func text(_ points: [(Double, Double)]) -> String {
    points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
  }
}
