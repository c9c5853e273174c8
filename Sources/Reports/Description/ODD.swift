import RandomStreams
import SalesForce

/// The model in the ODD protocol (Overview, Design concepts, Details; Grimm et al. 2020), in Markdown.
///
/// Tables and submodels are the model's own declarations; `ODDProse` holds what no declaration contains.
public struct ODD: Sendable {
  let registry: Registry
  /// Ready-made regimes by name, each lever that they set.
  let presets: [String: [LeverName: WeeklyPath]]

  public init(_ registry: Registry = .standard, presets: [String: [LeverName: WeeklyPath]]) {
    (self.registry, self.presets) = (registry, presets)
  }

  public var markdown: String {
    [
      ODDProse.head, ODDProse.purpose, entities, processes, ODDProse.concepts, ODDProse.initialisation, input,
      submodels,
      observation,
    ].joined(separator: "\n\n") + "\n"
  }

  private var entities: String {
    func columns<Key: ColumnKey>(_ title: String, _ keys: [Key]) -> String {
      "### \(title)\n\n"
        + Self.table(
          ["variable", "unit", "at start", "meaning"],
          keys.map { ["`\($0)`", $0.card.unit, shortest($0.card.neutral), $0.card.summary] })
    }
    return [
      ODDProse.entities,
      columns("Seat and the seller on it", Array(SellerColumn.allCases)),
      columns("Opportunity", Array(OpportunityColumn.allCases)), columns("Firm", Array(FirmColumn.allCases)),
    ].joined(separator: "\n\n")
  }

  private var processes: String {
    let rows = registry.mechanisms.enumerated().map { ["\($0 + 1)", "`\($1.name)`", $1.summary, "\($1.stream)"] }
    let flows = FirmColumn.allCases.filter(\.isFlow).map { "`\($0)`" }.joined(separator: ", ")
    return [
      ODDProse.processes, Self.table(["", "process", "what happens", "stream"], rows),
      Self.paragraphs([ODDProse.flows + flows + "."]),
    ].joined(separator: "\n\n")
  }

  private var input: String {
    let threads = registry.threads.map {
      [
        "`\($0.name.rawValue)`", $0.symbol, $0.unit, Self.range($0.range), shortest($0.neutral), $0.summary,
        (registry.threadReaders[$0.name] ?? []).joined(separator: ", "),
      ]
    }
    let names = presets.keys.sorted()
    let levers = registry.levers.map { card -> [String] in
      let domain =
        switch card.domain {
        case .number(let range, _): Self.range(range)
        case .choice(let names): names.joined(separator: ", ")
        }
      return [
        "`\(card.name.rawValue)`", card.symbol, card.unit, domain, value(card.neutral, of: card), card.summary,
        card.cost,
        (registry.leverReaders[card.name] ?? []).joined(separator: ", "),
      ]
    }
    let regimes = registry.levers.map { card in
      ["`\(card.name.rawValue)`"]
        + names.map { preset in
          let path = presets[preset]?[card.name]
          return path.map { $0.isConstant ? value($0[0], of: card) : "path" } ?? "-"
        }
    }
    return [
      ODDProse.input,
      "### Exogenous trends\n\n"
        + Self.table(["trend", "symbol", "unit", "range", "unset", "meaning", "read by"], threads),
      "### Levers\n\n" + ODDProse.levers + "\n\n"
        + Self.table(["lever", "symbol", "unit", "range", "unset", "meaning", "cost", "read by"], levers),
      "### Ready-made regimes\n\n" + Self.table(["lever"] + names, regimes),
    ].joined(separator: "\n\n")
  }

  private func value(_ number: Double, of card: LeverCard) -> String {
    guard case .choice(let names) = card.domain, names.indices.contains(Int(number)) else { return shortest(number) }
    return names[Int(number)]
  }

  private var submodels: String {
    ([ODDProse.submodels, ODDProse.notation, ODDProse.draws, Self.block, ODDProse.known]
      + registry.sharedGroups.map { group in
        "### Shared: `\(group.name)`\n\n" + Self.paragraphs(group.derivation) + "\n\n" + parameters(of: group.name)
      } + registry.mechanisms.enumerated().map { submodel($1, number: $0 + 1) }).joined(separator: "\n\n")
  }

