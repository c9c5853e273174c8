import LinearAlgebra
import RandomStreams
import Testing

@testable import SimulationStatistics

/// Sobol' points and Latin hypercubes.
@Suite struct SpaceFillingTests {
  private let key = StreamKey(seed: 5, trial: 1)

  @Test func plainPointsAreSciPys() throws {
    let reference = try TierBReference("sobol")
    let expected = try reference.matrix("points"), places = [0, 1, 2, 3, 4, 5, 100, 511, 512, 777, 1023]
    let points = try SobolPoints(dimension: 64, key: nil).points(0..<1024)
    for (row, place) in places.enumerated() {
      for j in 0..<21 { #expect(points[place, j] == expected[row, j], "point \(place), dimension \(j)") }
    }
    let checks = try reference.values("checks")
    for j in 0..<64 {
      let sum = points.column(j).enumerated().reduce(0) { $0 + ($1.offset + 1) * Int($1.element * 1024) }
      #expect(sum % (1 << 31 - 1) == Int(checks[j]), "dimension \(j)")
    }
    // The fifth point of the reference values.
    #expect((0..<5).map { points[4, $0] } == [0.375, 0.375, 0.625, 0.875, 0.375])
  }

  @Test func rangesAgree() throws {
    let sequence = try SobolPoints(dimension: 7, key: key)
    let whole = sequence.points(0..<300), part = sequence.points(37..<101)
    #expect((37..<101).allSatisfy { i in (0..<7).allSatisfy { whole[i, $0] == part[i - 37, $0] } })
    #expect(sequence.points(UInt32.max - 2..<UInt32.max).rowCount == 2)
    #expect(try SobolPoints(dimension: 7, key: key).points(0..<300) == whole)
    #expect(try SobolPoints(dimension: 7, key: StreamKey(seed: 5, trial: 2)).points(0..<300) != whole)
    #expect(throws: StatisticsError.self) { try SobolPoints(dimension: 65, key: nil) }
  }

  /// Scrambled points stay a net: of 2ᵏ points each of 2ᵏ equal parts of every dimension holds one, and in the first two
  /// dimensions each of 2ᵃ × 2ᵇ boxes, a + b = k.
  @Test func scrambledPointsAreANet() throws {
    let points = try SobolPoints(dimension: 64, key: key).points(0..<256)
    for j in 0..<64 { #expect(Set(points.column(j).map { Int($0 * 256) }).count == 256, "dimension \(j)") }
    for a in 0...8 {
      let boxes = (0..<256).map { Int(points[$0, 0] * Double(1 << a)) << 8 | Int(points[$0, 1] * Double(1 << (8 - a))) }
      #expect(Set(boxes).count == 256, "2^\(a) by 2^\(8 - a)")
    }
    #expect(points.elements.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  /// Hickernell's centred discrepancy, squared.
  private func discrepancy(_ x: Matrix) -> Double {
    let (n, d) = (x.rowCount, x.columnCount)
    var sum = 0.0, pairs = 0.0, first = 1.0
    for _ in 0..<d { first *= 13.0 / 12 }
    for i in 0..<n {
      var product = 1.0
      for j in 0..<d {
        let a = (x[i, j] - 0.5).magnitude
        product *= 1 + a / 2 - a * a / 2
      }
      sum += product
      for k in 0..<n {
        var product = 1.0
        for j in 0..<d {
          product *= 1 + ((x[i, j] - 0.5).magnitude + (x[k, j] - 0.5).magnitude - (x[i, j] - x[k, j]).magnitude) / 2
        }
        pairs += product
      }
    }
    return first - 2 * sum / Double(n) + pairs / Double(n * n)
  }

  /// Random points have E = ((5/4)ᵈ − (13/12)ᵈ)/n. Scrambled ones of 256 stay below a tenth of it in five dimensions and
  /// a third in ten, for every key tried.
  @Test(arguments: [(5, 0.1), (10, 0.34)]) func discrepancyIsSmall(dimension: Int, bound: Double) throws {
    var (power, other) = (1.0, 1.0)
    for _ in 0..<dimension { (power, other) = (power * 1.25, other * 13 / 12) }
    let random = (power - other) / 256
    for seed in 0..<UInt32(10) {
      let points = try SobolPoints(dimension: dimension, key: StreamKey(seed: seed, trial: 0)).points(0..<256)
      let ratio = discrepancy(points) / random
      #expect(ratio < bound, "key \(seed): \(ratio)")
    }
  }

  /// The mean of each coordinate over keys is that of the uniform: scrambling is unbiased.
  @Test func scrambledPointsAreUniform() throws {
    var sums = [Double](repeating: 0, count: 8)
    for seed in 0..<UInt32(400) {
      let point = try SobolPoints(dimension: 8, key: StreamKey(seed: seed, trial: 3)).points(9..<10)
      for j in 0..<8 { sums[j] += point[0, j] / 400 }
    }
    // Standard error √(1/12/400) = .0144; eight of them beyond 4 once in 2,000.
    #expect(sums.allSatisfy { ($0 - 0.5).magnitude < 0.058 }, "\(sums)")
  }

  private func closest(_ x: Matrix) -> Double {
    var least = Double.infinity
    for i in 0..<x.rowCount {
      for k in 0..<i {
        least = min(
          least, (0..<x.columnCount).reduce(0) { $0 + (x[i, $1] - x[k, $1]) * (x[i, $1] - x[k, $1]) })
      }
    }
    return least.squareRoot()
  }

  @Test(arguments: [(1, 1), (2, 3), (10, 1), (40, 3), (60, 10)]) func latinHypercube(n: Int, dimension: Int) throws {
    let points = try LatinHypercube.points(n, dimension: dimension, key: key)
    for j in 0..<dimension { #expect(Set(points.column(j).map { Int($0 * Double(n)) }).count == n) }
    #expect(try LatinHypercube.points(n, dimension: dimension, key: key) == points)
    let centred = try LatinHypercube.points(n, dimension: dimension, key: key, isCentred: true)
    #expect(
      centred.elements.allSatisfy { (($0 * Double(n) + 0.5).rounded() - ($0 * Double(n) + 0.5)).magnitude < 1e-12 })
    guard n >= 40 else { return }
    let plain = try (0..<10).map { trial in
      try LatinHypercube.points(
        n, dimension: dimension, key: StreamKey(seed: 5, trial: trial), isCentred: true, exchanges: 0)
    }
    let best = try #require(plain.map(closest).max())
    #expect(closest(centred) > 1.2 * best, "\(closest(centred)), random \(best)")
  }
}
