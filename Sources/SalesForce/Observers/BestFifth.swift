import PortableMath

/// How far sellers differ, and whether it lasts: which of a firm's sellers sell most, one year and the next.
///
/// Only sellers who were there for the whole of both years are looked at, and the best fifth is a fifth of them: who
/// came or went says nothing about whether success lasts. With standard normal sales (or any increasing function of
/// them) of correlation ρ from year to year the share that repeats is P(Z₁ > z, Z₂ > z)/.2, z = Φ⁻¹(.8): a fifth at
/// ρ = 0, .436 at ½ (science 1.16).
struct BestFifth {
  /// Best sellers of a year who are there for the next, and those of them who are among its best as well: first
  /// sellers who both own their issues and use support, then the others.
  private var best = [0.0, 0], repeated = [0.0, 0]
  /// Sums over pairs of years of what a pair says, and of pairs that say something.
  private var ratios = 0.0, ratioYears = 0.0, correlations = 0.0, correlationYears = 0.0

  /// A trait that is a chance counts as shown from one half.
  private static let shown = 0.5

  /// Takes in a pair of years.
  /// - Parameters:
  ///   - first: sales of the earlier year, by seat; `second` of the later one.
  ///   - weeks: of both years together.
  /// - Complexity: O(seats log seats).
  mutating func add(_ first: Column<Double>, _ second: Column<Double>, weeks: Double, _ firm: borrowing Firm) {
    let filled = firm[.filled], tenure = firm[.tenure], ownership = firm[.ownership], support = firm[.supportSkill]
    let stayers = (0..<firm.seats).filter { filled[$0] == 1 && tenure[$0] >= weeks }
    let names = firm.seatIdentity, count = (stayers.count + 4) / 5
    func ranked(_ sales: Column<Double>) -> [Int] {
      stayers.sorted { sales[$0] != sales[$1] ? sales[$0] > sales[$1] : names[$0] < names[$1] }
    }
    func top(_ sales: Column<Double>) -> ArraySlice<Int> { ranked(sales).prefix(count) }
    compare(ranked(first), first, second, best: count)
    let again = Set(top(second))
    for seat in top(first) {
      let kind = ownership[seat] >= Self.shown && support[seat] >= Self.shown ? 0 : 1
      best[kind] += 1
      if again.contains(seat) { repeated[kind] += 1 }
    }
  }

  /// - Parameter order: seats, those who sold most in the first year first.
  private mutating func compare(_ order: [Int], _ first: Column<Double>, _ second: Column<Double>, best: Int) {
    let core = order.dropFirst(best).dropLast(best)
    func mean(_ seats: ArraySlice<Int>) -> Double { seats.reduce(0) { $0 + first[$1] } / Double(seats.count) }
    if !core.isEmpty, mean(core) > 0 {
      ratios += mean(order.prefix(best)) / mean(core)
      ratioYears += 1
    }
    let together = Correlation.of(order.map { first[$0] }, order.map { second[$0] })
    if !together.isNaN {
      correlations += together
      correlationYears += 1
    }
  }

  /// Sales of the best fifth over those of the middle three fifths; no value where nobody is in the middle.
  var starRatio: Double { ratios / ratioYears }
  /// Correlation of one year's sales with the next one's.
  var correlation: Double { correlations / correlationYears }
  /// Share of the best who are among the best again; no value where nobody was there for two years.
  var share: Double { (repeated[0] + repeated[1]) / (best[0] + best[1]) }
  /// How much larger that share is among those with both behaviours.
  var gainOfBoth: Double { repeated[0] / best[0] - repeated[1] / best[1] }
}
