/// How well a default is known. Reports print the grade beside every result that leans on the parameter.
public enum Grade: String, Sendable, CaseIterable {
  /// Read in the cited source.
  case verified
  /// Remembered from the literature and not yet checked against the source.
  case memory
  /// The authors' judgement; sweep it before relying on it.
  case judgement
  /// Chosen so that the model meets a stated pattern.
  case calibrated
  /// Follows from other settings or from a definition of units.
  case derived
}
