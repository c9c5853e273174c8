/// One target against the ensemble.
public struct TargetFit: Sendable, Equatable {
  public let target: CalibrationTarget
  /// Over members; nil without any, or where a member has no value.
  public let mean, low, high: Double?
  /// The mean's distance, and that of the farthest member, in standard deviations of what is known.
  public let distance, farthest: Double?

  init(_ target: CalibrationTarget, values: [Double]) {
    self.target = target
    let found = values.filter { !$0.isNaN }
    guard !found.isEmpty, found.count == values.count else {
      (mean, low, high, distance, farthest) = (nil, nil, nil, nil, nil)
      return
    }
    let mean = found.reduce(0, +) / Double(found.count)
    (self.mean, low, high) = (mean, found.min(), found.max())
    distance = (mean - target.value) / target.sd
    farthest = found.map { ($0 - target.value) / target.sd }.max { $0.magnitude < $1.magnitude }
  }

  /// Whether the mean lies within two standard deviations, for a check two and a half.
  public var isMet: Bool { distance.map { $0.magnitude <= (target.use == .fit ? 2 : 2.5) } ?? false }
}

/// What the targets say of one parameter.
public struct ParameterFit: Sendable, Equatable {
  public let parameter: FreeParameter
  /// Over members; nil with fewer than two.
  public let mean, low, high: Double?
  /// Standard deviation over members as a share of that of a uniform distribution over the range.
  public let width: Double?
  /// Parameters that go with it among members.
  public let partners: [String]

  public var isIdentified: Bool { width.map { $0 < 0.5 } ?? false }
}

/// How a calibration ended.
public struct CalibrationAnswer: Sendable, Equatable {
  public enum Status: String, Sendable {
    /// As many members as were wanted.
    case complete
    /// Fewer: the waves are over.
    case fewer
    /// None fits.
    case nothingFits = "nothing fits"
    /// Stopped; the same command with `--resume` goes on.
    case interrupted
  }

  public let status: Status
  public let points, waves: Int
  public let members: [CalibrationPoint]
  public let targets: [TargetFit]
  public let parameters: [ParameterFit]
  /// The set of parameters that came nearest, and the targets that it misses by more than three sd.
  public let nearest: CalibrationPoint?
  public let misses: [(name: String, distance: Double)]

  public static func == (a: CalibrationAnswer, b: CalibrationAnswer) -> Bool {
    a.status == b.status && a.points == b.points && a.members == b.members && a.targets == b.targets
  }

  init(_ plan: CalibrationPlan, _ all: [CalibrationPoint], isInterrupted: Bool) {
    let fitting = all.filter { $0.misfit(plan.targets) <= CalibrationSearch.threshold }
    let shares = Set(CalibrationSearch.spread(fitting.map(\.shares), count: plan.members))
    let members = fitting.filter { shares.contains($0.shares) }
    self.members = members
    points = all.count
    waves = (all.last?.wave ?? -1) + 1
    status =
      isInterrupted ? .interrupted : members.isEmpty ? .nothingFits : members.count < plan.members ? .fewer : .complete
    targets = plan.targets.indices.map { place in
      TargetFit(plan.targets[place], values: members.map { $0.values[place] })
    }
    nearest = all.min { $0.misfit(plan.targets) < $1.misfit(plan.targets) }
    let distances = nearest?.distances(plan.targets) ?? []
    misses = zip(plan.targets, distances)
      .filter { $0.use == .fit && $1.magnitude > CalibrationSearch.threshold }
      .sorted { $0.1.magnitude > $1.1.magnitude }.map { ($0.name, $1) }
    parameters = Self.fits(plan, members)
  }

  private static func fits(_ plan: CalibrationPlan, _ members: [CalibrationPoint]) -> [ParameterFit] {
    let columns = plan.free.indices.map { column in members.map { $0.shares[column] } }
    let ranked = columns.map(ranks)
    return plan.free.indices.map { column in
      guard members.count > 1 else {
        return ParameterFit(parameter: plan.free[column], mean: nil, low: nil, high: nil, width: nil, partners: [])
      }
      let parameter = plan.free[column], sorted = columns[column].sorted()
      func quantile(_ share: Double) -> Double {
        parameter.value(at: sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)])
      }
      let partners = plan.free.indices.filter {
        $0 != column && members.count > 9 && correlation(ranked[column], ranked[$0]).magnitude >= 0.6
      }
      return ParameterFit(
        parameter: parameter, mean: parameter.value(at: sorted.reduce(0, +) / Double(sorted.count)), low: quantile(0.05),
        high: quantile(0.95), width: CalibrationSearch.deviation(sorted) * 12.0.squareRoot(),
        partners: partners.map { plan.free[$0].path })
    }
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    var ranks = [Double](repeating: 0, count: values.count)
    for (place, index) in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }).enumerated() {
      ranks[index] = Double(place)
    }
    return ranks
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let count = Double(x.count), (a, b) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var xx = 0.0, yy = 0.0, xy = 0.0
    for (u, v) in zip(x, y) {
      xx += (u - a) * (u - a)
      yy += (v - b) * (v - b)
      xy += (u - a) * (v - b)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }
}
