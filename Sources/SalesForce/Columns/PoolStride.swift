/// How far apart a pool's columns lie.
///
/// A loop over rows reads a dozen columns at once. Were they a power of two apart, their rows would compete for the same few
/// places of the nearest cache; an odd number of its lines keeps them apart.
enum PoolStride {
  /// Rows of 8 bytes that fill a line.
  private static let line = 8

  /// Room for so many rows at least.
  static func rows(_ capacity: Int) -> Int { ((max(capacity, 64) + line - 1) / line | 1) * line }
}
