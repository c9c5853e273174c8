import ResultTables
import SimulationStatistics

/// `ensemble_hypotheses.csv`: in which share of plausible firms each hypothesis of the scenario holds.
///
/// A verdict is on the mean over firms, and becomes surer with trials. Whether a claim holds in a firm is another question:
/// the share here is of the firms' own effects, random draws taken out, and does not become 0 or 1 by more trials.
struct HypothesisFirms {
  let pass: HypothesisPass

  func rows() throws -> [[Cell]] {
    guard let ensemble = pass.scenario.ensemble else { return [] }
    let hypotheses = pass.scenario.hypotheses
    var firms = PlausibleFirms(ensemble, of: pass.scenario)
    let numbers = try pass.trialNumbers(hypotheses)
    return hypotheses.indices.map { place in
      let (score, trials) = numbers[place]
      var members = ensemble.members.map { _ in [Double]() }
      for (trial, number) in trials { members[ensemble.member(of: trial)].append(number) }
      let found = firms.reading(
        members, share: score?.claimed ?? (0, 0), commonError: score?.commonError ?? 0)
      let effects = found.effects
      func outer(_ number: Double?) -> Double? { number.flatMap { score?.outer($0) } }
      return [.text(hypotheses[place].name), .integer(found.members), .integer(found.trials)]
        + [
          outer(effects?.mean), outer(effects?.quantile(0.05)), outer(effects?.quantile(0.95)),
          score.flatMap { score in effects?.share(from: score.claimed.low, to: score.claimed.high) },
          found.sure?.share.low, found.sure?.share.high,
        ].map(Cell.optional) + found.lastCells
    }
  }
}

extension StudySchemas {
  func ensembleHypotheses(_ ensemble: ParameterEnsemble) -> TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    let unit = "that of the hypothesis's scale"
    return TableSchema(
      name: "ensemble_hypotheses", title: "Hypotheses in plausible firms",
      description: "In which share of the firms of the ensemble \(ensemble.name) each hypothesis holds.", tier: .a,
      fields: [
        TableField(
          "hypothesis", type: .string, unit: "", description: "its name in the scenario",
          constraints: .init(required: true)),
        TableField("members", type: .integer, unit: "", description: "firms in which it has a value"),
        TableField("n", type: .integer, unit: "", description: "trials in which it has"),
        number("effect", unit, "mean over firms"),
        number("plausible_low", unit, "5 % quantile of the firms' own effects, random draws taken out"),
        number("plausible_high", unit, "95 % quantile of them"),
        number("holds", "1", "share of firms whose own effect is what was claimed"),
        number(
          "holds_low", "1", "lower end of its \(level) interval: Wilson's, or that of firms drawn anew where wider"),
        number("holds_high", "1", "upper end"),
      ] + PlausibleFirms.lastFields, primaryKey: ["hypothesis"], note: costNote)
  }
}
