import Experiments

/// Targets that name what is not there, or contradict themselves.
extension Draft {
  func check(_ target: TargetDraft, _ diagnosis: inout Diagnosis) {
    for side in [target.comparison, target.over].compactMap({ $0 }) {
      var plain = side
      // A target has a value, a scale and a tolerance of its own: what is left is what a claim about a level has.
      (plain.value, plain.size, plain.direction) = (side.value ?? 0, 1e-9, .about)
      check(plain, &diagnosis)
    }
    let findings = [target.value != nil, target.sign != nil, target.range != nil].count { $0 }
    if findings != 1 {
      diagnosis.report(
        diagnosis.place(of: target.path), target.path, "expected what was found: value with sd, or sign, or range",
        got: findings == 0 ? "none of them" : "\(findings) of them")
    } else if target.value != nil, target.sd == nil {
      diagnosis.report(
        diagnosis.place(of: target.path), target.path, "expected sd beside value: how sure it is", got: "no sd")
    } else if target.value == nil, target.use == .fit {
      diagnosis.report(
        diagnosis.place(of: target.path), target.path, "expected use: check: a sign or a range cannot be fitted",
        got: "use: fit")
    }
    if let range = target.range, range.count == 2, range[0] >= range[1] {
      let path = target.path + ".range"
      diagnosis.report(diagnosis.place(of: path), path, "expected [low, high] with low below high", got: "\(range)")
    }
    if target.discrepancy > target.sd ?? .infinity {
      let path = target.path + ".discrepancy"
      diagnosis.report(
        diagnosis.place(of: path), path,
        "expected at most sd: what the model may miss is never more than what is known",
        got: NumberText.shortest(target.discrepancy))
    }
  }
}
