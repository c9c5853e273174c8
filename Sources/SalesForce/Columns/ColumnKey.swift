/// Unit, neutral value and meaning of one column of state.
public struct ColumnCard: Sendable, Equatable {
  public let unit: String
  /// The value at the start of a trial, which stays when the mechanism that writes the column is knocked out.
  public let neutral: Double
  public let summary: String

  init(_ unit: String, _ neutral: Double, _ summary: String) {
    self.unit = unit
    self.neutral = neutral
    self.summary = summary
  }
}

/// The names of a slab's columns. Each is declared once, here in an enumeration; reset, fork, hash, audit and
/// description all walk over the same list.
public protocol ColumnKey: RawRepresentable, CaseIterable, Sendable, Hashable where RawValue == Int {
  var card: ColumnCard { get }
}

/// A piece of state by name: what cards say that a mechanism reads and writes.
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
