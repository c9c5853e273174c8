import Experiments
import Testing

@testable import Reports

/// Amounts in money: one description of units, whatever shows them.
@Suite struct MoneyTests {
  private static let euro = Currency(symbol: "€", payUnit: 1_500, headcount: 80)

  @Test(
    "Units of metrics in money",
    arguments: [
      ("pay units per seat-week", 6.24, "€ ", " M a year for a force of 80"),
      ("pay units per seller-week", 6.24, "€ ", " M a year for a force of 80"),
      ("pay units per seat-quarter", 480, "€ ", " k a year for a force of 80"),
      ("pay units per week", 78, "€ ", " k a year"), ("pay units", 1.5, "€ ", " k"),
    ])
  func units(_ unit: String, _ factor: Double, _ prefix: String, _ suffix: String) throws {
    let amount = try #require(Self.euro.amount(of: unit))
    #expect(abs(amount.factor - factor) < 1e-12 && amount.prefix == prefix && amount.suffix == suffix)
    #expect(amount.label == "€" + suffix)
  }

  @Test(
    "What is no amount has none",
    arguments: ["", "1", "weeks", "hours per week", "pay units per seat-day", "pay units a week"])
  func others(_ unit: String) { #expect(Self.euro.amount(of: unit) == nil) }

  @Test("Every metric that counts pay units is told in money, and no other")
  func metrics() {
    for metric in ["profit", "revenue", "cost", "welfare", "pay"] {
      #expect(ShownUnit(metric, Self.euro).label == "€ M a year for a force of 80", "\(metric)")
      #expect(ShownUnit(metric, nil).factor == 1 && ShownUnit(metric, nil).label.hasPrefix("pay units per "))
    }
    for metric in ["quota_attainment", "win_rate", "cycle_weeks"] {
      #expect(ShownUnit(metric, Self.euro) == ShownUnit(metric, nil))
    }
  }

  @Test("Small and large currencies have few digits")
  func scales() throws {
    func label(_ payUnit: Double, _ headcount: Int) -> String? {
      Currency(symbol: "X", payUnit: payUnit, headcount: headcount).amount(of: "pay units per seat-week")?.label
    }
    #expect(label(1, 1) == "X a year for a force of 1")
    #expect(label(1_500, 1) == "X k a year for a force of 1")
    #expect(label(200_000, 1_000) == "X bn a year for a force of 1000")
    #expect(ShownUnit("profit", Self.euro).digits == 3 && ShownUnit(of: "pay units per week", Self.euro).digits == 2)
  }

  @Test("A number keeps its cell, and says by what it was multiplied")
  func cell() {
    let money = ShownNumber.Reading.negative.times(6.24)
    #expect(money.applied(0.5) == -3.12)
    let shown = ShownNumber.number(0.5, from: "summary:profit|a|0:mean", money, digits: 2)
    #expect(shown.plain == "-3.12")
    #expect(shown.source.contains("value=\"0.5\"") && shown.source.contains("data-factor=\"6.24\""))
    #expect(!ShownNumber.number(0.5, from: "x", digits: 2).source.contains("data-factor"))
    #expect(ShownNumber.digits([1, 1.01, 0.99]) == ShownNumber.digits([0.1, 0.101, 0.099], .plain.times(10)))
  }
}
