import Foundation

/// A figure as SVG: one file without script, fonts or references, whose text is text.
///
/// It is the figure of the Vega-Lite specification, drawn by a small writer of our own: a renderer would have to bring a
/// JavaScript engine along, and three shapes of figures are all there is to draw.
public struct SVGDrawing {
  let figure: Figure

  public init(_ figure: Figure) { self.figure = figure }

  static let width = 720.0
  static let ink = "#222222", faint = "#767676", grid = "#e4e4e4"

  public var text: String {
    let head = heading
    let (marks, height): ([Markup], Double)
    switch figure.body {
    case .intervals(let plot): (marks, height) = intervals(plot, top: head.bottom)
    case .paths(let plot): (marks, height) = paths(plot, top: head.bottom)
    case .heat(let map): (marks, height) = heat(map, top: head.bottom)
    }
    let size = "\(Self.number(Self.width)) \(Self.number(height))"
    let root = Markup.tag(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(size)"), ("width", Self.number(Self.width)),
        ("height", Self.number(height)), ("font-family", "Helvetica, Arial, 'Liberation Sans', sans-serif"),
        ("font-size", "12"), ("fill", Self.ink), ("role", "img"), ("aria-labelledby", "title desc"),
      ],
      [
        .tag("title", [("id", "title")], Markup(figure.title)), .tag("desc", [("id", "desc")], Markup(figure.caption)),
        .void("rect", [("width", "100%"), ("height", "100%"), ("fill", "#ffffff")]),
      ] + head.marks + marks)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.source.replacing("><", with: ">\n<") + "\n"
  }

  /// Title and caption, the caption in lines that fit.
  private var heading: (marks: [Markup], bottom: Double) {
    var y = 22.0
    var marks = [Self.label(figure.title, 12, y, [("font-size", "15"), ("font-weight", "bold")])]
    for line in [figure.origin, figure.caption].flatMap({ Self.wrapped($0, width: Self.width - 24, size: 11.5) }) {
      y += 16
      marks.append(Self.label(line, 12, y, [("font-size", "11.5"), ("fill", "#555555")]))
    }
    return (marks, y + 14)
  }

  /// Grey where it is nobody's alone.
  func colour(_ regime: String) -> String {
    figure.series.firstIndex(of: regime).map { Palette.light[$0 % Palette.light.count] } ?? Self.faint
  }

  // MARK: Parts

  static func number(_ value: Double) -> String {
    let text = String(format: "%.2f", value)
    return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
  }

  static func label(_ text: String, _ x: Double, _ y: Double, _ attributes: [(String, String?)] = []) -> Markup {
    .tag("text", [("x", number(x)), ("y", number(y))] + attributes, Markup(text))
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, width: Double = 1, dash: String? = nil
  ) -> Markup {
    .void(
      "line",
      [
        ("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)), ("y2", number(y2)), ("stroke", colour),
        ("stroke-width", number(width)), ("stroke-dasharray", dash),
      ])
  }

  /// The axis below: ticks, numbers, title, and grid lines up to `top`.
  static func bottomAxis(_ scale: LinearScale, _ title: String, top: Double, bottom: Double) -> [Markup] {
    scale.ticks.flatMap { tick -> [Markup] in
      let x = scale.place(tick)
      return [
        line(x, top, x, bottom, grid),
        label(scale.label(tick), x, bottom + 17, [("text-anchor", "middle"), ("fill", "#555555")]),
      ]
    } + [
      line(scale.from, bottom, scale.to, bottom, faint),
      label(title, (scale.from + scale.to) / 2, bottom + 36, [("text-anchor", "middle")]),
    ]
  }

  /// About how wide a text is: fonts differ, and none is asked. Erring on the wide side costs a little room only.
  static func width(of text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) {
      $0 + ($1.value > 0x2E7F ? 1 : "ilj.,;:'|! ".unicodeScalars.contains($1) ? 0.3 : 0.58)
    }
      * size
  }

  static func wrapped(_ text: String, width: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, Self.width(of: last + " " + word, size: size) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
