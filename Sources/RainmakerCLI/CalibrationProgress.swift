import Experiments
import Synchronization

/// Lines about a calibration while it runs: each tenth of a wave, and what came of it.
final class CalibrationProgress: Sendable {
  private let told = Mutex<(wave: Int, tenth: Int)>((-1, -1))

  func tell(_ progress: Calibration.Progress) {
    switch progress {
    case .points(let done, let all, let wave):
      let tenth = 10 * done / max(1, all)
      let isNew = told.withLock { last in
        guard (wave, tenth) > (last.wave, last.tenth) else { return false }
        last = (wave, tenth)
        return true
      }
      if isNew { Terminal.say("wave \(wave): \(done) of \(all) sets simulated") }
    case .emulating(let wave): Terminal.say("wave \(wave): emulating the targets, looking where to go next")
    case .found(let fitting, let all): Terminal.say("\(fitting) of \(all) sets fit every target")
    }
  }
}
