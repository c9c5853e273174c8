import Foundation
import Synchronization

/// What to run: sellers, weeks, trials, seed, and how many threads (1).
struct Size {
  let sellers, weeks, trials, threads: Int
  let seed: UInt32

  init(_ arguments: [String]) {
    let numbers = arguments.dropFirst().compactMap { UInt32($0) }
    guard numbers.count == arguments.count - 1, 4...5 ~= numbers.count else {
      FileHandle.standardError.write(Data("usage: yardstick SELLERS WEEKS TRIALS SEED [THREADS]\n".utf8))
      exit(64)
    }
    (sellers, weeks, trials, seed) = (Int(numbers[0]), Int(numbers[1]), Int(numbers[2]), numbers[3])
    threads = numbers.count == 5 ? max(1, Int(numbers[4])) : 1
  }
}

/// Trials on several threads; each has a slot of its own, so their order does not matter.
enum Trials {
  static func run(_ trials: Int, threads: Int, _ kernel: Kernel) -> [Sums] {
    guard threads > 1 else {
      let firm = YardstickFirm(sellers: kernel.sellers)
      return (0..<trials).map { kernel.run(trial: $0, firm) }
    }
    let next = Atomic<Int>(0)
    let slots = Mutex([Sums](repeating: Sums(), count: trials))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let firm = YardstickFirm(sellers: kernel.sellers)
      while true {
        let trial = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard trial < trials else { return }
        let sums = kernel.run(trial: trial, firm)
        slots.withLock { $0[trial] = sums }
      }
    }
    return slots.withLock { $0 }
  }
}

/// The line of JSON that all peers print.
enum Report {
  static let names = ["value", "wins", "opps", "effort", "skill", "morale"]

  static func print(_ size: Size, _ sums: Sums, seconds: Double, cpu: Double, level: String) {
    let rows = Double(size.sellers * size.weeks * size.trials)
    var means = names.indices.map { "\"\(names[$0])\": \"\(text(sums.first[$0] / rows))\"" }
    means.append("\"leavers\": \"\(text(Double(sums.leavers) / rows))\"")
    let squares = names.indices.map { "\"\(names[$0])\": \"\(text(sums.second[$0] / rows))\"" }
    Swift.print(
      "{\"peer\": \"rainmaker-\(level)\", \"sellers\": \(size.sellers), \"weeks\": \(size.weeks), "
        + "\"trials\": \(size.trials), \"seed\": \(size.seed), \"means\": {\(means.joined(separator: ", "))}, "
        + "\"squares\": {\(squares.joined(separator: ", "))}, "
        + String(
          format: "\"seconds\": %.6f, \"cpu\": %.6f, \"megabytes\": %.1f}", seconds, cpu, peakMegabytes()))
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Largest resident memory so far.
  private static func peakMegabytes() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
  }

  private static func text(_ x: Double) -> String { String(format: "%.6g", x) }
}
