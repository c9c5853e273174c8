import Experiments

/// The currency of a scenario while its file is read.
struct CurrencyDraft: Sendable {
  var symbol = ""
  var payUnit = 0.0
  var headcount = 0

  init() {}

  init(_ currency: Currency) {
    (symbol, payUnit, headcount) = (currency.symbol, currency.payUnit, currency.headcount)
  }

  var currency: Currency { Currency(symbol: symbol, payUnit: payUnit, headcount: headcount) }

  static let fields = FieldGroup<CurrencyDraft>(fields: [
    .init(
      "symbol", "what stands before an amount, such as € or USD", SymbolRule(), \.symbol, isRequired: true),
    Field(
      "pay_unit", "what a pay unit is, a reference seller's target pay of a week, in the currency",
      NumberRule(range: Currency.payUnitRange), isRequired: true, get: { $0.payUnit }, set: { $0.payUnit = $1 }),
    .init(
      "headcount", "sellers of the force that amounts are told for", in: Currency.headcountRange, \.headcount,
      isRequired: true),
  ])
}

/// A currency's sign or code.
struct SymbolRule: Rule {
  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> String? {
    guard let text = TextRule(limit: Currency.symbolLimit).decode(node, path, &diagnosis) else { return nil }
    // Digits would run into the amount behind them.
    guard !text.isEmpty,
      !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.properties.numericType != nil })
    else {
      diagnosis.report(
        node.place, path,
        "expected 1 to \(Currency.symbolLimit) characters without blanks and digits, such as € or USD",
        got: Problem.quote(text))
      return nil
    }
    return text
  }

  func literal(_ value: String) -> Literal { .text(value) }

  var schema: [(String, JSON)] {
    [
      ("type", .string("string")), ("minLength", .numeral(1)), ("maxLength", .numeral(Double(Currency.symbolLimit))),
      ("pattern", .string("^[^0-9\\s]+$")),
    ]
  }
}
