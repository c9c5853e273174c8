import Experiments
import SalesForce

@testable import ScenarioFiles

/// Makes the text of a scenario that is almost always valid: a few settings at random, each in its range.
struct RandomScenario {
  var dice: Dice
  /// A budget that solves for salaries leaves none to set.
  private var setsSalaries = true

  init(seed: Int) { dice = Dice(seed) }

  mutating func text() -> String {
    var text = "rainmaker: 1\n"
    if dice.chance(0.5) { text += "name: study-\(Int.random(in: 0...99, using: &dice))\n" }
    if dice.chance(0.5) { text += "question: \(words(newlines: false))\n" }
    if dice.chance(0.5) { text += "notes: \(words(newlines: true))\n" }
    if dice.chance(0.5) { text += "seed: \(UInt32.random(in: 0 ... .max, using: &dice))\n" }
    if dice.chance(0.5) {
      let count = Int.random(in: 2...10_000_000, using: &dice), width = Double.random(in: 1e-4...1, using: &dice)
      text +=
        dice.chance(0.5)
        ? "trials: \(count)\n"
        : "trials: {precision: {metric: profit, \(dice.chance(0.5) ? "relative_" : "")half_width: \(width)}, maximum: \(count)}\n"
    }
    let weeks = Int.random(in: 1...5_200, using: &dice)
    if dice.chance(0.5) {
      text += "horizon: {weeks: \(weeks)"
      if dice.chance(0.5) { text += ", warm_up: \(Int.random(in: 0..<weeks, using: &dice))" }
      text += "}\n"
    }
    if dice.chance(0.5) {
      let (seats, span) = (Int.random(in: 1...20_000, using: &dice), Int.random(in: 1...1_000, using: &dice))
      text += "organisation: {sellers: \(seats), span: \(span)}\n"
    }
    if dice.chance(0.3) { text += "streams: independent\n" }
    text += budget() + environment() + model()
    if dice.chance(0.5) { text += "reference: " + regime() + "\n" }
    text += "regimes:\n"
    for index in 0..<Int.random(in: 1...4, using: &dice) { text += "  \"\(index)-r_\": " + regime() + "\n" }
    text += design()
    if dice.chance(0.5) {
      let tables = OptionalTable.allCases.filter { _ in dice.chance(0.5) }
      text +=
        "outputs: {\(tables.map { "\($0.rawValue): \(dice.chance(0.5) ? "on" : "off"), " }.joined())cadence: quarter\(dice.chance(0.5) ? ", confidence: 0.9" : "")}\n"
    }
    if dice.chance(0.3) { text += "currency: {symbol: €, pay_unit: 1500, headcount: 80}\n" }
    if dice.chance(0.3) { text += "limit_failures: \(dice.chance(0.5) ? "12" : "0.05")\n" }
    return text
  }

  private mutating func budget() -> String {
    setsSalaries = dice.chance(0.4)
    if setsSalaries { return "budget: none\n" }
    switch Int.random(in: 0...3, using: &dice) {
    case 0: return ""
    case 1:
      return "budget: {cost_per_seller: [1.4, 1.6, \(Double.random(in: 1...3, using: &dice))], salary_floor: 0.3}\n"
    case 2: return "budget: {cost_per_seller: \(Double.random(in: 1...3, using: &dice))}\n"
    default: return "budget: {as: 0-r_}\n"
    }
  }

  /// Every kind of factor, and hypotheses that need the first regime alone.
  private mutating func design() -> String {
    guard dice.chance(0.4) else { return "" }
    let all = [
      "threads: {path: environment.pain, levels: [-1, 0.5, 2]}",
      "lever: {path: levers.training, levels: {low: 0, high: [[0, 1], [5, 2]], \"1e5\": 3}}",
      "own: {path: regimes.0-r_.levers.visioning, levels: [none, two-way]}",
      "parameter: {path: model.parameters.stages.advance, levels: {a: [0.2, 0.15, 0.2, 0.25], b: [0.3, 0.15, 0.2, 0.25]}}",
      "mechanism: {path: model.mechanisms.motivation, levels: [on, off]}",
      "span: {path: organisation.span, levels: [4, 8]}",
    ]
    let some = all.filter { _ in dice.chance(0.3) }
    var text = "design: {factors: {\(some.joined(separator: ", "))}}\nhypotheses:\n"
    let names = some.map { String($0.prefix { $0 != ":" }) }
    let steps = [
      "threads": "[-1, 2]", "lever": "[high, \"1e5\"]", "own": "[none, two-way]", "parameter": "[a, b]",
      "mechanism": "[on, off]", "span": "[4, 8]",
    ]
    let change = names.prefix(Int.random(in: 0...2, using: &dice)).map { "\($0): \(steps[$0] ?? "")" }
    let scale = change.isEmpty ? "raw" : ["raw", "ratio", "sd"].randomElement(using: &dice) ?? "raw"
    text += "  first.one: {kind: implied, metric: profit, regime: 0-r_, direction: about, value: -0.2, size: 0.1"
    text += ", scale: \(scale), change: {\(change.joined(separator: ", "))}, statement: \(words(newlines: false))"
    if dice.chance(0.5) { text += ", claims: [\"1.10\", \"1.1\"]" }
    if dice.chance(0.5) { text += ", knock_out: [hours, coaching]" }
    if let last = names.last, change.count < names.count {
      text += ", at: {\(last): \(steps[last]?.dropFirst().prefix { $0 != "," } ?? "")}"
    }
    return text + "}\n"
  }

