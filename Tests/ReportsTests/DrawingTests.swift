import Experiments
import Testing

@testable import Reports

@Suite struct DrawingTests {
  @Test func ticksAreRoundAndCoverTheValues() {
    for (low, high) in [(0.0, 1.0), (-3.2, 7.9), (0.0012, 0.0047), (-1e6, 2e7), (5, 5), (0, 0), (99.98, 100.01)] {
      let scale = LinearScale([low, high], from: 0, to: 100)
      #expect(scale.ticks.count > 2 && scale.ticks.count < 16, "\(low) \(high): \(scale.ticks)")
      #expect(scale.low <= low && scale.high >= high)
      #expect(
        Set(scale.ticks.map(scale.label)).count == scale.ticks.count, "labels differ: \(scale.ticks.map(scale.label))")
      #expect(abs(scale.place(scale.low)) < 1e-9 && abs(scale.place(scale.high) - 100) < 1e-9)
    }
  }

  @Test func sparklinesShareTheirRange() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7], width: 8, in: 0...7) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([0, 0, 7, 7], width: 2, in: 0...7) == "▁█")
    #expect(Sparkline.text([], width: 8, in: 0...1) == "")
    #expect(Sparkline.text([3, 3], width: 8, in: 3...3) == "▅▅")
    #expect(Sparkline.range([[0, 2], [4, 8]], width: 1) == 1...6)
  }

  /// A difference that the table has the other way round is turned as a whole.
  @Test func differencesTurn() {
    let columns = [
      "mean_difference": 0, "ci_low": 1, "ci_high": 2, "prob_a_beats_b": 3, "p_adjusted": 4, "status": 5,
    ]
    let row = Row(columns: columns, values: ["-2", "-3", "-1.5", "0.25", "0.01", "ok"])
    let turned = Difference(row, isTurned: true, .usual), straight = Difference(row, isTurned: false, .usual)
    #expect(turned.mean == 2 && turned.low == 1.5 && turned.high == 3 && turned.share == 0.75)
    #expect(turned.verdict == .more && straight.verdict == .less)
    let unsure = Row(columns: columns, values: ["-2", "-5", "1", "0.4", "0.2", "ok"])
    #expect(Difference(unsure, isTurned: false, .usual).verdict == .undecided)
    let missing = Row(columns: columns, values: ["", "", "", "", "", "undefined"])
    #expect(Difference(missing, isTurned: true, .usual).verdict == .undefined)
  }
}
