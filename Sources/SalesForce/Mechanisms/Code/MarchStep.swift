import PortableMath

/// Mutual learning of an organisational code and its people (March 1991, Organization Science 2, 71-87), in the
/// reading that reproduces the published figures: everybody acts, people learn from the code, the code learns from
/// those who did better than it.
///
/// Reality gives each of m questions the answer +1 or −1; people and code hold +1, −1 or 0.
package struct MarchStep: Sendable {
  /// m.
  package let questions: Int
  /// Bits of the questions.
  package let all: UInt32
  /// p₁ as digits.
  private let socialisation: ChanceDigits
  /// ln(1 − p₂).
  private let logStay: Double

  /// - Parameters:
  ///   - questions: m, 1…32.
  ///   - socialisation: p₁, chance that a person moves a step towards the code on a question.
  ///   - codeLearning: p₂, chance that a majority of one moves the code.
  package init(questions: Int, socialisation: Double, codeLearning: Double) {
    precondition((1...32).contains(questions), "a code of \(questions) questions")
    self.questions = questions
    all = UInt32.max >> UInt32(32 - questions)
    self.socialisation = ChanceDigits(socialisation)
    logStay = Portable.log1p(-codeLearning)
  }

  /// Knowledge Σ belief·reality/m, in [−1, 1].
  package func knowledge(_ beliefs: BeliefMasks, _ reality: UInt32) -> Double {
    Double(beliefs.score(against: reality)) / Double(questions)
  }

  /// What somebody does: without a view, they toss a coin.
  /// - Returns: bits set where they act as if the positive view were true.
  package func acted(_ beliefs: BeliefMasks, coins: UInt32) -> UInt32 {
    beliefs.positive | (all & ~beliefs.held & coins)
  }

  /// What acting comes to: questions met less questions missed.
  package func score(acted: UInt32, _ reality: UInt32) -> Int {
    questions - 2 * ((acted ^ reality) & all).nonzeroBitCount
  }

  /// A person after a step: where the code has another view, one step (±1 → 0 → ∓1) towards it with chance p₁.
  package func socialised(_ beliefs: BeliefMasks, code: BeliefMasks, _ luck: RandomMasks) -> BeliefMasks {
    let apart = (code.positive & ~beliefs.positive) | (code.negative & ~beliefs.negative)
    let moves = luck.bernoulli(socialisation, wanted: apart & all)
    let fresh = moves & ~beliefs.held
    return BeliefMasks(
      positive: (beliefs.positive & ~moves) | (fresh & code.positive),
      negative: (beliefs.negative & ~moves) | (fresh & code.negative))
  }

  /// The code after a step: it jumps to the view of the majority with chance 1 − (1−p₂)^|margin|.
  /// - Parameters:
  ///   - margin: of votes for less votes against, on a question; a fraction where votes are weighted.
  ///   - luck: uniform on [0, 1) for a question.
  package func recoded(_ code: BeliefMasks, margin: (Int) -> Double, luck: (Int) -> Double) -> BeliefMasks {
    var next = code
    for question in 0..<questions {
      let lead = margin(question)
      // A majority of nobody moves nothing, however fast the code learns.
      guard lead != 0, luck(question) < -Portable.expm1(lead.magnitude * logStay) else { continue }
      let bit: UInt32 = 1 << UInt32(question)
      next.positive = lead > 0 ? next.positive | bit : next.positive & ~bit
      next.negative = lead > 0 ? next.negative & ~bit : next.negative | bit
    }
    return next
  }
}