  private mutating func environment() -> String {
    var parts: [String] = []
    for card in Registry.standard.threads where dice.chance(0.4) {
      parts.append("\(card.name.rawValue): \(path(.number(card.range, whole: false)))")
    }
    return parts.isEmpty ? "" : "environment: {\(parts.joined(separator: ", "))}\n"
  }

  private mutating func model() -> String {
    let off = Registry.standard.mechanisms.filter { _ in dice.chance(0.1) }.map { "\($0.name): off" }
    var groups: [String: [String]] = [:]
    for card in Registry.standard.parameters where dice.chance(0.05) {
      let values = card.defaults.map { number(near: $0, card.range, whole: card.isWhole) }
      let text = values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"
      groups[card.group, default: []].append("\(card.name): \(text)")
    }
    let parameters = groups.sorted { $0.key < $1.key }.map { "\($0.key): {\($0.value.joined(separator: ", "))}" }
    return "model:\n  mechanisms: {\(off.joined(separator: ", "))}\n"
      + "  parameters: {\(parameters.joined(separator: ", "))}\n"
  }

  private mutating func regime() -> String {
    var parts: [String] = []
    let preset = dice.chance(0.5) ? Presets.names.randomElement(using: &dice) : nil
    if let preset { parts.append("preset: \(preset)") }
    // Without these no other lever can be useless.
    let fixed: [LeverName: String] = [
      .commission: "0.01", .monitoring: "[[0, 0], [3, 1]]", .tools: "0.5", .hqWeight: "0.1",
    ]
    var levers = fixed.map { "\($0.rawValue): \($1)" }.sorted()
    for card in Registry.standard.levers where dice.chance(0.3) {
      guard fixed[card.name] == nil else { continue }
      if card.name == .salary, !setsSalaries { continue }
      levers.append("\(card.name.rawValue): \(path(card.domain))")
    }
    parts.append("levers: {\(levers.joined(separator: ", "))}")
    return "{" + parts.joined(separator: ", ") + "}"
  }

  private mutating func path(_ domain: LeverDomain) -> String {
    guard dice.chance(0.4) else { return value(domain) }
    var week = 0
    let points = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
      week += Int.random(in: 1...60, using: &dice)
      let step = "[\(week), \(value(domain))]"
      return dice.chance(0.2) ? step + ", [\(week), \(value(domain))]" : step
    }
    return "[\(points.joined(separator: ", "))]"
  }

  private mutating func value(_ domain: LeverDomain) -> String {
    switch domain {
    case .number(let range, true): "\(Int.random(in: Int(range.lowerBound)...Int(range.upperBound), using: &dice))"
    case .number(let range, false): "\(Double.random(in: range, using: &dice))"
    case .choice(let names): names[Int.random(in: 0..<names.count, using: &dice)]
    }
  }

  private mutating func number(near value: Double, _ range: ClosedRange<Double>, whole: Bool) -> String {
    let moved = value * Double.random(in: 0.97...1.03, using: &dice)
    let inside = min(max(moved, range.lowerBound), range.upperBound)
    return whole ? "\(Int(value))" : "\(inside)"
  }

  private mutating func words(newlines: Bool) -> String {
    let pool = ["a", " ", "#", ": ", "\\\"", "\\\\", "é", "λ₀", "🙂", "'", "{", "- ", "no", "\u{3000}", "\\u00DF"]
    let all = newlines ? pool + ["\\n", "\\t"] : pool
    let parts = (0..<Int.random(in: 0...12, using: &dice)).map { _ in
      all[Int.random(in: 0..<all.count, using: &dice)]
    }
    return "\"" + parts.joined() + "\""
  }
}
