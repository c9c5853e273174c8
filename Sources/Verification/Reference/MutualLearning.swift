import RandomStreams
import SalesForce

/// March 1991's closed organisation on the shipped step: people and code alone, until nobody can learn any more.
package struct MutualLearning {
  private let step: MarchStep
  private let draws: Draws
  private var people: [BeliefMasks]
  private var code = BeliefMasks.none
  private let reality: UInt32

  package init(people count: Int, step: MarchStep, _ draws: Draws) {
    self.step = step
    self.draws = draws
    reality = draws.words(at: DrawAddress(entity: 0, week: 0, process: 911, draw: 0)).x
    // −1, 0 and 1 are equally likely at first.
    let third = ChanceDigits(1.0 / 3), half = ChanceDigits(0.5)
    people = (0..<UInt32(count)).map { person in
      func masks(_ first: UInt16) -> RandomMasks {
        RandomMasks(draws: draws, entity: person, week: 0, process: 915, first: first)
      }
      let none = masks(0).bernoulli(third, wanted: step.all)
      let positive = masks(8).bernoulli(half, wanted: step.all & ~none)
      return BeliefMasks(positive: positive, negative: step.all & ~none & ~positive)
    }
  }

  /// Σ code·reality/m in the end. Hundreds of periods are the most that was ever seen; NaN after very many.
  package mutating func equilibriumKnowledge() -> Double {
    for period in 1...100_000 as ClosedRange<UInt32> where !live(period) { return step.knowledge(code, reality) }
    return .nan
  }

  /// A period.
  /// - Returns: false, with nothing changed, when the code moves nobody and nobody can do better than the code.
  private mutating func live(_ period: UInt32) -> Bool {
    let draws = self.draws, bar = code.score(against: reality)
    var votes = VoteCount(), canLearn = false
    for person in people.indices {
      let beliefs = people[person]
      let apart = (code.positive & ~beliefs.positive) | (code.negative & ~beliefs.negative)
      // What acting comes to if every coin falls well.
      let ceiling = step.score(acted: beliefs.positive | (step.all & ~beliefs.held & reality), reality)
      guard apart != 0 || ceiling > bar else { continue }
      canLearn = true
      func masks(_ first: UInt16) -> RandomMasks {
        RandomMasks(draws: draws, entity: UInt32(person), week: period, process: 916, first: first)
      }
      if ceiling > bar {
        let acted = step.acted(beliefs, coins: masks(8).coins())
        if step.score(acted: acted, reality) > bar { votes.add(acted) }
      }
      if apart != 0 { people[person] = step.socialised(beliefs, code: code, masks(0)) }
    }
    code = step.recoded(code) {
      Double(votes[$0])
    } luck: {
      draws.uniform(at: DrawAddress(entity: UInt32($0), week: period, process: 917, draw: 0))
    }
    return canLearn
  }
}
