/// What comes back from customers, and how it is taken: words now, which flatter, and deeds later, which do not.
///
/// Words have error variance R₁ and deeds R₂, so a belief that adds both up, each by its precision, keeps the share
/// R₁⁻¹/(R₁⁻¹ + R₂⁻¹) of the words' bias (science 1.9). Measured buyer data make deeds more precise.
struct Feedback: Sendable {
  /// φ_b: chance that a failure sounds like a success.
  let politeness: Double
  /// ω: how much a failure counts against a success.
  let failureWeight: Double
  private let words, deeds, data: Double
  private let buyerData: Lever

  init(_ settings: inout Settings) {
    politeness = settings.number(
      "politeness", "φ_b", 0.15, in: 0...1, unit: "1", .judgement, "science 1.8, 6.5",
      "chance that buyers dress a refusal up as encouragement")
    failureWeight = settings.number(
      "failure_weight", "ω", 0.5, in: 0.01...1, unit: "1", .judgement,
      "science 1.8; direction of Möbius et al. 2022", "how much a failure counts in a belief, against a success")
    words =
      1
      / settings.number(
        "words_variance", "R₁", 1, in: 0.001...1_000, unit: "1", .judgement, "science 1.9",
        "error variance of what buyers say")
    deeds =
      1
      / settings.number(
        "deeds_variance", "R₂", 4, in: 0.001...1_000, unit: "1", .judgement, "science 1.9",
        "error variance of what buyers do, as sellers come to know of it")
    data = settings.number(
      "data_precision", "", 4, in: 0...1_000, unit: "1", .judgement, "science 1.9: R₂ from 4 to about .25",
      "precision that full buyer data add to what buyers do")
    buyerData = settings.lever(.buyerData)
  }

  /// How much a failure counts to a seller with a critic: never more than a success.
  func weight(candour: Double) -> Double { min(1, failureWeight * candour) }
  func weight(candour: Lanes) -> Lanes { Lanes.min(1, failureWeight * candour) }

  /// Weights of a word and of a deed in a belief.
  func weights(_ levers: GroupLevers) -> (words: Double, deeds: Double) {
    (words, deeds + data * levers[buyerData])
  }

  /// Share of the words' bias that stays where no buyer data are gathered.
  var residualWithoutData: Double { words / (words + deeds) }
  /// Weights of a word and of a deed where no buyer data are gathered.
  var weightsWithoutData: (words: Double, deeds: Double) { (words, deeds) }

  /// Share of the words' bias that stays in a belief made of both.
  func residual(_ levers: GroupLevers) -> Double {
    let (words, deeds) = weights(levers)
    return words / (words + deeds)
  }
}
