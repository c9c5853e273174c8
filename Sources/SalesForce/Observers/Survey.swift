import PortableMath
import RandomStreams

/// A survey of managers: who owns their issues, who uses support, and who of them turns out to be a high performer.
///
/// It sees what such a survey would see: sellers who were there for the whole of its year, their sales in it, and a
/// manager's rating of two behaviours, which is the behaviour itself plus noise and plus a halo, the colour that success
/// lends to everything about a seller. High performers are the best of the firm by sales. Beside them it counts those who
/// reach a bar that is the same in every firm. It changes nothing.
///
/// With the behaviours weighted 0 only halo is left: ratings are then independent of each other given performance, and
/// the rates of the four cells are those of a null model in which behaviour causes nothing (Documentation, V35).
struct Survey: Sendable {
  /// Number of the stream of its draws.
  static let stream: UInt32 = 40
  /// Weeks of sales that it looks at, or all measured weeks if they are fewer.
  static let weeks = 52

  let topShare, bar, behaviour, haloOwnership, haloSupport, noise, cut: Double

  init(_ settings: inout Settings, _ common: Common) {
    settings.begin(group: "survey")
    topShare = settings.number(
      "top_share", "", 0.204, in: 0.01...0.99, unit: "1", .verified, "seed survey: 20.4 % of 25,815 sellers",
      "share of the firm's sellers who count as high performers")
    bar =
      common.referenceRevenue
      * settings.number(
        "bar", "", 1.55, in: 0...1_000, unit: "1", .calibrated, "reached by a fifth under the blend",
        "sales that count as high in any firm, as a multiple of a reference seller's")
    behaviour = settings.number(
      "behaviour", "", 1, in: 0...10, unit: "1", .judgement, "the survey sees what is there",
      "weight of the behaviour itself in a rating; 0 leaves halo and noise")
    haloOwnership = settings.number(
      "halo_ownership", "λ_o", 0, in: -5...5, unit: "1/sd", .judgement, "none, unless asked for; null model .192",
      "weight of standardised sales in the rating of ownership")
    haloSupport = settings.number(
      "halo_support", "λ_u", 0, in: -5...5, unit: "1/sd", .judgement, "none, unless asked for; null model .259",
      "weight of standardised sales in the rating of using support")
    noise = settings.number(
      "noise", "", 0, in: 0...10, unit: "1", .judgement, "none, unless asked for",
      "standard deviation of a rating's error")
    cut = settings.number(
      "cut", "", 0.5, in: -10...10, unit: "1", .judgement, "behaviour above one half counts as shown",
      "rating above which a manager says that the behaviour is there")
  }

  /// Sellers by what their manager says, and the high performers among them: neither, ownership, support, both.
  struct Cells: Sendable, Equatable {
    var sellers = [0.0, 0, 0, 0], stars = [0.0, 0, 0, 0]
    /// Sellers whose sales reach the bar.
    var high = 0.0

    /// Share of high performers in a cell relative to that in the firm; no value for an empty cell.
    func rate(_ cell: Int) -> Double { stars[cell] / sellers[cell] / (sum(stars) / sum(sellers)) }
    /// Share of sellers of whom the behaviour (1 ownership, 2 support) is said.
    func share(_ behaviour: Int) -> Double { (sellers[behaviour] + sellers[3]) / sum(sellers) }

    /// Share of sellers who reach the bar.
    var highShare: Double { high / sum(sellers) }
    /// Squared distance of their number from n p, over n p (1 − p), what it is on average where each has the chance p
    /// independently: more than 1 where firms differ.
    func dispersion(expected p: Double) -> Double {
      let count = sum(sellers), distance = high - count * p
      return distance * distance / (count * p * (1 - p))
    }

    private func sum(_ values: [Double]) -> Double { values.reduce(0, +) }
  }

  /// A seller as the survey sees them.
  struct Respondent: Sendable {
    let person: UInt32
    let sales, ownership, support: Double
  }

  /// What the survey finds in a firm.
  /// - Parameters:
  ///   - respondents: in any order.
  ///   - weeks: of sales that are looked at.
  ///   - week: names the draws, together with the persons.
  /// - Complexity: O(n log n).
  func cells(of respondents: [Respondent], weeks: Int, week: Int, _ draws: Draws) -> Cells {
    let count = Double(respondents.count)
    guard count > 0 else { return Cells() }
    let ranked = respondents.sorted { ($1.sales, $0.person) < ($0.sales, $1.person) }
    let mean = ranked.reduce(0) { $0 + $1.sales } / count
    let spread = (ranked.reduce(0) { $0 + ($1.sales - mean) * ($1.sales - mean) } / count).squareRoot()
    let stars = max(1, Int((topShare * count).rounded()))
    var cells = Cells()
    for (rank, seller) in ranked.enumerated() {
      let z = spread > 0 ? (seller.sales - mean) / spread : 0
      func isSaid(_ value: Double, halo: Double, draw: UInt16) -> Bool {
        let error = noise > 0 ? noise * luck(seller.person, week, draw, draws) : 0
        return behaviour * value + halo * z + error > cut
      }
      let cell =
        (isSaid(seller.ownership, halo: haloOwnership, draw: 0) ? 1 : 0)
        + (isSaid(seller.support, halo: haloSupport, draw: 1) ? 2 : 0)
      cells.sellers[cell] += 1
      if seller.sales >= bar * Double(weeks) { cells.high += 1 }
      if rank < stars { cells.stars[cell] += 1 }
    }
    return cells
  }

  private func luck(_ person: UInt32, _ week: Int, _ draw: UInt16, _ draws: Draws) -> Double {
    draws.normal(at: DrawAddress(entity: person, week: UInt32(week), process: Self.stream, draw: draw))
  }
}
