import PortableMath

/// What customers are like, as far as several mechanisms need to know.
struct Buyers: Sendable {
  /// Share of customers whose needs nothing that is on offer meets yet.
  let newShare: Double

  init(_ settings: inout Settings) {
    newShare = settings.number(
      "new_share", "s_new", 0.3, in: 0...1, unit: "1", .judgement, "science 3.52: innovation is not always needed",
      "share of customers whose needs are new")
  }
}
