import PortableMath
import RandomStreams

/// Customers differ, and an offer is worth to each what it does for their own need.
///
/// A customer's need lies z standard deviations away from the standard offer. Probing and tailoring take away the share
/// s of that distance, s being the skill that this kind of need asks for: value skill where what exists will do,
/// innovation skill where the need is new. What follows an agenda set before the first word is not tailored. Averaged
/// over needs the quality is 1/√(1 + h²(1 − (1−a)s)²), so a set agenda loses by how much needs differ, and by that alone.
///
/// What rivals offer to needs that exist is what an offer must exceed. They copy: it follows what this firm's sellers
/// do for such needs on average. A new need they have nothing for yet, however long the firm has met it.
///
/// The offer is made when the opportunity is found, and stands: whoever takes over the seat goes on with it.
struct Customers: Mechanism {
  static let card = Card(
    name: "customers", stream: 24, claims: ["1.7", "3.7", "3.23", "3.38", "3.39", "3.51", "3.52"],
    summary:
      "Needs differ; probing and skill make an offer fit; buyers far along their way heed it less, and habit resists it.",
    equation: """
      q = exp(−½(h z (1 − (1−a) s))²), s = craft or n; adv × exp(λ_q (1−ρ) e^{−ι_B I} (q − q_R)), q_R = q̄ for new needs, \
      q_R → 1/√(1 + h²(1 − (1−a) s̄)²) at rate ι_R for others; \
      nd × exp(−λ_G (q − U − κ_pain)), U ~ Uniform(0, 2Ū); hours saved = τ_p a · leads
      """,
    source: "science 6.4 eq. 5-6; model, section 3",
    procedure: procedure,
    reads: [
      .firm(.created), .firm(.information), .firm(.rivalQuality), .seller(.filled), .seller(.craft),
      .seller(.innovation), .seller(.leads), .opportunity(.ease), .opportunity(.doubt),
      .opportunity(.advance), .opportunity(.undecided),
    ],
    writes: [
      .firm(.rivalQuality), .seller(.savedHours), .opportunity(.ease), .opportunity(.doubt), .opportunity(.quality),
      .opportunity(.advance),
      .opportunity(.undecided), .patience,
    ])

  private let buyers: Buyers
  private let needSpread, qualityWeight, referenceQuality, incumbent, painThreshold, probing, copying: Double
  private let agenda: Lever