  /// A block of random bits and what is made of it.
  private static var block: String {
    let address = DrawAddress(entity: 3, week: 4, process: 5, draw: 6), draws = Draws(StreamKey(seed: 1, trial: 2))
    let words = draws.words(at: address), (first, second) = draws.uniformPair(at: address)
    let hexadecimal = (0..<4).map { String(words[$0], radix: 16) }.joined(separator: ", ")
    return table(
      ["seed 1, trial 2, entity 3, week 4, stream 5, draw 6", "value"],
      [
        ["w₀ … w₃, hexadecimal", hexadecimal], ["U", shortest(first)], ["U′", shortest(second)],
        ["Z", shortest(draws.normal(at: address))], ["exponential of U", shortest(draws.exponential(at: address))],
        ["Poisson of U, mean 2.88", shortest(Draws.poisson(uniform: first, mean: 2.88))],
        ["binomial of U, 10 trials of .3", shortest(Draws.binomial(uniform: first, n: 10, p: 0.3))],
      ])
  }

  private static func paragraphs(_ texts: [String]) -> String {
    texts.map { Paragraph.lines($0, width: 118).joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private static func steps(_ procedure: Procedure) -> String {
    func numbered(_ title: String, _ steps: [String]) -> [String] {
      guard !steps.isEmpty else { return [] }
      let lines = steps.enumerated().flatMap { place, step in
        let number = "\(place + 1). "
        return Paragraph.lines(
          step, width: 118, first: number, hanging: String(repeating: " ", count: number.count))
      }
      return ["*\(title)*", lines.joined(separator: "\n")]
    }
    return
      (numbered("At the start of a trial:", procedure.start) + numbered("Each week:", procedure.week)
      + [paragraphs(["*Knocked out:* " + procedure.absent])]).joined(separator: "\n\n")
  }

  private func submodel(_ card: Card, number: Int) -> String {
    func list(_ keys: [StateKey]) -> String { keys.map { "`\($0.description)`" }.joined(separator: ", ") }
    let levers = registry.levers.filter { registry.leverReaders[$0.name]?.contains(card.name) ?? false }
    var parts = [
      "### \(number) `\(card.name)`", card.summary, "```text\n\(card.equation)\n```", Self.steps(card.procedure),
      [
        "* Source: \(card.source)",
        "* Claims: \(card.claims.isEmpty ? "none" : card.claims.joined(separator: ", "))",
        "* Levers: \(levers.isEmpty ? "none" : levers.map { "`\($0.name.rawValue)`" }.joined(separator: ", "))",
        "* Reads: \(card.reads.isEmpty ? "nothing" : list(card.reads))", "* Writes: \(list(card.writes))",
        "* Source code: `Sources/SalesForce/Mechanisms/\(Self.file(card.name))/`",
      ].joined(separator: "\n"),
    ]
    if registry.parameters.contains(where: { $0.group == card.name }) { parts.append(parameters(of: card.name)) }
    return parts.joined(separator: "\n\n")
  }

  /// `expert_queue` is in `ExpertQueue/`.
  private static func file(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private func parameters(of group: String) -> String {
    Self.table(
      ["parameter", "symbol", "default", "range", "unit", "grade", "meaning", "source"],
      registry.parameters.filter { $0.group == group }.map { card in
        [
          "`\(card.name)`", card.symbol, card.defaults.map(shortest).joined(separator: ", "), Self.range(card.range),
          card.unit, card.grade.rawValue, card.summary, card.source,
        ]
      })
  }

  private var observation: String {
    func rows(_ cards: [MetricCard]) -> String {
      Self.table(
        ["name", "unit", "meaning", "formula"], cards.map { ["`\($0.name)`", $0.unit, $0.summary, $0.formula] })
    }
    return [
      ODDProse.observation, "### Metrics of a trial\n\n" + rows(Metric.allCases.map(\.card)),
      "### Weekly readings\n\n" + rows(WeeklyMetric.allCases.map(\.card)),
    ].joined(separator: "\n\n")
  }

  private static func range(_ range: ClosedRange<Double>) -> String {
    "\(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    return ([line(head), "|" + String(repeating: "---|", count: head.count)] + rows.map(line)).joined(separator: "\n")
  }
}
