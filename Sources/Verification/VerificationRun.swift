import Synchronization

/// Runs checks at their default points, several at a time.
public struct VerificationRun: Sendable {
  public let session: Session
  public let checks: [Check]

  public init(_ session: Session, checks: [Check] = Catalogue.checks) {
    self.session = session
    self.checks = checks
  }

  /// - Parameter progress: called with the number of checks done and the id of the last; called from worker threads.
  /// - Returns: outcomes in the order of the checks, nil for those that were given up.
  public func run(progress: @escaping @Sendable (Int, String) -> Void = { _, _ in }) -> Report {
    // Long ones first, so that no thread is left with one at the end.
    let order = checks.indices.sorted { weight(checks[$0]) < weight(checks[$1]) }
    let done = Atomic<Int>(0)
    let outcomes = try? session.map(order.count) { place -> Check.Outcome in
      let check = checks[order[place]]
      let outcome = check.run(session)
      progress(done.wrappingAdd(1, ordering: .relaxed).newValue, check.id)
      return outcome
    }
    guard let outcomes else { return Report(checks: [], outcomes: [], isComplete: false) }
    let placed = zip(order, outcomes).sorted { $0.0 < $1.0 }.map(\.1)
    return Report(checks: checks, outcomes: placed, isComplete: true)
  }

  private func weight(_ check: Check) -> Int { Catalogue.longest.firstIndex(of: check.id) ?? Catalogue.longest.count }

  public struct Report: Sendable {
    public let checks: [Check]
    public let outcomes: [Check.Outcome]
    /// False when somebody stopped the run.
    public let isComplete: Bool

    public init(checks: [Check], outcomes: [Check.Outcome], isComplete: Bool) {
      self.checks = checks
      self.outcomes = outcomes
      self.isComplete = isComplete
    }

    public var figures: [Finding] {
      outcomes.flatMap { if case .figures(let figures) = $0 { figures } else { [Finding]() } }
    }

    /// Figures out of bounds, and checks that broke off.
    public var failures: Int {
      outcomes.reduce(0) { count, outcome in
        switch outcome {
        case .figures(let figures): count + figures.count { !$0.passes }
        case .failed: count + 1
        case .notRun: count
        }
      }
    }

    public var notRun: Int { outcomes.count { if case .notRun = $0 { true } else { false } } }

    /// Figures that depend on the seed, and the probability that chance alone takes one of them beyond four standard errors.
    public var sampled: Int { figures.count { if case .sampled = $0.rule { true } else { false } } }
    public var chanceOfFalseAlarm: Double {
      var right = 1.0
      for _ in 0..<sampled { right *= 1 - 6.334e-5 }
      return 1 - right
    }
  }
}
