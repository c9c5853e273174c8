import Experiments
import Reports
import Synchronization

/// What is said of a calibration while it goes on.
final class CalibrationLine: Sendable {
  private let bar = ProgressBar()
  private let stage = Mutex("")

  func tell(_ progress: CalibrationProgress) {
    switch progress {
    case .wave(let wave, let done, let all): show("Wave \(wave + 1)", done, of: all, "sets", isEven: true)
    case .looking(let fitting, let simulated):
      show("Looking where to go next; \(fitting) of \(NumberText.count(simulated, "set")) fit", 0, of: nil, "")
    case .confirming(let tried, let members, let wanted):
      show("Simulating sets that fit on fresh draws, \(tried) so far", members, of: wanted, "members")
    case .checks(let done, let all): show("Simulating the checks", done, of: all, "members", isEven: true)
    }
  }

  func finish() { bar.finish() }

  private func show(_ title: String, _ done: Int, of total: Int?, _ unit: String, isEven: Bool = false) {
    let isNew = stage.withLock { last in
      defer { last = title }
      return last != title
    }
    if isNew { bar.begin(title, unit, from: done, of: total, isEven: isEven) } else { bar.show(done) }
  }
}
