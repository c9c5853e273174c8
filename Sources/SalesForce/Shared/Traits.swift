import PortableMath
import RandomStreams

/// What a person is like, from birth as it were: keyed by the person, so the same applicant turns up in every regime.
struct Traits: Sendable {
  /// Standard normal scores in the order talent, ownership, support, achievement, sociability, horizontality.
  static let count = 6

  private let talentSimple, talentComplex, ownershipMean, ownershipSpread, supportMean, supportSpread,
    achievementMean, horizontalityMean: Double
  /// Lower triangle of the Cholesky factor of the traits' correlations, row by row.
  private let factor: [Double]

  init(_ settings: inout Settings) {
    talentSimple = settings.number(
      "talent_log_sd", "s_a", 0.26, in: 0...3, unit: "log", .calibrated, "star/core 1.6 (science 1.16)",
      "spread of log talent in simple work")
    talentComplex = settings.number(
      "talent_log_sd_complex", "s_a", 0.55, in: 0...3, unit: "log", .calibrated, "star/core 3 (science 1.16)",
      "spread of log talent in fully complex work")
    ownershipMean = settings.number(
      "ownership_mean", "ō", 0.53, in: 0.02...0.98, unit: "1", .calibrated, "science 5.0",
      "mean chance of owning an issue")
    ownershipSpread = settings.number(
      "ownership_sd", "", 0.348, in: 0...3, unit: "1", .calibrated, "science 5.0", "spread of ownership before clipping"
    )
    supportMean = settings.number(
      "support_mean", "ū", 0.53, in: 0.02...0.98, unit: "1", .calibrated, "science 5.0",
      "mean chance of asking an expert")
    supportSpread = settings.number(
      "support_sd", "", 0.514, in: 0...3, unit: "1", .calibrated, "science 5.0",
      "spread of support skill before clipping")
    achievementMean = settings.number(
      "achievement_mean", "", 0, in: -5...5, unit: "sd", .judgement, "the reference; to be moved in studies of 1.15",
      "mean need for achievement of all who apply")
    horizontalityMean = settings.number(
      "horizontality_mean", "", 0, in: -5...5, unit: "sd", .judgement, "the reference; to be moved in studies of 1.8",
      "mean preference for sideways relations of all who apply")
    let talentAchievement = settings.number(
      "talent_achievement", "", 0.2, in: -0.9...0.9, unit: "1", .judgement, "model, section 7",
      "correlation of talent and achievement")
    let achievementSociability = settings.number(
      "achievement_sociability", "", -0.2, in: -0.9...0.9, unit: "1", .judgement, "model, section 7",
      "correlation of achievement and sociability")
    let sociabilityHorizontality = settings.number(
      "sociability_horizontality", "", 0.3, in: -0.9...0.9, unit: "1", .judgement, "model, section 7",
      "correlation of sociability and horizontality")
    var correlation = [Double](repeating: 0, count: Self.count * Self.count)
    for trait in 0..<Self.count { correlation[trait * Self.count + trait] = 1 }
    for (row, column, value) in [
      (3, 0, talentAchievement), (4, 3, achievementSociability), (5, 4, sociabilityHorizontality),
    ] {
      correlation[row * Self.count + column] = value
      correlation[column * Self.count + row] = value
    }
    let found = Cholesky.factor(correlation, size: Self.count)
    settings.require(
      found != nil, "these correlations contradict each other (the matrix is not positive definite)",
      at: "talent_achievement", "achievement_sociability", "sociability_horizontality")
    factor = found ?? Cholesky.identity(size: Self.count)
  }

  /// The correlated scores of one applicant.
  /// - Parameter applicant: 0 for the first; each takes three pairs of draws of the person.
  func scores(_ draws: Draws, person: UInt32, applicant: Int, card: Card) -> InlineArray<6, Double> {
    var luck = InlineArray<6, Double>(repeating: 0)
    for pair in 0..<3 {
      let (a, b) = draws.uniformPair(
        at: DrawAddress(
          entity: person, week: 0, process: card.stream, draw: UInt16(truncatingIfNeeded: 8 * applicant + pair)))
      luck[2 * pair] = Normal.score(uniform: a)
      luck[2 * pair + 1] = Normal.score(uniform: b)
    }
    var scores = InlineArray<6, Double>(repeating: 0)
    for row in 0..<Self.count {
      var sum = 0.0
      for column in 0...row { sum += factor[row * Self.count + column] * luck[column] }
      scores[row] = sum
    }
    return scores
  }

  /// Seats a person with these scores.
  func assign(_ scores: InlineArray<6, Double>, to seat: Int, _ firm: borrowing Firm) {
    let spread = talentSimple + (talentComplex - talentSimple) * firm[.complexity]
    firm[.talent][seat] = spread * scores[0]
    firm[.ownership][seat] = Self.clip(ownershipMean + ownershipSpread * scores[1])
    firm[.supportSkill][seat] = Self.clip(supportMean + supportSpread * scores[2])
    firm[.achievement][seat] = achievementMean + scores[3]
    firm[.sociability][seat] = scores[4]
    firm[.horizontality][seat] = horizontalityMean + scores[5]
  }

  /// Log talent of somebody with this score.
  func talent(score: Double, complexity: Double) -> Double {
    (talentSimple + (talentComplex - talentSimple) * complexity) * score
  }

  private static func clip(_ chance: Double) -> Double { min(0.98, max(0.02, chance)) }
}

/// Standard normal scores from uniforms on [0, 1).
enum Normal {
  /// Φ⁻¹ at the nearest odd multiple of 2⁻⁵³, which keeps clear of 0 and 1.
  static func score(uniform: Double) -> Double {
    Portable.normalQuantile(Double(UInt64(uniform * 0x1p53) | 1) * 0x1p-53)
  }
}

/// Cholesky factor in a fixed order of operations, the same bits everywhere.
enum Cholesky {
  /// The lower factor of a symmetric matrix, row-major, or nil where it is not positive definite.
  /// - Complexity: O(size³).
  static func factor(_ matrix: [Double], size: Int) -> [Double]? {
    var lower = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        if row == column {
          guard sum > 1e-12 else { return nil }
          lower[row * size + row] = sum.squareRoot()
        } else {
          lower[row * size + column] = sum / lower[column * size + column]
        }
      }
    }
    return lower
  }

  static func identity(size: Int) -> [Double] {
    (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 }
  }
}