  init(_ settings: inout Settings, _ common: Common) {
    buyers = common.buyers
    needSpread = settings.number(
      "need_spread", "h", 1.5, in: 0...20, unit: "1", .judgement,
      "science 3.23 sweeps it; 1.5: an untailored offer is worth .55 of a perfect one",
      "how widely needs differ, in units of the distance at which an offer has lost 40 % of its worth")
    qualityWeight = settings.number(
      "quality_weight", "λ_q", 1.6, in: 0...20, unit: "log", .judgement,
      "science 6.4 eq. 6; with (1−ρ) as much as .5 a unit of value skill, direction of Verbeke et al. 2011",
      "how an offer's quality above the reference speeds up a deal with a buyer who has made no progress alone")
    referenceQuality = settings.number(
      "reference_quality", "q̄", 0.9, in: 0...1, unit: "1", .calibrated, "mean quality of offers under the blend",
      "quality at which the stage chances hold")
    incumbent = settings.number(
      "incumbent_goodwill", "Ū", 0.25, in: 0...1, unit: "1", .judgement, "science 6.4 eq. 5: goodwill to the incumbent",
      "worth that a customer sees in staying with the incumbent, mean")
    painThreshold = settings.number(
      "pain_threshold", "κ_pain", 0.61, in: -5...5, unit: "1", .calibrated,
      "no-decision chances hold on average under the blend", "value beyond the incumbent's that moves a customer")
    probing = settings.number(
      "probing_hours", "τ_p", 1, in: 0...20, unit: "hours", .judgement, "a call to listen, for each opportunity",
      "a seller's time to find out a customer's need, which a fixed agenda saves")
    copying = settings.number(
      "copying", "ι_R", 0, in: 0...10, unit: "1/week", .judgement, "none, unless asked for: science 3.51 names no size",
      "rate at which rivals come to offer what this firm's sellers do for needs that exist")
    agenda = settings.lever(.agenda)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) { firm[.rivalQuality] = referenceQuality }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    let saved = firm[.savedHours], leads = firm[.leads], fixed = week[agenda]
    for seat in 0..<firm.seats { saved[seat] = probing * fixed[seat] * leads[seat] }
    if copying > 0 { copy(&firm, week) }
    let births = Int(firm[.created])
    guard births > 0 else { return }
    meet(births, firm, week)
  }

  /// Rivals come nearer to the mean quality of offers to needs that exist, by a seller of mean skill.
  private func copy(_ firm: inout Firm, _ week: borrowing Week) {
    guard let skill = firm.sellersMean(.craft) else { return }
    let left = needSpread * (1 - (1 - week.mean(agenda)) * skill)
    let quality = 1 / (1 + left * left).squareRoot()
    firm[.rivalQuality] += -Portable.expm1(-copying) * (quality - firm[.rivalQuality])
  }

  /// Opportunities born this week are the pool's last rows. One block of random bits makes a customer: the first uniform
  /// is the distance of the need; the second one's leading bits pick the progress, the next twenty the goodwill to the
  /// incumbent, two more the patience, and the rest says whether the need is new, so that no parameter moves another trait.
  private func meet(_ births: Int, _ firm: borrowing Firm, _ week: borrowing Week) {
    let first = firm.opportunities.count - births
    let owner = firm.opportunities.seat.slice(from: first, count: births)
    let group = firm.opportunities.group.slice(from: first, count: births)
    let ease = firm.opportunities[.ease].slice(from: first, count: births)
    let doubt = firm.opportunities[.doubt].slice(from: first, count: births)
    let quality = firm.opportunities[.quality].slice(from: first, count: births)
    let (need, bits) = (firm.opportunities.working(0, births), firm.opportunities.working(1, births))
    let (heed, resistance) = (firm.opportunities.working(2, births), firm.opportunities.working(3, births))
    week.uniformPair(
      firm.opportunities.entity.slice(from: first, count: births), Self.card, draw: 0, into: need, bits)
    for row in 0..<births { need[row] = max(need[row], Self.tiny) }
    VectorMath.normalQuantile(need, into: need)

    let fixed = week[agenda], skills = firm.scratch.wide(0, columns: 2)
    skills.slice(from: 0, count: firm.seats).copy(from: firm[.craft])
    skills.slice(from: firm.scratch.stride, count: firm.seats).copy(from: firm[.innovation])
    let scale = -0.5 * needSpread * needSpread, rivals = firm[.rivalQuality], stride = firm.scratch.stride
    // What the offer is compared with, where needs exist and where they are new. Whether they are cannot be guessed, so
    // it is a place to look at and no branch.
    let others: InlineArray<2, Double> = [rivals, referenceQuality]
    // A customer's bits are used up when that takes their place.
    let elsewhere = bits
    for row in 0..<births {
      let seat = Int(owner[row])
      let progress = bits[row] * Double(Buyers.degrees), degree = Int(progress)
      let goodwill = (progress - Double(degree)) * 0x1p20, step = Int(goodwill)
      let patience = (goodwill - Double(step)) * Double(Buyers.tolerances), tolerance = Int(patience)
      let isNew = patience - Double(tolerance) < buyers.newShare ? 1 : 0
      group[row] = UInt32(truncatingIfNeeded: seat &+ stride &* tolerance)
      let left = need[row] * (1 - (1 - fixed[seat]) * skills[seat + stride * isNew])
      elsewhere[row] = others[isNew]
      quality[row] = scale * (left * left)
      heed[row] = 1 - buyers.progress[degree]
      resistance[row] = Double(step) * 0x1p-20
    }
    VectorMath.exp(quality, into: quality)
    let weight = qualityWeight * Portable.exp(-buyers.control * firm[.information])
    for row in 0..<births {
      heed[row] *= weight * (quality[row] - elsewhere[row])
      resistance[row] = -buyers.gapWeight * (quality[row] - 2 * incumbent * resistance[row] - painThreshold)
    }
    VectorMath.exp(heed, into: heed)
    VectorMath.exp(resistance, into: resistance)
    let advance = firm.opportunities[.advance].slice(from: first, count: births)
    let undecided = firm.opportunities[.undecided].slice(from: first, count: births)
    for row in 0..<births {
      ease[row] *= heed[row]
      doubt[row] *= resistance[row]
      advance[row] *= heed[row]
      undecided[row] *= resistance[row]
    }
  }

  /// Keeps the quantile of a uniform that is 0 finite.
  private static let tiny = 0x1p-60
}
