import Experiments
import Foundation
import Reports
import Synchronization

/// What is being done, how far, how fast and how long yet. On a terminal it is one line, with the memory that it takes; a
/// terminal that cannot redraw a line gets a line per stage. Where nobody watches (a log) a line comes every tenth of a
/// stage and every half minute, once the work is no short one.
final class ProgressBar: Sendable {
  /// Something that is done piece by piece.
  private struct Stage {
    let title: String
    /// What pieces are called.
    var unit = ""
    /// Whether pieces take about the same time, so that the time left can be estimated.
    var isEven = false
    let began: ContinuousClock.Instant
    var done = 0
    /// nil where nobody knows how many pieces there are.
    var total: Int?
    var pace = Pace()
    /// Tenths that were reported.
    var told = 0

    var tenths: Int { total.map { $0 > 0 ? 10 * done / $0 : 0 } ?? 0 }
  }

  private struct State {
    let born = ContinuousClock.now
    var stage: Stage?
    /// When something was drawn or reported.
    var shown: ContinuousClock.Instant?
    var isOver = false
  }

  private let state = Mutex(State())

  /// Work that is over sooner reports nothing to a log.
  private static let silence = Duration.seconds(2)
  private static let pause = Duration.seconds(30)

  /// Whether anything was said.
  var hasSpoken: Bool { Terminal.isWatched || state.withLock { $0.shown != nil } }

  init() {
    // Long pieces must not look like a program that hangs.
    Threads.everySecond { [weak self] in
      self?.state.withLock { state in
        if !state.isOver { Self.draw(&state, isDue: true) }
        return !state.isOver
      } ?? false
    }
  }

  /// Says what goes on and starts its clock.
  /// - Parameters:
  ///   - unit: what its pieces are called, where it has some.
  ///   - first: how many are done already.
  ///   - total: how many there are, where that is known.
  ///   - isEven: whether they take about the same time, so that the time left can be estimated.
  func begin(
    _ title: String, _ unit: String = "", from first: Int = 0, of total: Int? = nil, isEven: Bool = false
  ) {
    state.withLock { state in
      var stage = Stage(title: title, unit: unit, isEven: isEven, began: .now, done: first, total: total)
      stage.pace.note(first, at: 0)
      stage.told = stage.tenths
      state.stage = stage
      if Terminal.canRedraw {
        Self.draw(&state, isDue: true)
      } else if Terminal.isWatched || state.shown != nil {
        Terminal.say("\(stage.title) …")
      }
    }
  }

  /// Shows how many pieces are done; drawn ten times a second at most.
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
    state.withLock { state in
      if state.shown != nil, Terminal.canRedraw { Terminal.draw("\r\u{1B}[K") }
      state.stage = nil
      state.isOver = true
    }
  }

  private static func draw(_ state: inout State, isDue: Bool) {
    let now = ContinuousClock.now
    guard let stage = state.stage else { return }
    guard Terminal.canRedraw else { return Terminal.isWatched ? () : tell(&state, stage, now) }
    if !isDue, let last = state.shown, now - last < .milliseconds(100) { return }
    state.shown = now
    Terminal.draw("\r\u{1B}[K" + line(stage, seconds: Double(now - stage.began)))
  }

  /// A line for a log, if it is time for one.
  private static func tell(_ state: inout State, _ stage: Stage, _ now: ContinuousClock.Instant) {
    guard now - state.born >= silence else { return }
    guard stage.tenths > stage.told || now - (state.shown ?? state.born) >= pause else { return }
    state.shown = now
    state.stage?.told = stage.tenths
    guard let total = stage.total, total > 0 else { return Terminal.say("\(stage.title) …") }
    let most = "\(stage.title): \(100 * stage.done / total) %, \(stage.done) of \(total) \(stage.unit)"
    Terminal.say(most + pace(stage, total, seconds: Double(now - stage.began)))
  }

  private static func line(_ stage: Stage, seconds: Double) -> String {
    // A line that wraps cannot be drawn anew.
    let room = Terminal.watchedWidth - 1
    guard let total = stage.total else { return String("\(stage.title) …".prefix(room)) }
    let text = " \(stage.done)/\(total) \(stage.unit)" + pace(stage, total, seconds: seconds) + "  \(memory) MB"
    return String((bar(stage.done, of: total, width: min(30, room - text.count - 2)) + text).prefix(room))
  }

  private static func pace(_ stage: Stage, _ total: Int, seconds: Double) -> String {
    guard stage.isEven else { return "  \(duration(seconds))" }
    return (stage.pace.rate.map { "  \(NumberText.fixed($0, 1))/s" } ?? "")
      + (stage.pace.left(of: total).map { "  ETA \(duration($0))" } ?? "")
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
