import LinearAlgebra
import RandomStreams
import SimulationStatistics

/// The points of a sensitivity study: the scenario as it is, each setting alone at both ends of its range, and the points of
/// the method, each once.
public struct SensitivitySample: Sendable {
  /// Values of the settings at each point; nil where a setting stays as the scenario has it.
  let points: [[Double?]]
  /// The point of each row of the method's sample.
  let rows: [Int]
  /// The method's sample: a row a point, a column a setting, in shares of the ranges.
  let shares: Matrix
  /// Of the method's blocks.
  let design: SaltelliDesign?

  /// Point of a setting alone at an end of its range.
  static func end(_ input: Int, isHigh: Bool) -> Int { 1 + 2 * input + (isHigh ? 1 : 0) }

  /// - Throws: `StatisticsError` for a size that the method does not take.
  /// - Complexity: O(points · settings)
  public init(_ plan: SensitivityPlan, seed: UInt32) throws(StatisticsError) {
    let d = plan.inputs.count, key = StreamKey(seed: seed, trial: 0)
    let shares: Matrix, design: SaltelliDesign?
    switch plan.method {
    case .morris:
      (shares, design) = (try MorrisDesign(inputs: d, trajectories: plan.size, key: key).points(), nil)
    case .sobol:
      let saltelli = try SaltelliDesign(inputs: d, blocks: plan.size, hasSecondOrder: plan.hasPairs, key: key)
      (shares, design) = (try saltelli.points(), saltelli)
    }
    var points: [[Double?]] = [Array(repeating: nil, count: d)]
    for (input, setting) in plan.inputs.enumerated() {
      for end in [setting.range.lowerBound, setting.range.upperBound] {
        var point = points[0]
        point[input] = end
        points.append(point)
      }
    }
    var places: [[Double]: Int] = [:], rows: [Int] = []
    for row in 0..<shares.rowCount {
      let values = plan.inputs.indices.map { plan.inputs[$0].value(shares[row, $0]) }
      if let place = places[values] {
        rows.append(place)
      } else {
        places[values] = points.count
        rows.append(points.count)
        points.append(values)
      }
    }
    (self.points, self.rows, self.shares, self.design) = (points, rows, shares, design)
  }
}

extension SensitivityPlan {
  /// What the method does not take: too many settings, or such a size; nil where it makes its points.
  public var refusal: (isOfSettings: Bool, expected: String, got: String)? {
    do throws(StatisticsError) {
      _ = try SensitivitySample(self, seed: 0)
      return nil
    } catch {
      guard case .argument(_, let argument, let value, let expected) = error else { return (false, "\(error)", "") }
      return (argument == "inputs", expected, value)
    }
  }
}

extension StudyDesign {
  /// The design with a sample at each of its points: the sample's points move slowest.
  ///
  /// Every setting of the sample is a factor, whose first level is the scenario's own.
  public init(_ base: StudyDesign, _ plan: SensitivityPlan, _ sample: SensitivitySample) {
    var places = plan.inputs.map { _ in [Double: Int]() }
    var levels = plan.inputs.map { _ in [Factor.Level(name: SensitivityPlan.given, settings: [])] }
    let points = sample.points.map { point in
      point.enumerated().map { input, value -> Int in
        guard let value else { return 0 }
        if let place = places[input][value] { return place }
        places[input][value] = levels[input].count
        levels[input].append(
          Factor.Level(name: shortest(value), settings: [plan.inputs[input].setting.with(value)]))
        return levels[input].count - 1
      }
    }
    self.init(
      base.factors + zip(plan.inputs, levels).map { Factor(name: $0.name, levels: $1) },
      points: points.flatMap { own in base.points.map { $0 + own } })
  }
}
