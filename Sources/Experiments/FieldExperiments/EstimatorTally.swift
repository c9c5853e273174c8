/// How an estimator does over trials, for one outcome in one phase.
struct EstimatorTally {
  /// The number that it gives, that less the trial's own effect, and whether its interval holds the true one.
  private(set) var estimate, bias, covered: RunningMean
  /// Whether its test finds an effect: with the treatment, and without any.
  private(set) var found, falseAlarm: RunningMean
  private var wrongSigns = 0
  private var sizes = (estimated: 0.0, known: 0.0)

  init(members: Int?) {
    estimate = RunningMean(members: members)
    (bias, covered, found, falseAlarm) = (estimate, estimate, estimate, estimate)
  }

  /// A trial with the treatment.
  /// - Parameters:
  ///   - own: the trial's own effect.
  ///   - truth: the effect in such firms, over trials.
  mutating func add(_ finding: FieldSample.Finding, own: Double, truth: Double, member: Int?) {
    estimate.add(finding.value, member: member)
    bias.add(finding.value - own, member: member)
    covered.add(finding.low <= truth && truth <= finding.high ? 1 : 0, member: member)
    let isFound = finding.isSignificant
    found.add(isFound ? 1 : 0, member: member)
    guard isFound else { return }
    if finding.value * truth < 0 { wrongSigns += 1 }
    sizes = (sizes.estimated + finding.value.magnitude, sizes.known + truth.magnitude)
  }

  /// A trial in which the lot fell and nobody is treated.
  mutating func addUntreated(_ finding: FieldSample.Finding, member: Int?) {
    falseAlarm.add(finding.isSignificant ? 1 : 0, member: member)
  }

  private var discoveries: Double { (found.value ?? 0) * Double(found.count) }

  /// Share of the effects found that have the wrong sign; nil where none was found.
  var typeS: Double? { discoveries > 0.5 ? Double(wrongSigns) / discoveries.rounded() : nil }
  /// Mean size of the effects found, in sizes of the true one; nil where none was found, or there is none.
  var typeM: Double? { sizes.known > 0 ? sizes.estimated / sizes.known : nil }
}

extension FieldSample.Finding {
  var isSignificant: Bool { low > 0 || high < 0 }
}
