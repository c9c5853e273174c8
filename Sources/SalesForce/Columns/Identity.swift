/// Identities that key random draws. They belong to people, seats and customers and never to a place in memory, so
/// that adding a seat or a regime leaves everybody else's draws alone.
///
/// One word has 32 bits: a seat's identity takes the upper 20, the number of the hire on that seat, or the ordinal of
/// the opportunity within its week of birth, the lower 12.
enum Identity {
  static let ordinalBits: UInt32 = 12
  static let maximumOrdinal: UInt32 = (1 << ordinalBits) - 1

  /// A person: the n-th on the seat. Numbers beyond 4,095 wrap (a seat would need 80 years of weekly exits).
  static func person(seat: UInt32, hire: UInt32) -> UInt32 { seat << ordinalBits | (hire & maximumOrdinal) }

  /// An opportunity, together with its week of birth.
  static func opportunity(seat: UInt32, ordinal: UInt32) -> UInt32 { seat << ordinalBits | (ordinal & maximumOrdinal) }
}
