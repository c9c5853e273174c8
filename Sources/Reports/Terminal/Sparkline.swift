/// A path in a few characters: `▁▂▅▇█`.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Means of equal stretches of the path, as heights between the ends of a common range.
  static func text(_ path: [Double], width: Int, in range: ClosedRange<Double>) -> String {
    guard !path.isEmpty, width > 0 else { return "" }
    let columns = min(width, path.count), spread = range.upperBound / 2 - range.lowerBound / 2
    return String(
      (0..<columns).map { column -> Character in
        let part = path[(column * path.count / columns)..<((column + 1) * path.count / columns)]
        // Halved, so that no difference of two finite values overflows.
        let height = spread > 0 ? (mean(part) / 2 - range.lowerBound / 2) / spread : 0.5
        return blocks[Int(max(0, min(7, height * 8)))]
      })
  }

  /// Parts first, so that no sum of finite values overflows.
  private static func mean(_ part: ArraySlice<Double>) -> Double {
    part.reduce(0) { $0 + $1 / Double(part.count) }
  }

  /// The range of such means over several paths, so that their heights compare.
  static func range(_ paths: [[Double]], width: Int) -> ClosedRange<Double> {
    let means = paths.flatMap { path in
      let columns = min(width, path.count)
      return (0..<columns).map { column -> Double in
        let part = path[(column * path.count / columns)..<((column + 1) * path.count / columns)]
        return mean(part)
      }
    }
    return (means.min() ?? 0)...(means.max() ?? 0)
  }
}
