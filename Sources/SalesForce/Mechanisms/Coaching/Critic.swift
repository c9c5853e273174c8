import PortableMath

/// What criticism does to a seller: it is believed as far as the critic is trusted, and lost where it threatens.
///
/// Net effect: trust − threat. Feedback that touches the self harms (Kluger & DeNisi 1996: more than a third of
/// interventions did). How many it harms is no parameter: it follows from how trust and sensitivity spread.
struct Critic: Sendable {
  private let candourGain, threatLoss, watchThreat, reviewThreat, shameThreat: Double

  init(_ settings: inout Settings) {
    candourGain = settings.number(
      "candour_gain", "", 0.2, in: 0...5, unit: "log/√hour", .judgement, "science 2.11",
      "how much more failures count to a seller for an hour a week with a trusted critic")
    threatLoss = settings.number(
      "threat_loss", "", 0.5, in: 0...5, unit: "log", .judgement, "science 2.11: threat lowers ω",
      "how much less failures count to a seller under a unit of threat")
    watchThreat = settings.number(
      "watch_threat", "", 0.35, in: 0...5, unit: "1", .judgement, "science 2.11: the feared metric",
      "threat that full monitoring is to a seller of ordinary sensitivity")
    reviewThreat = settings.number(
      "review_threat", "", 0.3, in: 0...5, unit: "1", .judgement,
      "Kluger & DeNisi 1996: feedback that touches the self",
      "threat of three reviews a quarter, going with the root of their number")
    shameThreat = settings.number(
      "shame_threat", "", 0.5, in: 0...5, unit: "1", .judgement, "science 2.11",
      "threat of being named the last of a team")
  }

  /// What the week's levers threaten everybody with.
  struct Climate {
    let base, shame: Double
  }

  func climate(monitoring: Double, reviews: Double, named: Bool, safety: Double) -> Climate {
    Climate(
      base: (watchThreat * monitoring + reviewThreat * (reviews / 3).squareRoot()) * (1 - safety),
      shame: named ? shameThreat * (1 - safety) : 0)
  }

  /// - Parameter standing: −1 for the last of a team to 1 for the first.
  func threat(_ climate: Climate, ego: Double, standing: Double) -> Double {
    ego * (climate.base + climate.shame * max(0, -standing))
  }

  /// Log of the factor on how much failures count.
  /// - Parameter reach: √ of the hours a week with the critic.
  func logCandour(trust: Double, threat: Double, reach: Double) -> Double {
    candourGain * reach * trust - threatLoss * threat
  }
}
