/// What a lever's value may be.
public enum LeverDomain: Sendable, Equatable {
  /// A number, both ends included. Whole numbers only if `whole`.
  case number(ClosedRange<Double>, whole: Bool)
  /// One of several named settings; the value is the position in the list.
  case choice([String])
}

/// Everything that is known about one lever.
public struct LeverCard: Sendable, Equatable {
  public let name: LeverName
  /// The symbol of the science, for example `π`; empty where there is none.
  public let symbol: String
  public let summary: String
  public let domain: LeverDomain
  public let unit: String
  /// The value that leaves the model alone: what an unset lever means.
  public let neutral: Double
  /// What using it costs a seat-week, in words; the ledger's parameters hold the prices.
  public let cost: String
}

extension LeverName {
  /// The lever's descriptor.
  public var card: LeverCard {
    func number(
      _ symbol: String, _ range: ClosedRange<Double>, _ unit: String, neutral: Double, _ summary: String, cost: String,
      whole: Bool = false
    ) -> LeverCard {
      LeverCard(
        name: self, symbol: symbol, summary: summary, domain: .number(range, whole: whole), unit: unit,
        neutral: neutral, cost: cost)
    }
    switch self {
    case .pushShare:
      return number(
        "π", 0...1, "1", neutral: 0, "weight of headquarters' direction in what a seller does",
        cost: "planning staff, in proportion; an hour of the seller's week")
    case .monitoring:
      return number(
        "φ", 0...1, "1", neutral: 0, "how closely activity is monitored and reported",
        cost: "supervisors, in proportion; hours of reporting of the seller's week")
    case .activityFloor:
      return number(
        "ē/ē₀", 0...2, "reference effort", neutral: 0, "selling effort that monitoring tries to enforce",
        cost: "none of its own: it binds only as far as monitoring, which is paid, reaches")
    case .closingPush:
      return number(
        "ω_c", 0...1, "1", neutral: 0,
        "how hard managers press to close what can be closed before the quota period ends",
        cost: "none of its own: it presses on customers, some of whom it drives off")
    case .commission:
      return number("β", 0...0.5, "share of revenue", neutral: 0, "commission on every unit booked", cost: "as paid")
    case .accelerator:
      return number(
        "Δβ", 0...0.5, "share of revenue", neutral: 0, "additional commission on revenue above quota", cost: "as paid")
    case .bonus:
      return number(
        "B", 0...2, "σ_Q per quarter", neutral: 0, "lump sum for reaching quota; a shorter period pays a part of it",
        cost: "as paid")
    case .contest:
      return number(
        "W", 0...2, "σ_Q per quarter", neutral: 0,
        "prize of each winner of the period's sales contest; a shorter period pays a part of it", cost: "as paid")
    case .teamShare:
      return number(
        "s", 0...1, "1", neutral: 0, "share of commission that is pooled in the team",
        cost: "none: it divides the same money")
    case .pairPay:
      return number(
        "", 0...1, "1", neutral: 0, "share of a seller's commission that is paid on the pair partner's sales",
        cost: "none: it divides the same money")
    case .quotaLevel:
      return number(
        "ψ", 0.5...2, "expected sales", neutral: 1, "quota as a multiple of what is expected of the seat",
        cost: "none: it moves what is paid")
    case .quotaRatchet:
      return number(
        "ϱ", 0...1, "1", neutral: 0.3, "weight of the seller's own last period in the quota, against plan and firm",
        cost: "none: it moves what is paid")
    case .quotaPeriod:
      return number(
        "T_c", 4...26, "weeks", neutral: 13, "length of the quota period",
        cost: "none: it moves what is paid", whole: true)
    case .coaching:
      return number(
        "", 0...5, "hours per week", neutral: 0, "time of a manager with each seller",
        cost: "managers by the hour; the seller's selling hours")
    case .experts:
      return number(
        "c", 1...16, "per 64 sellers", neutral: 4, "experts whom sellers share", cost: "an expert's salary each")
    case .directory:
      return number(
        "", 0...1, "1", neutral: 0, "a directory of who can help with what", cost: "its upkeep, in proportion")
    case .training:
      return number(
        "", 0...4, "hours per week", neutral: 0, "time of each seller in training",
        cost: "trainers by the hour; the seller's selling hours")
    case .meetings:
      return number(
        "h", 0...2, "hours per week", neutral: 0, "time of sellers in arranged meetings with colleagues",
        cost: "whoever arranges them, by the hour; the seller's selling hours")
    case .visioning:
      return LeverCard(
        name: self, symbol: "", summary: "how headquarters' picture of the direction is shared",
        domain: .choice(["none", "one-way", "two-way"]), unit: "1", neutral: 0, cost: "more when two-way")
    case .hiringTalent:
      return number(
        "", 0...4, "1", neutral: 0, "weight of talent in choosing a hire", cost: "assessment, for each hire")
    case .hiringOwnership:
      return number(
        "", 0...4, "1", neutral: 0, "weight of ownership in choosing a hire", cost: "assessment, for each hire")
    case .hiringSupport:
      return number(
        "", 0...4, "1", neutral: 0, "weight of support skill in choosing a hire", cost: "assessment, for each hire")
    case .dismissal:
      return number(
        "", 0...1, "× quota", neutral: 0.5, "trailing attainment below which a seller is dismissed",
        cost: "a replacement for each dismissal")
    case .adaptivity:
      return number(
        "", 0...1, "1", neutral: 0,
        "how far managers move the weight of headquarters' direction to what they think best",
        cost: "none: the managers who are there weigh the same two pictures differently, and may misjudge them")
    case .lateWindow:
      return number(
        "ℓ", 0...1, "1", neutral: 0, "share of commission that early weeks of a quota period lose to its late ones",
        cost: "as paid: the same money for even sales, later")
    case .safety:
      return number(
        "s", 0...1, "1", neutral: 0, "how safe it is to fail",
        cost: "weak sellers stay longer: the dismissal threshold falls in proportion, by half when full")
    case .buyerData:
      return number(
        "", 0...1, "1", neutral: 0, "facts about what buyers do, gathered and shown to sellers",
        cost: "gathering them, in proportion")
    case .coachSource:
      return LeverCard(
        name: self, symbol: "", summary: "who coaches: the manager or somebody from outside",
        domain: .choice(["in", "out"]), unit: "1", neutral: 0, cost: "outside coaching hours cost half as much again")
    case .mentoring:
      return LeverCard(
        name: self, symbol: "", summary: "mentors for newcomers: none, for those who ask, or for all",
        domain: .choice(["off", "opt-in", "broad"]), unit: "1", neutral: 0,
        cost: "selling hours of both, as the mentoring mechanism says")
    case .reviews:
      return number(
        "", 0...12, "1/quarter", neutral: 0, "performance reviews of each seller", cost: "the manager's time for each",
        whole: true)
    case .ranking:
      return LeverCard(
        name: self, symbol: "", summary: "whether sellers learn their place in the team, and who else does",
        domain: .choice(["none", "anonymous", "named"]), unit: "1", neutral: 0, cost: "keeping it")
    case .agenda:
      return number(
        "a", 0...1, "1", neutral: 0, "how far the offer is fixed before the customer is heard",
        cost: "none of its own: it saves probing time, and costs the match with differing needs")
    case .tools:
      return number(
        "", 0...1, "1", neutral: 0,
        "how much of what tools can do for sellers is on offer; without any they are taken away",
        cost: "the tools, in proportion, used or not; the seller's hours for learning them")
    case .voice:
      return number(
        "", 0...1, "1", neutral: 0, "sellers' say in changes, from not being asked to deciding together",
        cost: "half an hour a week of the seller's selling time, in proportion")
    case .messages:
      return number(
        "n", 0...5, "1/week", neutral: 0, "how often leaders speak to everybody about the tools",
        cost: "their time for each")
    case .seeding:
      return number(
        "", 0...1, "1", neutral: 0, "how far pilot users are chosen for their standing among colleagues, not by lot",
        cost: "knowing who they are, in proportion")
    case .hqWeight:
      return number(
        "ζ", 0...1, "1", neutral: 0, "weight of headquarters in the organisational code; without it nobody keeps one",
        cost: "none: a decision right, paid for with the knowledge of those who are not heard")
    case .loyalty:
      return number(
        "ℓ", 0...1, "1", neutral: 0,
        "how far obedience to the organisational code counts, against results, in who is listened to",
        cost: "none: a standard, paid for with the knowledge of the disobedient")
    case .salary:
      return number("α", 0...5, "pay units per week", neutral: 0.5, "base salary", cost: "itself")
    }
  }
}
