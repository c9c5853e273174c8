/// Where two histories part, and how the difference spreads.
public struct HistoryComparison: Sendable, Equatable {
  /// Where they part; where that is not in a seller, then where the first seller follows. Empty where they are equal.
  public internal(set) var partings: [Parting] = []
  /// From the first parting on: how many sellers differ.
  public internal(set) var spread: [Spread] = []
  /// Seats and weeks that were compared.
  public internal(set) var seats = 0, weeks = 0
  /// Whether both have the same random draws; nil where files do not say.
  public internal(set) var sharesDraws: Bool?
  /// Columns that only one of two traces has.
  public internal(set) var onlyFirst: [String] = [], onlySecond: [String] = []

  public var isEqual: Bool { partings.isEmpty }

  /// The first moment at which two histories differ.
  public struct Parting: Sendable, Equatable {
    public let week: Int
    /// The mechanism whose pass it was, `start` before the first pass; nil where only ends of weeks are known.
    public let pass: String?
    /// What differs there, in the order of the state.
    public let pieces: [Piece]
    /// Row of the first seat among them; nil where no seller differs.
    public var seat: Int? { pieces.compactMap(\.seat).min() }
  }

  /// A column in which they differ at a moment.
  public struct Piece: Sendable, Equatable {
    /// As mechanisms name it: `sellers.effort`.
    public let name: String
    /// Unit and meaning; empty where none is declared.
    public let unit, meaning: String
    /// How many sellers differ in it; 0 for what is the firm's.
    public let sellers: Int
    /// The first of them, and the row of the pool.
    public let seat, row: Int?
    /// The values there.
    public let first, second: Double
  }

  public struct Spread: Sendable, Equatable {
    public let week: Int
    /// nil for the end of the week.
    public let pass: String?
    public let sellers: Int
  }
}
