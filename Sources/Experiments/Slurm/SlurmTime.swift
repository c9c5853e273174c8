/// A limit of time as Slurm writes it: minutes, `MM:SS`, `HH:MM:SS`, `D-HH`, `D-HH:MM` or `D-HH:MM:SS`.
package struct SlurmTime: Sendable, Equatable, CustomStringConvertible {
  package let seconds: Int

  private static let most = 366 * 86_400

  package init(seconds: Int) { self.seconds = min(max(seconds, 60), Self.most) }

  /// - Returns: nil for anything else, less than a minute, or more than a year.
  package init?(_ text: String) {
    func numbers(_ text: Substring) -> [Int]? {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { part in
        part.utf8.allSatisfy { (48...57).contains($0) } && part.utf8.count <= 7 ? Int(part) : nil
      }
      return numbers.count == parts.count && (1...3).contains(parts.count) ? numbers : nil
    }
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    let seconds: Int
    switch halves.count {
    case 1:
      guard let given = numbers(halves[0]) else { return nil }
      switch given.count {
      case 1: seconds = 60 * given[0]
      case 2: seconds = 60 * given[0] + given[1]
      default: seconds = 3_600 * given[0] + 60 * given[1] + given[2]
      }
    case 2:
      guard let days = numbers(halves[0]), days.count == 1, let given = numbers(halves[1]) else { return nil }
      seconds = 86_400 * days[0] + zip(given, [3_600, 60, 1]).map { $0 * $1 }.reduce(0, +)
    default: return nil
    }
    guard (60...Self.most).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// `01:30:00`, `2-00:00:00`
  package var description: String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let days = seconds / 86_400
    return (days > 0 ? "\(days)-" : "")
      + [seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
  }
}
