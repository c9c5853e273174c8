import Foundation
import Reports
import Synchronization

/// One line on a terminal: what is being done, how far, how fast, how long yet, and how much memory it takes.
final class ProgressBar: Sendable {
  private let total: Int
  private let unit: String
  private let started = ContinuousClock.now
  private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

  init(total: Int, of unit: String = "trials") {
    self.total = total
    self.unit = unit
  }

  /// Says what goes on while no trial is complete yet, or all are.
  func tell(_ stage: String) {
    lastShown.withLock { $0 = .now }
    Terminal.write("\r\u{1B}[K\(stage) …")
  }

  /// Draws the line anew, ten times a second at most.
  func show(_ done: Int) {
    let now = ContinuousClock.now
    let isDue = lastShown.withLock { last in
      if let last, now - last < .milliseconds(100), done < total { return false }
      last = now
      return true
    }
    guard isDue else { return }
    if done == total, unit == "trials" { return tell("Making tables") }
    let seconds = max(
      Double((now - started).components.seconds)
        + Double((now - started).components.attoseconds) * 1e-18, 1e-9)
    Terminal.write(
      "\r\u{1B}[K" + Self.line(done: done, total: total, unit: unit, seconds: seconds) + "  \(Self.memory) MB")
  }

  /// Clears the line.
  func finish() {
    if lastShown.withLock({ $0 }) != nil { Terminal.write("\r\u{1B}[K") }
  }

  static func line(done: Int, total: Int, unit: String, seconds: Double) -> String {
    let width = 30, filled = total > 0 ? width * done / total : 0
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    let rate = Double(done) / seconds
    let left = rate > 0 ? Double(total - done) / rate : 0
    return "[\(bar)] \(done)/\(total) \(unit)  \(NumberText.fixed(rate, 1))/s  ETA \(duration(left))"
  }

  /// Most memory that the process has held, in MB.
  private static var memory: Int {
    var usage = rusage()
    return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? usage.ru_maxrss / 1024 : 0
  }

  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 3.6e8).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
  }
}
