/// A piece of state by name: what descriptors say that a mechanism reads and writes.
public enum StateKey: Sendable, Hashable {
  case seller(SellerColumn)
  case firm(FirmColumn)
  case opportunity(OpportunityColumn)
  /// How much pressure the customers of opportunities bear.
  case patience
  /// Who sits on which seat.
  case people
  /// Who is a customer, with what goodwill.
  case accounts
  /// Requests, their order and the servers' free times.
  case expertQueue

  public var description: String {
    switch self {
    case .seller(let column): "sellers.\(column)"
    case .firm(let column): "firm.\(column)"
    case .opportunity(let column): "opportunities.\(column)"
    case .patience: "opportunities.group"
    case .accounts: "accounts"
    case .people: "people"
    case .expertQueue: "expertQueue"
    }
  }
}
