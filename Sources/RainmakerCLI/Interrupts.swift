import Dispatch
import Experiments
import Foundation

/// Ctrl-C and a scheduler's SIGTERM stop at a trial boundary; a second Ctrl-C leaves at once.
final class Interrupts {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter end: when the program will stop, in words.
  init(_ stop: StopSignal, at end: String = "at the next trial boundary") {
    let queue = DispatchQueue(label: "interrupts")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if stop.isRaised { _exit(130) }
        stop.raise()
        Terminal.say("", "Stopping \(end); once more to leave at once.")
      }
      source.resume()
      return source
    }
  }

  func end() { sources.forEach { $0.cancel() } }
}
