/// What settings are called in tables, for short.
enum SettingNames {
  /// The end of a path, as much of it as tells it from the others: `experts`, `push_levers_coaching`.
  /// - Parameters:
  ///   - path: one of them.
  ///   - paths: of all settings, each once.
  ///   - taken: names that others have.
  static func name(of path: String, among paths: [String], not taken: Set<String>) -> String {
    let keys = path.split(separator: ".")
    for count in 1...max(1, keys.count) {
      let end = keys.suffix(count)
      let others = paths.filter { $0 != path && $0.split(separator: ".").suffix(count) == end }
      let name = end.joined(separator: "_")
      if others.isEmpty, !taken.contains(name) { return name }
    }
    return keys.joined(separator: "_")
  }
}
