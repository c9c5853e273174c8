import Experiments
import Foundation

/// Ctrl-C, a scheduler's warnings and a terminal that is closed stop at a trial boundary; a second Ctrl-C, or SIGTERM,
/// leaves at once.
///
/// Handlers of the process and no queue: they work where no thread is to be had.
final class Interrupts {
  /// Warnings that schedulers send before a limit are requests to stop, as SIGTERM is. Who ignores one of them on the
  /// program's behalf (nohup) is obeyed.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU]
  private static let unconditional = [SIGINT, SIGTERM]

  private var former: [(number: Int32, action: sigaction)] = []
  private let stop: StopSignal
  private let text: UnsafeMutableBufferPointer<UInt8>

  /// - Parameters:
  ///   - end: when the program will stop, in words.
  ///   - code: that of a program which leaves at once.
  init(_ stop: StopSignal, at end: String = "at the next trial boundary", code: Int32 = Exits.interrupted.rawValue) {
    self.stop = stop
    let words = Array("\nStopping \(end); once more to leave at once.\n".utf8)
    text = .allocate(capacity: words.count)
    _ = text.initialize(from: words)
    caught = Caught(stop: Unmanaged.passUnretained(stop), text: UnsafeBufferPointer(text), code: code)
    for number in Self.signals {
      var action = sigaction(), old = sigaction()
      action.__sigaction_handler.sa_handler = take
      action.sa_flags = SA_RESTART
      sigaction(number, nil, &old)
      if Self.isIgnored(old), !Self.unconditional.contains(number) { continue }
      sigaction(number, &action, nil)
      former.append((number, old))
    }
  }

  func end() {
    for (number, action) in former {
      var action = action
      sigaction(number, &action, nil)
    }
    former = []
    caught = nil
  }

  deinit {
    end()
    text.deallocate()
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// What the handler needs; written before it is installed.
private struct Caught {
  let stop: Unmanaged<StopSignal>
  let text: UnsafeBufferPointer<UInt8>
  /// Of a program that leaves at once.
  let code: Int32
  /// Bits of the signals that have come.
  var seen: UInt64 = 0
  var last = timespec()
}

// One at a time: the program has one long piece of work. Handlers of different signals may meet; the worst that comes of it
// is a message twice.
private nonisolated(unsafe) var caught: Caught?

/// Only what a signal's handler may do: an atomic count, write(2), the clock, _exit(2).
private func take(_ number: Int32) {
  let code = errno
  defer { errno = code }
  guard let now = caught else { return }
  let bit = UInt64(1) << UInt64(number)
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  let isFirst = !now.stop._withUnsafeGuaranteedRef { $0.isRaised }
  let since = (time.tv_sec - now.last.tv_sec) * 1_000 + (time.tv_nsec - now.last.tv_nsec) / 1_000_000
  caught?.seen |= bit
  if isFirst {
    caught?.last = time
    now.stop._withUnsafeGuaranteedRef { $0.raise() }
    _ = write(STDERR_FILENO, now.text.baseAddress, now.text.count)
  } else if number == SIGINT && since > 20 || number == SIGTERM && now.seen & bit != 0 && since > 200 {
    // `timeout` sends its signal twice in a row, and means it once.
    _exit(now.code)
  } else if now.seen & bit == 0 {
    // Another kind of warning: tables that are being made of what was complete are given up as well.
    now.stop._withUnsafeGuaranteedRef { $0.raise() }
  }
}
