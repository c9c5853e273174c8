import Experiments
import SalesForce

/// A field experiment that does not fit the scenario.
extension Draft {
  func checkExperiment(_ diagnosis: inout Diagnosis) {
    guard experiment != nil else { return }
    func report(_ key: String, _ message: String, got: String? = nil, suggestion: String? = nil) {
      let path = "experiment." + key
      diagnosis.report(diagnosis.place(of: path), path, message, got: got, suggestion: suggestion)
    }
    let names = givenRegimes.map(\.name)
    if let name = experiment?.regime, !names.contains(name) {
      report(
        "regime", "expected one of the regimes \(names.joined(separator: ", "))", got: Problem.quote(name),
        suggestion: Suggestion.nearest(to: name, among: names))
    }
    for name in [FieldExperiment.pilot, FieldExperiment.everybody] where names.contains(name) {
      let path = "regimes.\(name)"
      diagnosis.report(
        diagnosis.place(of: path), path,
        "contradiction: the experiment adds a regime of this name; call this one otherwise")
    }
    if budget != nil {
      diagnosis.report(
        diagnosis.place(of: "budget"), "budget",
        "contradiction: an experiment inside a firm moves nobody's salary; leave the budget out, or write budget: none")
    }
    if streams == Streams.independent.rawValue {
      diagnosis.report(
        diagnosis.place(of: "streams"), "streams",
        "contradiction: an experiment is judged by the same people without it; expected common", got: streams)
    }
    if sensitivity != nil {
      diagnosis.report(
        diagnosis.place(of: "sensitivity"), "sensitivity",
        "contradiction: a scenario has a sensitivity study or an experiment; vary settings with design.factors")
    }
    guard let plan = fieldExperiment else { return }
    check(plan, report)
  }

  private func check(_ plan: FieldExperiment, _ report: (String, String, String?, String?) -> Void) {
    if plan.levers.isEmpty {
      report("levers", "expected a lever that the treated get otherwise than the rest", nil, nil)
    }
    for lever in plan.levers.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      if let reason = lever.whyUndivided {
        report(
          "levers.\(lever.rawValue)",
          "\(lever.rawValue) is the whole firm's: \(reason); expected a lever of single sellers",
          nil, nil)
      }
      if let control = givenRegimes.first(where: { $0.name == plan.control }), control.treatments[lever] != nil {
        report(
          "levers.\(lever.rawValue)", "contradiction: \(control.name) gives it to a part of the firm itself", nil, nil)
      }
    }
    let range = FieldExperiment.outcomeRange
    if !range.contains(plan.outcomes.count) {
      report("outcomes", "expected \(range.lowerBound) to \(range.upperBound) of them", "\(plan.outcomes.count)", nil)
    }
    checkWeeks(plan, report)
    checkSides(plan, report)
    checkRoom(plan, report)
  }

  private func checkWeeks(_ plan: FieldExperiment, _ report: (String, String, String?, String?) -> Void) {
    guard warmUp < weeks else { return }
    let measured = warmUp...(weeks - 1)
    func check(_ key: String, _ given: ClosedRange<Int>?, _ allowed: ClosedRange<Int>?, _ what: String) {
      guard let given else { return }
      let got = "[\(given.lowerBound), \(given.upperBound)]"
      guard let allowed else { return report(key, "expected none: there are no weeks \(what)", got, nil) }
      guard given.lowerBound < allowed.lowerBound || given.upperBound > allowed.upperBound else { return }
      report(key, "expected weeks \(what), \(allowed.lowerBound) to \(allowed.upperBound)", got, nil)
    }
    check("weeks", plan.during, measured, "among the measured ones")
    let first = plan.during.lowerBound, last = plan.during.upperBound
    check(
      "before", experiment?.before, first > warmUp ? warmUp...(first - 1) : nil,
      "between the warm-up and the experiment")
    check("after", experiment?.after, last < weeks - 1 ? (last + 1)...(weeks - 1) : nil, "after the experiment")
  }

  /// Somebody has to be left on either side, in every firm of the design.
  private func checkSides(_ plan: FieldExperiment, _ report: (String, String, String?, String?) -> Void) {
    let settings = factors.flatMap { $0.levels.flatMap(\.settings) }
    var sizes = [sellers], spans = [span]
    for case .sellers(let size) in settings { sizes.append(size) }
    for case .span(let size) in settings { spans.append(size) }
    guard plan.cohort.unit != .hires else {
      if plan.cohort.share >= 1 {
        report("who", "expected a share below 1: somebody has to be left", plan.cohort.name, nil)
      }
      return
    }
    for size in sizes {
      for span in spans {
        let number = plan.cohort.unit == .teams ? Organisation(seats: size, span: span).teams : size
        let places = plan.cohort.places(of: number)
        guard places == 0 || places == number || number < 3 else { continue }
        let what = "\(places) of \(number) \(plan.cohort.unit.rawValue)"
        return report("who", "expected some on either side, of three or more", what, nil)
      }
    }
  }

  /// What seats leave behind has to fit into the trials' records.
  private func checkRoom(_ plan: FieldExperiment, _ report: (String, String, String?, String?) -> Void) {
    var sizes = [sellers]
    for case .sellers(let size) in factors.flatMap({ $0.levels.flatMap(\.settings) }) { sizes.append(size) }
    let record = SeatRecord(
      cohort: plan.cohort, before: nil, during: plan.during, after: nil, measures: plan.outcomes,
      seats: sizes.max() ?? 0)
    let arms = regimes.count * design.points.count * (1 + decomposed.count + hypotheses.count)
    guard record.values > Self.mostValues || record.values * arms > Self.mostValuesOfTrial else { return }
    report(
      "outcomes",
      "too much to write down: outcomes of \(sizes.max() ?? 0) sellers in \(arms) "
        + "arms; expected fewer outcomes, sellers or design points", "\(record.values * arms) numbers a trial", nil)
  }

  /// Numbers that a regime of an experiment leaves behind in a trial, at most: 8 MB.
  private static let mostValues = 1_000_000
  /// All arms together.
  private static let mostValuesOfTrial = 20_000_000
}

/// Regimes that an experiment adds.
extension Draft {
  /// Whether the experiment adds a regime of that name.
  func isMade(_ name: String) -> Bool { experimentRegimes.contains { $0.name == name } }

  /// Regimes to be checked one by one, and where they stand in the file; what the experiment adds, once.
  var checkedRegimes: [(regime: RegimeDraft, path: String)] {
    givenRegimes.map { ($0, "regimes.\($0.name)") } + experimentRegimes.prefix(1).map { ($0, "experiment") }
  }
}
