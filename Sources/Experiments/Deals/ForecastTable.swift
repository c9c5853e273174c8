import ResultTables
import SalesForce

/// `forecast.csv`: what sellers forecast of their open deals week by week, and what came of these very deals.
struct ForecastTable: DealTable {
  let study: StudyData
  let sample: DealSample

  var trials: Int { sample.forecastTrials }

  func rows(_ log: DealLog, _ arm: Arm, trial: Int, _ write: ([Cell]) throws -> Void) throws {
    for week in study.scenario.plan.horizon.warmUp..<log.weeks.count {
      let now = log.weeks[week]
      try write(
        [
          .text(arm.regime.name), .integer(arm.point), .integer(trial), .integer(week), .integer(now.periodWeek),
          .integer(now.open),
        ]
          + [now.openValue, now.forecast, now.expected, now.realised, now.unsettled, now.booked].map(Cell.number)
          + [now.periodForecast, now.periodExpected, now.periodRealised].map(Cell.number)
          + [
            .integer(now.chased), .number(now.chasedForecast), .text(now.unsettled > 0 ? "unsettled" : "settled"),
          ])
    }
  }

  var schema: TableSchema {
    func money(_ name: String, _ description: String) -> TableField {
      TableField(name, type: .number, unit: "pay units", description: description)
    }
    func count(_ name: String, _ unit: String, _ description: String) -> TableField {
      TableField(name, type: .integer, unit: unit, description: description)
    }
    return TableSchema(
      name: "forecast", title: "Forecasts",
      description: "One row for each trial, regime and measured week: what sellers forecast of the deals that are open "
        + "at its end, and how these deals turned out. A seller's chance of winning a new deal is their belief; further "
        + "on, its odds are multiplied as the stages' undisturbed chances imply. The first \(sample.forecastTrials) trials "
        + "and the first \(sample.seats) seats.",
      tier: .a,
      fields: study.schemas.trialKeys() + [
        count("week", "weeks", "week of the scenario, from 0"),
        count("period_week", "weeks", "weeks of the quota period that are over; 0 at a period's end"),
        count("open_deals", "1", "open deals"), money("open_value", "their value"),
        money("forecast", "sum over open deals of value times the chance that the seller believes in"),
        money("expected", "the same with their chance by the true outcomes of the same past deals"),
        money(
          "realised", "what those of these deals brought that were won by the end of the scenario, after discounts"),
        money("unsettled", "value of those that are open when the scenario ends: realised could yet grow by it"),
        money("booked", "what deals brought that were won since the quota period began, after discounts"),
        money("period_forecast", "as forecast, for wins by the end of the quota period"),
        money("period_expected", "as expected, for wins by the end of the quota period"),
        money(
          "period_realised",
          "what those of these deals brought that were won by the end of the quota period, after discounts"),
        count("chased_deals", "1", "deals that are over and that sellers still chase; none of the columns before"),
        money("chased_forecast", "what sellers forecast of them"),
        StudySchemas.status([
          ("settled", "every open deal's end is known"), ("unsettled", "some are open when the scenario ends"),
        ]),
      ], primaryKey: ["regime", "point", "trial", "week"], note: study.schemas.costNote)
  }
}
