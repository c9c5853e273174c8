import Experiments
import ResultTables
import SalesForce

/// A scenario as the page's script takes it: the model in plain numbers, its levers and trends with their ranges.
///
/// Mechanisms, parameters, levers, trends and metrics go by their places among the declarations, as the module counts them.
struct ExploreData {
  let plan: ExplorePlan
  /// The scenario as its file would say it, complete.
  let document: JSONValue
  /// What a run found; null where the page begins by running.
  let results: JSONValue

  /// Results are shown from so many trials on.
  private static let shownFrom = 10
  private static let metric = "profit"

  private var scenario: Scenario { plan.scenario }

  var json: JSONValue {
    .object([
      (key: "scenario", value: document), (key: "question", value: .string(scenario.question)),
      (key: "seed", value: .integer(Int(scenario.seed))), (key: "trials", value: .integer(plan.trials)),
      (key: "shownFrom", value: .integer(min(Self.shownFrom, plan.trials))),
      (key: "pathTrials", value: .integer(ExplorePlan.pathTrials)),
      (key: "step", value: .integer(Outputs.Cadence.quarter.weeks)),
      (key: "level", value: .number(scenario.outputs.confidence.level)), (key: "metric", value: .string(Self.metric)),
      (key: "model", value: model), (key: "budget", value: budget), (key: "metrics", value: metrics),
      (key: "levers", value: levers), (key: "trends", value: trends),
      (key: "reference", value: .array(Self.numbers(scenario.plan.reference))), (key: "regimes", value: regimes),
      (key: "firms", value: .array((scenario.ensemble?.paths ?? []).map { .string($0) })),
      (key: "results", value: results),
    ])
  }

  private var model: JSONValue {
    let plan = scenario.plan, registry = Registry.standard, paths = registry.parameters.map(\.path)
    func place(_ path: String) -> JSONValue { .integer(paths.firstIndex(of: path) ?? -1) }
    let given = plan.parameters.sorted { $0.key < $1.key }
    return .object([
      (key: "seats", value: .integer(plan.organisation.seats)), (key: "span", value: .integer(plan.organisation.span)),
      (key: "market", value: .optional(plan.organisation.givenMarket)),
      (key: "weeks", value: .integer(plan.horizon.weeks)), (key: "warmUp", value: .integer(plan.horizon.warmUp)),
      (
        key: "knockedOut",
        value: .array(
          registry.mechanisms.indices.filter { plan.knockedOut.contains(registry.mechanisms[$0].name) }
            .map { .integer($0) })
      ),
      (key: "parameters", value: .array(given.map { .array([place($0.key)] + $0.value.map { .number($0) }) })),
      (key: "varied", value: .array((scenario.ensemble?.paths ?? []).map(place))),
      (
        key: "members",
        value: .array((scenario.ensemble?.members ?? []).map { .array($0.map { .number($0) }) })
      ),
    ])
  }

  private var budget: JSONValue {
    guard let budget = plan.budget else { return .null }
    return .object([
      (key: "target", value: .number(budget.target)), (key: "floor", value: .number(budget.floor)),
      (key: "ceiling", value: .number(budget.ceiling)),
      (key: "rounds", value: .array(budget.rounds.map { .integer($0) })), (key: "least", value: .integer(budget.least)),
      (key: "firstPilot", value: .integer(budget.firstPilot)), (key: "firstPair", value: .integer(budget.firstPair)),
      (key: "fewestPairs", value: .integer(budget.fewestPairs)), (key: "mostPairs", value: .integer(budget.mostPairs)),
      (key: "trialsPerPair", value: .integer(budget.trialsPerPair)), (key: "distance", value: .number(budget.distance)),
    ])
  }

  private var metrics: JSONValue {
    .array(
      Metric.allCases.map { metric in
        let card = metric.card
        return .object([
          (key: "name", value: .string(card.name)), (key: "title", value: .string(card.title)),
          (key: "unit", value: .string(card.unit)), (key: "isShare", value: .boolean(card.isShare)),
          (key: "summary", value: .string(card.summary)), (key: "reading", value: readings[card.name] ?? .null),
          (
            key: "money",
            value: scenario.currency?.amount(of: card.unit).map { amount in
              .object([
                (key: "factor", value: .number(amount.factor)), (key: "prefix", value: .string(amount.prefix)),
                (key: "suffix", value: .string(amount.suffix)),
              ])
            } ?? .null
          ),
        ])
      })
  }

  /// Places of the weekly readings, by name.
  private var readings: [String: JSONValue] {
    Dictionary(uniqueKeysWithValues: WeeklyMetric.allCases.map { ($0.card.name, .integer($0.rawValue)) })
  }

  private var levers: JSONValue {
    .array(
      LeverName.allCases.map { name in
        let card = name.card
        var facts: [(key: String, value: JSONValue)] = [
          (key: "name", value: .string(name.rawValue)), (key: "summary", value: .string(card.summary)),
          (key: "unit", value: .string(card.unit)), (key: "neutral", value: .number(card.neutral)),
        ]
        switch card.domain {
        case .number(let range, let whole):
          facts += Self.ends(range) + [(key: "whole", value: .boolean(whole))]
        case .choice(let names):
          facts +=
            Self.ends(0...Double(names.count - 1)) + [
              (key: "choices", value: .array(names.map { .string($0) }))
            ]
        }
        facts += [
          (key: "isSalary", value: .boolean(name == .salary)),
          (key: "isSolved", value: .boolean(name == .salary && plan.budget != nil)),
        ]
        return .object(facts)
      })
  }

  private var trends: JSONValue {
    .array(
      ThreadName.allCases.map { name in
        let card = name.card, path = scenario.plan.threads[name]
        return .object(
          [
            (key: "name", value: .string(name.rawValue)), (key: "summary", value: .string(card.summary)),
            (key: "unit", value: .string(card.unit)), (key: "neutral", value: .number(card.neutral)),
          ] + Self.ends(card.range) + [(key: "points", value: path.map(Self.points) ?? .null)])
      })
  }

  private var regimes: JSONValue {
    .array(
      scenario.regimes.map { regime in
        .object([
          (key: "name", value: .string(regime.name)), (key: "salary", value: .number(plan.salary(regime))),
          (
            key: "levers",
            value: .object(
              LeverName.allCases.compactMap { name in
                regime.levers[name].map { (key: name.rawValue, value: Self.points($0)) }
              })
          ),
        ])
      })
  }

  private static func ends(_ range: ClosedRange<Double>) -> [(key: String, value: JSONValue)] {
    [(key: "least", value: .number(range.lowerBound)), (key: "most", value: .number(range.upperBound))]
  }

  private static func points(_ path: WeeklyPath) -> JSONValue {
    .array(path.points.map { .array([.integer($0.week), .number($0.value)]) })
  }

  /// A regime's levers as the module takes them: place, week, value.
  private static func numbers(_ regime: Regime) -> [JSONValue] {
    LeverName.allCases.enumerated().flatMap { place, name in
      (regime.levers[name]?.points ?? []).map { .array([.integer(place), .integer($0.week), .number($0.value)]) }
    }
  }
}
