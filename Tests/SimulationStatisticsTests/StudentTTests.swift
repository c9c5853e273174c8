import Testing

@testable import SimulationStatistics

@Suite struct StudentTTests {
  @Test func tailsAgreeWithReference() throws {
    let rows = try Reference.rows("student_t.tsv")
    #expect(rows.count > 100)
    for row in rows {
      let (nu, t, tail) = (try #require(Double(row[0])), try #require(Double(row[1])), try #require(Double(row[2])))
      // exp(−x) carries the rounding of its argument: half an ulp of x.
      let tolerance = 2e-14 + 2e-16 * -(Double(tail.exponent))
      #expect(relativeError(StudentT.upperTail(t, nu), tail) < tolerance, "nu \(nu) t \(t)")
      #expect(StudentT.cdf(-t, degreesOfFreedom: nu) == StudentT.upperTail(t, nu))
      #expect((StudentT.cdf(t, degreesOfFreedom: nu) - (1 - tail)).magnitude < 1e-14)
    }
  }

  @Test func quantilesAgreeWithReference() throws {
    let rows = try Reference.rows("student_t_quantile.tsv")
    #expect(rows.count > 100)
    for row in rows {
      let (nu, p, t) = (try #require(Double(row[0])), try #require(Double(row[1])), try #require(Double(row[2])))
      let got = StudentT.quantile(p, degreesOfFreedom: nu)
      #expect(relativeError(got, t) < 1e-14, "nu \(nu) p \(p): \(got)")
      // By symmetry, where 1 − p is exact.
      if 1 - (1 - p) == p { #expect(StudentT.quantile(1 - p, degreesOfFreedom: nu) == -got) }
    }
  }

  /// ν = 1 and ν = 2 have closed forms.
  @Test func closedForms() {
    #expect(relativeError(StudentT.quantile(0.75, degreesOfFreedom: 1), 1) < 1e-15)
    for p in [0.51, 0.6, 0.9, 0.999, 1 - 0x1p-40] {
      let t = (2 * p - 1) / (2 * p * (1 - p)).squareRoot()
      #expect(relativeError(StudentT.quantile(p, degreesOfFreedom: 2), t) < 1e-14)
    }
    #expect(relativeError(StudentT.density(0, degreesOfFreedom: 1), 1 / Double.pi) < 1e-15)
  }

  @Test func edges() {
    #expect(StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
    #expect(StudentT.quantile(1, degreesOfFreedom: 3) == .infinity)
    #expect(StudentT.quantile(0, degreesOfFreedom: 3) == -.infinity)
    for (p, nu) in [(-0.1, 3.0), (1.1, 3), (0.5, 0), (0.9, -1), (.nan, 3), (0.9, .nan)] {
      #expect(StudentT.quantile(p, degreesOfFreedom: nu).isNaN)
    }
    #expect(StudentT.cdf(.infinity, degreesOfFreedom: 3) == 1)
    #expect(StudentT.cdf(-.infinity, degreesOfFreedom: 3) == 0)
    #expect(StudentT.cdf(0, degreesOfFreedom: 3) == 0.5)
    #expect(StudentT.cdf(.nan, degreesOfFreedom: 3).isNaN)
  }

  /// Extreme arguments end, and invert each other.
  @Test(arguments: [0.1, 1, 5, 1e3, 1e9]) func inverse(nu: Double) {
    for p in [1e-300, 1e-100, 1e-12, 1e-3, 0.09, 0.11, 0.3, 0.4999] {
      let t = StudentT.quantile(p, degreesOfFreedom: nu)
      guard t.isFinite else { continue }
      #expect(relativeError(StudentT.cdf(t, degreesOfFreedom: nu), p) < 1e-12, "nu \(nu) p \(p) t \(t)")
    }
  }

  @Test func interval() throws {
    // reference-values.md: the t interval of these sixteen numbers is (22.65362, 85.33388).
    let data = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213]
    var sum = FixedPointSum(Resolution(fractionBits: 30))
    for value in data { try sum.add(value) }
    let interval = try #require(ConfidenceInterval(of: sum))
    #expect((interval.low - 22.65362).magnitude < 5e-6)
    #expect((interval.high - 85.33388).magnitude < 5e-6)
    var critical = CriticalValues(level: 0.95)
    let first = critical.value(count: 16)
    #expect(first == StudentT.quantile(0.975, degreesOfFreedom: 15) && critical.value(count: 16) == first)
    #expect(critical.value(count: 1).isNaN)
  }
}
