/// Ranks from 1, ties at their mean rank.
enum Ranks {
  /// - Complexity: O(n log n)
  static func of(_ x: [Double]) -> [Double] {
    let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    var ranks = [Double](repeating: 0, count: x.count), start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, x[order[end + 1]] == x[order[start]] { end += 1 }
      for i in start...end { ranks[order[i]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
