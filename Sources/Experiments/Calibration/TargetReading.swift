import PortableMath
import SalesForce

/// How a target's value is read from trials.
struct TargetReading: Sendable {
  /// One comparison: positions of its arms in a trial's outcomes, their signs, and what of them is compared.
  struct Side: Sendable {
    let arms: [Int]
    let signs: [Double]
    let metric: Int
    let weeks: ClosedRange<Int>?
    let scale: StudyTarget.Scale

    /// The trial's number: the signed sum of the metric, or of its logarithm; NaN where an arm has no value.
    func number(_ outcomes: [TrialOutcome?]) -> Double {
      var sum = 0.0
      for (arm, sign) in zip(arms, signs) {
        let value = outcomes[arm].map { reading(of: $0) } ?? Double.nan
        sum += sign * (scale == .raw ? value : value > 0 ? Portable.log(value) : Double.nan)
      }
      return sum
    }

    private func reading(of outcome: TrialOutcome) -> Double {
      guard let weeks else { return outcome.metrics[metric] }
      let metrics = WeeklyMetric.allCases.count
      var sum = 0.0, present = 0.0
      for week in weeks where (week + 1) * metrics <= outcome.weekly.count {
        let value = outcome.weekly[week * metrics + metric]
        guard !value.isNaN else { continue }
        sum += value
        present += 1
      }
      return sum / present
    }

    /// What a mean of numbers comes to, and how it moves with it.
    func outer(_ mean: Double) -> (value: Double, slope: Double) {
      scale == .ratio ? (Portable.expm1(mean), Portable.exp(mean)) : (mean, 1)
    }
  }

  let sides: [Side]

  /// Positions of all arms that it looks at.
  var arms: [Int] { sides.flatMap(\.arms) }

  /// The target's value and its Monte Carlo variance, by the delta method; nil where fewer than two trials have one.
  /// - Parameter numbers: for each side, one number a trial.
  func estimate(_ numbers: [[Double]]) -> (value: Double, variance: Double)? {
    let trials = numbers[0].indices.filter { trial in numbers.allSatisfy { $0[trial].isFinite } }
    guard trials.count > 1 else { return nil }
    let count = Double(trials.count)
    let means = numbers.map { side in trials.reduce(0) { $0 + side[$1] } / count }
    let outer = zip(sides, means).map { $0.outer($1) }
    let bottom = outer.count > 1 ? outer[1].value : 1
    guard bottom != 0 else { return nil }
    let value = outer[0].value / bottom
    var squares = 0.0
    for trial in trials {
      var influence = outer[0].slope * (numbers[0][trial] - means[0]) / bottom
      if outer.count > 1 { influence -= value * outer[1].slope * (numbers[1][trial] - means[1]) / bottom }
      squares += influence * influence
    }
    return (value, squares / (count - 1) / count)
  }
}

extension Scenario {
  /// How a target is read from the arms of a trial; nil where it names what is not there.
  func reading(of target: StudyTarget, _ arms: [Arm]) -> TargetReading? {
    guard let top = side(target.comparison, target.scale, arms) else { return nil }
    guard let over = target.over else { return TargetReading(sides: [top]) }
    return side(over, target.overScale, arms).map { TargetReading(sides: [top, $0]) }
  }

  private func side(
    _ comparison: Hypothesis, _ scale: StudyTarget.Scale, _ arms: [Arm]
  ) -> TargetReading.Side? {
    guard let terms = terms(of: comparison) else { return nil }
    let places = terms.compactMap { term in arms.firstIndex { $0.place == term.place && $0.point == term.point } }
    let metric =
      comparison.weeks == nil
      ? Metric.allCases.firstIndex { $0.card.name == comparison.metric }
      : WeeklyMetric.allCases.firstIndex { $0.card.name == comparison.metric }
    guard places.count == terms.count, let metric else { return nil }
    return TargetReading.Side(
      arms: places, signs: terms.map { $0.isAdded ? 1 : -1 }, metric: metric, weeks: comparison.weeks, scale: scale)
  }
}
