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
    if target.discrepancy > target.sd {
      let path = target.path + ".discrepancy"
      diagnosis.report(
        diagnosis.place(of: path), path, "expected at most sd: what the model may miss is never more than what is known",
        got: NumberText.shortest(target.discrepancy))
    }
  }
}
