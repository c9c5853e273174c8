/// What the validator finds while it walks through a file.
struct Diagnosis {
  let source: String
  private(set) var problems: [Problem] = []
  private(set) var omitted = 0
  /// What the file may say and hardly means; in the order of the file once it is read.
  private(set) var warnings: [Problem] = []
  private var seen: Set<Problem> = []
  /// Where each field that the file gives was written, by its path.
  private var places: [String: Place] = [:]

  init(source: String) {
    self.source = source
  }

  var isClean: Bool { problems.isEmpty }
  /// Problems in all, those included that are only counted.
  var count: Int { problems.count + omitted }

  mutating func report(
    _ place: Place, _ path: String, _ message: @autoclosure () -> String, got: String? = nil,
    suggestion: @autoclosure () -> String? = nil
  ) {
    guard problems.count < Limits.problems else {
      omitted += 1
      return
    }
    add(
      Problem(
        file: source, place: place, path: path, message: message(), got: got, suggestion: suggestion()))
  }

  /// Says of a setting that it does nothing, or not what it looks like. The scenario stays valid.
  mutating func warn(_ path: String, _ message: String, got: String? = nil, suggestion: String? = nil) {
    let problem = Problem(
      .warning, file: source, place: place(of: path), path: path, message: message, got: got, suggestion: suggestion)
    if warnings.count < Limits.problems, seen.insert(problem).inserted { warnings.append(problem) }
  }

  /// Takes a problem once: what stands behind an alias is looked at more than once.
  mutating func add(_ problem: Problem) {
    guard problems.count < Limits.problems else {
      omitted += 1
      return
    }
    if seen.insert(problem).inserted { problems.append(problem) }
  }

  mutating func remember(_ path: String, at place: Place) { places[path] = place }

  /// The place of a field, or that of the nearest one above it that the file gives.
  func place(of path: String) -> Place {
    var path = path[...]
    while true {
      if let place = places[String(path)] { return place }
      guard let dot = path.lastIndex(of: ".") else { return places[""] ?? .whole }
      path = path[..<dot]
    }
  }

  /// The first of some paths that the file gives itself.
  func given(_ paths: [String]) -> String? { paths.first { places[$0] != nil } }

  var errors: ScenarioErrors { ScenarioErrors(inOrder(problems), omitted: omitted) }

  /// As the file has them; those of overrides come last.
  func inOrder(_ problems: [Problem]) -> [Problem] {
    problems.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      let (lineA, lineB) = (x.line ?? (x.file == source ? 0 : .max), y.line ?? (y.file == source ? 0 : .max))
      return (lineA, x.column ?? 0, a.offset) < (lineB, y.column ?? 0, b.offset)
    }.map(\.element)
  }
}
