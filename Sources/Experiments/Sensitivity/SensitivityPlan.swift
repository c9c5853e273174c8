import SalesForce

/// What a study varies to see on which settings its answer hangs: settings with ranges, and how points are taken from them.
public struct SensitivityPlan: Sendable, Equatable {
  /// How points are made, and read afterwards.
  public enum Method: String, Sendable, CaseIterable {
    /// Trajectories that move one setting after the other: which settings matter, at the least cost.
    case morris
    /// Saltelli's blocks: shares of the variance, with interactions and noise apart.
    case sobol

    /// Trajectories or blocks unless others are asked for.
    public var usualSize: Int {
      switch self {
      case .morris: 10
      case .sobol: 64
      }
    }
  }

  /// A setting that varies.
  public struct Input: Sendable, Equatable {
    /// Of its column: the end of its path.
    public let name: String
    /// The setting at the lower end of its range; others are like it, with another number.
    public let setting: Setting
    /// Both ends included, in the setting's unit.
    public let range: ClosedRange<Double>
    public let isWhole: Bool

    public init(name: String, setting: Setting, range: ClosedRange<Double>, isWhole: Bool) {
      (self.name, self.setting, self.range, self.isWhole) = (name, setting, range, isWhole)
    }

    public var path: String { setting.path }

    /// The value at a share of the range. Whole numbers are equally likely: each has the same part of 0…1.
    func value(_ share: Double) -> Double {
      let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
      let value = isWhole ? low + (share * (width + 1)).rounded(.down) : low + share * width
      return min(range.upperBound, max(low, value))
    }
  }

  /// In the order of the file.
  public let inputs: [Input]
  public let method: Method
  /// Trajectories or blocks.
  public let size: Int
  /// Whether blocks have the points that tell what two settings do together; of `sobol` alone.
  public let hasPairs: Bool
  /// The hypothesis or metric whose answer it is about; nil for the first hypothesis, or profit without one.
  public let subject: String?

  /// Name of the level at which a setting stays as the scenario has it.
  public static let given = "given"
  public static let inputRange = 1...1_024
  public static let sizeRange = 2...65_536

  public init(inputs: [Input], method: Method, size: Int, hasPairs: Bool = false, subject: String?) {
    (self.inputs, self.method, self.size) = (inputs, method, size)
    (self.hasPairs, self.subject) = (hasPairs, subject)
  }

  /// The same where only what moves trials is left.
  var movingTrials: SensitivityPlan {
    SensitivityPlan(inputs: inputs, method: method, size: size, hasPairs: hasPairs, subject: nil)
  }
}

extension Setting {
  /// The same setting with another number, constant over time.
  func with(_ value: Double) -> Setting {
    switch self {
    case .thread(let name, _): .thread(name, WeeklyPath(value))
    case .parameter(let path, _): .parameter(path, [value])
    case .mechanism: self
    case .sellers: .sellers(Int(value))
    case .span: .span(Int(value))
    case .market: .market(value)
    case .lever(let name, let regime, _): .lever(name, regime: regime, WeeklyPath(value))
    }
  }
}
