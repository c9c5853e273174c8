import PortableMath

/// How many of a firm's people use a tool, week by week: each of the others begins with the same chance p + qF, F the
/// share in use. The exact distribution of the number, from nobody on; its mean tends to Bass's recursion in large firms.
struct DiffusionChain {
  /// What a week's distribution comes to.
  struct Moments {
    let mean: Double
    /// Variance over that of as many independent people: what begins early draws others along.
    let effect: Double
  }

  private let innovation, imitation: Double
  /// Chances of 0, 1 … people in use.
  private var chances: [Double]

  init(people: Int, innovation: Double, imitation: Double) {
    self.innovation = innovation
    self.imitation = imitation
    chances = [1] + Array(repeating: 0, count: people)
  }

  private var people: Int { chances.count - 1 }

  /// States and steps rarer than this are left out: together less than 1e-15.
  private static let negligible = 1e-20

  /// A week.
  /// - Complexity: states that are not too rare, times the standard deviation of a step.
  mutating func step() {
    var after = [Double](repeating: 0, count: chances.count)
    for (users, weight) in chances.enumerated() where weight > Self.negligible {
      let chance = min(1, innovation + imitation * Double(users) / Double(people))
      Self.spread(weight, from: users, others: people - users, chance, into: &after)
    }
    chances = after
  }

  /// Adds the binomial distribution of the others, from its mode outwards.
  private static func spread(
    _ weight: Double, from users: Int, others: Int, _ chance: Double, into after: inout [Double]
  ) {
    guard others > 0, chance < 1 else { return after[users + others] += weight }
    let n = Double(others), odds = chance / (1 - chance), mode = min(others, Int((n + 1) * chance))
    let top =
      weight
      * Portable.exp(
        Portable.logGamma(n + 1) - Portable.logGamma(Double(mode) + 1) - Portable.logGamma(n - Double(mode) + 1)
          + Double(mode) * Portable.log(chance) + (n - Double(mode)) * Portable.log1p(-chance))
    var term = top, count = mode
    while count >= 0, term > negligible {
      after[users + count] += term
      term *= Double(count) / ((n - Double(count) + 1) * odds)
      count -= 1
    }
    (term, count) = (top * (n - Double(mode)) / Double(mode + 1) * odds, mode + 1)
    while count <= others, term > negligible {
      after[users + count] += term
      term *= (n - Double(count)) / Double(count + 1) * odds
      count += 1
    }
  }

  var moments: Moments {
    let all = chances.reduce(0, +)
    let mean = chances.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / all
    let variance =
      chances.enumerated().reduce(0) { sum, state in
        let distance = Double(state.offset) - mean
        return sum + distance * distance * state.element
      } / all
    let independent = mean * (1 - mean / Double(people))
    return Moments(mean: mean, effect: independent > 0 ? variance / independent : 1)
  }
}
