/// What a study writes into its journal's header besides numbers: who runs it, and its arms. Trials of another build are
/// not gone on with, for its model may be another one.
struct JournalDescriptor {
  private let lines: [String]

  init(_ build: BuildInfo, _ arms: [Arm]) {
    lines = [build.description] + arms.map { "\($0.point) \($0.label)" }
  }

  init(text: String) { lines = text.split(separator: "\n").map(String.init) }

  var text: String { lines.joined(separator: "\n") }
  var build: String { lines.first ?? "" }
  /// Design point and label of each arm.
  var arms: [String] { Array(lines.dropFirst()) }
  /// Labels of the arms, each once: names of regimes, and of their knock-out runs.
  var labels: [String] { Self.labels(arms) }

  static func labels(_ arms: [String]) -> [String] {
    arms.compactMap { $0.split(separator: " ", maxSplits: 1).last.map(String.init) }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
