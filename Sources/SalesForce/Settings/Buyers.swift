import PortableMath

/// What customers are like, as far as several mechanisms need to know.
struct Buyers: Sendable {
  /// Share of customers whose needs nothing that is on offer meets yet.
  let newShare: Double
  /// λ_G.
  let gapWeight: Double
  /// ι_B.
  let control: Double
  /// How far buyers have come by themselves before a seller is heard, one value each for equally many of them.
  let progress: [Double]
  /// η_P.
  let pressureWeight: Double
  /// Pressure that buyers bear, one value each for equally many of them.
  let tolerance: [Double]

  /// Degrees of progress that are distinguished: a power of two, so that bits of one draw pick them exactly.
  static let degrees = 64
  /// Degrees of tolerance, likewise.
  static let tolerances = 4

  init(_ settings: inout Settings) {
    newShare = settings.number(
      "new_share", "s_new", 0.3, in: 0...1, unit: "1", .judgement, "science 3.52: innovation is not always needed",
      "share of customers whose needs are new")
    gapWeight = settings.number(
      "gap_weight", "λ_G", 1, in: 0...20, unit: "log", .judgement, "science 6.4 eq. 5",
      "how pain and value beyond the incumbent's keep deals from ending undecided")
    let mean = settings.number(
      "progress_mean", "ρ", 0.57, in: 0.01...0.99, unit: "1", .verified,
      "CEB: 57 % of the way before contact; an average, much criticised (science 2.3)",
      "how far buyers have come by themselves before they hear a seller, mean")
    let sd = settings.number(
      "progress_sd", "", 0.2, in: 0.01...0.49, unit: "1", .judgement, "science 6.4 eq. 5: a wide spread",
      "spread of the same between buyers")
    control = settings.number(
      "control", "ι_B", 0.3, in: 0...5, unit: "1", .judgement, "direction of science 1.7, 1.9",
      "how far information puts buyers in control: e^{−ι_B I} remains of what is left of their way and of their patience"
    )
    pressureWeight = settings.number(
      "pressure_weight", "η_P", 1, in: 0...20, unit: "log", .judgement,
      "science 6.4 eq. 5; direction of Dixon & McKenna 2022: pressing the indecisive loses deals",
      "how pressure above what buyers tolerate drives them off, to a competitor or to no decision")
    tolerance = settings.numbers(
      "tolerance", "θ", [0.1, 0.25, 0.5, 1], in: 0...20, unit: "reference effort", .judgement,
      "science 6.4 eq. 5: differs between buyers", "pressure that buyers tolerate, for each quarter of them")
    let spare = mean * (1 - mean) / (sd * sd) - 1
    settings.require(
      spare > 0, "no share between 0 and 1 spreads as widely about its mean as that", at: "progress_sd",
      "progress_mean")
    progress =
      spare > 0 ? Self.quantiles(mean * spare, (1 - mean) * spare) : Array(repeating: mean, count: Self.degrees)
  }

  /// Quantiles (k + ½)/64 of Beta(a, b), from its distribution function on a grid, linear between its points.
  private static func quantiles(_ a: Double, _ b: Double) -> [Double] {
    let grid = 256
    var below = 0.0, point = 0, above = 0.0
    return (0..<degrees).map { degree in
      let wanted = (Double(degree) + 0.5) / Double(degrees)
      while above < wanted, point < grid {
        point += 1
        below = above
        above = point == grid ? 1 : Portable.incompleteBeta(a, b, Double(point) / Double(grid))
      }
      let share = above > below ? (wanted - below) / (above - below) : 0
      return (Double(point - 1) + share) / Double(grid)
    }
  }
}
