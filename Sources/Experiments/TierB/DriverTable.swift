import LinearAlgebra
import ResultTables
import SalesForce
import SimulationStatistics

/// `drivers.csv`: what sellers' performance goes with, regime by regime: least squares on performance and the logistic
/// regression of being a high performer (QR), with standard errors clustered by firm.
struct DriverTable: StudyTable {
  let study: StudyData
  let blas: BLAS

  func rows(_ write: ([Cell]) throws -> Void) throws {
    guard let sample = study.sellerSample else { return }
    let (study, blas, confidence) = (study, blas, study.scenario.outputs.confidence)
    // Regimes do not wait for one another; a block of them at a time, so that memory does not grow with their number.
    for first in stride(from: 0, to: study.arms.count, by: study.threads) {
      let block = study.arms[first..<min(first + study.threads, study.arms.count)]
      let data = try block.indices.map { try SellerContrasts(study.reader, sample, arm: $0) }
      let fits = try Concurrent.map(data.count, threads: study.threads) { place in
        let clusters = Clusters(data[place].trial)
        return try DriverModel.all.map { try $0.fit(data[place], clusters, confidence, blas) }
      }
      for (place, arm) in block.enumerated() {
        let clusters = Clusters(data[place].trial).count
        for (model, fit) in zip(DriverModel.all, fits[place]) {
          try self.write(fit, model, data[place], clusters, arm, write)
        }
      }
    }
  }

  private func write(
    _ fit: DriverModel.Fit, _ model: DriverModel, _ data: SellerContrasts, _ clusters: Int, _ arm: Arm,
    _ write: ([Cell]) throws -> Void
  ) throws {
    func row(_ name: String, _ coefficient: Coefficient?, spread: Double?, _ status: String) throws {
      let standardised = spread.flatMap { spread in coefficient.map { $0.estimate * spread } }
      try write(
        [
          .text(model.outcome.rawValue), .text(model.isWhole ? "all" : "traits"), .text(arm.regime.name),
          .integer(arm.point), .text(name), .integer(data.trial.count), .integer(clusters),
        ]
          + [
            coefficient?.estimate, standardised, coefficient?.standardError, coefficient?.statistic,
            coefficient?.pValue, coefficient?.ciLow, coefficient?.ciHigh, fit.rSquared,
          ].map(Cell.optional) + [.text(status)])
    }
    if model.outcome == .highPerformer {
      try row("intercept", fit.coefficients["intercept"], spread: nil, fit.failure ?? "ok")
    }
    for term in model.terms {
      let coefficient = fit.failure == nil ? fit.coefficients[term.name] : nil
      let scale = model.outcome == .performance ? 1 / data.spread(data.performance) : 1
      try row(
        term.name, coefficient, spread: data.spread(data.terms[term.rawValue]) * scale,
        fit.failure ?? fit.left[term] ?? "ok")
    }
  }

  var schema: TableSchema {
    func number(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: unit, description: description)
    }
    func choice(_ name: String, _ description: String, _ values: [String]) -> TableField {
      TableField(
        name, type: .string, unit: "", description: description, constraints: .init(required: true, values: values))
    }
    return TableSchema(
      name: "drivers", title: "Drivers of performance",
      description: "Regressions over sellers' years (see sellers.csv), each relative to the other sellers of the "
        + "same firm and year: performance is weekly revenue over their mean, and terms are deviations from their mean, "
        + "as with an effect of each firm-year. Firm-years of fewer than \(SellerContrasts.leastSellers) sellers are left "
        + "out. Associations in the model, not effects of changing a term: what a seller does also responds to results. "
        + StudySchemas.tierB,
      tier: .b,
      fields: [
        choice(
          "outcome",
          "performance: least squares on performance; high_performer: logistic regression of being among the "
            + "best fifth of the firm-year by weekly revenue, ties included",
          DriverModel.Outcome.allCases.map(\.rawValue)),
        choice(
          "terms",
          "traits: what sellers bring and are given alone, with all its consequences; all: together with what they do "
            + "and receive", ["traits", "all"]),
        study.schemas.regime(), StudySchemas.point,
        choice(
          "term",
          "a column of sellers.csv; ownership_x_support_skill: product of their deviations; unanswered: requests "
            + "less answers", ["intercept"] + DriverTerm.allCases.map(\.name)),
        TableField("n", type: .integer, unit: "", description: "sellers' years"),
        TableField("clusters", type: .integer, unit: "", description: "trials, each a firm"),
        number("estimate", "performance, or log odds, a unit of the term", "the coefficient"),
        number(
          "standardised", "1",
          "the coefficient times the term's standard deviation, for performance over performance's as well"),
        number("se", "that of estimate", "its standard error, robust to dependence within trials (CR1)"),
        number("statistic", "1", "estimate over se: t with clusters − 1 degrees of freedom, or z for log odds"),
        number("p_value", "1", "two-sided, for the hypothesis that the coefficient is 0"),
        number("ci_low", "that of estimate", "lower end of the \(study.scenario.outputs.confidence.text) interval"),
        number("ci_high", "that of estimate", "upper end of the \(study.scenario.outputs.confidence.text) interval"),
        number("r_squared", "1", "of the regression, within firm-years; McFadden's for log odds"),
        StudySchemas.status([
          ("ok", "the values are there"), ("constant", "the term, or the outcome, does not vary within firm-years"),
          ("collinear", "other terms explain this one, and it is left out"),
          ("separated", "terms separate all high performers from the others: no finite estimates"),
          ("not_converged", "the search for the estimates did not end"),
          ("too_few", "too few sellers' years, or fewer than two trials"),
        ]),
      ], primaryKey: ["outcome", "terms", "regime", "point", "term"], note: study.schemas.costNote)
  }
}
