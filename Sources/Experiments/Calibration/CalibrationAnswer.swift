import LinearAlgebra
import SimulationStatistics

/// How a calibration ended, and what it found.
public struct CalibrationAnswer: Sendable {
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
  /// Sets of parameters that were simulated in the search, those that fit, and those tried on fresh draws.
  public let simulated, fitting, confirmed: Int
  public let waves: Int
  /// The first is the central one.
  public let members: [CalibrationPoint]
  public let targets: [TargetFit]
  /// How the scenario's own settings fit; nil where they lie outside the ranges or the model refuses them.
  public let own: OwnFit?
  /// What the targets say of the parameters; nil with fewer than five members.
  public let identification: Identification?
  /// Of the set of parameters that came nearest the targets that it misses, the worst first.
  public let misses: [(name: String, distance: Double)]

  /// - Parameters:
  ///   - search: all sets of the search, and `fitting`, how many fit.
  ///   - own: the scenario's own settings.
  ///   - confirmed: those that were tried on fresh draws.
  ///   - members: with what the targets that are fitted came to; `checks`: the same with what the checks came to.
  init(
    _ plan: CalibrationPlan, search: [CalibrationPoint], fitting: Int, own: [Double]?,
    confirmed: [CalibrationPoint], members found: [CalibrationPoint], checks: [CalibrationPoint], isStopped: Bool
  ) throws {
    let points = search.filter { $0.status != .planned }
    let members = Self.centralFirst(found, plan.box)
    self.members = members
    (simulated, self.fitting, self.confirmed) = (points.count, fitting, confirmed.count)
    waves = (points.last?.wave ?? -1) + 1
    status =
      isStopped
      ? .interrupted : members.isEmpty ? .nothingFits : members.count < plan.members ? .fewer : .complete
    targets =
      TargetFit.all(plan.fitted, members: members, search: points)
      + TargetFit.all(plan.checks, members: checks, search: [])
    self.own = OwnFit(
      (confirmed + points).first { $0.parameters == own && $0.status != .planned }, plan.fitted,
      isMember: found.contains { $0.parameters == own })
    identification =
      members.count < 5
      ? nil : try Identification(members: Matrix(rows: members.map(\.parameters)), box: plan.box)
    let nearest = points.min { $0.misfit(plan.fitted) < $1.misfit(plan.fitted) }
    misses = zip(plan.fitted, nearest?.values ?? []).map { ($0.name, $0.distance(of: $1) ?? 0) }
      .filter { $0.1.magnitude > StudyTarget.implausible }.sorted { $0.1.magnitude > $1.1.magnitude }
  }

  /// The member nearest to the mean of all, in shares of the ranges, then the others in their order.
  private static func centralFirst(_ members: [CalibrationPoint], _ box: ParameterBox) -> [CalibrationPoint] {
    let ranges = box.parameters.map(\.range), count = Double(members.count)
    let centre = ranges.indices.map { j in members.reduce(0) { $0 + $1.parameters[j] / count } }
    func distance(_ point: CalibrationPoint) -> Double {
      ranges.indices.reduce(0) { sum, j in
        let gap = (point.parameters[j] - centre[j]) / (ranges[j].upperBound - ranges[j].lowerBound)
        return sum + gap * gap
      }
    }
    guard let first = members.indices.min(by: { distance(members[$0]) < distance(members[$1]) }) else { return [] }
    var rest = members
    return [rest.remove(at: first)] + rest
  }
}
