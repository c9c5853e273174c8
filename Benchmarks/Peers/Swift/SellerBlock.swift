import PortableMath
@_spi(Benchmarks) import RandomStreams

/// State of all sellers: a column each.
struct YardstickFirm: ~Copyable {
  private var storage: ColumnBuffer<Double>
  private var identities: ColumnBuffer<UInt32>
  private var scratch: ColumnBuffer<Double>
  private let stride: Int

  init(sellers: Int) {
    stride = (sellers + 7) & ~7
    storage = ColumnBuffer(count: stride * 7, repeating: 0)
    identities = ColumnBuffer(count: sellers, repeating: 0)
    scratch = ColumnBuffer(count: Kernel.block * 11, repeating: 0)
    for seller in 0..<sellers { identities.column[seller] = UInt32(seller) }
  }

  func block(from start: Int, count: Int) -> SellerBlock {
    func state(_ index: Int) -> Column<Double> {
      storage.column.slice(from: index * stride + start, count: count)
    }
    func working(_ index: Int) -> Column<Double> {
      scratch.column.slice(from: index * Kernel.block, count: count)
    }
    return SellerBlock(
      identity: identities.column.slice(from: start, count: count), skill: state(0), autonomy: state(1),
      explore: state(2), inertia: state(3), belief: state(4), morale: state(5), fatigue: state(6),
      luck: (working(0), working(1), working(2), working(3)), effort: working(4), chance: working(5),
      opps: working(6), wins: working(7), value: working(8), mean: working(9), hazard: working(10))
  }
}

/// The columns of a block of sellers, and the passes of a week over them.
struct SellerBlock {
  let identity: Column<UInt32>
  let skill, autonomy, explore, inertia, belief, morale, fatigue: Column<Double>
  let luck: (Column<Double>, Column<Double>, Column<Double>, Column<Double>)
  let effort, chance, opps, wins, value, mean, hazard: Column<Double>

  /// Everybody is new.
  func start(_ draws: Draws) {
    draws.coarseUniforms(
      entity: .same(.max), week: .each(identity), process: 1, draw: .same(0), into: luck)
    for seller in 0..<identity.count {
      welcome(seller, luck.0[seller], luck.1[seller], luck.2[seller], luck.3[seller])
    }
  }

  private func welcome(_ seller: Int, _ u0: Double, _ u1: Double, _ u2: Double, _ u3: Double) {
    skill[seller] = 0.2 + 0.3 * u0
    autonomy[seller] = u1
    explore[seller] = u2
    inertia[seller] = 0.5 * u3
    belief[seller] = 0.5
    morale[seller] = 0.5
    fatigue[seller] = 0.2
  }

  func draw(_ draws: Draws, _ week: UInt32) {
    draws.coarseUniforms(
      entity: .same(week), week: .each(identity), process: 0, draw: .same(0), into: luck)
    VectorMath.normalQuantile(luck.3, into: luck.3)
  }

  /// Effort and what follows from it: the chance of a win and the mean number of opportunities.
  func plan(incentive: Double, support: Double) {
    let base = 0.4 + 0.5 * incentive - 0.1, inclination = -1.2 + 0.5 * support
    let least = SIMD8<Double>(repeating: 0.05), most = SIMD8<Double>(repeating: 1.5)
    for lane in 0..<effort.laneCount {
      let wish = base - 0.4 * fatigue[lane: lane] + 0.3 * autonomy[lane: lane] + 0.2 * belief[lane: lane]
      let raised = wish.replacing(with: least, where: wish .< least)
      let chosen = raised.replacing(with: most, where: raised .> most)
      effort[lane: lane] = chosen
      mean[lane: lane] = 1.5 * chosen
      chance[lane: lane] = inclination + 2.0 * skill[lane: lane] + 0.8 * chosen - 0.9 * inertia[lane: lane]
      value[lane: lane] = 1.0 + 0.8 * luck.3[lane: lane]
    }
  }

  func sell() {
    VectorMath.logistic(chance, into: chance)
    VectorMath.exp(value, into: value)
    Draws.poisson(uniform: luck.0, mean: mean, into: opps)
    Draws.binomialFew(uniform: luck.1, n: opps, p: chance, into: wins)
  }

  func learn() {
    let cap = SIMD8<Double>(repeating: 16)
    for lane in 0..<effort.laneCount {
      let won = wins[lane: lane], drawn = opps[lane: lane], curiosity = explore[lane: lane], old = skill[lane: lane]
      let met = drawn.replacing(with: cap, where: drawn .> cap)
      opps[lane: lane] = met
      value[lane: lane] *= won
      skill[lane: lane] = old + 0.02 * (1.0 - old) * (won + 0.3 * (met - won) * curiosity)
      let rate = won / met, doubt = belief[lane: lane]
      let trust = (doubt + 0.1 * (rate - doubt)).replacing(with: doubt, where: met .== 0.0)
      belief[lane: lane] = trust
      let tired = 0.9 * fatigue[lane: lane] + 0.1 * effort[lane: lane]
      fatigue[lane: lane] = tired
      inertia[lane: lane] += 0.02 * (0.5 * (1.0 - curiosity) - inertia[lane: lane])
      let mood = 0.8 * morale[lane: lane] + 0.2 * (trust + 0.2 * won - 0.3 * tired)
      morale[lane: lane] = mood
      hazard[lane: lane] = -2.0 * mood
    }
    VectorMath.exp(hazard, into: hazard)
  }

  /// Sums first, for they hold the state before somebody is replaced.
  func leave(_ draws: Draws, _ week: UInt32, _ sums: inout RunningSums) {
    sums.add(self)
    for lane in 0..<effort.laneCount {
      let gone = luck.2[lane: lane] .< 0.02 * hazard[lane: lane]
      guard any(gone) else { continue }
      for seller in (8 * lane)..<min(8 * lane + 8, identity.count) where gone[seller - 8 * lane] {
        let words = draws.words(
          at: DrawAddress(entity: week, week: identity[seller], process: 1, draw: 0))
        welcome(seller, Self.uniform(words.x), Self.uniform(words.y), Self.uniform(words.z), Self.uniform(words.w))
        sums.leavers += 1
      }
    }
  }

  private static func uniform(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }
}
