import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// What a survey of managers finds, where the answer is known.
@Suite struct SurveyTests {
  private static func survey(_ values: [String: Double]) -> Survey {
    var settings = Settings(
      given: Dictionary(uniqueKeysWithValues: values.map { ("survey." + $0.key, [$0.value]) }))
    let common = Common(&settings)
    return Survey(&settings, common)
  }

  /// Relative rates of the cells when ratings are halo and noise alone, by quadrature over performance: given z, the two
  /// answers are independent with chances Φ((λz − c)/√(1−λ²)).
  private static func halo(_ own: Double, _ support: Double, share: Double, top: Double) -> [Double] {
    let bar = Portable.normalQuantile(1 - top), cut = Portable.normalQuantile(1 - share)
    var all = [0.0, 0, 0, 0], stars = [0.0, 0, 0, 0]
    let step = 1e-3
    for index in -8_000..<8_000 {
      let z = (Double(index) + 0.5) * step
      let weight = Portable.normalDensity(z) * step
      func chance(_ halo: Double) -> Double {
        Portable.normalCDF((halo * z - cut) / (1 - halo * halo).squareRoot())
      }
      let (o, u) = (chance(own), chance(support))
      for (cell, part) in [(1 - o) * (1 - u), o * (1 - u), (1 - o) * u, o * u].enumerated() {
        all[cell] += weight * part
        if z > bar { stars[cell] += weight * part }
      }
    }
    return (0..<4).map { stars[$0] / all[$0] / (stars.reduce(0, +) / all.reduce(0, +)) }
  }

  @Test("V35: halo alone makes the four rates .5278, .8567, 1.0090 and 1.4843, in closed form and in the survey")
  func haloNull() {
    let exact = Self.halo(0.192, 0.259, share: 0.5306, top: 0.204)
    for (got, want) in zip(exact, [0.5278, 0.8567, 1.0090, 1.4843]) { #expect((got - want).magnitude < 5e-4) }
    // The survey's noise has one size for both behaviours; the halos are scaled so that ratios and cuts are the same.
    let n = 400_000
    let draws = Draws(StreamKey(seed: 35, trial: 0))
    for (own, support) in [(0.192, 0.192), (0.259, 0.259)] {
      let noise = (1 - own * own).squareRoot()
      let survey = Self.survey([
        "behaviour": 0, "halo_ownership": own, "halo_support": support, "noise": noise,
        "cut": Portable.normalQuantile(1 - 0.5306),
      ])
      let sellers = (0..<n).map { number in
        Survey.Respondent(
          person: UInt32(number),
          sales: draws.normal(at: DrawAddress(entity: UInt32(number), week: 0, process: 3_000, draw: 0)),
          ownership: 0, support: 0)
      }
      let cells = survey.cells(of: sellers, weeks: 52, week: 9, draws)
      let want = Self.halo(own, support, share: 0.5306, top: 0.204)
      for cell in 0..<4 {
        // Share q of high performers in a cell of m sellers: sd √(q(1−q)/m), relative to .204; four of them.
        let m = cells.sellers[cell], q = want[cell] * 0.204
        let error = (q * (1 - q) / m).squareRoot() / 0.204
        #expect((cells.rate(cell) - want[cell]).magnitude < 4 * error, "cell \(cell) at halo \(own)")
      }
    }
  }

  @Test("Without halo and noise it sees who is above one half, and counts the best by sales")
  func plain() {
    let survey = Self.survey(["top_share": 0.25])
    let sellers = [
      (9.0, 0.6, 0.6), (8, 0.4, 0.9), (1, 0.6, 0.1), (2, 0.1, 0.2), (3, 0.5, 0.7), (4, 0.7, 0.5), (5, 0, 0), (6, 1, 1),
    ]
    .enumerated().map { Survey.Respondent(person: UInt32($0), sales: $1.0, ownership: $1.1, support: $1.2) }
    let draws = Draws(StreamKey(seed: 1, trial: 0))
    let cells = survey.cells(of: sellers, weeks: 52, week: 0, draws)
    #expect(cells.sellers == [2, 2, 2, 2] && cells.stars == [0, 0, 1, 1])
    #expect(cells.rate(3) == 2 && cells.rate(0) == 0 && cells.share(1) == 0.5 && cells.share(2) == 0.5)
    #expect(survey.cells(of: sellers.reversed(), weeks: 52, week: 0, draws) == cells)
    #expect(survey.cells(of: [], weeks: 52, week: 0, draws).rate(0).isNaN)
  }

  @Test("Halo makes sellers of equal behaviour differ by their sales")
  func halo() {
    let sellers = (0..<10).map {
      Survey.Respondent(person: UInt32($0), sales: Double($0), ownership: 0.5, support: 0.5)
    }
    let draws = Draws(StreamKey(seed: 1, trial: 0))
    let blind = Self.survey([:]).cells(of: sellers, weeks: 52, week: 0, draws)
    #expect(blind.sellers == [10, 0, 0, 0])
    let dazzled = Self.survey(["halo_ownership": 1]).cells(of: sellers, weeks: 52, week: 0, draws)
    #expect(dazzled.sellers == [5, 5, 0, 0] && dazzled.stars == [0, 2, 0, 0])
  }

  @Test("Of sellers who reach the bar it tells the share, and how their number spreads between firms: 1 by chance")
  func bar() {
    let draws = Draws(StreamKey(seed: 1, trial: 0)), survey = Self.survey(["bar": 2, "top_share": 0.2])
    func firm(_ number: Int, chance: Double) -> Survey.Cells {
      let sellers = (0..<50).map { person in
        let luck = draws.uniform(
          at: DrawAddress(entity: UInt32(person), week: UInt32(number), process: 3_001, draw: 0))
        // A reference seller brings 5 a week; the bar itself counts as reached.
        return Survey.Respondent(
          person: UInt32(person), sales: luck < chance ? 2 * 5 * 10 : 99.9, ownership: 0, support: 0)
      }
      return survey.cells(of: sellers, weeks: 10, week: 0, draws)
    }
    #expect(firm(0, chance: 1).highShare == 1 && firm(0, chance: 0).highShare == 0)
    #expect((firm(0, chance: 1).dispersion(expected: 0.2) - 40.0 * 40 / 8).magnitude < 1e-12)
    let alike = (0..<4_000).map { firm($0, chance: 0.2).dispersion(expected: 0.2) }
    let mean = alike.reduce(0, +) / 4_000
    // The variance of a squared standardised binomial is 2 + (1 − 6pq)/(npq).
    #expect((mean - 1).magnitude < 4 * ((2 + 0.04 / 8) / 4_000).squareRoot())
    let unlike = (0..<4_000).map { firm($0, chance: $0 % 2 == 0 ? 0.1 : 0.3).dispersion(expected: 0.2) }
    #expect(unlike.reduce(0, +) / 4_000 > 3)
    #expect(survey.cells(of: [], weeks: 10, week: 0, draws).highShare.isNaN)
  }
}
