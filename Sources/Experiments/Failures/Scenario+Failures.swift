extension Scenario {
  /// Whether so many failed trials are more than the study takes.
  public func isExhausted(_ failed: Int) -> Bool { failureLimit.map { failed > $0.most(of: trials) } ?? false }
}
