import RandomStreams
import Testing

@testable import SalesForce

@Suite("March step on bit masks")
struct MarchStepTests {
  private static func words(_ entity: UInt32, _ week: UInt32 = 0) -> SIMD4<UInt32> {
    Draws(StreamKey(seed: 9, trial: 1)).words(at: DrawAddress(entity: entity, week: week, process: 7, draw: 0))
  }

  private static func luck(_ entity: UInt32, week: UInt32 = 0) -> RandomMasks {
    RandomMasks(
      draws: Draws(StreamKey(seed: 9, trial: 2)), entity: entity, week: week, process: 7, first: 0)
  }

  private static func beliefs(_ entity: UInt32, _ step: MarchStep) -> BeliefMasks {
    let word = words(entity)
    return BeliefMasks(positive: word.x & step.all & ~word.y, negative: word.y & step.all & ~word.x)
  }

  @Test("Upright counters count as ordinary ones do")
  func votes() {
    var votes = VoteCount()
    var plain = [Int](repeating: 0, count: 32)
    for voter in 0..<1_000 {
      let word = Self.words(UInt32(voter)).x
      votes.add(word)
      for question in 0..<32 { plain[question] += (word >> UInt32(question)) & 1 == 1 ? 1 : -1 }
    }
    #expect(votes.voters == 1_000)
    for question in 0..<32 { #expect(votes[question] == plain[question]) }
  }

  @Test(
    "Random bits come up as often as they should, each by itself", arguments: [0.001, 0.1, 0.3, 0.5, 0.77, 0.999])
  func bernoulli(chance: Double) {
    let rounds = 4_000
    let digits = ChanceDigits(chance)
    var single = [Double](repeating: 0, count: 32), both = 0.0
    for round in 0..<rounds {
      let mask = Self.luck(UInt32(round)).bernoulli(digits, wanted: .max)
      for bit in 0..<32 where (mask >> UInt32(bit)) & 1 == 1 { single[bit] += 1 }
      if mask & 3 == 3 { both += 1 }
      // A bit does not depend on which others are wanted.
      let some = Self.luck(UInt32(round)).bernoulli(digits, wanted: 0x0f0f_0f0f)
      #expect(some == mask & 0x0f0f_0f0f)
    }
    let n = Double(rounds), error = (chance * (1 - chance) / n).squareRoot()
    // 32 bits at once: 5 standard errors, one false alarm in 50,000 runs.
    for bit in 0..<32 { #expect((single[bit] / n - chance).magnitude < 5 * error, "bit \(bit)") }
    let joint = chance * chance
    #expect((both / n - joint).magnitude < 4 * (joint * (1 - joint) / n).squareRoot() + 1 / n)
  }

  @Test("Chances of 0 and 1 are certain")
  func certain() {
    #expect(Self.luck(1).bernoulli(ChanceDigits(0), wanted: .max) == 0)
    #expect(Self.luck(1).bernoulli(ChanceDigits(1), wanted: 0xff) == 0xff)
    #expect(Self.luck(1).bernoulli(ChanceDigits(2), wanted: 0xff) == 0xff)
    #expect(Self.luck(1).bernoulli(ChanceDigits(-1), wanted: 0xff) == 0)
    #expect(Self.luck(1).bernoulli(ChanceDigits(.nan), wanted: 0xff) == 0)
  }

  @Test("A person moves one step at a time, towards the code and nowhere else; knowledge stays in [−1, 1]")
  func steps() {
    let step = MarchStep(questions: 30, socialisation: 0.5, codeLearning: 0.5)
    func value(_ beliefs: BeliefMasks, _ question: Int) -> Int {
      Int((beliefs.positive >> UInt32(question)) & 1) - Int((beliefs.negative >> UInt32(question)) & 1)
    }
    for round in 0..<300 {
      let code = Self.beliefs(UInt32(round), step), before = Self.beliefs(UInt32(1_000 + round), step)
      let after = step.socialised(before, code: code, Self.luck(UInt32(round)))
      #expect(after.positive & after.negative == 0)
      #expect(after.held & ~step.all == 0)
      #expect(step.knowledge(after, 0x2aaa_aaaa).magnitude <= 1)
      for question in 0..<30 {
        let (old, new, aim) = (value(before, question), value(after, question), value(code, question))
        #expect(new == old || (aim != 0 && new == old + (aim > old ? 1 : -1)), "question \(question)")
      }
    }
  }

  @Test("Certain learners reach the code in two steps, and then stay")
  func certainLearners() {
    let step = MarchStep(questions: 17, socialisation: 1, codeLearning: 1)
    let code = BeliefMasks(positive: 0x0_f0f0 & step.all, negative: ~0x0_f0f0 & step.all)
    var person = BeliefMasks(positive: code.negative, negative: code.positive)
    person = step.socialised(person, code: code, Self.luck(1))
    #expect(person == .none)
    person = step.socialised(person, code: code, Self.luck(2))
    #expect(person == code)
    #expect(step.socialised(person, code: code, Self.luck(3)) == code)
  }

  @Test("The code jumps with chance 1 − (1−p₂)^|margin|, towards the majority, and not at all where there is none")
  func codeLearning() {
    let step = MarchStep(questions: 3, socialisation: 0, codeLearning: 0.3)
    let margins = [2.0, -1, 0], chances = [1 - 0.49, 0.3, 0]
    var moved = [0.0, 0, 0]
    let rounds = 20_000
    let start = BeliefMasks(positive: 0b010, negative: 0b101)
    for round in 0..<rounds {
      let draws = Draws(StreamKey(seed: 4, trial: UInt32(round)))
      let next = step.recoded(start) {
        margins[$0]
      } luck: {
        draws.uniform(at: DrawAddress(entity: UInt32($0), week: 0, process: 1, draw: 0))
      }
      for question in 0..<3 where (next.positive ^ start.positive) >> UInt32(question) & 1 == 1 { moved[question] += 1 }
      #expect(next.positive & next.negative == 0)
    }
    for (share, chance) in zip(moved.map { $0 / Double(rounds) }, chances) {
      #expect((share - chance).magnitude <= 4 * (chance * (1 - chance) / Double(rounds)).squareRoot())
    }
    let certain = MarchStep(questions: 3, socialisation: 0, codeLearning: 1)
    #expect(
      certain.recoded(start) {
        margins[$0]
      } luck: { _ in
        0.999
      } == BeliefMasks(positive: 1, negative: 0b110))
  }

  @Test("Acting: who has a view acts on it, who has none tosses a coin; scores count right against wrong")
  func acting() {
    let step = MarchStep(questions: 8, socialisation: 0, codeLearning: 0)
    let beliefs = BeliefMasks(positive: 0b0000_1111, negative: 0b0011_0000)
    #expect(step.acted(beliefs, coins: 0) == 0b0000_1111)
    #expect(step.acted(beliefs, coins: .max) == 0b1100_1111)
    #expect(step.score(acted: 0b0000_1111, 0b0000_1111) == 8)
    #expect(step.score(acted: 0b0000_1111, 0b1111_0000) == -8)
    #expect(step.score(acted: 0b0000_1111, 0b0000_1100) == 4)
    #expect(beliefs.score(against: 0b0000_1111) == 6)
    #expect(step.knowledge(beliefs, 0b1111_0000) == -6.0 / 8 + 0)
    #expect(MarchStep(questions: 32, socialisation: 0, codeLearning: 0).all == .max)
  }
}
