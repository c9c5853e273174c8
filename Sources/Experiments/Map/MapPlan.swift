import PortableMath
import SalesForce

/// Which two settings a study varies on a grid to see which regime is best where.
public struct MapPlan: Sendable, Equatable {
  /// Whether the best regime has the most of the metric or the least.
  public enum Best: String, Sendable, CaseIterable { case most, least }

  /// How the values of an axis follow each other.
  public enum Scale: String, Sendable, CaseIterable {
    /// By equal steps.
    case linear
    /// By equal ratios.
    case log
  }

  /// A side of the map.
  public enum Axis: Sendable, Equatable {
    /// A factor of the design, with its levels.
    case factor(String)
    case range(Range)
  }

  /// A setting that goes from one value to another.
  public struct Range: Sendable, Equatable {
    /// Of its column: the end of its path.
    public let name: String
    /// The setting, whatever its number.
    public let setting: Setting
    /// The values of the first and of the last cell, in the setting's unit.
    public let ends: ClosedRange<Double>
    /// How many values, both ends included.
    public let cells: Int
    public let scale: Scale
    public let isWhole: Bool

    public init(
      name: String, setting: Setting, ends: ClosedRange<Double>, cells: Int, scale: Scale = .linear,
      isWhole: Bool = false
    ) {
      (self.name, self.setting, self.ends, self.cells) = (name, setting, ends, cells)
      (self.scale, self.isWhole) = (scale, isWhole)
    }

    /// The values, ascending; whole ones are rounded.
    public var values: [Double] {
      let (low, high) = (ends.lowerBound, ends.upperBound)
      return (0..<cells).map { cell in
        let share = Double(cell) / Double(max(1, cells - 1))
        if cell == 0 || cell == cells - 1 { return cell == 0 ? low : high }
        let value =
          switch scale {
          case .linear: low + share * (high - low)
          case .log: low * Portable.pow(high / low, share)
          }
        return isWhole ? value.rounded() : Self.short(value)
      }
    }

    /// Six significant digits: what is simulated is what is written.
    private static func short(_ value: Double) -> Double {
      guard value != 0 else { return 0 }
      var unit = 1.0
      while value.magnitude / unit >= 1e6 { unit *= 10 }
      while value.magnitude / unit < 1e5, unit > 1e-12 { unit /= 10 }
      // Through decimal text, since a product of powers of ten is no decimal number.
      return unit >= 1 ? (value / unit).rounded() * unit : (value / unit).rounded() / (1 / unit).rounded()
    }
  }

  /// What regimes are judged by; nil for profit.
  public let metric: String?
  public let best: Best
  /// Across, and upwards.
  public let x, y: Axis

  /// Of one axis.
  public static let cellRange = 2...101
  /// How likely the best regime has to be for a cell to be its own.
  public static let sure = 0.9

  public init(metric: String? = nil, best: Best = .most, x: Axis, y: Axis) {
    (self.metric, self.best, self.x, self.y) = (metric, best, x, y)
  }

  /// Settings that the map varies besides the design's factors.
  public var ranges: [Range] {
    [x, y].compactMap { axis in
      guard case .range(let range) = axis else { return nil }
      return range
    }
  }

  /// The same where only what moves trials is left.
  var movingTrials: MapPlan { MapPlan(x: x, y: y) }
}
