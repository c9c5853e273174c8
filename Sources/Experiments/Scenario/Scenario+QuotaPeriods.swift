import SalesForce

/// Quota periods of the regimes that are compared: where a window cuts one, what is paid at its end falls on one side.
extension Scenario {
  /// When periods begin for a regime at a design point.
  ///
  /// - Parameters:
  ///   - place: position of the regime in the scenario's list.
  ///   - point: number of the design point.
  public func calendar(_ place: Int, point: Int) -> QuotaCalendar {
    QuotaCalendar(
      regime(place, World(combination: self.point(point).combination)), reference: plan.reference, horizon: plan.horizon
    )
  }

  /// Calendars of the regimes of some names at a point, where anything depends on quota periods.
  public func calendars(of names: [String], point: Int) -> [QuotaCalendar] {
    guard paysByPeriod(point) else { return [] }
    return regimes.indices.filter { names.contains(regimes[$0].name) }.map { calendar($0, point: point) }
  }

  /// Every arm that a hypothesis compares, by the name of its regime; none where nothing depends on quota periods.
  public func calendars(of hypothesis: Hypothesis) -> [(regime: String, calendar: QuotaCalendar)] {
    (terms(of: hypothesis) ?? []).filter { paysByPeriod($0.point) }.map {
      (regimes[$0.place].name, calendar($0.place, point: $0.point))
    }
  }

  /// Without pay no period ends.
  private func paysByPeriod(_ point: Int) -> Bool {
    !plan(World(combination: self.point(point).combination)).knockedOut.contains("pay")
  }
}
