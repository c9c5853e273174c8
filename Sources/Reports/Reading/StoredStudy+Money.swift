import Experiments

/// The unit in which people read a metric: that of its card, or money where the scenario says what a pay unit is.
struct ShownUnit: Equatable {
  /// How many of this unit one of the card's is.
  var factor = 1.0
  /// What stands before a number and behind it in a sentence.
  var prefix = "", suffix = ""
  /// What stands alone: in the head of a column, at an axis. Empty for a pure number.
  var label = ""

  init(_ metric: String, _ currency: Currency?) {
    let unit = MetricText.unit(metric)
    self.init(of: unit, currency)
  }

  /// - Parameter unit: as a card states it.
  init(of unit: String, _ currency: Currency?) {
    if let amount = currency?.amount(of: unit) {
      (factor, prefix, suffix, label) = (amount.factor, amount.prefix, amount.suffix, amount.label)
    } else if !unit.isEmpty {
      (suffix, label) = (" " + unit, unit)
    }
  }

  /// A number with its unit: `1.69 pay units per seat-week`, `€ 1.69 M a year for a force of 80`.
  func sentence(_ number: Markup) -> Markup { "\(Markup.unit(prefix))\(number)\(Markup.unit(suffix))" }

  /// Digits behind the point in a table: fewer where a unit is many.
  var digits: Int { factor < 10 ? 3 : factor < 100 ? 2 : 1 }

  /// A number in this unit.
  func value(_ value: Double?) -> Double? { value.map { factor * $0 } }
}

extension StoredStudy {
  /// The unit in which a metric is read.
  func unit(_ metric: String) -> ShownUnit { ShownUnit(metric, currency) }

  /// What a pay unit is in money; nil where nobody said.
  public var currency: Currency? { scenario?.currency }

  /// What amounts are in, in a sentence.
  var amountWords: Markup {
    moneyWords
      ?? "Amounts are in pay units per seat-week; one pay unit is the target weekly pay of a reference seller."
  }

  /// The same in money; nil without a currency.
  var moneyWords: Markup? {
    guard let currency else { return nil }
    let unit = ShownUnit("profit", currency)
    func number(_ value: Double, _ key: String) -> Markup { ShownNumber.exact(value, from: "scenario:currency.\(key)") }
    return """
      Amounts are in \(Markup.unit(unit.label)): a pay unit per seat-week is \(Markup.unit(currency.symbol + " "))\
      \(number(currency.payUnit, "pay_unit")) a week for each of \(number(Double(currency.headcount), "headcount")) \
      sellers, and tables are in pay units.
      """
  }
}

extension Markup {
  /// A unit, which may hold numbers that are no results.
  static func unit(_ text: String) -> Markup {
    text.contains { $0.isNumber } ? .tag("span", [("class", "unit")], Markup(text)) : Markup(text)
  }
}
