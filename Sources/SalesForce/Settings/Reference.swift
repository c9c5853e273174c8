/// What the reference seller does and is, at which mechanisms are calibrated; columns begin there.
package enum Reference {
  /// Weeks of a quarter, the time unit of the effort model.
  package static let quarter = 13.0
  /// Mean sales of a quarter, σ_Q: √4 e^{−.32} = 1.452.
  package static let quota = 1.452
  /// Hours for selling a week, issues included.
  static let sellingHours = 20.0
  /// Selling effort ē₀. Also c ē₀ − .05 = m̄ (model, section 2): effort at reference pay is sustained by motivation and a
  /// small wage effect.
  static let effort = 0.494
  /// Effort on unmeasured tasks ē₂.
  static let supportEffort = 0.19
  /// Intrinsic motivation m̄, σ_Q.
  static let motivation = 0.197
  /// E[M] at v_H = 1, v_L = 2 and the best push share, width 1.5: 1/√(1 + (2/3)/2.25) = √(27/35).
  static let match = 0.8783100656536799
  /// Share of the work that sellers decide under the blend.
  static let autonomy = 0.775
  /// Value skill of a settled seller under the blend.
  static let skill = 0.72
  /// Mean strength of the six ties: with it, knowing whom to ask is what tenure and directory say.
  static let tieStrength = 0.45
}
