/// A regime as the weeks read it: one path for each lever, and beside it what a part of the firm or some weeks get instead.
struct LeverPaths: Sendable {
  /// A treatment of one lever.
  private struct Special: Sendable {
    let path: WeeklyPath
    /// Bit of the cohort; all bits for everybody.
    let members: UInt32
    let weeks: ClosedRange<Int>
  }

  private let paths: [WeeklyPath]
  private let steps: [Bool]
  private let specials: [Special?]
  /// Weeks in which a lever differs between seats.
  private let divided: [ClosedRange<Int>]

  /// - Parameters:
  ///   - cohorts: the model's, in the order of their bits.
  ///   - horizon: a treatment without weeks holds in all that are measured.
  init(_ regime: Regime, cohorts: [Cohort] = [], horizon: Horizon? = nil) {
    paths = LeverName.allCases.map { regime.levers[$0] ?? WeeklyPath($0.card.neutral) }
    steps = LeverName.allCases.map {
      switch $0.card.domain {
      case .choice: true
      case .number(_, let whole): whole
      }
    }
    let all = (horizon?.warmUp ?? 0)...Int(Int32.max)
    specials = LeverName.allCases.map { name in
      regime.treatments[name].map { treatment in
        // A part of the firm that nobody drew lots for has no members.
        let bit = treatment.cohort.map { one in
          cohorts.firstIndex(of: one).map { UInt32(1) << UInt32($0) } ?? 0
        }
        let weeks = treatment.weeks ?? all
        return Special(
          path: treatment.value, members: bit ?? .max,
          weeks: (weeks.lowerBound - name.foresight)...(weeks.upperBound - name.foresight))
      }
    }
    divided = specials.compactMap { $0.flatMap { $0.members == .max ? nil : $0.weeks } }
  }

  /// Whether seats may differ in a week.
  func isDivided(week: Int) -> Bool {
    for weeks in divided where weeks.contains(week) { return true }
    return false
  }

  /// Value of the lever at a place in `LeverName.allCases`; counts and choices step, other levers ramp.
  /// - Parameter members: which cohorts the seat belongs to.
  func value(_ lever: Int, week: Int, members: UInt32 = 0) -> Double {
    if let special = specials[lever], special.weeks.contains(week),
      special.members == .max || special.members & members != 0
    {
      return read(special.path, lever, week)
    }
    return read(paths[lever], lever, week)
  }

  private func read(_ path: WeeklyPath, _ lever: Int, _ week: Int) -> Double {
    steps[lever] ? path.stepped(at: week) : path[week]
  }
}
