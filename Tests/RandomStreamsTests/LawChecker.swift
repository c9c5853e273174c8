import PortableMath
import Testing

/// What a distribution is, independently of how it is drawn.
struct Law: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let mean: Double
  let variance: Double
  /// E(X − μ)⁴, which gives the standard error of the variance.
  let fourthMoment: Double
  /// P(X ≤ x)
  let cumulative: @Sendable (Double) -> Double
  /// Whether values are integers from 0 on.
  var isCount = false
}

/// How often a correct sampler may fail one of the three checks of `checkDistribution`.
let errorRate = 1e-6

/// The complaints that a sample gives reason for, each at the error rate: mean, variance, shape. A correct sampler
/// gives none.
///
/// Mean and variance by their asymptotically normal z; shape by Kolmogorov-Smirnov, or by chi-square over cells with
/// an expected count of at least ten where values are counts.
func checkDistribution(_ sample: [Double], _ law: Law) -> [String] {
  let n = Double(sample.count)
  let critical = -Portable.normalQuantile(errorRate / 2)
  let mean = sample.reduce(0, +) / n
  let variance = sample.reduce(0) { $0 + ($1 - law.mean) * ($1 - law.mean) } / n
  var complaints: [String] = []
  let z = (mean - law.mean) / Portable.sqrt(law.variance / n)
  if !(abs(z) < critical) { complaints.append("mean \(mean), expected \(law.mean), z \(z)") }
  // a fair coin's squared deviation is constant: no error, and none expected
  let spread = max(law.fourthMoment - law.variance * law.variance, 1e-18)
  let zVariance = (variance - law.variance) / Portable.sqrt(spread / n)
  if !(abs(zVariance) < critical) {
    complaints.append("variance \(variance), expected \(law.variance), z \(zVariance)")
  }
  if let shape = law.isCount ? chiSquare(sample, law) : kolmogorovSmirnov(sample, law) { complaints.append(shape) }
  return complaints
}

private func kolmogorovSmirnov(_ sample: [Double], _ law: Law) -> String? {
  let n = Double(sample.count)
  var distance = 0.0
  for (i, x) in sample.sorted().enumerated() {
    let f = law.cumulative(x)
    distance = max(distance, f - Double(i) / n, Double(i + 1) / n - f)
  }
  // P(D√n > d) → 2e^(−2d²)
  let critical = Portable.sqrt(Portable.log(2 / errorRate) / 2)
  return distance * Portable.sqrt(n) < critical ? nil : "Kolmogorov-Smirnov distance \(distance)"
}

private func chiSquare(_ sample: [Double], _ law: Law) -> String? {
  var observed: [Int: Int] = [:]
  for x in sample {
    guard x >= 0, x == x.rounded(.down), x < 1e9 else { return "not a count: \(x)" }
    observed[Int(x), default: 0] += 1
  }
  let n = Double(sample.count)
  var cells: [(observed: Double, expected: Double)] = []
  var open = (observed: 0.0, expected: 0.0)
  var below = 0.0
  for k in 0...(observed.keys.max() ?? 0) {
    let cumulative = law.cumulative(Double(k))
    open.observed += Double(observed[k] ?? 0)
    open.expected += n * (cumulative - below)
    below = cumulative
    if open.expected >= 10 {
      cells.append(open)
      open = (0, 0)
    }
  }
  open.expected += n * (1 - below)
  if cells.isEmpty || open.expected >= 10 {
    cells.append(open)
  } else {
    cells[cells.count - 1].observed += open.observed
    cells[cells.count - 1].expected += open.expected
  }
  return chiSquareComplaint(cells, degrees: cells.count - 1)
}

/// nil, or why the observed counts are too far from the expected ones.
func chiSquareComplaint(_ cells: [(observed: Double, expected: Double)], degrees: Int) -> String? {
  guard degrees > 0 else { return nil }
  let statistic = cells.reduce(0) { $0 + ($1.observed - $1.expected) * ($1.observed - $1.expected) / $1.expected }
  let tail = 1 - Portable.incompleteGamma(Double(degrees) / 2, statistic / 2)
  return tail > errorRate ? nil : "chi-square \(statistic) with \(degrees) degrees of freedom"
}

/// Complaints about two series that should be independent uniforms: correlation, and chi-square over 16 × 16 cells.
func checkIndependence(_ a: [Double], _ b: [Double]) -> [String] {
  let n = Double(a.count)
  var complaints: [String] = []
  let correlation = zip(a, b).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / n * 12
  if !(abs(correlation) * Portable.sqrt(n) < -Portable.normalQuantile(errorRate / 2)) {
    complaints.append("correlation \(correlation)")
  }
  var cells = Array(repeating: (observed: 0.0, expected: n / 256), count: 256)
  for (x, y) in zip(a, b) { cells[Int(x * 16) * 16 + Int(y * 16)].observed += 1 }
  if let complaint = chiSquareComplaint(cells, degrees: 255) { complaints.append(complaint) }
  return complaints
}
