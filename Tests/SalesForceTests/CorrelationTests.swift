import PortableMath
import Testing

@testable import SalesForce

/// Correlations and the best fifth's lead, by hand.
@Suite struct CorrelationTests {
  @Test("By hand: ±1 on a line, 0 across, and the formula between")
  func byHand() {
    #expect((Correlation.of([1, 2, 4], [3, 5, 9]) - 1).magnitude < 1e-15)
    #expect((Correlation.of([1, 2, 4], [-1, -2, -4]) + 1).magnitude < 1e-15)
    #expect(Correlation.of([-1, 0, 1], [1, -2, 1]) == 0)
    // Deviations (−2, −1, 0, 3) and (−1, 1, −2, 2): 7/√(14 · 10).
    #expect((Correlation.of([1, 2, 3, 6], [2, 4, 1, 5]) - 7 / 140.0.squareRoot()).magnitude < 1e-15)
  }

  @Test("Units and origin do not matter, and it is symmetric")
  func units() {
    let x = [0.3, 1.7, 2.2, 9.1, 4.4], y = [5.0, 2, 8, 1, 3]
    let plain = Correlation.of(x, y)
    #expect((Correlation.of(x.map { 7 * $0 - 3 }, y.map { 0.01 * $0 + 5 }) - plain).magnitude < 1e-12)
    #expect((Correlation.of(x.map { -$0 }, y) + plain).magnitude < 1e-14)
    #expect(Correlation.of(y, x) == plain)
  }

  @Test("No value where one of them does not vary, whatever its digits, and none of nobody")
  func constant() {
    for value in [0.0, 0.1, 0.7, 1.0 / 3, 40.3, 1e-9] {
      for count in [1, 2, 3, 7, 19, 64] {
        let same = [Double](repeating: value, count: count), other = (0..<count).map { Double($0 * $0) }
        #expect(Correlation.of(same, other).isNaN && Correlation.of(other, same).isNaN, "\(count) times \(value)")
      }
    }
    #expect(Correlation.of([], []).isNaN)
  }

  @Test("The star ratio is the best fifth's mean over that of the middle three, of the first year")
  func starRatio() {
    let firm = Firm(Organisation(seats: 10, span: 5))
    let buffer = ColumnBuffer<Double>(count: 20, repeating: 0)
    let (first, second) = (buffer.column.prefix(10), buffer.column.slice(from: 10, count: 10))
    // Middle six: 2, …, 7; best two: 12 and 15.
    for (seat, sales) in [3.0, 15, 2, 5, 0, 7, 4, 6, 12, 1].enumerated() { (first[seat], second[seat]) = (sales, 1) }
    firm[.tenure].fill(200)
    var best = BestFifth()
    best.add(first, second, weeks: 104, firm)
    #expect(best.starRatio == 13.5 / 4.5)
    // The second year did not vary, so that it says nothing of persistence.
    #expect(best.correlation.isNaN)
    for seat in 0..<10 { second[seat] = 3 + 2 * first[seat] }
    for seat in 0..<10 { first[seat] *= 10 }
    best.add(first, second, weeks: 104, firm)
    #expect((best.correlation - 1).magnitude < 1e-14 && best.starRatio == 3)
    // Pairs of years weigh the same.
    for seat in 0..<10 { first[seat] = seat < 2 ? 6 : 2 }
    best.add(first, second, weeks: 104, firm)
    #expect(best.starRatio == 3)
    for seat in 0..<10 { first[seat] = seat < 2 ? 12 : 2 }
    best.add(first, second, weeks: 104, firm)
    #expect(best.starRatio == 15.0 / 4)
    // Two sellers have a best one and nobody in the middle.
    for seat in 2..<10 { firm[.filled][seat] = 0 }
    var few = BestFifth()
    few.add(first, second, weeks: 104, firm)
    #expect(few.starRatio.isNaN)
  }
}
