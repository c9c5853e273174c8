import SalesForce

/// A setting of the scenario at one level of a factor.
public enum Setting: Sendable, Equatable {
  case thread(ThreadName, WeeklyPath)
  case parameter(String, [Double])
  case mechanism(String, isOn: Bool)
  case sellers(Int)
  case span(Int)
  /// Potential of the market, in seats' worth.
  case market(Double)
  /// A lever of one regime, or of every regime.
  case lever(LeverName, regime: String?, WeeklyPath)
}

extension Setting {
  /// Its path in the scenario: `environment.information`, `levers.experts`, `regimes.push.levers.coaching`.
  public var path: String {
    switch self {
    case .thread(let name, _): "environment.\(name.rawValue)"
    case .parameter(let path, _): "model.parameters.\(path)"
    case .mechanism(let name, _): "model.mechanisms.\(name)"
    case .sellers: "organisation.sellers"
    case .span: "organisation.span"
    case .market: "organisation.market"
    case .lever(let name, let regime, _): (regime.map { "regimes.\($0)." } ?? "") + "levers.\(name.rawValue)"
    }
  }
}

/// Something that a study varies on purpose.
public struct Factor: Sendable, Equatable {
  /// One of its levels: a setting, or several that go together.
  public struct Level: Sendable, Equatable {
    public let name: String
    public let settings: [Setting]

    public init(name: String, settings: [Setting]) {
      self.name = name
      self.settings = settings
    }
  }

  public let name: String
  public let levels: [Level]

  public static let levelRange = 2...10_000
  public static let countRange = 0...256
  /// Name of the factor that the levels of the budget make.
  public static let budget = "budget"

  public init(name: String, levels: [Level]) {
    self.name = name
    self.levels = levels
  }

  /// Which settings it varies, as in the scenario.
  public var paths: [String] {
    levels.flatMap(\.settings).map(\.path).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The one setting that it varies, where its levels are that setting's values.
  public var path: String? {
    guard let first = levels.first?.settings.first?.path, levels.allSatisfy({ $0.settings.map(\.path) == [first] })
    else { return nil }
    return first
  }

  public func level(named name: String) -> Int? { levels.firstIndex { $0.name == name } }
}
