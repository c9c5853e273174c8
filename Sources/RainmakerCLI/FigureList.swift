import Reports
import ScenarioFiles

/// The figures that can be drawn of a study, for people and for programs.
struct FigureList {
  let catalogue: FigureCatalogue

  /// What is drawn, and what a study needs for it that not every study has.
  private static let kinds: [(kind: String, what: String, need: String)] = [
    ("selection", "what cannot be beaten", "select: {indifference: …}"),
    ("sensitivity", "the settings that the answer hangs on", "sensitivity: {vary: {PATH: [low, high], …}}"),
    ("map", "which regime is best where", "map: {x: {path: PATH, from: 0, to: 1}, y: …}"),
    (
      "experiment", "what estimators of a field experiment would have found",
      "experiment: {levers: …, who: …, weeks: …}"
    ),
    ("levels", "means over trials, with their intervals and the spread of trials", ""),
    ("differences", "regimes less one another on the same trials", "two regimes or more"),
    ("contrast", "what each lever makes of a difference", "design: {between: [REGIME, REGIME]}"),
    ("decomposition", "what each mechanism adds to the regimes' differences", "design: {decompose: [a mechanism, …]}"),
    ("paths", "means over time", "outputs: {timeseries: true}"),
    ("sellers", "the sellers of one firm, best first", "outputs: {sellers: true}"),
  ]

  init(_ results: StoredStudy, point: Int) { catalogue = FigureCatalogue(results, point: point) }

  /// Bare names, or in groups, each with what it shows. Empty where no name holds the word.
  func text(holding word: String, forPeople: Bool) -> String {
    let names = catalogue.names.filter { word.isEmpty || $0.contains(word) }
    guard forPeople else { return names.joined(separator: "\n") }
    return Self.kinds.compactMap { kind, what, _ -> String? in
      let some = names.filter { $0.hasPrefix(kind + "-") }
      guard !some.isEmpty else { return nil }
      let width = some.reduce(0) { max($0, $1.count) } + 2
      let lines = some.map { name -> String in
        let meaning = StoredStudy.card(String(name.dropFirst(kind.count + 1)))?.summary ?? ""
        return "  " + name + String(repeating: " ", count: width - name.count) + meaning
      }
      return (["\(kind): \(what)"] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// What to do about a name that is none, in a sentence.
  func hint(_ name: String) -> String? {
    let kind = String(name.prefix { $0 != "-" }), names = catalogue.names
    if let need = Self.kinds.first(where: { $0.kind == kind })?.need, !need.isEmpty,
      !names.contains(where: { $0.hasPrefix(kind + "-") })
    {
      return "it needs \(need) in the scenario, and a new run."
    }
    return Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
  }

  /// For the shell: figures of the first directory with results among the words of a command line.
  static func names(in words: [String]) -> [String] {
    for word in words.dropFirst() {
      if let study = try? Outcome.study(word) { return FigureCatalogue(study).names }
    }
    return []
  }
}
