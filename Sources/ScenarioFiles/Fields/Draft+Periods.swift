import Experiments
import SalesForce

/// Windows that cut quota periods: what is paid at a period's end then falls to one side, and timing looks like effect.
extension Draft {
  func checkPeriods(_ scenario: Scenario, _ diagnosis: inout Diagnosis) {
    checkHorizon(scenario, &diagnosis)
    checkTreatedPeriods(scenario, &diagnosis)
    for hypothesis in scenario.hypotheses {
      guard let weeks = hypothesis.weeks,
        let metric = WeeklyMetric.allCases.first(where: { $0.card.name == hypothesis.metric }),
        metric.card.followsPeriods
      else { continue }
      let arms = scenario.calendars(of: hypothesis)
      guard let cut = arms.first(where: { $0.calendar.isCut(by: weeks) }) else { continue }
      diagnosis.warn(
        "hypotheses.\(hypothesis.name).weeks",
        "a quota period of \(cut.regime) is cut\(Self.place(of: weeks, in: cut.calendar)): what is paid or judged at its "
          + "end falls on one side; expected \(Self.whole(near: weeks, arms.map(\.calendar)))",
        got: "[\(weeks.lowerBound), \(weeks.upperBound)]")
    }
  }

  /// What is set or paid by the period, for weeks that are no whole ones.
  private func checkTreatedPeriods(_ scenario: Scenario, _ diagnosis: inout Diagnosis) {
    let byPeriod: Set<LeverName> = [.quotaLevel, .quotaRatchet, .accelerator, .bonus, .contest, .lateWindow]
    for regime in scenario.regimes {
      let calendar = QuotaCalendar(regime, reference: scenario.plan.reference, horizon: scenario.plan.horizon)
      for (lever, treatment) in regime.treatments.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        guard byPeriod.contains(lever), let weeks = treatment.weeks, weeks.overlaps(warmUp...(self.weeks - 1)),
          calendar.isCut(by: weeks)
        else { continue }
        diagnosis.warn(
          isMade(regime.name) ? "experiment.weeks" : "regimes.\(regime.name).levers.\(lever.rawValue).weeks",
          "a quota period is cut\(Self.place(of: weeks, in: calendar)): what is set or paid by the period falls on one side; "
            + "expected \(Self.whole(near: weeks, [calendar]))", got: "[\(weeks.lowerBound), \(weeks.upperBound)]")
      }
    }
  }

  /// Regimes that pay at the ends of periods, over the weeks that count.
  private func checkHorizon(_ scenario: Scenario, _ diagnosis: inout Diagnosis) {
    let measured = warmUp...(weeks - 1)
    var calendars: [QuotaCalendar] = []
    var cut: (name: String, calendar: QuotaCalendar)?
    for point in 0..<min(scenario.points, 64) {
      for (regime, calendar) in zip(
        scenario.regimes, scenario.calendars(of: scenario.regimes.map(\.name), point: point))
      where regime.paysAtEnds {
        calendars.append(calendar)
        if cut == nil, calendar.isCut(by: measured) { cut = (regime.name, calendar) }
      }
    }
    guard let cut else { return }
    diagnosis.warn(
      "horizon",
      "a quota period of \(cut.name) is cut\(Self.place(of: measured, in: cut.calendar)): what is paid at its end falls on "
        + "one side of the weeks that count; expected \(Self.whole(near: measured, calendars))",
      got: "weeks \(measured.lowerBound) to \(measured.upperBound)")
  }

  /// ` at its beginning`, ` at its end`, or both.
  private static func place(of weeks: ClosedRange<Int>, in calendar: QuotaCalendar) -> String {
    let begins = calendar.starts.contains(weeks.lowerBound), ends = calendar.starts.contains(weeks.upperBound + 1)
    return begins ? " at the end" : ends ? " at the beginning" : " at both ends"
  }

  /// The nearest weeks that hold whole periods of all.
  private static func whole(near weeks: ClosedRange<Int>, _ calendars: [QuotaCalendar]) -> String {
    let starts = QuotaCalendar.common(calendars)
    func nearest(_ week: Int, among starts: [Int]) -> Int? {
      starts.min { ($0 - week).magnitude < ($1 - week).magnitude }
    }
    guard let first = nearest(weeks.lowerBound, among: starts.dropLast()),
      let behind = nearest(weeks.upperBound + 1, among: starts.filter { $0 > first })
    else { return "weeks of whole periods; these have none in common" }
    return "weeks of whole periods, such as \(first) to \(behind - 1)"
  }
}

extension Regime {
  /// Whether anything falls due at the end of a quota period.
  fileprivate var paysAtEnds: Bool {
    [LeverName.bonus, .accelerator, .contest, .lateWindow].contains { lever in
      [levers[lever], treatments[lever]?.value].contains { path in
        path?.points.contains { $0.value != 0 } ?? false
      }
    }
  }
}
