import Experiments
import SalesForce

/// Settings that are allowed and do nothing, or not what they look like: said, and not refused.
extension Draft {
  /// - Parameter scenario: the draft, filled in.
  func checkIdle(_ scenario: Scenario, _ diagnosis: inout Diagnosis) {
    if trials.count == 1, regimes.count > 1 || !hypotheses.isEmpty {
      diagnosis.warn("trials", "one trial gives no interval and no verdict; expected 2 or more", got: "1")
    }
    if selection != nil, !hypotheses.isEmpty {
      diagnosis.warn(
        "hypotheses",
        "not scored where a study chooses: trials go where they tell most of the choice; `run` without select scores them"
      )
    }
    checkSpan(&diagnosis)
    checkPaths(&diagnosis)
    checkTreatments(&diagnosis)
    checkAbsent(&diagnosis)
    checkPeriods(scenario, &diagnosis)
  }

  private func checkSpan(_ diagnosis: inout Diagnosis) {
    let path = "organisation.span"
    guard diagnosis.given([path]) != nil, span > sellers,
      !factors.contains(where: { $0.paths.contains(path) || $0.paths.contains("organisation.sellers") })
    else { return }
    diagnosis.warn(path, "the firm is one team; expected a span of at most its \(sellers) sellers", got: "\(span)")
  }

  // MARK: Paths

  private func checkPaths(_ diagnosis: inout Diagnosis) {
    let all = 0..<weeks, warm = 0..<warmUp, measured = warmUp..<weeks
    for card in ScenarioFormat.standard.registry.threads {
      if let path = threads[card.name] { check(path, "environment.\(card.name.rawValue)", in: all, &diagnosis) }
    }
    if warmUp == 0, diagnosis.given(["reference"]) != nil, reference.differs(from: Draft(name: "").reference) {
      diagnosis.warn("reference", "there is no warm-up for it to rule (horizon.warm_up is 0)")
    } else {
      check(reference, "reference", in: warm, &diagnosis)
    }
    for regime in givenRegimes { check(regime, "regimes.\(regime.name)", in: measured, &diagnosis) }
    for factor in factors {
      for level in factor.levels {
        let path = "design.factors.\(factor.name).levels.\(level.name)"
        for setting in level.settings {
          switch setting {
          case .thread(_, let values): check(values, path, in: all, &diagnosis)
          case .lever(_, _, let values): check(values, path, in: measured, &diagnosis)
          default: break
          }
        }
      }
    }
  }

  private func check(_ regime: RegimeDraft, _ path: String, in weeks: Range<Int>, _ diagnosis: inout Diagnosis) {
    for (lever, values) in regime.levers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      check(values, "\(path).levers.\(lever.rawValue)", in: weeks, &diagnosis)
    }
  }

  /// A path that never changes while it holds, or whose end never comes. One that ends in the week behind the last
  /// is a ramp over all of them.
  private func check(_ path: WeeklyPath, _ field: String, in weeks: Range<Int>, _ diagnosis: inout Diagnosis) {
    guard !path.isConstant, !weeks.isEmpty, let last = path.points.last else { return }
    let holds = "weeks \(weeks.lowerBound) to \(weeks.upperBound - 1)"
    let stretch = "points of weeks \(path.points[0].week) to \(last.week)"
    let ends = [path[weeks.lowerBound], path[weeks.upperBound - 1]]
    if (path.points.filter { weeks.contains($0.week) }.map(\.value) + ends).allSatisfy({ $0 == ends[0] }) {
      diagnosis.warn(
        field,
        "changes only where it has no effect: it holds in \(holds) and is \(NumberText.shortest(ends[0])) "
          + "in all of them; expected a change there", got: stretch)
    } else if last.week > weeks.upperBound {
      diagnosis.warn(
        field, "its last point is never reached: it holds in \(holds); expected points up to week \(weeks.upperBound)",
        got: stretch)
    }
  }

  // MARK: What is not there

  /// Parameters, levers and threads that nothing reads, because mechanisms are off at every point.
  private func checkAbsent(_ diagnosis: inout Diagnosis) {
    let registry = ScenarioFormat.standard.registry
    var off = knockedOut
    for factor in factors {
      for case .mechanism(let name, true) in factor.levels.flatMap(\.settings) { off.remove(name) }
    }
    guard !off.isEmpty else { return }
    func warn(_ path: String, _ readers: [String]) {
      guard !readers.isEmpty, readers.allSatisfy(off.contains) else { return }
      let names = readers.joined(separator: " and ")
      diagnosis.warn(path, "does nothing: \(names) \(readers.count == 1 ? "is" : "are") off, by model.mechanisms")
    }
    for card in registry.parameters where parameters[card.path].map({ $0 != card.defaults }) ?? false {
      warn("model.parameters.\(card.path)", [card.group])
    }
    for card in registry.threads where threads[card.name].map({ $0 != WeeklyPath(card.neutral) }) ?? false {
      warn("environment.\(card.name.rawValue)", registry.threadReaders[card.name] ?? [])
    }
    for (regime, path) in [(reference, "reference")] + checkedRegimes.map({ ($0.regime, $0.path) }) {
      for (lever, values) in regime.levers.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      where values != regime.usual(lever) {
        warn("\(path).levers.\(lever.rawValue)", registry.leverReaders[lever] ?? [])
      }
      for lever in regime.treatments.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
        warn("\(path).levers.\(lever.rawValue)", registry.leverReaders[lever] ?? [])
      }
    }
    for factor in factors {
      let path = "design.factors.\(factor.name).path"
      for setting in factor.levels.first?.settings ?? [] {
        switch setting {
        case .thread(let name, _): warn(path, registry.threadReaders[name] ?? [])
        case .lever(let name, _, _): warn(path, registry.leverReaders[name] ?? [])
        case .parameter(let name, _):
          warn(path, registry.parameters.filter { $0.path == name }.map(\.group))
        default: break
        }
      }
    }
  }
}

extension RegimeDraft {
  /// What a lever is without the file's saying so.
  func usual(_ lever: LeverName) -> WeeklyPath {
    preset.flatMap { Presets.levers[$0]?[lever] } ?? WeeklyPath(lever.card.neutral)
  }

  fileprivate func differs(from other: RegimeDraft) -> Bool {
    let registry = ScenarioFormat.standard.registry
    return regime(named: "", registry).levers != other.regime(named: "", registry).levers
  }
}
