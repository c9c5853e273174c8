/// What somebody holds of up to 32 two-sided questions, a bit a question: for, against, or (in neither mask) no view.
package struct BeliefMasks: Equatable, BitwiseCopyable, Sendable {
  package var positive: UInt32
  package var negative: UInt32

  package static let none = BeliefMasks(positive: 0, negative: 0)

  package init(positive: UInt32, negative: UInt32) {
    self.positive = positive
    self.negative = negative
  }

  /// Questions on which there is a view.
  package var held: UInt32 { positive | negative }

  /// Σ belief·reality: questions seen right less questions seen wrong.
  /// - Parameter reality: bits set where the positive view is true.
  package func score(against reality: UInt32) -> Int {
    let right = (positive & reality) | (negative & ~reality)
    return right.nonzeroBitCount - (held & ~right).nonzeroBitCount
  }
}

/// Yes votes on up to 32 questions at once: counters that stand upright, the k-th digit of all of them in one word.
///
/// Adding a voter costs two operations on average, whatever the number of questions.
package struct VoteCount: BitwiseCopyable {
  /// Enough for 65,535 voters.
  private var digits = InlineArray<16, UInt32>(repeating: 0)
  package private(set) var voters = 0

  package init() {}

  /// A voter, with bits set where the vote is yes.
  package mutating func add(_ votes: UInt32) {
    voters += 1
    var carry = votes, digit = 0
    while carry != 0 {
      let next = digits[digit] & carry
      digits[digit] ^= carry
      carry = next
      digit += 1
    }
  }

  /// Yes votes less no votes on a question.
  package subscript(question: Int) -> Int {
    var yes = 0
    for digit in 0..<16 { yes += Int((digits[digit] >> UInt32(question)) & 1) << digit }
    return 2 * yes - voters
  }
}
