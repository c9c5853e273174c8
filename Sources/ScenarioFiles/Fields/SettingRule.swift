import Experiments
import SalesForce

/// What a factor may vary, found by its path in the scenario: which values it takes, and how they are read and written.
enum SettingRule {
  case thread(ThreadCard)
  case parameter(ParameterCard)
  case mechanism(String)
  case sellers, span, market
  /// Of one regime, or of every regime.
  case lever(LeverCard, regime: String?)

  init?(path: String, _ registry: Registry) {
    let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    func lever(_ name: String) -> LeverCard? { registry.levers.first { $0.name.rawValue == name } }
    if keys.count == 2, keys[0] == "environment",
      let card = registry.threads.first(where: { $0.name.rawValue == keys[1] })
    {
      self = .thread(card)
    } else if keys.count == 4, keys[0] == "model", keys[1] == "parameters",
      let card = registry.parameters.first(where: { $0.path == keys[2] + "." + keys[3] })
    {
      self = .parameter(card)
    } else if keys.count == 3, keys[0] == "model", keys[1] == "mechanisms",
      registry.mechanisms.contains(where: { $0.name == keys[2] })
    {
      self = .mechanism(keys[2])
    } else if keys.count == 2, keys[0] == "levers", let card = lever(keys[1]) {
      self = .lever(card, regime: nil)
    } else if keys.count == 4, keys[0] == "regimes", keys[2] == "levers", let card = lever(keys[3]) {
      self = .lever(card, regime: keys[1])
    } else if path == "organisation.sellers" {
      self = .sellers
    } else if path == "organisation.span" {
      self = .span
    } else if path == "organisation.market" {
      self = .market
    } else {
      return nil
    }
  }

  /// Paths that factors may have, without those of single regimes.
  static func paths(_ registry: Registry) -> [String] {
    registry.threads.map { "environment." + $0.name.rawValue } + registry.levers.map { "levers." + $0.name.rawValue }
      + registry.parameters.map { "model.parameters." + $0.path }
      + registry.mechanisms.map { "model.mechanisms." + $0.name } + [
        "organisation.sellers", "organisation.span", "organisation.market",
      ]
  }

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Setting? {
    func whole(_ range: ClosedRange<Int>) -> Int? {
      NumberRule(range: Double(range.lowerBound)...Double(range.upperBound), isWhole: true)
        .decode(node, path, &diagnosis).map { Int($0) }
    }
    switch self {
    case .thread(let card):
      return PathRule(domain: .number(card.range, whole: false)).decode(node, path, &diagnosis)
        .map { .thread(card.name, $0) }
    case .parameter(let card):
      return Self.numbers(card).decode(node, path, &diagnosis).map { .parameter(card.path, $0) }
    case .mechanism(let name): return ToggleRule().decode(node, path, &diagnosis).map { .mechanism(name, isOn: $0) }
    case .sellers: return whole(Organisation.seatRange).map { .sellers($0) }
    case .span: return whole(Organisation.spanRange).map { .span($0) }
    case .market:
      return NumberRule(range: Organisation.marketRange, isWhole: false).decode(node, path, &diagnosis)
        .map { .market($0) }
    case .lever(let card, let regime):
      return PathRule(domain: card.domain).decode(node, path, &diagnosis).map { .lever(card.name, regime: regime, $0) }
    }
  }

  static func literal(_ setting: Setting, _ registry: Registry) -> Literal {
    switch setting {
    case .thread(let name, let path): return PathRule(domain: .number(name.card.range, whole: false)).literal(path)
    case .parameter(let path, let values):
      return registry.parameters.first { $0.path == path }.map { numbers($0).literal(values) } ?? .list([])
    case .mechanism(_, let isOn): return .toggle(isOn)
    case .sellers(let count), .span(let count): return .number(Double(count))
    case .market(let seats): return .number(seats)
    case .lever(let name, _, let path): return PathRule(domain: name.card.domain).literal(path)
    }
  }

  private static func numbers(_ card: ParameterCard) -> NumbersRule {
    NumbersRule(count: card.defaults.count, element: NumberRule(range: card.range, isWhole: card.isWhole))
  }
}
