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

/// Something that a study varies on purpose: each of its levels is run with each level of the others.
public struct Factor: Sendable, Equatable {
  public struct Level: Sendable, Equatable {
    public let name: String
    public let setting: Setting

    public init(name: String, setting: Setting) {
      self.name = name
      self.setting = setting
    }
  }

  public let name: String
  /// Which setting it varies, as in the scenario: `environment.information`, `levers.experts`.
  public let path: String
  public let levels: [Level]

  public static let levelRange = 2...32
  public static let countRange = 0...8
  /// Name of the factor that the levels of the budget make.
  public static let budget = "budget"

  public init(name: String, path: String, levels: [Level]) {
    self.name = name
    self.path = path
    self.levels = levels
  }

  public func level(named name: String) -> Int? { levels.firstIndex { $0.name == name } }
}

/// What a trial of an arm simulates besides its regime: levels of the factors, and which mechanisms are out.
struct World: Sendable, Hashable {
  /// Position of the level of each factor.
  var levels: [Int]
  /// Mechanisms knocked out besides those that the scenario knocks out itself, sorted.
  var without: [String] = []
}

extension Scenario {
  /// Settings in force in a world.
  func settings(_ world: World) -> [Setting] { zip(factors, world.levels).map { $0.levels[$1].setting } }

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
