/// Finds the name that somebody meant.
package enum Suggestion {
  /// The nearest name within about a third of the letters, or `nil`; the first one if several are equally near.
  package static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let word = normal(word)
    guard !word.isEmpty, word.count <= Limits.name else { return nil }
    var best: (name: String, distance: Int)?
    for name in names {
      let target = normal(name)
      let allowed = max(1, min(word.count, target.count) / 3)
      guard abs(word.count - target.count) <= allowed else { continue }
      let found = distance(word, target)
      if found <= allowed && found < best?.distance ?? .max { best = (name, found) }
    }
    return best?.name
  }

  /// The one name that holds the word, `base_hazard` for `hazard`, or `nil` if none or several do.
  package static func only(holding word: String, among names: some Sequence<String>) -> String? {
    guard word.count > 2 else { return nil }
    let found = names.filter { $0.contains(word) }
    return found.count == 1 ? found[0] : nil
  }

  /// Case and the kind of hyphen are no difference.
  private static func normal(_ text: String) -> [UInt8] {
    text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 == 45 || $0 == 32 ? 95 : $0 }
  }

  /// Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and swaps of
  /// neighbours.
  /// - Complexity: O(mn) time, O(n) memory.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var (older, old) = ([Int](repeating: 0, count: b.count + 1), Array(0...b.count))
    for i in a.indices {
      var new = [i + 1]
      for j in b.indices {
        var cost = min(old[j + 1] + 1, new[j] + 1, old[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        new.append(cost)
      }
      (older, old) = (old, new)
    }
    return old[b.count]
  }
}
