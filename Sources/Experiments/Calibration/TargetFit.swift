/// One target against the ensemble.
public struct TargetFit: Sendable, Equatable {
  public let target: StudyTarget
  /// Over members; nil without any, or where one has no value.
  public let mean, low, high: Double?
  /// The mean's distance from the value found, and that of the farthest member, in standard deviations of what is known; nil
  /// for a sign or a range.
  public let distance, farthest: Double?
  /// Standard deviation of a member's Monte Carlo error.
  public let monteCarlo: Double?
  /// Share of members with the sign, in the range, or within three standard deviations of the value.
  public let share: Double?
  /// Over the first wave, which knows nothing of the targets: mean, 5 % and 95 % quantiles.
  public let prior: Prior?
  /// Sets of parameters that fit every other target and miss only this one: what it buys.
  public let alone: Int

  public struct Prior: Sendable, Equatable {
    public let mean, low, high: Double

    init?(_ values: [Double]) {
      let sorted = values.sorted(), count = Double(sorted.count)
      guard !sorted.isEmpty else { return nil }
      mean = sorted.reduce(0, +) / count
      (low, high) = (sorted[Int(0.05 * count)], sorted[min(Int(0.95 * count), sorted.count - 1)])
    }
  }

  /// Members that show a sign where it counts as met.
  private static let nearlyAll = 0.95

  /// Whether the mean lies within two standard deviations, for a check two and a half; whether nearly all members have the
  /// sign; whether the mean is in the range.
  public var isMet: Bool {
    switch target.finding {
    case .value: distance.map { $0.magnitude <= (target.isFitted ? 2 : 2.5) } ?? false
    case .sign: share.map { $0 >= Self.nearlyAll } ?? false
    case .range(let range): mean.map { range.contains($0) } ?? false
    }
  }

  /// - Parameters:
  ///   - members: with values of these targets.
  ///   - search: all that was simulated for these targets; none for checks.
  static func all(
    _ targets: [StudyTarget], members: [CalibrationPoint], search: [CalibrationPoint]
  ) -> [TargetFit] {
    let misses = search.map { point in
      targets.indices.filter {
        (targets[$0].distance(of: point.values[$0]) ?? 0).magnitude > StudyTarget.implausible
      }
    }
    return targets.indices.map { place in
      TargetFit(
        targets[place], members.map { $0.values[place] }, members.map { $0.variances[place] },
        prior: Prior(search.filter { $0.wave == 0 }.map { $0.values[place] }.filter { !$0.isNaN }),
        alone: misses.count { $0 == [place] })
    }
  }

  private init(_ target: StudyTarget, _ values: [Double], _ variances: [Double], prior: Prior?, alone: Int) {
    (self.target, self.prior, self.alone) = (target, prior, alone)
    let count = Double(values.count)
    guard !values.isEmpty, values.allSatisfy({ !$0.isNaN }) else {
      (mean, low, high, distance, farthest, monteCarlo, share) = (nil, nil, nil, nil, nil, nil, nil)
      return
    }
    let mean = values.reduce(0, +) / count
    (self.mean, low, high) = (mean, values.min(), values.max())
    distance = target.distance(of: mean)
    farthest = values.compactMap(target.distance).max { $0.magnitude < $1.magnitude }
    monteCarlo = (variances.reduce(0, +) / count).squareRoot()
    let shown = values.count { value in
      switch target.finding {
      case .value: (target.distance(of: value) ?? 0).magnitude <= StudyTarget.implausible
      case .sign(.positive): value > 0
      case .sign(.negative): value < 0
      case .range(let range): range.contains(value)
      }
    }
    share = Double(shown) / count
  }
}
