import ResultTables
import SalesForce

/// The rows of `hypotheses.csv`, field by field: written as CSV, JSON and on the terminal, and read back.
extension HypothesisEntry {
  /// Cells in the order of ``StudySchemas/hypotheses()``.
  var cells: [Cell] {
    let none = [Cell](repeating: .missing, count: Score.names.count)
    return [
      .text(hypothesis), .text(kind), .text(claims), .text(statement), .text(metric), .optional(firstWeek),
      .optional(lastWeek), .text(regime), .optional(against), .text(change), .text(at), .text(arms),
      .text(direction), .number(value), .number(size), .text(scale),
    ] + score.cells + [.text(knockOut)] + (without?.cells ?? none)
      + [contribution?.effect, contribution?.low, contribution?.high, contribution?.pValue, contribution?.pAdjusted]
      .map(Cell.optional) + [.optional(survives?.rawValue)]
  }
}

extension HypothesisEntry.Score {
  /// Names of the fields; those of the knock-out runs' score end in `_without`.
  static let names = [
    "n", "effect", "ci_low", "ci_high", "p_value", "p_adjusted", "verdict", "status", "correction",
  ]

  init(_ result: HypothesisScore.Result) {
    self.init(
      n: result.n, effect: result.effect, low: result.low, high: result.high, pValue: result.test?.p,
      correction: result.correction, status: result.status.rawValue)
  }

  var cells: [Cell] {
    [
      .integer(n), .optional(effect), .optional(low), .optional(high), .optional(pValue), .optional(pAdjusted),
      .text(verdict.rawValue), .text(status), .optional(correction),
    ]
  }
}

extension HypothesisEntry: Decodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func text(_ name: String) throws -> String { try values.decodeIfPresent(String.self, forKey: Key(name)) ?? "" }
    func number(_ name: String) throws -> Double? { try values.decodeIfPresent(Double.self, forKey: Key(name)) }
    func whole(_ name: String) throws -> Int? { try values.decodeIfPresent(Int.self, forKey: Key(name)) }
    func score(_ suffix: String) throws -> Score? {
      guard let n = try whole("n" + suffix) else { return nil }
      return Score(
        n: n, effect: try number("effect" + suffix), low: try number("ci_low" + suffix),
        high: try number("ci_high" + suffix), pValue: try number("p_value" + suffix),
        pAdjusted: try number("p_adjusted" + suffix),
        verdict: Score.Verdict(rawValue: try text("verdict" + suffix)) ?? .undecided,
        correction: try number("correction" + suffix), status: try text("status" + suffix))
    }
    hypothesis = try text("hypothesis")
    kind = try text("kind")
    claims = try text("claims")
    statement = try text("statement")
    metric = try text("metric")
    (firstWeek, lastWeek) = (try whole("first_week"), try whole("last_week"))
    regime = try text("regime")
    against = try values.decodeIfPresent(String.self, forKey: Key("against"))
    change = try text("change")
    at = try text("at")
    arms = try text("arms")
    direction = try text("direction")
    (value, size) = (try number("value") ?? 0, try number("size") ?? 0)
    scale = try text("scale")
    knockOut = try text("knock_out")
    self.score = try score("") ?? Score(status: "undefined")
    without = try score("_without")
    if let effect = try number("contribution"), let low = try number("contribution_low"),
      let high = try number("contribution_high")
    {
      contribution = Contribution(
        effect: effect, low: low, high: high, pValue: try number("contribution_p"),
        pAdjusted: try number("contribution_p_adjusted"))
    }
    survives = Survival(rawValue: try text("survives"))
  }
}

extension StudySchemas {
  func hypotheses() -> TableSchema {
    TableSchema(
      name: "hypotheses", title: "Hypotheses",
      description: "Claims stated in the scenario, scored on paired trials; familywise error rate "
        + "\(errorRate), by Holm's adjustment over all rows.",
      tier: .a, fields: hypothesisFields, primaryKey: ["hypothesis"], note: estimateNote)
  }

