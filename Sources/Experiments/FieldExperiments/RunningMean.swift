/// A mean that is added to trial by trial, with its Monte Carlo error. Trials of one plausible firm count as one observation, for
/// more of them do not even out what they share.
struct RunningMean {
  private(set) var count = 0
  private var mean = 0.0, squares = 0.0
  /// Sums and numbers by member of the ensemble; empty without one.
  private var sums: [Double], counts: [Int]

  /// - Parameter members: of the ensemble; nil without one.
  init(members: Int?) {
    sums = [Double](repeating: 0, count: members ?? 0)
    counts = [Int](repeating: 0, count: members ?? 0)
  }

  mutating func add(_ value: Double, member: Int?) {
    // Welford, Technometrics 4 (1962).
    count += 1
    let gap = value - mean
    mean += gap / Double(count)
    squares += gap * (value - mean)
    if let member {
      sums[member] += value
      counts[member] += 1
    }
  }

  /// nil without numbers.
  var value: Double? { count > 0 ? mean : nil }
  /// Standard deviation over trials (n − 1).
  var deviation: Double? { count > 1 ? (squares / Double(count - 1)).squareRoot() : nil }

  /// Standard error of the mean; nil for fewer than two observations.
  var error: Double? {
    let members = counts.indices.filter { counts[$0] > 0 }
    guard !members.isEmpty else { return deviation.map { $0 / Double(count).squareRoot() } }
    guard members.count > 1 else { return nil }
    // Of a ratio of sums: members may have one trial more or less.
    let number = Double(members.count)
    let squares = members.reduce(0) { sum, member in
      let gap = sums[member] - Double(counts[member]) * mean
      return sum + gap * gap
    }
    return (number / (number - 1) * squares).squareRoot() / Double(count)
  }

  /// The mean of a member's trials; of all without an ensemble.
  func value(of member: Int?) -> Double? {
    guard let member else { return value }
    return counts[member] > 0 ? sums[member] / Double(counts[member]) : nil
  }
}
