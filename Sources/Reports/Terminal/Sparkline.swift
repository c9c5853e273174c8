/// A path in a few characters: `▁▂▅▇█`.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Means of equal stretches of the path, as heights between the ends of a common range.
  static func text(_ path: [Double], width: Int, in range: ClosedRange<Double>) -> String {
    guard !path.isEmpty, width > 0 else { return "" }
    let columns = min(width, path.count), spread = range.upperBound - range.lowerBound
    return String(
      (0..<columns).map { column -> Character in
        let part = path[(column * path.count / columns)..<((column + 1) * path.count / columns)]
        let mean = part.reduce(0, +) / Double(part.count)
        let height = spread > 0 ? (mean - range.lowerBound) / spread : 0.5
        return blocks[max(0, min(7, Int(height * 8)))]
      })
  }

  /// The range of such means over several paths, so that their heights compare.
  static func range(_ paths: [[Double]], width: Int) -> ClosedRange<Double> {
    let means = paths.flatMap { path in
      let columns = min(width, path.count)
      return (0..<columns).map { column -> Double in
        let part = path[(column * path.count / columns)..<((column + 1) * path.count / columns)]
        return part.reduce(0, +) / Double(part.count)
      }
    }
    return (means.min() ?? 0)...(means.max() ?? 0)
  }
}
