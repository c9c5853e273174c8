import SalesForce
import Testing

@testable import Reports

@Suite struct PeriodPathsTests {
  private static func calendar(_ period: Double, _ horizon: Horizon) -> QuotaCalendar {
    func regime(_ period: Double) -> Regime {
      Regime(name: "", preset: nil, levers: [.quotaPeriod: WeeklyPath(period)])
    }
    return QuotaCalendar(regime(period), reference: regime(13), horizon: horizon)
  }

  /// As the mechanism pays: a new length holds from the period behind the one that is running.
  @Test func periodsBeginWhereTheModelBeginsThem() {
    let horizon = Horizon(weeks: 104, warmUp: 20)
    #expect(Self.calendar(13, horizon).starts == Array(stride(from: 0, through: 104, by: 13)))
    #expect(Self.calendar(26, horizon).starts == [0, 13, 26, 52, 78, 104])
    #expect(Self.calendar(4, horizon).starts.prefix(5) == [0, 13, 26, 30, 34])
    #expect(Self.calendar(26, horizon).isCut(by: 26...64) && !Self.calendar(26, horizon).isCut(by: 26...77))
    #expect(
      QuotaCalendar.common([Self.calendar(26, horizon), Self.calendar(13, horizon)]) == [0, 13, 26, 52, 78, 104])
  }

  @Test func stretchesHoldWholePeriods() {
    #expect(PeriodPaths.stretches([26, 52, 78, 104], width: 9) == [26..<52, 52..<78, 78..<104])
    #expect(PeriodPaths.stretches(Array(stride(from: 52, through: 208, by: 13)), width: 9).count == 9)
    #expect(
      PeriodPaths.stretches(Array(stride(from: 52, through: 208, by: 13)), width: 9).allSatisfy { $0.count % 13 == 0 })
    #expect(PeriodPaths.stretches([26, 52], width: 9).isEmpty)
  }
}
