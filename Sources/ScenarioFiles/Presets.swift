import CAssets
import Experiments
import SalesForce

/// The regimes that ship with the laboratory: files that set levers, carried by the binary and read by the same
/// validator as any scenario.
public enum Presets {
  /// In alphabetical order.
  public static let names: [String] = (0..<rm_asset_count()).compactMap { index in
    guard let pointer = rm_asset_name(index) else { return nil }
    let name = String(cString: pointer)
    guard name.hasPrefix(folder), name.hasSuffix(suffix) else { return nil }
    return String(name.dropFirst(folder.count).dropLast(suffix.count))
  }

  /// The text of a preset's file.
  public static func text(_ name: String) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every preset, described; those with problems are left out.
  public static let all: [Preset] = names.compactMap { name in
    (try? checked[name]?.get()).map { Preset(name: name, description: $0.description, levers: $0.levers) }
  }

  /// What each preset sets; those with problems are left out.
  public static let levers: [String: [LeverName: WeeklyPath]] = checked.compactMapValues { try? $0.get().levers }

  /// What is wrong with the shipped files: nothing, unless a lever was renamed and a preset was forgotten.
  static let problems: [Problem] = checked.sorted { $0.key < $1.key }.flatMap { _, result -> [Problem] in
    switch result {
    case .success: []
    case .failure(let errors): errors.problems
    }
  }

  private static let folder = "presets/"
  private static let suffix = ".yaml"

  private static let checked: [String: Result<RegimeDraft, ScenarioErrors>] = Dictionary(
    uniqueKeysWithValues: names.map { name in
      let source = folder + name + suffix
      var diagnosis = Diagnosis(source: source)
      var draft = RegimeDraft(name: name)
      if let root = Document.tree(bytes(name) ?? [], source: source, overrides: [], &diagnosis) {
        ScenarioFormat.standard.preset.decode(root, "", &draft, &diagnosis)
      }
      return (name, diagnosis.isClean ? .success(draft) : .failure(diagnosis.errors))
    })

  private static func bytes(_ name: String) -> [UInt8]? {
    var length = 0
    return rm_asset(folder + name + suffix, &length).map { Array(UnsafeBufferPointer(start: $0, count: length)) }
  }
}
