import Experiments
import SalesForce

/// A map while its file is read.
struct MapDraft: Sendable {
  /// A side of it.
  enum Axis: Sendable {
    case factor(String)
    case range(MapRange)
  }

  var metric: String?
  var best = MapPlan.Best.most.rawValue
  var x: Axis?
  var y: Axis?

  init() {}

  /// The way back, for writing.
  init(_ plan: MapPlan) {
    func axis(_ axis: MapPlan.Axis) -> Axis {
      switch axis {
      case .factor(let name): .factor(name)
      case .range(let range): .range(MapRange(range))
      }
    }
    (metric, best, x, y) = (plan.metric, plan.best.rawValue, axis(plan.x), axis(plan.y))
  }
}

/// A setting that a side of a map varies, while its file is read.
struct MapRange: Sendable {
  var setting: Setting?
  var from: Double?
  var to: Double?
  var cells = 7
  var scale = MapPlan.Scale.linear.rawValue
  var isWhole = false

  init() {}

  init(_ range: MapPlan.Range) {
    (setting, from, to) = (range.setting, range.ends.lowerBound, range.ends.upperBound)
    (cells, scale, isWhole) = (range.cells, range.scale.rawValue, range.isWhole)
  }
}

extension MapDraft {
  /// The map; nil for one that the rules have refused.
  /// - Parameter factors: of the design.
  func plan(among factors: [Factor]) -> MapPlan? {
    guard let x, let y else { return nil }
    let paths = [x, y].compactMap { axis -> String? in
      guard case .range(let range) = axis else { return nil }
      return range.setting?.path
    }
    let taken = Set(factors.map(\.name) + [Factor.budget])
    func axis(_ axis: MapDraft.Axis) -> MapPlan.Axis? {
      switch axis {
      case .factor(let name): return .factor(name)
      case .range(let range):
        guard let setting = range.setting, let from = range.from, let to = range.to, from < to else { return nil }
        return .range(
          MapPlan.Range(
            name: SettingNames.name(of: setting.path, among: paths, not: taken), setting: setting, ends: from...to,
            cells: range.cells, scale: MapPlan.Scale(rawValue: range.scale) ?? .linear, isWhole: range.isWhole))
      }
    }
    guard let across = axis(x), let upwards = axis(y) else { return nil }
    return MapPlan(metric: metric, best: MapPlan.Best(rawValue: best) ?? .most, x: across, y: upwards)
  }
}
