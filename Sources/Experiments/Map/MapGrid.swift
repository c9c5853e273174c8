import SalesForce

extension StudyDesign {
  /// The design at the scenario itself, and then on the map's grid: what the map varies besides factors of the design is a
  /// factor whose first level is the scenario's own. The grid's points move slowest, its rows slower than its columns.
  public init(_ base: StudyDesign, _ plan: MapPlan) {
    let ranges = plan.ranges
    let added = ranges.map { range in
      Factor(
        name: range.name,
        levels: [Factor.Level(name: SensitivityPlan.given, settings: [])]
          + range.values.map { Factor.Level(name: shortest($0), settings: [range.setting.with($0)]) })
    }
    // Of the ranges in the order x, y the last moves slowest.
    let cells = ranges.reversed().reduce([[Int]]([[]])) { rows, range in
      rows.flatMap { row in (1...range.cells).map { [$0] + row } }
    }
    let samples = [Array(repeating: 0, count: ranges.count)] + (ranges.isEmpty ? [] : cells)
    self.init(base.factors + added, points: samples.flatMap { own in base.points.map { $0 + own } })
  }
}

/// A side of a map as its study has it.
public struct MapAxis: Sendable, Equatable {
  public struct Stop: Sendable, Equatable {
    /// Position among the factor's levels.
    let level: Int
    public let name: String
  }

  /// Name of the factor.
  public let name: String
  /// Position of the factor in the design.
  let factor: Int
  /// Numbers ascending; names in the order of the file.
  public let stops: [Stop]
  public let isNumber: Bool
}

extension Scenario {
  /// The map's sides, x and then y; nil where a side has no factor.
  public func axes(_ plan: MapPlan) -> (x: MapAxis, y: MapAxis)? {
    guard let x = axis(plan.x), let y = axis(plan.y) else { return nil }
    return (x, y)
  }

  private func axis(_ axis: MapPlan.Axis) -> MapAxis? {
    let name =
      switch axis {
      case .factor(let name): name
      case .range(let range): range.name
      }
    guard let place = factors.firstIndex(where: { $0.name == name }) else { return nil }
    let all = factors[place].levels.enumerated().map { MapAxis.Stop(level: $0, name: $1.name) }
    // What the map adds begins with the scenario's own.
    let stops = place < baseDesign.factors.count ? all : Array(all.dropFirst())
    let numbers = stops.compactMap { Double($0.name) }
    guard numbers.count == stops.count else {
      return MapAxis(name: name, factor: place, stops: stops, isNumber: false)
    }
    let order = stops.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    return MapAxis(name: name, factor: place, stops: order.map { stops[$0] }, isNumber: true)
  }

  /// The point of a cell.
  func point(_ x: MapAxis, _ column: Int, _ y: MapAxis, _ row: Int) -> Int? {
    var levels = Array(repeating: 0, count: factors.count)
    levels[x.factor] = x.stops[column].level
    levels[y.factor] = y.stops[row].level
    return number(budgetLevel: 0, levels: levels)
  }
}
