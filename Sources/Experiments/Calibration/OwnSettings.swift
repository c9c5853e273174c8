import SalesForce

extension CalibrationWork {
  /// The free parameters as the scenario has them: the first set that a calibration simulates, so that whoever asks learns
  /// how their own settings fit, and these can be a member. Nil where one lies outside its range.
  var ownSettings: [Double]? {
    let given = scenario.plan.parameters
    let values = plan.paths.compactMap { path in
      (given[path] ?? Registry.standard.parameters.first { $0.path == path }?.defaults)?.first
    }
    let isInside = zip(plan.box.parameters, values).allSatisfy { $0.range.contains($1) }
    return values.count == plan.paths.count && isInside ? values : nil
  }
}