  private static let survivals = HypothesisEntry.Survival.allCases.map(\.rawValue)

  private var hypothesisFields: [TableField] {
    func text(_ name: String, _ description: String, _ values: [String]? = nil, required: Bool = false) -> TableField {
      TableField(
        name, type: .string, unit: "", description: description,
        constraints: values == nil && !required ? nil : .init(required: required, values: values))
    }
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    func whole(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: unit, description: description)
    }
    let unit = "that of the scale"
    func score(_ suffix: String, _ whose: String) -> [TableField] {
      [
        whole("n" + suffix, "", "trials in which every arm has a value" + whose),
        number("effect" + suffix, unit, "mean over trials of what the arms make of their values" + whose),
        number("ci_low" + suffix, unit, "lower end of its \(level) t interval"),
        number("ci_high" + suffix, unit, "upper end of its \(level) t interval"),
        number(
          "p_value" + suffix, "1",
          "p of the side that the effect is on: of lying inside the claimed region, or outside of it"),
        number("p_adjusted" + suffix, "1", "the same, adjusted by Holm over all hypotheses of the file"),
        text(
          "verdict" + suffix,
          "verdict on the claim" + whose
            + ": supported; contradicted: significantly on the other side of the value; "
            + "smaller: significantly short of the size, though not significantly on the other side; undecided",
          HypothesisEntry.Score.Verdict.allCases.map(\.rawValue)),
        text(
          "status" + suffix,
          "ok; identical: the effect is 0 in every trial; constant: it is the same in every trial; undefined: no effect "
            + "could be found; not run: a regime was left out", ["ok", "identical", "constant", "undefined", "not run"]),
        number("correction" + suffix, unit, "what the correction to equal cost has added to the effect"),
      ]
    }
    return [
      text("hypothesis", "its name in the scenario", required: true),
      text(
        "kind", "implied by an equation (verification, never support), emergent or contested",
        Hypothesis.Kind.allCases.map(\.rawValue), required: true),
      text("claims", "numbers of the claims that it tests"), text("statement", "the claim as a sentence"),
      text("metric", "name of the metric, or of the weekly reading where weeks are given", required: true),
      whole("first_week", "weeks", "first week compared; empty for all measured weeks"),
      whole("last_week", "weeks", "last week compared"), text("regime", "the regime that the claim is about"),
      text("against", "the regime that it is compared with"), text("change", "steps of factors that it is about"),
      text("at", "levels of the other factors; where nothing is said, their first"),
      text("arms", "what is compared, regime@point with signs", required: true),
      text(
        "direction", "more or less than the value by more than the size, or about the value, within the size",
        Hypothesis.Direction.allCases.map(\.rawValue), required: true),
      number("value", unit, "what the effect is compared with"),
      number("size", unit, "smallest effect that counts, or how close is close enough"),
      text(
        "scale",
        "raw: the metric's unit; ratio: quotient less one, as the geometric mean over trials; sd: standard deviations "
          + "over trials of the last arm", Hypothesis.Scale.allCases.map(\.rawValue), required: true),
    ] + score("", "") + [text("knock_out", "mechanisms that the knock-out runs leave out")]
      + score("_without", ", of the knock-out runs") + [
        number("contribution", unit, "what the mechanisms add: the effect less that of the knock-out runs, by trial"),
        number("contribution_low", unit, "lower end of its \(level) t interval"),
        number("contribution_high", unit, "upper end of its \(level) t interval"),
        number("contribution_p", "1", "two-sided p of the t test of no contribution"),
        number(
          "contribution_p_adjusted", "1",
          "the same, adjusted by Holm over all hypotheses of the file that name a mechanism"),
        text(
          "survives",
          "of a supported claim: yes where the knock-out runs support it as well and the mechanisms add nothing significant; "
            + "weaker where they support it and the mechanisms add significantly; no where they do not and the mechanisms "
            + "add significantly; open where they do not, but the two effects do not differ significantly",
          Self.survivals),
      ]
  }
}
