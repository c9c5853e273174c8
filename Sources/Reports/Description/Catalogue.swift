import Experiments
import ResultTables
import SalesForce

/// All declarations of the model, in the order in which they are made.
public struct Catalogue: Sendable {
  public let declarations: [Declaration]

  /// - Parameters:
  ///   - registry: what mechanisms declare.
  ///   - presets: ready-made regimes, to be described as well.
  ///   - settings: of scenario files, as ``Declaration/setting(_:_:_:)`` makes them.
  public init(_ registry: Registry = .standard, presets: [Preset] = [], settings: [Declaration] = []) {
    declarations =
      registry.mechanisms.map { Self.mechanism($0, registry) } + registry.parameters.map(Self.parameter)
      + registry.levers.map { Self.lever($0, registry) } + registry.threads.map { Self.trend($0, registry) }
      + Metric.allCases.map { Self.metric($0.card, .metric) }
      + WeeklyMetric.allCases.map { Self.metric($0.card, .reading) }
      + presets.map { Self.preset($0, registry) } + settings
  }

  /// Whatever has a name: a parameter or setting by its path, or by its last part.
  public func named(_ name: String) -> [Declaration] { declarations.filter { $0.isCalled(name) } }

  /// Every name that can be asked for.
  public var names: [String] {
    var seen: Set<String> = []
    return declarations.flatMap { declaration -> [String] in
      let last = declaration.name.split(separator: ".").last.map(String.init) ?? ""
      return [.parameter, .setting].contains(declaration.kind) ? [declaration.name, last] : [declaration.name]
    }.filter { seen.insert($0).inserted }
  }

  /// Names that contain a word, for those who remember a part: `quota` finds `quota_period`.
  public func names(containing word: String) -> [String] {
    let word = word.lowercased()
    guard word.count > 2 else { return [] }
    return declarations.map(\.name).filter { $0.contains(word) }
  }

  /// The names by kind, a line each.
  public var overview: String {
    Declaration.Kind.allCases.map { kind in
      let some = declarations.filter { $0.kind == kind }
      let width = (some.map(\.name.count).max() ?? 0) + 2
      let lines = some.flatMap { declaration in
        // A declaration's summary is a phrase; a preset's is a paragraph.
        declaration.kind == .preset
          ? Paragraph.lines(
            declaration.summary, width: 80, first: "  " + NumberText.leading(declaration.name, width),
            hanging: String(repeating: " ", count: width + 2))
          : ["  " + NumberText.leading(declaration.name, width) + declaration.summary]
      }
      guard !some.isEmpty else { return "" }
      return ([kind == .reading ? "weekly readings" : kind.rawValue + "s"] + lines).joined(separator: "\n")
    }.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  public var json: JSONValue { .array(declarations.map(\.json)) }

  private static func mechanism(_ card: Card, _ registry: Registry) -> Declaration {
    func texts(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
    return Declaration(
      kind: .mechanism, name: card.name, summary: card.summary,
      facts: [
        (key: "equation", value: .string(card.equation)), (key: "source", value: .string(card.source)),
        (key: "claims", value: texts(card.claims)),
        (key: "parameters", value: texts(registry.parameters.filter { $0.group == card.name }.map(\.path))),
        (
          key: "levers",
          value: texts(
            registry.levers.filter { registry.leverReaders[$0.name]?.contains(card.name) ?? false }
              .map(\.name.rawValue))
        ),
        (
          key: "trends",
          value: texts(
            registry.threads.filter { registry.threadReaders[$0.name]?.contains(card.name) ?? false }
              .map(\.name.rawValue))
        ),
        (key: "reads", value: texts(card.reads.map(\.description))),
        (key: "writes", value: texts(card.writes.map(\.description))),
        (key: "stream", value: .integer(Int(card.stream))),
      ], procedure: card.procedure)
  }

  private static func parameter(_ card: ParameterCard) -> Declaration {
    Declaration(
      kind: .parameter, name: card.path, summary: card.summary,
      facts: [
        (key: "symbol", value: .string(card.symbol)), (key: "unit", value: .string(card.unit)),
        (
          key: "default",
          value: card.defaults.count == 1 ? .number(card.defaults[0]) : .array(card.defaults.map { .number($0) })
        ),
        (key: "least", value: .number(card.range.lowerBound)), (key: "most", value: .number(card.range.upperBound)),
        (key: "whole", value: .boolean(card.isWhole)), (key: "grade", value: .string(card.grade.rawValue)),
        (key: "source", value: .string(card.source)),
        (
          key: "evidence",
          value: .string(ShippedCalibration.findings[card.path]?.words ?? "held fixed by the calibration that ships")
        ),
        (key: "set by", value: .string("model.parameters." + card.path)),
      ])
  }

  private static func lever(_ card: LeverCard, _ registry: Registry) -> Declaration {
    var facts: [(key: String, value: JSONValue)] = [
      (key: "symbol", value: .string(card.symbol)), (key: "unit", value: .string(card.unit)),
    ]
    switch card.domain {
    case .number(let range, let whole):
      facts += [
        (key: "least", value: .number(range.lowerBound)), (key: "most", value: .number(range.upperBound)),
        (key: "whole", value: .boolean(whole)), (key: "neutral", value: .number(card.neutral)),
      ]
    case .choice(let names):
      facts += [
        (key: "choices", value: .array(names.map { .string($0) })),
        (key: "neutral", value: .string(names[Int(card.neutral)])),
      ]
    }
    facts += [
      (key: "cost", value: .string(card.cost)),
      (key: "read by", value: .array((registry.leverReaders[card.name] ?? []).map { .string($0) })),
    ]
    return Declaration(kind: .lever, name: card.name.rawValue, summary: card.summary, facts: facts)
  }

  private static func trend(_ card: ThreadCard, _ registry: Registry) -> Declaration {
    Declaration(
      kind: .trend, name: card.name.rawValue, summary: card.summary,
      facts: [
        (key: "symbol", value: .string(card.symbol)), (key: "unit", value: .string(card.unit)),
        (key: "least", value: .number(card.range.lowerBound)), (key: "most", value: .number(card.range.upperBound)),
        (key: "neutral", value: .number(card.neutral)),
        (key: "read by", value: .array((registry.threadReaders[card.name] ?? []).map { .string($0) })),
      ])
  }

  private static func preset(_ preset: Preset, _ registry: Registry) -> Declaration {
    let levers = registry.levers.compactMap { card -> (key: String, value: JSONValue)? in
      guard let path = preset.levers[card.name] else { return nil }
      // Presets are constant over time.
      let value = path[0]
      if case .choice(let names) = card.domain, names.indices.contains(Int(value)) {
        return (key: card.name.rawValue, value: .string(names[Int(value)]))
      }
      return (key: card.name.rawValue, value: .number(value))
    }
    return Declaration(
      kind: .preset, name: preset.name, summary: preset.description,
      facts: [
        (key: "levers", value: .object(levers)), (key: "set by", value: .string("regimes.NAME.preset: \(preset.name)")),
      ])
  }

  private static func metric(_ card: MetricCard, _ kind: Declaration.Kind) -> Declaration {
    Declaration(
      kind: kind, name: card.name, summary: card.summary,
      facts: [
        (key: "unit", value: .string(card.unit)), (key: "formula", value: .string(card.formula)),
        (key: "resolution", value: .string("2^-\(card.fractionBits)")),
      ])
  }
}
