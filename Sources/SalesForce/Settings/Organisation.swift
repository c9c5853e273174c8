/// Size and shape of the firm of one trial.
public struct Organisation: Sendable, Equatable {
  /// Seats for sellers; a vacant seat counts.
  public let seats: Int
  /// Seats under one manager: a team. The last team may be smaller.
  public let span: Int
  /// Potential of the firm's market, in what a seat of the reference firm has to work on; nil for as much as it has seats.
  public let givenMarket: Double?

  public static let seatRange = 1...20_000
  public static let spanRange = 1...1_000
  public static let marketRange = 0.01...1_000_000.0

  /// - Parameters:
  ///   - seats: of sellers.
  ///   - span: sellers of a manager at most.
  ///   - market: how many sellers it has room for; nil for as many as the firm has seats.
  public init(seats: Int, span: Int, market: Double? = nil) {
    self.seats = seats
    self.span = span
    givenMarket = market
  }

  /// Potential of the firm's market.
  public var market: Double { givenMarket ?? Double(seats) }

  /// Number of teams.
  public var teams: Int { (seats + span - 1) / span }
}

/// The weeks of a trial.
public struct Horizon: Sendable, Equatable {
  /// Weeks in all, warm-up included.
  public let weeks: Int
  /// First weeks, run under the reference regime and left out of every metric.
  public let warmUp: Int

  public static let weekRange = 1...5_200

  public init(weeks: Int, warmUp: Int) {
    self.weeks = weeks
    self.warmUp = warmUp
  }
}
