import SalesForce

/// Unit and meaning of pieces of state by the names that mechanisms give them.
enum StateNames {
  private static let cards: [String: ColumnCard] = {
    let sellers = SellerColumn.allCases.map { (StateKey.seller($0).description, $0.card) }
    let firm = FirmColumn.allCases.map { (StateKey.firm($0).description, $0.card) }
    let deals = OpportunityColumn.allCases.map { (StateKey.opportunity($0).description, $0.card) }
    return Dictionary(sellers + firm + deals) { first, _ in first }
  }()

  /// What is not declared column by column.
  private static let others = [
    StateKey.people.description: "who sits on the seat: the first person is 0, the first hire 1",
    StateKey.accounts.description: "customers of the seat, closed ones that are still in place included",
    "opportunities": "opportunities of the seat, closed ones that are still in place included",
    "opportunities.stage": "stage of an opportunity, 0 once it is closed",
    StateKey.patience.description: "how much pressure the customer bears",
    StateKey.expertQueue.description + ".requests": "when a request was made, or how many there are",
    StateKey.expertQueue.description + ".servers": "experts at work",
    StateKey.expertQueue.description + ".freeTimes": "when an expert is next free, weeks",
  ]

  static func unit(_ name: String) -> String { cards[name]?.unit ?? "" }
  static func meaning(_ name: String) -> String { cards[name]?.summary ?? others[name] ?? "" }

  static func piece(
    _ name: String, sellers: Int, seat: Int?, row: Int? = nil, _ first: Double, _ second: Double
  ) -> HistoryComparison.Piece {
    HistoryComparison.Piece(
      name: name, unit: unit(name), meaning: meaning(name), sellers: sellers, seat: seat, row: row, first: first,
      second: second)
  }
}
