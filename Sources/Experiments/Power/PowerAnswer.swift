import SimulationStatistics

/// How many trials it takes, from one pilot.
public struct PowerAnswer: Sendable {
  public let question: PowerQuestion
  public let pilot: PowerPilot
  /// Trials of the scenario.
  public let trials: Int
  /// Factors on the variance over trials at the ends of its 95 % interval.
  public let factors: (low: Double, high: Double)

  /// A number with its ends over the interval of the pilot's variance; nil where there is none.
  public struct Range<Value: Sendable>: Sendable {
    public let value, low, high: Value?
  }

  public init(_ question: PowerQuestion, _ pilot: PowerPilot, trials: Int) {
    (self.question, self.pilot, self.trials) = (question, pilot, trials)
    factors = pilot.power.spread.factors(level: 0.95)
  }

  private func range<Value>(_ value: (Double) -> Value?) -> Range<Value> {
    Range(value: value(1), low: value(factors.low), high: value(factors.high))
  }

  private var change: Double { question.inner(question.change) }

  /// Standard deviation over trials of the numbers that they give.
  public var deviation: Range<Double> {
    range { ($0 * pilot.power.spread.variance).squareRoot() }
  }

  /// Trials until the change is told from noise with a power.
  public func needed(_ power: Double) -> Range<Int> {
    range { pilot.trials(for: change, power: power, factor: $0) }
  }

  /// Power with so many trials. The low end belongs to the large variance.
  public func power(trials: Int) -> Range<Double> {
    let found = range { factor in
      pilot.power.scaled(by: factor).power(of: change, trials: Int(Double(trials) * pilot.share))
    }
    return Range(value: found.value, low: found.high, high: found.low)
  }

  /// The smallest change that so many trials tell with a power, in the unit of the question.
  public func detectable(trials: Int, power: Double) -> Range<Double> {
    range { factor in
      pilot.power.scaled(by: factor).change(trials: Int(Double(trials) * pilot.share), power: power)
        .map(question.outer)
    }
  }

  /// Numbers of trials for a curve: from few to as many as give .99, and those of the scenario.
  public var grid: [Int] {
    let last = max(pilot.trials(for: change, power: 0.99) ?? 1_000, 10), steps = 40
    var found: Set<Int> = [trials]
    for step in 0...steps { found.insert(2 + (last - 2) * step / steps) }
    return found.filter { $0 >= 2 && $0 <= 2 * last || $0 == trials }.sorted()
  }
}

/// How large a firm has to be, or how long it has to be looked at, so that the scenario's trials do: from pilots that were
/// really run at several sizes.
public struct SizeAnswer: Sendable {
  public let question: PowerQuestion
  /// Trials of the scenario.
  public let trials: Int
  public let pilots: [(size: Int, pilot: PowerPilot)]
  /// Of the whole variance that a mean of so many trials has, times their number.
  public let curve: SizeCurve

  /// Sizes are looked for up to this many times the largest pilot.
  public static let reach = 64

  /// - Returns: nil for fewer than two sizes.
  public init?(_ question: PowerQuestion, _ pilots: [(size: Int, pilot: PowerPilot)], trials: Int) {
    let points = pilots.map { size, pilot in
      (
        size: Double(size),
        spread: SpreadEstimate(
          variance: pilot.power.wholeVariance(trials: trials), degreesOfFreedom: pilot.power.spread.degreesOfFreedom)
      )
    }
    guard let curve = SizeCurve(points) else { return nil }
    (self.question, self.trials, self.pilots, self.curve) = (question, trials, pilots, curve)
  }

  /// Power at a size, at the line and at the ends of its 95 % interval.
  public func power(size: Int) -> PowerAnswer.Range<Double> {
    let (variance, factor) = curve.variance(at: Double(size), level: 0.95)
    return PowerAnswer.Range(
      value: power(variance), low: power(variance * factor), high: power(variance / factor))
  }

  /// Sizes that are looked at: half of the smallest pilot to ``reach`` times the largest.
  public var range: ClosedRange<Int> {
    let sizes = pilots.map(\.size)
    return max(1, (sizes.min() ?? 1) / 2)...Self.reach * (sizes.max() ?? 1)
  }

  /// The smallest size within ``range`` that does; nil where none does.
  public func needed(_ wanted: Double) -> PowerAnswer.Range<Int> {
    // Power falls as the variance grows, so there is a variance up to which the trials suffice.
    let limit = Self.greatest { power($0) >= wanted }
    func least(_ end: (Double, Double) -> Double) -> Int? {
      range.first { size in
        let (variance, factor) = curve.variance(at: Double(size), level: 0.95)
        return end(variance, factor) <= limit
      }
    }
    return PowerAnswer.Range(value: least { value, _ in value }, low: least { $0 / $1 }, high: least { $0 * $1 })
  }

  private func power(_ variance: Double) -> Double {
    let shares = pilots.map(\.pilot.share), share = shares.reduce(0, +) / Double(max(1, shares.count))
    return MeanPower(
      SpreadEstimate(variance: variance, degreesOfFreedom: Double(max(1, trials - 1))), confidence: question.confidence
    ).power(of: question.inner(question.change), trials: Int(Double(trials) * share))
  }

  /// The greatest positive number that does, to nine digits, where smaller ones do if larger ones do; 0 where none does.
  private static func greatest(_ does: (Double) -> Bool) -> Double {
    var low = 0.0, high = 1e-12
    while does(high), high < 1e24 { (low, high) = (high, high * 16) }
    while high - low > 1e-9 * high {
      let middle = (low + high) / 2
      if does(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
