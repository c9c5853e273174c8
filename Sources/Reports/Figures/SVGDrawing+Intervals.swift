extension SVGDrawing {
  func intervals(_ plot: IntervalPlot, top above: Double) -> (marks: [Markup], height: Double) {
    let top = above + (plot.noteTitle == nil ? 0 : 14)
    let step = plot.lines.contains { $0.label.count > 1 } ? 38.0 : 28.0
    let left = 32 + (plot.lines.flatMap(\.label).map { Self.width(of: $0, size: 12) }.max() ?? 0)
    let right = Self.width - (plot.noteTitle == nil ? 24 : 80)
    let bottom = top + step * Double(max(1, plot.lines.count)) + 8
    let values = plot.lines.flatMap { line in
      [line.low ?? line.value, line.high ?? line.value, line.value]
        + (line.spread.map { [$0.lowerBound, $0.upperBound] } ?? [])
    }
    let scale = LinearScale(values + (plot.hasZero ? [0] : []), from: left, to: right, isShare: plot.isShare)
    var marks = Self.bottomAxis(scale, plot.axis, top: top, bottom: bottom)
    if plot.hasZero {
      marks.append(Self.line(scale.place(0), top, scale.place(0), bottom, Self.faint, width: 1.2, dash: "3 3"))
    }
    for (place, line) in plot.lines.enumerated() {
      marks += row(line, y: top + step * (Double(place) + 0.5) + 4, scale, left, right)
    }
    if let title = plot.noteTitle {
      marks.append(Self.label(title, Self.width - 12, top - 4, [("text-anchor", "end"), ("fill", "#555555")]))
    }
    return (marks, bottom + 50)
  }

  private func row(
    _ line: IntervalPlot.Line, y: Double, _ scale: LinearScale, _ left: Double, _ right: Double
  ) -> [Markup] {
    let colour = colour(line.regime)
    var marks = line.label.enumerated().map { place, text in
      Self.label(
        text, left - 12, y + 4 + 14 * (Double(place) - Double(line.label.count - 1) / 2), [("text-anchor", "end")])
    }
    if let spread = line.spread {
      marks.append(
        Self.line(scale.place(spread.lowerBound), y, scale.place(spread.upperBound), y, colour, width: 1.5))
    }
    if let low = line.low, let high = line.high {
      marks.append(Self.line(scale.place(low), y, scale.place(high), y, colour, width: 5))
    }
    marks.append(
      .void(
        "circle",
        [
          ("cx", Self.number(scale.place(line.value))), ("cy", Self.number(y)), ("r", "4.5"), ("fill", colour),
          ("stroke", "#ffffff"),
        ]))
    if let note = line.note {
      marks.append(Self.label(NumberText.fixed(100 * note, 1) + " %", Self.width - 12, y + 4, [("text-anchor", "end")]))
    }
    return marks
  }
}
