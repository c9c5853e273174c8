import ResultTables

/// A study as a notebook: what its tables say in words, and code that reads, draws and recomputes it.
///
/// One list of parts makes both forms: Jupyter with Python, and Quarto with R.
public struct Notebook {
  /// Words, and the cell of code below them.
  struct Part {
    let name: String
    let words: String
    let hasCode: Bool
  }

  /// What both files are called, without their extensions.
  public let name: String
  let parts: [Part]
  let results: StoredStudy
  /// The results directory as code finds it from where the notebook lies.
  private let place: String

  public init(_ results: StoredStudy, place: String) throws(ResultsError) {
    self.results = results
    self.place = place
    name = results.manifest.scenario
    parts = try Self.parts(results)
  }

  /// The Python script that runs a notebook from standard input to standard output, and keeps its outputs small.
  public static var executor: String { Asset.text("notebook/small.py") + Asset.text("notebook/execute.py") }

  enum Language: String {
    case python = "py"
    case r = "R"
  }

  /// The code of a part, with what depends on the study filled in.
  func code(_ part: Part, in language: Language) -> String {
    let text = Asset.text("notebook/study.\(language.rawValue)")
    let cells = text.split(separator: "# %% ").dropFirst()
    guard let cell = cells.first(where: { $0.hasPrefix(part.name + "\n") }) else { return "" }
    let filled = Self.filled(
      cell.dropFirst(part.name.count + 1),
      [
        "digests": digests(in: language), "warm_up": String(results.scenario?.plan.horizon.warmUp ?? 0),
        "colours": colours(in: language), "results": CodeLiteral.text(place),
      ])
    return String(filled.drop { $0 == "\n" }.reversed().drop { $0 == "\n" }.reversed())
  }

  /// A text with its marks, `@name@`, filled in, all in one pass: what is put in is not looked at again.
  static func filled(_ text: some StringProtocol, _ values: [String: String]) -> String {
    // Every other piece between the signs may be a name; a sign that is none stays.
    var pieces = text.split(separator: "@", omittingEmptySubsequences: false)[...]
    var result = String(pieces.popFirst() ?? "")
    while let piece = pieces.popFirst() {
      if let value = values[String(piece)], let next = pieces.popFirst() {
        result += value + next
      } else {
        result += "@" + piece
      }
    }
    return result
  }

  /// The tables that the words are taken from, as the manifest knows them.
  private func digests(in language: Language) -> String {
    let files = results.manifest.files.filter { ["summary.csv", "comparisons.csv"].contains($0.path) }
    let entries = files.map {
      CodeLiteral.text($0.path) + (language == .python ? ": " : " = ") + CodeLiteral.text($0.sha256)
    }
    return language == .python
      ? "{\(entries.joined(separator: ",\n               "))}" : entries.joined(separator: ",\n  ")
  }

  private func colours(in language: Language) -> String {
    let names = Palette.light.map(CodeLiteral.text).joined(separator: ", ")
    return language == .python ? "[\(names)]" : names
  }
}
