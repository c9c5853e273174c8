/// HTML or SVG whose text cannot become markup: literals and interpolated values are escaped here and nowhere else.
///
///     let cell: Markup = "profit of \(regime)"          // text
///     let row = Markup.tag("td", ["class": "n"], cell)  // an element around it
struct Markup: Sendable, ExpressibleByStringInterpolation {
  /// The escaped text.
  private(set) var source: String

  init(_ text: String) { source = Self.escaped(text) }
  init(stringLiteral value: String) { self.init(value) }
  init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

  /// What another part of this module has made or embedded: styles, scripts, the text of a JSON document.
  init(verbatim: String) { source = verbatim }

  /// Text is escaped; markup in an interpolation stays what it is.
  struct Interpolation: StringInterpolationProtocol {
    var source = ""
    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { source += Markup.escaped(literal) }
    mutating func appendInterpolation(_ text: String) { source += Markup.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
  }

  static func + (a: Markup, b: Markup) -> Markup { Markup(verbatim: a.source + b.source) }

  /// An element. Attributes keep their order; one whose value is nil is left out.
  static func tag(_ name: String, _ attributes: [(String, String?)] = [], _ children: Markup...) -> Markup {
    tag(name, attributes, children)
  }

  static func tag(_ name: String, _ attributes: [(String, String?)] = [], _ children: [Markup]) -> Markup {
    let opening = open(name, attributes)
    return Markup(verbatim: "\(opening)>" + children.map(\.source).joined() + "</\(name)>")
  }

  /// An element that holds nothing: `<path …/>`, `<meta …/>`.
  static func void(_ name: String, _ attributes: [(String, String?)]) -> Markup {
    Markup(verbatim: open(name, attributes) + "/>")
  }

  static func joined(_ parts: [Markup], _ separator: Markup = "") -> Markup {
    Markup(verbatim: parts.map(\.source).joined(separator: separator.source))
  }

  private static func open(_ name: String, _ attributes: [(String, String?)]) -> String {
    attributes.reduce("<\(name)") { text, attribute in
      attribute.1.map { text + " \(attribute.0)=\"\(escaped($0))\"" } ?? text
    }
  }

  /// A text with the five characters that mean something replaced, and without those that neither HTML nor XML allows:
  /// control characters, and the marks that turn the direction of what follows.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Texts and elements one after another: how markup becomes something else.
  enum Piece: Equatable {
    case text(String)
    /// What stands between the angle brackets.
    case tag(String)
  }

  var pieces: [Piece] {
    var pieces: [Piece] = [], text = "", isTag = false
    func add(_ piece: Piece) { pieces.append(piece) }
    for character in source {
      switch character {
      case "<":
        if !text.isEmpty { add(.text(Self.unescaped(text))) }
        (text, isTag) = ("", true)
      case ">" where isTag:
        add(.tag(text))
        (text, isTag) = ("", false)
      default: text.append(character)
      }
    }
    return text.isEmpty ? pieces : pieces + [.text(Self.unescaped(text))]
  }

  /// What it says, without elements, for a terminal: minus signs and dashes are those of a keyboard.
  var plain: String {
    pieces.reduce("") { text, piece in
      guard case .text(let more) = piece else { return text }
      return text + more
    }.replacing("−", with: "-").replacing("–", with: "-")
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
