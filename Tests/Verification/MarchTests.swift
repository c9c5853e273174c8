import PortableMath
import RandomStreams
import Testing

@testable import SalesForce

/// March's closed organisation on the shipped step: people and code alone, until all hold what the code holds.
struct MarchOrganisation {
  let step: MarchStep
  let draws: Draws
  var people: [BeliefMasks]
  var code = BeliefMasks.none
  let reality: UInt32

  init(people count: Int, step: MarchStep, trial: UInt32) {
    self.step = step
    draws = Draws(StreamKey(seed: 31, trial: trial))
    reality = draws.words(at: DrawAddress(entity: 0, week: 0, process: 1, draw: 0)).x
    // −1, 0 and 1 are equally likely at first.
    let third = ChanceDigits(1.0 / 3), half = ChanceDigits(0.5)
    people = []
    for person in 0..<UInt32(count) {
      func masks(_ first: UInt16) -> RandomMasks {
        RandomMasks(draws: draws, entity: person, week: 0, process: 2, first: first)
      }
      let none = masks(0).bernoulli(third, wanted: step.all)
      let positive = masks(8).bernoulli(half, wanted: step.all & ~none)
      people.append(BeliefMasks(positive: positive, negative: step.all & ~none & ~positive))
    }
  }

  var isSettled: Bool { people.allSatisfy { $0 == code } }

  mutating func live(_ week: UInt32) {
    var votes = VoteCount()
    let draws = self.draws
    let bar = code.score(against: reality)
    for person in people.indices {
      func masks(_ first: UInt16) -> RandomMasks {
        RandomMasks(draws: draws, entity: UInt32(person), week: week, process: 3, first: first)
      }
      let acted = step.acted(people[person], coins: masks(8).coins())
      if step.score(acted: acted, reality) > bar { votes.add(acted) }
      people[person] = step.socialised(people[person], code: code, masks(0))
    }
    code = step.recoded(code) {
      Double(votes[$0])
    } luck: {
      draws.uniform(at: DrawAddress(entity: UInt32($0), week: week, process: 4, draw: 0))
    }
  }

  /// Knowledge of the code once nothing moves any more.
  static func equilibrium(_ p1: Double, _ p2: Double, trial: UInt32) -> Double {
    var firm = MarchOrganisation(
      people: 50, step: MarchStep(questions: 30, socialisation: p1, codeLearning: p2), trial: trial)
    var week: UInt32 = 1
    while !firm.isSettled, week < 2_000 {
      firm.live(week)
      week += 1
    }
    return firm.step.knowledge(firm.code, firm.reality)
  }
}

@Suite("Code: March's mutual learning")
struct MarchTests {
  @Test(
    "V31: equilibrium knowledge of the code, three corners of the published table",
    arguments: [("1_5", 0.1, 0.5), ("9_5", 0.9, 0.5), ("1_1", 0.1, 0.1)])
  func equilibrium(name: String, p1: Double, p2: Double) {
    let sample = Sample((0..<200).map { MarchOrganisation.equilibrium(p1, p2, trial: UInt32($0)) })
    expect("V31", "p1 \(p1), p2 \(p2)", sample, known("V31", "code_knowledge_\(name)"), sharp: 0.05)
  }
}
