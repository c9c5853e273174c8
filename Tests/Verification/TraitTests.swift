import PortableMath
import Testing
import Verification

@testable import SalesForce

@Suite("People's traits")
struct TraitTests {
  private static let scores: [SellerColumn] = [
    .talent, .ownership, .supportSkill, .achievement, .sociability, .horizontality,
  ]

  @Test("Talent-achievement .2, achievement-sociability −.2, sociability-horizontality .3, and nothing else")
  func correlations() {
    var bench = Bench(seats: 20_000)
    bench.start(Hiring.self)
    let seats = bench.firm.seats
    let columns = Self.scores.map { key in
      let column = bench.firm[key], values = (0..<seats).map { column[$0] }, sample = Sample(values)
      return values.map { ($0 - sample.mean) / sample.variance.squareRoot() }
    }
    for a in 0..<6 {
      for b in 0..<a {
        let name = "\(Self.scores[b])_\(Self.scores[a])"
        let expected =
          switch (b, a) {
          case (0, 3): known("traits", "talent_achievement")
          case (3, 4): known("traits", "achievement_sociability")
          case (4, 5): known("traits", "sociability_horizontality")
          default: 0.0
          }
        expect("traits", name, Sample((0..<seats).map { columns[a][$0] * columns[b][$0] }), expected, sharp: 0.032)
      }
    }
  }

  @Test(
    "Means and spreads: log talent .26 in simple and .55 in complex work, chances clipped normals, the rest standard")
  func margins() {
    for (complexity, name) in [(0.0, "talent_sd"), (1, "talent_sd_complex")] {
      var bench = Bench(seats: 20_000)
      bench.firm[.complexity] = complexity
      bench.start(Hiring.self)
      let seats = 0..<bench.firm.seats
      let sd = known("traits", name)
      expect(
        "traits", "\(name), squared", Sample(seats.map { bench.firm[.talent][$0] * bench.firm[.talent][$0] }), sd * sd,
        sharp: 0.015)
      for (key, answer) in [(SellerColumn.ownership, "ownership_mean"), (.supportSkill, "support_mean")] {
        let values = seats.map { bench.firm[key][$0] }
        expect("traits", answer, Sample(values), known("traits", answer), sharp: 0.012)
        #expect(values.allSatisfy { (0.02...0.98).contains($0) })
      }
      for key in [SellerColumn.achievement, .sociability, .horizontality] {
        expect("traits", "mean \(key)", Sample(seats.map { bench.firm[key][$0] }), 0, sharp: 0.03)
        expect(
          "traits", "variance of \(key)", Sample(seats.map { bench.firm[key][$0] * bench.firm[key][$0] }), 1,
          sharp: 0.045)
      }
    }
  }
}
