import Experiments

/// Bounds on what is read at all. A scenario of 64 regimes with every lever written out stays far inside each; what takes
/// room is a design of many points.
enum Limits {
  /// Bytes of a file.
  static let bytes = 1 << 24
  /// Lists and mappings inside each other.
  static let depth = 16
  /// Values in a file, with aliases written out.
  static let nodes = 1_000_000
  /// Bytes of an override, path and value.
  static let overrideBytes = 1 << 16
  /// Problems that are kept; more are counted.
  static let problems = 100
  /// Characters of a name.
  static let name = StudyName.limit
  /// Characters of other texts.
  static let question = 500
  static let notes = 20_000
  /// Points of a path over time.
  static let points = 1_000
}
