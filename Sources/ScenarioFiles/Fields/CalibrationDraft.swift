import Experiments
import SalesForce

/// A calibration while its file is read.
struct CalibrationDraft: Sendable {
  var free: [FreeParameter] = []
  var targets: [TargetDraft] = []
  var points = 120
  var waves = 6
  var members = 200

  init() {}

  init(_ plan: CalibrationPlan) {
    (free, targets) = (plan.free, plan.targets.map(TargetDraft.init))
    (points, waves, members) = (plan.points, plan.waves, plan.members)
  }

  var plan: CalibrationPlan {
    CalibrationPlan(free: free, targets: targets.map(\.target), points: points, waves: waves, members: members)
  }
}

/// A target while its file is read.
struct TargetDraft: Sendable {
  var name: String
  var path = ""
  var comparison = HypothesisDraft(name: "")
  var scale = CalibrationTarget.Scale.raw
  var over: HypothesisDraft?
  var overScale = CalibrationTarget.Scale.raw
  var value = 0.0
  var sd = 0.0
  var discrepancy = 0.0
  var source = ""
  var use = CalibrationTarget.Use.fit

  init(name: String) { self.name = name }

  init(_ target: CalibrationTarget) {
    name = target.name
    comparison = HypothesisDraft(target.comparison)
    (scale, over, overScale) = (target.scale, target.over.map(HypothesisDraft.init), target.overScale)
    (value, sd, discrepancy, source, use) = (target.value, target.sd, target.discrepancy, target.source, target.use)
  }

  var target: CalibrationTarget {
    CalibrationTarget(
      name: name, comparison: comparison.hypothesis, scale: scale, over: over?.hypothesis, overScale: overScale,
      value: value, sd: sd, discrepancy: discrepancy, source: source, use: use)
  }
}
