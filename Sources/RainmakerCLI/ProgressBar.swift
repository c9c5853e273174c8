import Dispatch
import Foundation
import Reports
import Synchronization

/// One line on a terminal: what is being done, how far, how fast, how long yet, and how much memory it takes. A terminal
/// that cannot draw a line anew gets a line a stage instead.
final class ProgressBar: Sendable {
  /// Something that is done piece by piece.
  private struct Stage {
    let title: String
    /// What pieces are called.
    var unit = ""
    /// Whether pieces take about the same time, so that it can be told how long the rest takes.
    var isEven = false
    let began: ContinuousClock.Instant
    var done = 0
    /// nil where nobody knows how many pieces there are.
    var total: Int?
    var pace = Pace()
  }

  private struct State {
    var stage: Stage?
    var shown: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  // Sources of Dispatch may be used from any thread; they are not declared so on Linux.
  nonisolated(unsafe) private let ticker: any DispatchSourceTimer

  init() {
    ticker = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
    ticker.schedule(deadline: .now() + 1, repeating: 1)
    // Long pieces must not look like a program that hangs.
    ticker.setEventHandler { [weak self] in self?.state.withLock { Self.draw(&$0, isDue: true) } }
    ticker.resume()
  }

  /// Says what goes on and starts its clock.
  /// - Parameters:
  ///   - unit: what its pieces are called, where it has some.
  ///   - first: how many are done already.
  ///   - total: how many there are, where that is known.
  ///   - isEven: whether they take about the same time, so that it can be told how long the rest takes.
  func begin(
    _ title: String, _ unit: String = "", from first: Int = 0, of total: Int? = nil, isEven: Bool = false
  ) {
    state.withLock { state in
      var stage = Stage(title: title, unit: unit, isEven: isEven, began: .now, done: first, total: total)
      stage.pace.note(first, at: 0)
      state.stage = stage
      if Terminal.canRedraw { Self.draw(&state, isDue: true) } else { Terminal.say("\(stage.title) …") }
    }
  }

  /// Tells how many pieces are done; drawn ten times a second at most.
  /// - Parameter total: how many there are at most, where that was not known before.
  func show(_ done: Int, of total: Int? = nil) {
    state.withLock { state in
      guard state.stage != nil else { return }
      state.stage?.done = done
      if let total { state.stage?.total = total }
      if let began = state.stage?.began { state.stage?.pace.note(done, at: Double(ContinuousClock.now - began)) }
      Self.draw(&state, isDue: false)
    }
  }

  /// Clears the line.
  func finish() {
    ticker.cancel()
    state.withLock { state in
      if state.shown != nil { Terminal.draw("\r\u{1B}[K") }
      state = State()
    }
  }

  private static func draw(_ state: inout State, isDue: Bool) {
    let now = ContinuousClock.now
    guard Terminal.canRedraw, let stage = state.stage else { return }
    if !isDue, let last = state.shown, now - last < .milliseconds(100) { return }
    state.shown = now
    Terminal.draw("\r\u{1B}[K" + line(stage, seconds: Double(now - stage.began)))
  }

  private static func line(_ stage: Stage, seconds: Double) -> String {
    // A line that wraps cannot be drawn anew.
    let room = Terminal.watchedWidth - 1
    guard let total = stage.total else { return String("\(stage.title) …".prefix(room)) }
    var text = " \(stage.done)/\(total) \(stage.unit)"
    if stage.isEven {
      if let rate = stage.pace.rate { text += "  \(NumberText.fixed(rate, 1))/s" }
      if let left = stage.pace.left(of: total) { text += "  ETA \(duration(left))" }
    } else {
      text += "  \(duration(seconds))"
    }
    text += "  \(memory) MB"
    return String((bar(stage.done, of: total, width: min(30, room - text.count - 2)) + text).prefix(room))
  }

  private static func bar(_ done: Int, of total: Int, width: Int) -> String {
    guard width > 3 else { return "" }
    let filled = total > 0 ? min(width, width * done / total) : 0
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "]"
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

extension Double {
  init(_ duration: Duration) {
    self = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
