import PortableMath

/// How much of their work sellers decide themselves.
///
/// Plans and monitoring take from it, each by itself; managers differ in how tight a rein they keep, and loosen it for those
/// who sell. The last makes autonomy and performance go together among sellers although neither causes the other.
struct Control: Mechanism {
  static let card = Card(
    name: "control", stream: 25, claims: ["1.2", "1.15", "3.34", "4.2"],
    summary: "Plans and monitoring leave sellers less to decide; managers loosen the rein for those who sell.",
    equation: "A = 1 − C (1 − ν z)(a_π π + a_φ φ), in [0, 1];  z = own sales/mean − 1, in [−1, 1]",
    source: "Humphrey, Nahrgang & Morgeson 2007 for the correlation",
    procedure: procedure,
    reads: [.seller(.filled), .seller(.salesRate), .seller(.managerControl)],
    writes: [.seller(.autonomy)])

  private let planning, watching, trustInResults: Double
  private let pushShare, monitoring: Lever

  init(_ settings: inout Settings, _ common: Common) {
    planning = settings.number(
      "push_share", "a_π", 0.3, in: 0...1, unit: "1", .judgement, "a plan says where, and leaves how",
      "share of the work that full push share takes out of a seller's hands")
    watching = settings.number(
      "monitoring", "a_φ", 0.35, in: 0...1, unit: "1", .judgement, "who reports all does some for the report",
      "share that full monitoring takes")
    settings.require(
      planning + watching <= 1, "plans and monitoring take at most all of the work", at: "push_share", "monitoring")
    trustInResults = settings.number(
      "trust_in_results", "ν", 0.12, in: 0...1, unit: "1", .calibrated,
      "autonomy and performance over sellers, ρ .20: Humphrey 2007",
      "how far managers loosen the rein for a seller who sells twice the mean")
    pushShare = settings.lever(.pushShare)
    monitoring = settings.lever(.monitoring)
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let autonomy = firm[.autonomy], rein = firm[.managerControl], sales = firm[.salesRate]
    let mean = firm.sellersMean(.salesRate) ?? 0, perMean = mean > 0 ? 1 / mean : 0
    let push = week[pushShare], watched = week[monitoring]
    for k in 0..<autonomy.laneCount {
      let taken = planning * push[lane: k] + watching * watched[lane: k]
      let standing =
        perMean > 0 ? Lanes.min(1, Lanes.max(-1, sales[lane: k] * perMean - 1)) : Lanes(repeating: 0)
      let held = rein[lane: k] * (1 - trustInResults * standing) * taken
      autonomy[lane: k] = Lanes.min(1, Lanes.max(0, 1 - held))
    }
  }
}
