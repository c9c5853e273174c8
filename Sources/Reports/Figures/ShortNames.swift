/// Long names cut to a length, yet distinct from each other.
enum ShortNames {
  /// Each name with what it is shortened to. An end is kept as well as the beginning, since names of one family tend to
  /// differ there; where that makes two the same, they are cut elsewhere, and numbered if nothing else helps.
  static func of(_ names: [String], limit: Int) -> [String: String] {
    for tail in [limit / 3] + Array(0..<limit) {
      let short = names.map { cut($0, limit, tail) }
      if Set(short).count == Set(names).count { return pairs(names, short) }
    }
    return pairs(
      names,
      names.enumerated().map { $1.count <= limit ? $1 : "\($1.prefix(max(1, limit - 5)))… \($0 + 1)" })
  }

  private static func cut(_ name: String, _ limit: Int, _ tail: Int) -> String {
    name.count <= limit ? name : "\(name.prefix(limit - 1 - tail))…\(name.suffix(tail))"
  }

  private static func pairs(_ names: [String], _ short: [String]) -> [String: String] {
    Dictionary(zip(names, short)) { first, _ in first }
  }
}
