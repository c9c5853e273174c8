import Experiments
import SalesForce

/// Treatments of a part of the firm, or of some weeks.
extension Draft {
  /// A seat has to find its place among so many groups.
  func checkCohorts(_ diagnosis: inout Diagnosis) {
    var seen: [Cohort] = []
    let made = experimentRegimes.dropFirst().map { (regime: $0, path: "experiment") }
    for (regime, home) in checkedRegimes + made {
      for lever in LeverName.allCases {
        guard let cohort = regime.treatments[lever]?.cohort, !seen.contains(cohort) else { continue }
        seen.append(cohort)
        guard seen.count > Cohort.most else { continue }
        let path = home == "experiment" ? home + ".who" : "\(home).levers.\(lever.rawValue).who"
        diagnosis.report(
          diagnosis.place(of: path), path,
          "expected at most \(Cohort.most) parts of the firm in a scenario (\(seen.dropLast().map(\.name).joined(separator: "; ")))",
          got: cohort.name)
      }
    }
  }

  /// Treatments that reach nobody, everybody, or no week that counts.
  func checkTreatments(_ diagnosis: inout Diagnosis) {
    for (regime, home) in checkedRegimes {
      for (lever, treatment) in regime.treatments.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        let path = "\(home).levers.\(lever.rawValue)"
        if let weeks = treatment.weeks { checkWeeks(weeks, path + ".weeks", &diagnosis) }
        if let cohort = treatment.cohort { checkPlaces(cohort, path + ".who", &diagnosis) }
        if treatment.value == regime.levers[lever] ?? regime.usual(lever) {
          diagnosis.warn(path, "does nothing: its value is what holds without it")
        }
      }
    }
  }

  private func checkWeeks(_ given: ClosedRange<Int>, _ path: String, _ diagnosis: inout Diagnosis) {
    guard warmUp < weeks else { return }
    let measured = warmUp...(weeks - 1), got = "[\(given.lowerBound), \(given.upperBound)]"
    let expected = "expected weeks among the measured ones, \(measured.lowerBound) to \(measured.upperBound)"
    if !given.overlaps(measured) {
      diagnosis.warn(path, "never holds: \(expected)", got: got)
    } else if given.lowerBound < measured.lowerBound || given.upperBound > measured.upperBound {
      diagnosis.warn(path, "holds in a part of them alone: \(expected)", got: got)
    }
  }

  private func checkPlaces(_ cohort: Cohort, _ path: String, _ diagnosis: inout Diagnosis) {
    let sized = ["organisation.sellers", "organisation.span"]
    guard cohort.unit != .hires, !factors.contains(where: { !Set($0.paths).isDisjoint(with: sized) }) else { return }
    let number = cohort.unit == .teams ? Organisation(seats: sellers, span: span).teams : sellers
    let places = cohort.places(of: number)
    guard places == 0 || places == number && cohort.share < 1 else { return }
    diagnosis.warn(
      path,
      "the share rounds to \(places == 0 ? "none" : "all") of the \(number) \(cohort.unit.rawValue); expected one that leaves "
        + "some on either side", got: cohort.name)
  }
}
