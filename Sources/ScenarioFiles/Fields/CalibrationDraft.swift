import Experiments
import SalesForce
import SimulationStatistics

/// A calibration while its file is read.
struct CalibrationDraft: Sendable {
  var free: [FreeParameter] = []
  var targets: [TargetDraft] = []
  var points = 120
  var waves = 6
  var members = 200

  init() {}

  init(_ plan: CalibrationPlan) {
    (free, targets) = (plan.box.parameters, plan.targets.map(TargetDraft.init))
    (points, waves, members) = (plan.points, plan.waves, plan.members)
  }

  /// Nil for a draft that the rules have refused.
  var plan: CalibrationPlan? {
    guard let box = try? ParameterBox(free) else { return nil }
    return CalibrationPlan(
      box: box, targets: targets.compactMap { try? $0.target }, points: points, waves: waves, members: members)
  }
}

/// A target while its file is read.
struct TargetDraft: Sendable {
  var name: String
  var path = ""
  var comparison = HypothesisDraft(name: "")
  var scale = StudyTarget.Scale.raw
  var over: HypothesisDraft?
  var overScale = StudyTarget.Scale.raw
  var value: Double?
  var sd: Double?
  var sign: StudyTarget.Sign?
  var range: [Double]?
  var trials: Int?
  var discrepancy = 0.0
  var source = ""
  var use = StudyTarget.Use.fit

  init(name: String) { self.name = name }

  init(_ target: StudyTarget) {
    name = target.name
    comparison = HypothesisDraft(target.comparison)
    (scale, over, overScale) = (target.scale, target.over.map(HypothesisDraft.init), target.overScale)
    (source, use, trials) = (target.source, target.use, target.trials)
    switch target.finding {
    case .value(let aim): (value, sd, discrepancy) = (aim.value, aim.sd, aim.discrepancy)
    case .sign(let sign): self.sign = sign
    case .range(let range): self.range = [range.lowerBound, range.upperBound]
    }
  }

  var target: StudyTarget {
    get throws(StatisticsError) {
      StudyTarget(
        name: name, try finding, comparison: comparison.hypothesis, scale: scale, over: over?.hypothesis,
        overScale: overScale, source: source, use: use, trials: trials)
    }
  }

  private var finding: StudyTarget.Finding {
    get throws(StatisticsError) {
      if let sign { return .sign(sign) }
      if let range, range.count == 2 { return .range(range[0]...max(range[0], range[1])) }
      return .value(try CalibrationTarget(name: name, value: value ?? .nan, sd: sd ?? 0, discrepancy: discrepancy))
    }
  }
}
