/// How fast work goes, from what was done in the last half minute, and in the last few steps if those took longer: a slow
/// start or a machine that slept does not spoil what is said for the rest of a run.
struct Pace {
  private var samples: [(seconds: Double, done: Int)] = []

  private static let window = 30.0
  private static let steps = 8

  /// Takes how much is done at a time since the work began; to be called with what is done at 0.
  mutating func note(_ done: Int, at seconds: Double) {
    if let last = samples.last, done <= last.done { return }
    samples.append((seconds, done))
    while samples.count > Self.steps, seconds - samples[1].seconds > Self.window { samples.removeFirst() }
  }

  /// Pieces a second, or nil while one piece alone is known: the first is no measure of the others.
  var rate: Double? {
    guard let first = samples.first, let last = samples.last, samples.count > 2, last.done - first.done > 1,
      last.seconds > first.seconds
    else { return nil }
    return Double(last.done - first.done) / (last.seconds - first.seconds)
  }

  /// Seconds that the rest will take.
  func left(of total: Int) -> Double? {
    guard let rate, let last = samples.last else { return nil }
    return Double(total - last.done) / rate
  }
}
