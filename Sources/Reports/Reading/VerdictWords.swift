/// The words for verdicts on claims, in one place.
enum VerdictWords {
  /// Verdicts as the table has them, in the order in which they are counted.
  static let order = ["supported", "smaller", "contradicted", "undecided", notScored]

  /// The word where nothing could be scored: no arm, no variation, or only one trial.
  static let notScored = "not scored"

  /// - Parameter suffix: `_without` for the knock-out runs.
  static func verdict(_ row: Row, _ suffix: String = "") -> String {
    let isScored = ["ok", "identical", "constant"].contains(row.text("status" + suffix))
    return isScored ? row.text("verdict" + suffix) : notScored
  }

  /// What a claim's null says of it; nil where nothing can be said.
  ///
  /// - Parameter survives: `yes`, `weaker`, `no` or `open`, as the table has it.
  static func survival(_ survives: String, of mechanisms: String) -> Markup? {
    switch survives {
    case "yes": "The claim survives: it does not rest on \(mechanisms)."
    case "weaker": "The effect is significantly smaller without \(mechanisms), but does not rest on that alone."
    case "no": "The claim does not survive: it rests on \(mechanisms)."
    case "open": "Whether the claim rests on \(mechanisms) remains open."
    default: nil
    }
  }

  /// What each word means, for a legend.
  static let meaning: Markup = """
    A claim is contradicted if the effect is significantly in the other direction or absent, smaller if it is significantly \
    smaller than claimed, and undecided if the trials do not decide.
    """
}
