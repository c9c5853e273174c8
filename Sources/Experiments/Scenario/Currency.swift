/// What a pay unit is in money, and how large the force is that amounts are told for: a way of reading results, which moves
/// nothing in them. Tables stay in pay units.
public struct Currency: Sendable, Equatable {
  /// `€`
  public let symbol: String
  /// A pay unit, which is a reference seller's target pay of a week, in the currency.
  public let payUnit: Double
  /// Sellers of the force that amounts are told for.
  public let headcount: Int

  public static let symbolLimit = 8
  public static let payUnitRange = 1e-6...1e9
  public static let headcountRange = 1...1_000_000

  public init(symbol: String, payUnit: Double, headcount: Int) {
    (self.symbol, self.payUnit, self.headcount) = (symbol, payUnit, headcount)
  }

  /// How many of a period make a year.
  private static let periods = ["week": 52.0, "month": 12, "quarter": 4, "year": 1]

  /// What one of a unit is in money: by the year where it is a rate, and for the whole force where it is one a seat or a
  /// seller.
  /// - Parameter unit: as metrics state it: `pay units per seat-week`.
  /// - Returns: nil where that is no amount.
  public func amount(of unit: String) -> Amount? {
    let words = unit.split(separator: " ").map(String.init)
    guard words.starts(with: ["pay", "units"]) else { return nil }
    if words.count == 2 { return Amount(payUnit, symbol, "") }
    guard words.count == 4, words[2] == "per" else { return nil }
    let parts = words[3].split(separator: "-").map(String.init)
    guard let year = parts.last.flatMap({ Self.periods[$0] }) else { return nil }
    switch parts.count {
    case 1: return Amount(payUnit * year, symbol, " a year")
    case 2 where ["seat", "seller"].contains(parts[0]):
      return Amount(payUnit * year * Double(headcount), symbol, " a year for a force of \(headcount)")
    default: return nil
    }
  }

  /// An amount of money as people read it.
  public struct Amount: Sendable, Equatable {
    /// How many units of this amount, such as millions, one of the metric's unit is.
    public let factor: Double
    /// What stands before a number and behind it: `€ ` and ` M a year for a force of 80`.
    public let prefix, suffix: String

    /// `€ M a year for a force of 80`
    public var label: String { prefix.dropLast() + suffix }

    /// Millions where one of the unit is a million or more, and so on, so that what is told has few digits.
    fileprivate init(_ value: Double, _ symbol: String, _ rest: String) {
      let scales = [(1e9, " bn"), (1e6, " M"), (1e3, " k")]
      let (scale, name) = scales.first { value >= $0.0 } ?? (1, "")
      (factor, prefix, suffix) = (value / scale, symbol + " ", name + rest)
    }
  }
}
