/// How many trials of a study may fail before it ends: so many, or such a share of those that it may run.
public enum FailureLimit: Sendable, Equatable {
  case count(Int)
  /// Above 0 and below 1.
  case share(Double)

  /// Trials that may fail.
  /// - Parameter trials: that the study may run.
  func most(of trials: Int) -> Int {
    switch self {
    case .count(let count): count
    case .share(let share): Int(share * Double(trials))
    }
  }
}
