import SalesForce

/// A setting of the scenario at one level of a factor.
public enum Setting: Sendable, Equatable {
  case thread(ThreadName, WeeklyPath)
  case parameter(String, [Double])
  case mechanism(String, isOn: Bool)
  case sellers(Int)
  case span(Int)
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

/// What a trial of an arm simulates besides its regime: a point of the design, and which mechanisms are out.
struct World: Sendable, Hashable {
  /// Position in the design's list.
  var combination: Int
  /// Mechanisms knocked out besides those that the scenario knocks out itself, sorted.
  var without: [String] = []
}

extension Scenario {
  /// Settings in force in a world.
  func settings(_ world: World) -> [Setting] { design.settings(world.combination) }

  /// The model's plan in a world.
  func plan(_ world: World) -> ModelPlan {
    var threads = plan.threads, knockedOut = plan.knockedOut, parameters = plan.parameters
    var seats = plan.organisation.seats, span = plan.organisation.span
    for setting in settings(world) {
      switch setting {
      case .thread(let name, let path): threads[name] = path
      case .parameter(let path, let values): parameters[path] = values
      case .mechanism(let name, true): knockedOut.remove(name)
      case .mechanism(let name, false): knockedOut.insert(name)
      case .sellers(let count): seats = count
      case .span(let count): span = count
      case .lever: break
      }
    }
    return ModelPlan(
      organisation: Organisation(seats: seats, span: span), horizon: plan.horizon, threads: threads,
      knockedOut: knockedOut.union(world.without), parameters: parameters, reference: plan.reference)
  }

  /// A regime of the list in a world.
  func regime(_ place: Int, _ world: World) -> Regime {
    let regime = regimes[place]
    var levers = regime.levers
    for case .lever(let lever, let name, let path) in settings(world) where name ?? regime.name == regime.name {
      levers[lever] = path
    }
    return levers == regime.levers ? regime : Regime(name: regime.name, preset: regime.preset, levers: levers)
  }
}
