import Reports
import Synchronization

/// What is said of a run while it goes on, and in one line when it is over.
final class RunProgress: Sendable {
  private struct Times {
    var trials: ContinuousClock.Instant?
    /// Trials that are asked for so far.
    var total = 0
    /// Trials that an earlier run had done.
    var first = 0
    var tables: ContinuousClock.Instant?
  }

  private let bar = ProgressBar()
  private let solvesSalaries: Bool
  private let makesTables: Bool
  private let began = ContinuousClock.now
  private let times = Mutex(Times())

  /// - Parameters:
  ///   - solvesSalaries: whether a budget is solved first.
  ///   - makesTables: whether tables follow the trials.
  init(solvesSalaries: Bool, makesTables: Bool = true) {
    (self.solvesSalaries, self.makesTables) = (solvesSalaries, makesTables)
    bar.begin(solvesSalaries ? "Solving salaries for equal cost" : "Starting", "pilot trials for equal cost")
  }

  /// Pilot trials of the budget, and how many there may be at most.
  func salaries(_ done: Int, of most: Int) { bar.show(done, of: most) }

  /// Complete trials, of those that are asked for so far; the first time as trials begin. A precision may ask for more once
  /// those are complete.
  func trials(_ done: Int, of total: Int) {
    let begins = times.withLock { times in
      guard times.trials != nil, times.tables == nil else {
        if times.trials == nil { (times.trials, times.first) = (.now, done) }
        (times.total, times.tables) = (total, nil)
        return true
      }
      times.total = total
      return false
    }
    if begins {
      bar.begin("Running trials", "trials", from: done, of: total, isEven: true)
    } else {
      bar.show(done, of: total)
    }
    guard done == total, makesTables else { return }
    times.withLock { $0.tables = .now }
    bar.begin("Making tables")
  }

  func finish() { bar.finish() }

  /// Whether anything was shown on the way.
  var hasSpoken: Bool { bar.hasSpoken }

  /// `12.3 s on 2 threads: salaries 5.1 s, 120 trials 6.6 s (18.2 a second)`
  func closing(trials: Int, threads: Int) -> String {
    let end = ContinuousClock.now, times = times.withLock { $0 }
    func seconds(_ duration: Duration) -> String { NumberText.fixed(Double(duration), 1) + " s" }
    let all = "\(seconds(end - began)) on \(NumberText.count(threads, "thread"))"
    guard let start = times.trials else { return all }
    let took = (times.tables ?? end) - start, trials = trials - times.first
    let rate = NumberText.fixed(Double(trials) / max(1e-9, Double(took)), 1)
    return all + ": " + (solvesSalaries ? "salaries \(seconds(start - began)), " : "")
      + "\(NumberText.count(trials, "trial")) \(seconds(took)) (\(rate) a second)"
  }
}
