import Experiments
import SalesForce

/// Scenario files: YAML in, a checked `Scenario` out, and back.
public enum ScenarioFile {
  /// Reads and checks a file.
  ///
  /// Whatever lies at the path, this reads no more than 16 MiB, and refuses devices.
  ///
  /// - Parameters:
  ///   - path: of a regular file, UTF-8 text of one YAML or JSON document.
  ///   - overrides: settings that replace or add to those of the file, by dotted path (`trials`,
  ///     `regimes.push.levers.bonus`), each value written as YAML. The last of a path wins.
  ///   - blocks: keys of the file that are taken to be there, if only empty (`sensitivity`).
  ///   - mayBePiped: whether the path may be that of a pipe, or `-` for standard input, read until it ends; else this does
  ///     not wait for anybody.
  ///   - warn: called with each setting of a valid file that does nothing, in the order of the file.
  /// - Throws: everything that is wrong at once.
  public static func load(
    path: String, overrides: [(path: String, value: String)] = [], blocks: [String] = [], mayBePiped: Bool = false,
    warn: (Problem) -> Void = { _ in }
  ) throws(ScenarioErrors) -> Scenario {
    let isStandardInput = mayBePiped && path == InputFile.standardInput
    return try parse(
      bytes: try InputFile.read(path: path, mayBePiped: mayBePiped).get(),
      source: isStandardInput ? "standard input" : path, overrides: overrides, blocks: blocks, warn: warn)
  }

  /// Checks a text.
  /// - Parameters:
  ///   - text: one YAML or JSON document.
  ///   - source: name of the file in messages; its stem is the default of the scenario's name.
  ///   - overrides: settings that replace or add to those of the text, as in
  ///     ``load(path:overrides:blocks:mayBePiped:warn:)``.
  ///   - warn: called with each setting of a valid text that does nothing, in its order.
  /// - Throws: everything that is wrong at once.
  public static func parse(
    text: String, source: String, overrides: [(path: String, value: String)] = [], warn: (Problem) -> Void = { _ in }
  ) throws(ScenarioErrors) -> Scenario {
    try parse(bytes: Array(text.utf8), source: source, overrides: overrides, warn: warn)
  }

  /// Checks bytes of unknown origin, as ``parse(text:source:overrides:warn:)`` does.
  public static func parse(
    bytes: [UInt8], source: String, overrides: [(path: String, value: String)] = [], blocks: [String] = [],
    warn: (Problem) -> Void = { _ in }
  ) throws(ScenarioErrors) -> Scenario {
    let format = ScenarioFormat.standard
    var diagnosis = Diagnosis(source: source)
    var draft = Draft(name: NameRule(allowsDots: true).name(from: stem(of: source)))
    if let root = Document.tree(bytes, source: source, overrides: overrides, blocks: blocks, &diagnosis) {
      diagnosis.remember("", at: root.place)
      format.root.decode(root, "", &draft, &diagnosis)
      draft.checkCombinations(&diagnosis)
    }
    for problem in Presets.problems { diagnosis.add(problem) }
    guard diagnosis.isClean else { throw diagnosis.errors }
    let scenario = draft.scenario(format.registry)
    draft.checkIdle(scenario, &diagnosis)
    diagnosis.inOrder(diagnosis.warnings).forEach(warn)
    return scenario
  }

  /// The file's name without folders and without the ending.
  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
