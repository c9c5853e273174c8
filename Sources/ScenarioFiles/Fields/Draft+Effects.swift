import Experiments
import SalesForce

/// Claims whose effect cannot be, or cannot fail to be.
extension Draft {
  func checkEffect(_ draft: HypothesisDraft, _ diagnosis: inout Diagnosis) {
    let hypothesis = draft.hypothesis, region = hypothesis.region
    guard let possible = Self.possible(draft) else { return }
    func report(_ key: String, _ message: String, got: String, suggestion: String? = nil) {
      let path = draft.path + "." + key
      diagnosis.report(diagnosis.place(of: path), path, message, got: got, suggestion: suggestion)
    }
    let isLevel = draft.against == nil && draft.changes.isEmpty
    let what =
      draft.scale == .ratio
      ? "a quotient less 1 lies above -1"
      : "\(draft.metric) \(isLevel ? "lies" : "can differ") \(Self.between(possible.low, possible.high))"
    if region.low >= possible.high || region.high <= possible.low {
      let isValue = draft.size == 0 || draft.value.map { $0 < possible.low || $0 > possible.high } ?? false
      let number = isValue ? draft.value ?? 0 : draft.size
      // A share that somebody wrote in per cent.
      let hundredth = number / 100, fits = possible.high <= 2 && hundredth < possible.high && number.magnitude > 1
      report(
        isValue ? "value" : "size", "impossible: no result could support it, as \(what)",
        got: NumberText.shortest(number), suggestion: fits ? NumberText.shortest(hundredth) : nil)
    } else if region.low < possible.low, region.high > possible.high || region.high == .infinity {
      report(
        draft.size == 0 ? "value" : "size", "empty: no result could contradict it, as \(what)",
        got: NumberText.shortest(draft.size == 0 ? draft.value ?? 0 : draft.size))
    }
  }

  /// What the effect can be, on the scale of the claim; nil where it has no bound.
  private static func possible(_ draft: HypothesisDraft) -> (low: Double, high: Double)? {
    switch draft.scale {
    case .sd: return nil
    case .ratio: return (-1, .infinity)
    case .raw:
      let cards = Metric.allCases.map(\.card) + WeeklyMetric.allCases.map(\.card)
      guard let bounds = cards.first(where: { $0.name == draft.metric })?.bounds else { return nil }
      let sides = (draft.against == nil ? 0 : 1) + draft.changes.count
      if sides == 0 { return bounds }
      let most = Double(sides) * (bounds.high - bounds.low)
      return most.isFinite ? (-most, most) : nil
    }
  }

  private static func between(_ low: Double, _ high: Double) -> String {
    high.isFinite
      ? "between \(NumberText.shortest(low)) and \(NumberText.shortest(high))"
      : "at \(NumberText.shortest(low)) or above"
  }

  /// A mechanism that a level of a factor leaves out at every point that the claim looks at.
  func checkKnockOut(_ draft: HypothesisDraft, _ diagnosis: inout Diagnosis) {
    for factor in factors where !draft.changes.contains(where: { $0.factor == factor.name }) {
      let level = factor.levels.first { $0.name == draft.at[factor.name] } ?? factor.levels.first
      for case .mechanism(let name, false) in level?.settings ?? [] where draft.knockOut.contains(name) {
        let path = draft.path + ".knock_out", at = "\(factor.name) \(level?.name ?? "")"
        diagnosis.report(diagnosis.place(of: path), path, "contradiction: \(name) is out already, at \(at)")
      }
    }
  }
}
