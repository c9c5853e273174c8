import RandomStreams

/// A law of the model that is broken on purpose in some trials: what a study makes of that can be seen on no sound model.
///
/// Tests put it into a plan. No scenario file has a word for it, and no name of a study covers it.
package struct Defect: Sendable, Equatable {
  /// How it shows.
  package enum Kind: Sendable, Equatable {
    /// A seller too many from that week on: the end of every trial is tested for that.
    case lasting
    /// Revenue that nobody booked, in that week alone: found only where all weeks are tested.
    case passing
  }

  package let trials: [Int]
  package let week: Int
  package let kind: Kind

  package init(trials: [Int], week: Int, kind: Kind = .lasting) {
    (self.trials, self.week, self.kind) = (trials, week, kind)
  }
}

/// The pass that breaks it, behind all others.
struct DefectPass: Mechanism {
  static let card = Card(
    name: "defect", stream: 0, claims: [], summary: "Breaks a law of the model in some trials, for tests.",
    equation: "", source: "", procedure: Procedure(week: "", absent: ""), reads: [],
    writes: [.firm(.hiresTotal), .firm(.revenue)])

  private let defect: Defect?

  init(_ settings: inout Settings, _ common: Common) { defect = nil }

  init(_ defect: Defect) { self.defect = defect }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    // Bits 24 to 30 are the regime's where regimes have draws of their own.
    guard let defect, week.index == defect.week,
      defect.trials.contains(Int(truncatingIfNeeded: week.draws.key.trial & 0x80ff_ffff))
    else {
      return
    }
    switch defect.kind {
    case .lasting: firm[.hiresTotal] += 1
    case .passing: firm[.revenue] += 1
    }
  }
}
