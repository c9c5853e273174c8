import ArgumentParser
import Foundation

/// The main thread's stack: too small a limit is a message and not a crash.
enum StackLimit {
  /// Twice what any command was seen to need.
  private static let least = rlim_t(256 << 10)
  private static let usual = rlim_t(8 << 20)

  /// Raises the limit where that is allowed, or leaves with the exit code 71.
  static func check() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0, limit.rlim_cur < least else { return }
    // The stack of the main thread grows as far as the limit of the moment allows.
    limit.rlim_cur = min(usual, limit.rlim_max)
    guard limit.rlim_cur < least || setrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) != 0 else { return }
    Terminal.say(
      "rainmaker: the stack may have \(limit.rlim_max >> 10) KB, and \(least >> 10) are needed (ulimit -s shows the limit)."
    )
    exit(Exits.shortage.rawValue)
  }
}
